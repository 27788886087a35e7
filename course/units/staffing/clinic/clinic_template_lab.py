"""The clinic's template lab: three sessions are filled, reminded and overbooked, and somebody waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Choice, Lab, Prediction, Reading, Slider
from course.labs.moves import Coach
from course.units.staffing.clinic.clinic_template_decision import (
    FEWEST_BOOKED,
    MOST_BOOKED,
    Outcome,
    TemplateDecision,
    outcome,
    sessions_kept,
)
from course.units.staffing.clinic.clinic_template_model import (
    BY_RISK,
    BY_TURN,
    Template,
    bookings,
    with_whole_numbers,
)
from course.units.staffing.clinic.clinic_template_pictures import TemplateView
from course.units.staffing.clinic.clinic_template_search import TemplateSearch

if TYPE_CHECKING:
    from course.units.staffing.clinic.case import ClinicCase

# ---------------------------------------------------------------- what it means


def reading(result: Outcome) -> Reading:
    """Say what the template does to the session that is worst off, rule by rule, with the figures as a table."""
    return Reading(
        _sentence(result),
        marks=[(p.kept, f"{p.name}: {text}") for p, text in zip(result.promises, _marks(result), strict=True)],
        table=_rows(result),
    )


def _marks(result: Outcome) -> list[str]:
    t, m = result.template, result.measures
    uncrowded, filled = sessions_kept(t, m)
    return [
        f"met in {_count(uncrowded)}: {t.crowd} or more patients at most {t.crowd_limit_share:.0%} of the time",
        f"met in {_count(filled)}: at most {t.idle_limit_slots:g} empty slots on average",
        f"Medicaid is {m.medicaid_of_double_booked:.1%} of the double-booked, {m.medicaid_of_booked:.1%} of all; "
        f"at most {100 * t.fairness_points_share:g} points more",
        f"{m.reminder_hours:g} hours planned, {t.reminder_limit_hours:g} available",
    ]


def _count(kept: Any) -> str:
    return f"{int(np.sum(kept))} of {len(kept)} sessions"


def _sentence(result: Outcome) -> str:
    broken = {promise.name for promise in result.promises if not promise.kept}
    if not broken:
        return (
            "Every session is filled, none is crowded, and no group waits for the others, with "
            f"{result.measures.reminder_hours:g} hours of reminders. You can sign this template."
        )
    return " ".join(words for name, words in _troubles(result).items() if name in broken)


def _troubles(result: Outcome) -> dict[str, str]:
    """Return what there is to say about each rule if it is broken."""
    t, m = result.template, result.measures
    labels = [session.label for session in t.sessions.values()]
    crowded, idle = int(np.argmax(m.crowd_chance)), int(np.argmax(m.idle_slots))
    more = 100 * (m.medicaid_of_double_booked - m.medicaid_of_booked)
    return {
        "Crowding": f"{labels[crowded]}: {t.crowd} or more patients arrive {m.crowd_chance[crowded]:.1%} of the time.",
        "Empty slots": f"{labels[idle]}: {m.idle_slots[idle]:.2f} of {t.slots} slots go unused on average.",
        "Fairness": f"Medicaid's share of the double-booked is {more:.1f} points above its share of all bookings.",
        "Reminder hours": f"It takes {m.reminder_hours:g} reminder hours, and you have {t.reminder_limit_hours:g}.",
    }


def _rows(result: Outcome) -> list[list[str]]:
    counted = ["Session", "Booked", "Reminder hours", "Come", "Arrive on average"]
    head = [*counted, "Crowd", "Empty slots", "Medicaid share"]
    return [head, *[_session_row(result, place) for place in range(len(result.template.sessions))]]


def _session_row(result: Outcome, i: int) -> list[str]:
    m = result.measures
    key, session = list(result.template.sessions.items())[i]
    booked = bookings(result.plan, key)
    return [
        session.label,
        str(booked),
        f"{result.plan[f'{key}_reminder_hours']:g}",
        f"{m.show_share[i]:.1%}",
        f"{booked * m.show_share[i]:.1f}",
        f"{m.crowd_chance[i]:.1%}",
        f"{m.idle_slots[i]:.2f}",
        f"{session.medicaid_share:.0%}",
    ]


# ---------------------------------------------------------------- the lab


class TemplateLab(Lab):
    """Keeps whole patients and whole hours as whole numbers, as a learner would type them."""

    def decisions(self) -> dict[str, Any]:
        """Return bookings, hours and who shares a slot."""
        return with_whole_numbers(super().decisions())


def controls(template: Template) -> list[Slider | Choice]:
    """Return bookings and reminder hours of each session, and who shares a slot; opened on the average's number."""
    booked, hours = [], []
    for key, session in template.sessions.items():
        tell = f"{session.show_share:.0%} come unreminded; {session.medicaid_share:.0%} have Medicaid."
        name, average = f"{session.label}: booked", template.average_bookings
        booked.append(Slider(f"{key}_booked", name, FEWEST_BOOKED, MOST_BOOKED, 1, average, "patients", help=tell))
        name, most = f"{session.label}: reminders", template.reminder_limit_hours
        hours.append(Slider(f"{key}_reminder_hours", name, 0, most, 1, 0, "hours"))
    who = ((BY_TURN, "whoever's turn it is"), (BY_RISK, "whoever is likeliest to miss"))
    return [*booked, *hours, Choice("double_booked", "Who shares a slot", who, BY_RISK)]


WHERE = {
    "Crowding": "Look at the session that is crowded most often, and at what share of its patients come.",
    "Empty slots": "Look at the session with most empty slots, and at what share of its patients come.",
    "Fairness": "Look at who shares a slot, and at the session in which most have Medicaid.",
    "Reminder hours": "Look at the hours of reminders in all three sessions together.",
}


def _found(start: Outcome) -> str:
    t, m = start.template, start.measures
    labels = [session.label for session in t.sessions.values()]
    crowded, idle = int(np.argmax(m.crowd_chance)), int(np.argmax(m.idle_slots))
    return (
        f"“{labels[crowded]}” overflows most often, {m.crowd_chance[crowded]:.0%} of the time. "
        f"“{labels[idle]}” has the most empty slots, {m.idle_slots[idle]:.1f} on average."
    )


@skipped_while_graded
def clinic_template_lab(my: ClinicCase) -> Lab:
    """Return the lab in which a learner fills three sessions and keeps the template."""
    template = my.clinic_template
    decision = TemplateDecision(template)
    choices = controls(template)
    return TemplateLab(
        title="The clinic's template",
        question=f"How many patients do you book for {template.slots} slots, whom do you remind, and who has to share?",
        controls=choices,
        model=lambda **plan: outcome(decision, plan),
        view=TemplateView(template),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_clinic_template",
            "every session has the same number of bookings, by the average show rate. Which overflows most often?",
            tuple((key, session.label) for key, session in template.sessions.items()),
            found=_found,
            veils=True,
        ),
        hints=Coach(TemplateSearch(decision), choices, WHERE, with_whole_numbers),
    )


LABS = {"clinic_template": clinic_template_lab}
