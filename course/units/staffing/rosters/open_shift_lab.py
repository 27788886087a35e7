"""One open shift: thirty people on the unit, and how many of them may come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.decisions import plan_file
from course.figures import charts
from course.figures.skipping import for_readers
from course.labs.lab import Lab, Reading, Slider, Tick
from course.rostering.violations import LEAVE, SHIFT_LIMIT
from course.units.staffing.census_to_ftes.shift_mix_pictures import bar_on
from course.units.staffing.rosters.open_shift_model import AT_WORK, BEYOND_CONTRACT, LOSES_REST, MAY_COME, OpenShift

if TYPE_CHECKING:
    from matplotlib.patches import Rectangle

    from course.units.staffing.case import StaffingCase

# What keeps people away, as the picture and the table say it.
STEP_WORDS = {
    AT_WORK: "at work that day",
    LEAVE: "on leave",
    SHIFT_LIMIT: "contract has no such shift",
    LOSES_REST: "would lose their rest",
    BEYOND_CONTRACT: "beyond hours or weekends",
}


@dataclass(frozen=True)
class Called:
    """How many may come, by what stops the others, beside the learner's guess."""

    guess: int
    shown: bool
    shift: OpenShift


class CallView:
    """Thirty people, fewer with each rule; before the reveal only the guess stands there."""

    def __init__(self, shift: OpenShift) -> None:
        people, counts = shift.people, shift.counts
        fig, ax = charts.figure(780, 300)
        fig.subplots_adjust(left=0.27, right=0.97, top=0.80, bottom=0.18)
        labels = ["everybody on the unit", *STEP_WORDS.values(), MAY_COME]
        last = len(labels) - 1
        ax.set_xlim(0, people + 1)
        ax.set_ylim(-0.9, last + 0.5)
        ax.set_yticks(range(len(labels)), list(reversed(labels)), color=charts.INK)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("people", color=charts.SOFT)
        charts.titled(
            ax,
            "Thirty people on the unit, and one shift is open",
            f"Who may come for {shift.name}, after each rule",
        )
        bar_on(ax, (0, last - 0.31), people, 0.62, facecolor=charts.LINE, edgecolor="white")
        ax.text(0.3, last, str(people), va="center", fontsize=11, fontweight="bold", color=charts.INK)
        self.steps: list[Any] = []
        left = people
        for place, step in enumerate(STEP_WORDS, start=1):
            left -= counts[step]
            self.steps.append(self._bar(ax, left, last - place, counts[step], hatched=True))
            self.steps.append(
                ax.text(
                    left + counts[step] + 0.3,
                    last - place,
                    _less(counts[step]),
                    va="center",
                    fontsize=11,
                    color=charts.INK,
                )
            )
        left_over = counts[MAY_COME]
        self.steps.append(self._bar(ax, 0, 0, left_over, hatched=False))
        self.steps.append(
            ax.text(
                left_over + 0.3,
                0,
                str(left_over),
                va="center",
                fontsize=12,
                fontweight="bold",
                color=charts.INK,
            )
        )
        (self.guess,) = ax.plot([], [], marker="^", markersize=12, color=charts.INK, linestyle="none", clip_on=False)
        self.said = ax.text(0, -0.62, "", va="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = charts.Stage(fig, [*self.steps, self.guess, self.said])

    @staticmethod
    def _bar(ax: Any, left: float, place: float, width: float, *, hatched: bool) -> Rectangle:
        look: dict[str, Any] = {"facecolor": charts.FAVORABLE, "edgecolor": "white"}
        if hatched:
            look = {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH}
        return bar_on(ax, (left, place - 0.31), width, 0.62, **look)

    def draw(self, result: Called) -> bytes:
        for artist in self.steps:
            artist.set_visible(result.shown)
        self.guess.set_data([result.guess], [-0.62])
        self.said.set_position((result.guess + 0.6, -0.62))
        self.said.set_text(f"your guess: {result.guess}")
        return self.stage.png()

    def describe(self, result: Called) -> str:
        guess = f"The guess stands at {result.guess} people."
        if not result.shown:
            return f"A bar of the unit's {result.shift.people} people; who is kept away is not shown yet. {guess}"
        steps = ", ".join(f"{result.shift.counts[step]} {said}" for step, said in STEP_WORDS.items())
        return f"Of {result.shift.people} people, {steps}; {result.shift.may_come} may come. {guess}"


def _less(people: int) -> str:
    return f"−{people}" if people else "none"


def reading(result: Called) -> Reading:
    """Say how many may come, beside the guess."""
    if not result.shown:
        return Reading("Move the slider to your guess, keep it, then strike the names.")
    rows = [["Everybody on the unit", str(result.shift.people)]]
    rows += [[said[0].upper() + said[1:], f"−{result.shift.counts[step]}"] for step, said in STEP_WORDS.items()]
    return Reading(
        f"{result.shift.may_come} of {result.shift.people} may come, and that is before you ask whether they want to. "
        f"You guessed {result.guess}.",
        table=[["Step", "People"], *rows, ["May come", str(result.shift.may_come)]],
    )


@for_readers
def who_may_come(my: StaffingCase) -> Lab:
    """Return the opening lab: guess how many may take one open shift, keep the guess, strike the names."""
    shift = my.open_shift
    people = shift.people
    return Lab(
        title="One open shift",
        question=f"Somebody cannot come for {shift.name}. Guess first: how many of {people} may take it? No marks.",
        controls=[
            Slider("guess", "My guess", 0, people, 1, people // 2, unit="people may come"),
            Tick("shown", "Strike the names", False, unit=""),
        ],
        model=lambda guess, shown: Called(int(guess), shown, shift),
        view=CallView(shift),
        reading=reading,
        plan="call_guess",
        case_id=my.case_id,
        keep_label="Keep my guess",
        asks_because=False,
    )


def first_guess(my: StaffingCase) -> None:
    """Print the guess that was kept at the start, beside how many may come."""
    shift = my.open_shift
    may = f"{shift.may_come} of {shift.people} may take {shift.name}"
    guess = plan_file.kept_number("call_guess", "guess")
    print(f"You kept no guess; {may}." if guess is None else f"You guessed {guess:.0f}; {may}.")


LABS = {"open_shift": who_may_come}
