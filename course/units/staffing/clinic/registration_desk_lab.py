"""The registration desk: how the wait grows as the clerks get busy, by Erlang's formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Slider
from course.units.staffing.clinic.registration_desk_model import (
    DeskWait,
    RegistrationDesk,
    wait_at_desk,
)
from course.units.staffing.clinic.registration_desk_pictures import MOST_CLERKS, DeskView

if TYPE_CHECKING:
    from course.units.staffing.clinic.case import ClinicCase


def reading(result: DeskWait) -> Reading:
    """Say how long people wait, and how busy the clerks are for it."""
    goal = f"Mean wait at most {result.desk.wait_goal_minutes} minutes"
    if not result.keeps_up:
        return Reading(_endless(result), marks=[(False, f"{goal}: without end")], table=_rows(result))
    met = result.wait_minutes <= result.desk.wait_goal_minutes
    return Reading(_sentence(result), marks=[(met, f"{goal}: {result.wait_minutes:.1f}")], table=_rows(result))


def _endless(result: DeskWait) -> str:
    capacity = result.clerks * result.desk.served_per_hour
    clerks = "1 clerk" if result.clerks == 1 else f"{result.clerks} clerks"
    return (
        f"{clerks} can register {capacity} an hour, and {result.arrivals_per_hour:g} come. The line "
        "grows until the hour is over, so there is no mean wait."
    )


def _sentence(result: DeskWait) -> str:
    return (
        f"{result.wait_share:.0%} of patients wait at all, {result.long_share:.0%} longer than "
        f"{result.desk.long_wait_minutes} minutes. The mean of everybody is {result.wait_minutes:.1f} minutes. "
        f"A clerk is busy {result.busy_share:.0%} of the hour."
    )


def _rows(result: DeskWait) -> list[list[str]]:
    head = ["Clerks", "Busy", "Wait at all", "Mean wait, minutes", f"Over {result.desk.long_wait_minutes} minutes"]
    every = [wait_at_desk(result.desk, result.arrivals_per_hour, clerks) for clerks in range(1, MOST_CLERKS + 1)]
    return [head, *map(_row, every)]


def _row(wait: DeskWait) -> list[str]:
    if not wait.keeps_up:
        return [str(wait.clerks), "all the time", "everybody", "without end", "everybody"]
    minutes = f"{wait.wait_minutes:.2f}"
    return [str(wait.clerks), f"{wait.busy_share:.0%}", f"{wait.wait_share:.0%}", minutes, f"{wait.long_share:.0%}"]


def controls(desk: RegistrationDesk, most_arrivals: int) -> list[Slider]:
    """Return clerks and arrivals, opened on the busy hour."""
    served, arrivals = desk.served_per_hour, desk.arrivals_per_hour
    tell_clerks, tell_arrivals = f"Each registers {served} patients an hour.", f"In the busy hour {arrivals}."
    name = "Patients who arrive"
    return [
        Slider("clerks", "Clerks at the desk", 1, MOST_CLERKS, 1, desk.clerks, unit="clerks", help=tell_clerks),
        Slider("arrivals_per_hour", name, 5, most_arrivals, 1, arrivals, unit="an hour", help=tell_arrivals),
    ]


def _found(start: DeskWait) -> str:
    """Say what one clerk more does to the mean wait and to the clerks' work."""
    more = wait_at_desk(start.desk, start.arrivals_per_hour, start.clerks + 1)
    before = f"{start.wait_minutes:.1f} minutes" if start.keeps_up else "a queue without end"
    return (
        f"One clerk more takes the mean wait from {before} to {more.wait_minutes:.1f} minutes, "
        f"and a clerk's busy share from {min(start.busy_share, 1):.0%} to {more.busy_share:.0%}."
    )


@skipped_while_graded
def registration_desk_lab(my: ClinicCase) -> Lab:
    """Return the lab of the registration desk: clerks against the wait."""
    desk = my.clinic.desk
    most = int(1.5 * desk.arrivals_per_hour)
    return Lab(
        title="The registration desk",
        question=f"How many clerks keep the mean wait within {desk.wait_goal_minutes} minutes in the busy hour?",
        controls=controls(desk, most),
        model=lambda arrivals_per_hour, clerks: wait_at_desk(desk, arrivals_per_hour, clerks),
        view=DeskView(desk, most),
        reading=reading,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_registration_desk",
            "one clerk more comes to the desk. By how much does the mean wait fall?",
            (
                ("work", "by about as much as the clerks' work"),
                ("half", "by about half"),
                ("more", "by far more than half"),
            ),
            found=_found,
            veils=True,
        ),
    )


LABS = {"registration_desk": registration_desk_lab}
