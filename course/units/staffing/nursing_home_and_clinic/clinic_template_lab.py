"""The clinic's template lab: three sessions are filled, reminded and overbooked, and somebody waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection

from course.decisions.rules import Promise
from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText, say_each
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.lab import Choice, Lab, Reading, Slider
from course.units.staffing.nursing_home_and_clinic.clinic_template_decision import (
    BY_RISK,
    BY_TURN,
    FEWEST_BOOKED,
    HAIR,
    MOST_BOOKED,
    Measures,
    TemplateDecision,
    arrival_chances,
    sessions_kept,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.nursing_home_and_clinic.clinic_draw import Template

FIRST_SHOWN, LAST_SHOWN = 12, 30  # arrivals outside are too rare to see
UNSEEN = 0.0008  # a chance so small is less than a line high
TALLEST = 0.40
LOOKS: tuple[dict[str, Any], ...] = (  # slots stay empty; full; a crowd
    {"facecolors": charts.LINE, "edgecolors": "white"},
    {"facecolors": charts.FAVORABLE, "edgecolors": "white"},
    {"facecolors": "white", "edgecolors": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH},
)
SHORT = {"new_patients": "New patients", "follow_up": "Follow-up", "long_term_care": "Long-term conditions"}


@dataclass(frozen=True)
class Filled:
    """Everything the picture and the sentence need of one plan."""

    template: Template
    plan: Mapping[str, Any]
    measures: Measures
    chances: Any
    promises: tuple[Promise, ...]

    def booked(self, key: str) -> int:
        return int(self.plan[f"{key}_booked"])


def evaluate(decision: TemplateDecision, plan: Mapping[str, Any]) -> Filled:
    """Return who comes under one template."""
    whole = whole_numbers(plan)
    m = decision.measures(whole)
    booked = [whole[f"{key}_booked"] for key in decision.template.sessions]
    chances = arrival_chances(booked, m.show_share)
    return Filled(decision.template, whole, m, chances, decision.scorecard(whole).promises)


def whole_numbers(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan with whole patients, and whole hours as whole numbers, as a learner would type it."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in plan.items()
    }


class TemplateView:
    """The chance of each number of arrivals at three sessions, and whom double-booking falls on."""

    def __init__(self, template: Template) -> None:
        fig, axes = charts.figure(780, 400, rows=1, columns=4)
        self.words: dict[str, MovingText] = {}
        self.bars: list[PolyCollection] = []
        self.zones = (
            (FIRST_SHOWN, template.slots - 1),
            (template.slots, template.crowd - 1),
            (template.crowd, LAST_SHOWN),
        )
        for place, (key, session) in enumerate(template.sessions.items()):
            ax = axes[place]
            ax.set_position((0.035 + 0.325 * place, 0.415, 0.29, 0.315))
            _axis(ax, template)
            ax.set_title(SHORT.get(key, session.label), loc="left", fontsize=11, fontweight="bold", color=charts.INK)
            for look in LOOKS:
                self.bars.append(ax.add_collection(PolyCollection([], linewidths=0.7, **look), autolim=False))
            for line, name in enumerate(("booked", "crowd", "idle")):
                size, bold = (9.5, False) if name == "booked" else (10, True)
                below = -0.26 - 0.165 * line
                self.words[f"{key} {name}"] = MovingText(ax, 0, below, size=size, bold=bold, transform=ax.transAxes)
        axes[3].set_position((0.035, 0.072, 0.93, 0.05))
        self.fair = Gauge(axes[3], 0, 0.8)
        self.words["limit"] = MovingText(axes[3], 0, -0.75, size=9.5, transform=axes[3].transAxes)
        _headed(fig, template)
        self.stage = Stage(fig, [*self.bars, *self.fair.moving, *self.words.values()])

    def draw(self, result: Filled) -> bytes:
        t, m = result.template, result.measures
        uncrowded, filled = sessions_kept(t, m)
        said = {}
        for place, key in enumerate(t.sessions):
            for zone, (low, high) in enumerate(self.zones):
                self.bars[3 * place + zone].set_verts(_columns(result.chances[place], low, high))
            show = m.show_share[place]
            said[f"{key} booked"] = (
                f"booked {result.booked(key)}, {show:.1%} come: {result.booked(key) * show:.1f} arrive"
            )
            said[f"{key} crowd"] = f"{_sign(uncrowded[place])} crowd {m.crowd_chance[place]:.1%}"
            said[f"{key} idle"] = f"{_sign(filled[place])} empty slots {m.idle_slots[place]:.2f}"
        said["limit"] = self._show_fairness(result)
        say_each(self.words, said)
        return self.stage.png()

    def _show_fairness(self, result: Filled) -> str:
        """Move the gauge of fairness, and return what its mark means."""
        of_all, sharing = float(result.measures.medicaid_of_booked), float(result.measures.medicaid_of_double_booked)
        limit = of_all + result.template.fairness_points_share
        fair = sharing <= limit + HAIR
        chosen = "chosen by risk" if result.plan["double_booked"] == BY_RISK else "chosen by turn"
        words = f"{_sign(fair)} Medicaid patients: {sharing:.1%} of those who share a slot, {chosen}"
        self.fair.hold_to(limit)
        self.fair.show(sharing, words, favorable=fair)
        return f"thick mark: {limit:.1%}, their share of all bookings and five points"

    def describe(self, result: Filled) -> str:
        t, m = result.template, result.measures
        each = "; ".join(
            f"{SHORT[key].lower()} {result.booked(key)} booked, crowd {m.crowd_chance[i]:.1%}, "
            f"empty slots {m.idle_slots[i]:.2f}"
            for i, key in enumerate(t.sessions)
        )
        return (
            f"Three charts of the chance of each number of arrivals: {each}. Medicaid patients are "
            f"{m.medicaid_of_double_booked:.1%} of the double-booked and {m.medicaid_of_booked:.1%} of all."
        )


def _sign(kept: Any) -> str:
    return "✓" if kept else "✗"


def _columns(chances: Any, low: int, high: int) -> list[Any]:
    """Return a column for each number of arrivals from low to high, as corners."""
    return [
        np.array([(k - 0.42, 0), (k + 0.42, 0), (k + 0.42, chances[k]), (k - 0.42, chances[k])])
        for k in range(low, high + 1)
        if chances[k] > UNSEEN
    ]


def _axis(ax: Axes, template: Template) -> None:
    ax.set_xlim(FIRST_SHOWN - 0.6, LAST_SHOWN + 0.6)
    ax.set_ylim(0, TALLEST)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xticks([14, 17, template.slots, template.crowd, 26, 29])
    ax.axvline(template.slots, color=charts.INK, linewidth=1.2, linestyle=":")


def _headed(fig: Any, template: Template) -> None:
    fig.text(0.035, 0.925, "How many will come? Booked is not seen", fontsize=12.5, fontweight="bold", color=charts.INK)
    drawn = (
        f"Chance of each number of arrivals. Dotted: {template.slots} slots; gray: some stay empty; hatched: a crowd"
    )
    fig.text(0.035, 0.865, drawn, fontsize=10, color=charts.SOFT)


# ---------------------------------------------------------------- what it means


def reading(result: Filled) -> Reading:
    """Say what the template does to the session that is worst off, rule by rule, with the figures as a table."""
    return Reading(
        _sentence(result),
        marks=[(p.kept, f"{p.name}: {text}") for p, text in zip(result.promises, _marks(result), strict=True)],
        table=_rows(result),
    )


def _marks(result: Filled) -> list[str]:
    t, m = result.template, result.measures
    uncrowded, filled = sessions_kept(t, m)
    return [
        f"{_count(uncrowded)} have a crowd of {t.crowd} or more at most {t.crowd_limit_share:.0%} of the time",
        f"{_count(filled)} leave at most {t.idle_limit_slots:g} slots empty on the mean",
        f"Medicaid patients {m.medicaid_of_double_booked:.1%} of the double-booked, {m.medicaid_of_booked:.1%} of all; "
        f"at most {100 * t.fairness_points_share:g} points more",
        f"{m.reminder_hours:g} hours; at most {t.reminder_limit_hours:g}",
    ]


def _count(kept: Any) -> str:
    return f"{int(np.sum(kept))} of {len(kept)} sessions"


def _sentence(result: Filled) -> str:
    t, m = result.template, result.measures
    broken = [p.name for p in result.promises if not p.kept]
    if not broken:
        return (
            f"Every session is filled, none is crowded, and no group waits for the others: {m.reminder_hours:g} hours "
            "of reminders do it. A template that you can sign."
        )
    labels = [SHORT[key] for key in t.sessions]
    words = []
    if "Crowding" in broken:
        worst = int(np.argmax(m.crowd_chance))
        one_in = 1 / m.crowd_chance[worst]
        words.append(f"{labels[worst]} overflows: a crowd in one session of {one_in:.1f}.")
    if "Empty slots" in broken:
        worst = int(np.argmax(m.idle_slots))
        words.append(f"{labels[worst]} leaves {m.idle_slots[worst]:.1f} of {t.slots} slots empty, while people wait.")
    if "Fairness" in broken:
        more = 100 * (m.medicaid_of_double_booked - m.medicaid_of_booked)
        words.append(f"Medicaid patients share a slot {more:.0f} points oftener than they are booked.")
    if "Reminder hours" in broken:
        words.append("There are not so many hours for reminders.")
    return " ".join(words)


def _rows(result: Filled) -> list[list[str]]:
    t, m = result.template, result.measures
    head = [
        "Session",
        "Booked",
        "Reminder hours",
        "Come",
        "Arrive on the mean",
        "Crowd",
        "Empty slots",
        "Medicaid share",
    ]
    return [
        head,
        *[
            [
                s.label,
                str(result.booked(key)),
                f"{result.plan[f'{key}_reminder_hours']:g}",
                f"{m.show_share[i]:.1%}",
                f"{result.booked(key) * m.show_share[i]:.1f}",
                f"{m.crowd_chance[i]:.1%}",
                f"{m.idle_slots[i]:.2f}",
                f"{s.medicaid_share:.0%}",
            ]
            for i, (key, s) in enumerate(t.sessions.items())
        ],
    ]


# ---------------------------------------------------------------- the lab


class TemplateLab(Lab):
    """Keeps whole patients and whole hours as whole numbers, as a learner would type them."""

    def decisions(self) -> dict[str, Any]:
        """Return bookings, hours and who shares a slot."""
        return whole_numbers(super().decisions())


def controls(template: Template) -> list[Slider | Choice]:
    """Return bookings and reminder hours of each session, and who shares a slot; opened on the average's number."""
    shown = float(np.mean([s.show_share for s in template.sessions.values()]))
    average = round(template.slots / shown)
    found: list[Slider | Choice] = []
    for key, session in template.sessions.items():
        tell = f"{session.show_share:.0%} come unreminded; {session.medicaid_share:.0%} have Medicaid."
        name = SHORT.get(key, session.label)
        found.append(
            Slider(f"{key}_booked", f"{name}: booked", FEWEST_BOOKED, MOST_BOOKED, 1, average, "patients", help=tell)
        )
    for key, session in template.sessions.items():
        name = SHORT.get(key, session.label)
        hours = template.reminder_limit_hours
        found.append(Slider(f"{key}_reminder_hours", f"{name}: reminders", 0, hours, 1, 0, "hours"))
    who = ((BY_TURN, "whoever's turn it is"), (BY_RISK, "whoever is likeliest to miss"))
    return [*found, Choice("double_booked", "Who shares a slot", who, BY_RISK)]


@for_readers
def template_lab(my: StaffingCase) -> Lab:
    """Return the lab in which a learner fills three sessions and keeps the template."""
    decision = TemplateDecision(my.clinic.template)
    template = decision.template
    return TemplateLab(
        title="The clinic's template",
        question=f"How many patients do you book for {template.slots} slots, whom do you remind, and who has to share?",
        controls=controls(template),
        model=lambda **plan: evaluate(decision, plan),
        view=TemplateView(template),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
    )


LABS = {"clinic_template": template_lab}
