"""Decision exercise: hours of a weekday and of a day of the weekend that the board can accept and pay for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import (
    TOLERANCE,
    Decision,
    Promise,
    Scorecard,
    claim,
    promises,
    slips_told_by,
    weighted,
)
from course.units.staffing.nursing_home.nursing_home_law_model import totals_can_keep_floor
from course.units.staffing.nursing_home.nursing_home_week_model import (
    DAY_TYPES,
    DAYS_PER_WEEK,
    PLAN_KEYS,
    HomeWeek,
    WeekMeasures,
    aide_hours_short,
    as_array,
    as_plan,
    hour_costs_usd,
    measure_week,
)

MOST_HOURS = {"rn": 120, "lpn": 160, "aide": 320, "agency": 60}  # a day; what the schema and the lab's controls allow
HOURS_PER_DAY = 24
STEP_HOURS = 4  # half a shift: the step of a plan drawn blindly
# Points are judgments for teaching. The law carries none: it is no achievement, and below it nothing counts.
WEIGHTS = {
    "Federal floor": 0.0,
    "Weekly cost": 0.25,
    "Aides": 0.25,
    "Registered nurses": 0.10,
    "Weekend": 0.20,
    "Agency": 0.10,
    "Aides in post": 0.10,
}
OVERSPEND_SHARE = 0.10  # above the budget by this share, a plan may claim nothing
SAYS = {
    "certified beds as denominator": (
        "The hours are enough for every certified bed, and the budget is not. Care goes to residents, so count those."
    ),
    "average hides the weekend": (
        "Over the whole week the hours are enough, and on one kind of day they are not. Residents are there on Sundays "
        "too."
    ),
    "practical nurses as aides": (
        "There are too few aides, and practical nurses were added in their place. The board's policy counts each type "
        "of nurse by itself."
    ),
}


def week_limits(week: HomeWeek) -> dict[str, str]:
    """Return what binds a plan and what an hour costs, in words: all that somebody has to know who types a plan."""
    rn, lpn, aide, agency = (f"${usd:,.2f}" for usd in hour_costs_usd(week))
    weekday, weekend = (" / ".join(f"{hours:.0f}" for hours in day) for day in week.today)
    return {
        "Weekly budget": f"${week.weekly_budget_usd:,.0f} for five weekdays and two weekend days",
        "Above the budget": f"that rule is broken, all points shrink, and {OVERSPEND_SHARE:.0%} above it none are left",
        "An hour costs": f"RN {rn}, practical nurse {lpn}, own aide {aide}, agency aide {agency}",
        "Aides, own and agency": f"at least {week.aide_floor_hprd:.2f} hours a resident on each day",
        "Registered nurses (RN)": f"at least {week.rn_floor_hprd:.2f} hours a resident on each day",
        "All nurses together": f"at least {week.total_floor_hprd:.2f} hours a resident on each day",
        "A weekend day": f"at least {week.weekend_floor_share:.0%} of a weekday's hours",
        "Agency": f"at most {week.agency_limit_share:.0%} of the week's hours",
        "Own aides": f"those in post can fill at most {week.own_aide_limit_hours:.0f} hours a day",
        "Residents": f"{week.residents} as planned; in the last of your four weeks fewer were there, so each got more",
        "Planned now, weekday": f"{weekday} hours (RN / practical / own aides / agency)",
        "Planned now, weekend": f"{weekend} hours",
    }


@dataclass(frozen=True)
class HomeWeekDecision(Decision):
    """Set the hours of each type of nurse for a weekday and for a day of the weekend."""

    week: HomeWeek
    name = "nursing_home_week"
    gates = ("Aides", "Weekend")  # the week is made to be as good on Sunday as on Tuesday
    schema = object_schema(
        {key: {"type": "number", "minimum": 0, "maximum": MOST_HOURS[key.split("_")[1]]} for key in PLAN_KEYS}
    )

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; the rules it keeps count in full only where no aide hours are missing."""
        plan = as_array(decisions)
        return Scorecard(week_rules(self.week, plan), float(claimed(self.week, plan)))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, each told by a plan that fails as that mistake would make it fail."""
        return slips_told_by(self.first_mistake, SAYS)

    def first_mistake(self, plan: Mapping[str, Any]) -> str | None:
        """Return the name of the first mistake that explains a plan."""
        return next((name for name, seen in mistakes(self.week, as_array(plan)).items() if seen), None)

    def nothing(self) -> dict[str, Any]:
        """Return the week as it is today."""
        return as_plan(self.week.today)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any hours that the schema allows, by half shifts."""
        most = {key: MOST_HOURS[key.split("_")[1]] for key in PLAN_KEYS}
        return {key: int(rng.integers(0, most[key] // STEP_HOURS + 1)) * STEP_HOURS for key in PLAN_KEYS}


# ---------------------------------------------------------------- the law, the budget and the board's policy


def rules_kept(week: HomeWeek, plans: ArrayLike) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`; half where one type of day is."""
    m = measure_week(week, plans)
    kept = [
        totals_can_keep_floor(m.rn_hours, m.licensed_hours).all(axis=-1),
        m.cost_usd <= week.weekly_budget_usd + TOLERANCE,
        (m.aide_hours >= week.aide_floor_hours - TOLERANCE).mean(axis=-1),
        (m.rn_hours >= week.rn_floor_hours - TOLERANCE).mean(axis=-1),
        _weekend_kept(week, m),
        m.agency_share <= week.agency_limit_share + TOLERANCE,
        m.own_aide_hours.max(axis=-1) <= week.own_aide_limit_hours + TOLERANCE,
    ]
    return np.stack([np.asarray(each, dtype=float) for each in kept], axis=-1)


def _weekend_kept(week: HomeWeek, m: WeekMeasures) -> Any:
    """Return whether both types of day reach the total and the weekend comes near enough to the weekday."""
    reached = (m.total_hours >= week.total_floor_hours - TOLERANCE).all(axis=-1)
    return reached & (m.total_hours[..., 1] >= week.weekend_floor_share * m.total_hours[..., 0] - TOLERANCE)


def claimed(week: HomeWeek, plans: ArrayLike) -> Any:
    """Return how much of its score each plan may claim: all where no aide hours are missing, else by the part mended.

    Doing nothing keeps most rules. Money above the budget shrinks the claim, to nothing at a tenth above; below the
    federal floor there is none.
    """
    today, short = float(aide_hours_short(week, week.today)), aide_hours_short(week, plans)
    mended = np.clip(1 - short / max(today, TOLERANCE), 0, 1)
    over = measure_week(week, plans).cost_usd / week.weekly_budget_usd - 1
    paid = 1 - np.clip(over / OVERSPEND_SHARE, 0, 1)
    return claim(short <= TOLERANCE, mended) * paid * rules_kept(week, plans)[..., 0]


def score_shares(week: HomeWeek, plans: ArrayLike) -> Any:
    """Return the score of one plan or many, 0 to 1, before the limit on plans that break a gate."""
    return claimed(week, plans) * weighted(rules_kept(week, plans), WEIGHTS)


def week_rules(week: HomeWeek, plan: ArrayLike) -> tuple[Promise, ...]:
    """Return the rules of one plan, kept or not, with the figures behind each."""
    says = _says(week, measure_week(week, plan))
    return promises(WEIGHTS, rules_kept(week, plan), says, gates=HomeWeekDecision.gates)


def _says(week: HomeWeek, m: WeekMeasures) -> tuple[str, ...]:
    n, left = week.residents, float(week.weekly_budget_usd - m.cost_usd)
    room = f"${left:,.0f} under" if left >= 0 else f"${-left:,.0f} over"
    share = m.total_hours[1] / m.total_hours[0] if m.total_hours[0] else 0.0
    return (
        _law_says(m),
        f"The week costs ${m.cost_usd:,.0f}, {room} the budget of ${week.weekly_budget_usd:,.0f}.",
        f"Aide hours per resident day: {_both_days(m.aide_hours / n, week.aide_floor_hprd)}. The board asks for "
        f"{week.aide_floor_hprd:.2f}.",
        f"Registered nurses' hours per resident day: {_both_days(m.rn_hours / n, week.rn_floor_hprd)}. The board asks "
        f"for {week.rn_floor_hprd:.2f}.",
        f"All hours per resident day: {_both_days(m.total_hours / n, week.total_floor_hprd)}, the weekend {share:.1%} "
        f"of a weekday. The board asks for {week.total_floor_hprd:.2f} and {week.weekend_floor_share:.0%}.",
        f"{m.agency_share:.1%} of the week's hours come from the agency. The limit is {week.agency_limit_share:.0%}.",
        _own_aides_say(week, float(max(m.own_aide_hours))),
    )


def _law_says(m: WeekMeasures) -> str:
    lowest = f"{min(m.rn_hours):,.0f} hours of registered and {min(m.licensed_hours):,.0f} of licensed nurses"
    if totals_can_keep_floor(m.rn_hours, m.licensed_hours).all():
        end = "can cover what the law asks, if the schedule shows it. This is law, not points." + few_practical_nurses(
            m
        )
    else:
        end = "cannot cover what the law asks. Nothing else counts until they do."
    return f"{lowest} on the leanest day {end}"


def few_practical_nurses(m: WeekMeasures) -> str:
    """Say that too few practical nurses are planned for one to be there at all hours, which no rule forbids.

    42 CFR 483.35 counts registered and practical nurses together, so it sets no hours of practical nurses.
    """
    least = float(min(m.licensed_hours - m.rn_hours))
    if least >= HOURS_PER_DAY - TOLERANCE:
        return ""
    return (
        f" Only {least:,.0f} of the licensed hours are practical nurses', so at some hours there is none. The law "
        "allows that, since it counts both kinds together; registered nurses then give the medications too."
    )


def _own_aides_say(week: HomeWeek, most: float) -> str:
    limit = week.own_aide_limit_hours
    end = ", so nobody works the rest." if most > limit + TOLERANCE else "."
    return f"{most:,.0f} hours a day are planned for own aides. Those employed can work {limit:,.0f}{end}"


def _both_days(values: Any, asked: float) -> str:
    """Write a weekday's and a weekend's figure."""
    weekday, weekend = (format_hprd(float(value), asked) for value in values)
    return f"{weekday} on weekdays and {weekend} at weekends"


def format_hprd(hours: float, asked: float | None = None) -> str:
    """Write hours per resident day with two decimals; a near miss of what is asked never reads as kept.

    Parameters
    ----------
    hours : float
        Hours per resident day.
    asked : float, optional
        The least that is asked for.
    """
    rounded = round(hours, 2)
    if asked is not None and hours < asked - TOLERANCE and rounded >= asked - TOLERANCE:
        rounded = np.floor(hours * 100) / 100
    return f"{rounded:.2f}"


# ---------------------------------------------------------------- what explains a plan that fails


def mistakes(week: HomeWeek, plans: ArrayLike) -> dict[str, Any]:
    """Return which plans fail in a way that one mistake explains; the first that is true tells the story."""
    hours, m = np.asarray(plans, dtype=float), measure_week(week, plans)
    return {
        "certified beds as denominator": _staffed_for_beds(week, m),
        "average hides the weekend": _enough_on_the_mean_alone(week, m),
        "practical nurses as aides": _practical_nurses_added(week, hours, m),
    }


def _staffed_for_beds(week: HomeWeek, m: WeekMeasures) -> Any:
    """Return which plans reach the floors for every certified bed, and overspend."""
    beds = week.certified_beds
    for_beds = (m.aide_hours >= week.aide_floor_hprd * beds - TOLERANCE).all(axis=-1)
    for_beds &= (m.rn_hours >= week.rn_floor_hprd * beds - TOLERANCE).all(axis=-1)
    return for_beds & (m.cost_usd > week.weekly_budget_usd + TOLERANCE)


def _enough_on_the_mean_alone(week: HomeWeek, m: WeekMeasures) -> Any:
    """Return which plans reach the floors over the whole week and miss one on a type of day."""
    aides, total = week.aide_floor_hours - TOLERANCE, week.total_floor_hours - TOLERANCE
    on_mean = (m.aide_hours @ DAYS_PER_WEEK >= 7 * aides) & (m.total_hours @ DAYS_PER_WEEK >= 7 * total)
    return on_mean & (~(m.aide_hours >= aides).all(axis=-1) | ~(m.total_hours >= total).all(axis=-1))


def _practical_nurses_added(week: HomeWeek, hours: NDArray[np.float64], m: WeekMeasures) -> Any:
    """Return which plans leave the aides as they are and add practical nurses, who would suffice if they were aides."""
    practical, today = hours[..., 1], week.today
    added = (practical - today[:, 1]) @ DAYS_PER_WEEK > TOLERANCE
    as_today = (np.abs(m.aide_hours - today[:, 2:].sum(axis=1)) <= STEP_HOURS).all(axis=-1)
    would_suffice = (m.aide_hours + practical >= week.aide_floor_hours).all(axis=-1)
    short = ~(m.aide_hours >= week.aide_floor_hours - TOLERANCE).all(axis=-1)
    return added & as_today & would_suffice & short


# ---------------------------------------------------------------- one plan

NURSE_GROUPS = ("Aides", "Registered nurses", "Practical nurses", "All nurses")


@dataclass(frozen=True)
class Outcome:
    """What one week of hours comes to: all that its picture and its sentence need."""

    week: HomeWeek
    plan: Mapping[str, Any]
    measures: WeekMeasures
    promises: tuple[Promise, ...]

    @property
    def hprd(self) -> dict[tuple[str, str], float]:
        """Hours per resident day by group of nurses and type of day."""
        m = self.measures
        hours = (m.aide_hours, m.rn_hours, m.licensed_hours - m.rn_hours, m.total_hours)
        return {
            (group, day): float(of_group[place]) / self.week.residents
            for group, of_group in zip(NURSE_GROUPS, hours, strict=True)
            for place, day in enumerate(DAY_TYPES)
        }

    @property
    def floors(self) -> dict[tuple[str, str], float | None]:
        """The board's policy for each group and type of day; the weekend's total is also held to the weekday's."""
        w = self.week
        each = dict(zip(NURSE_GROUPS, (w.aide_floor_hprd, w.rn_floor_hprd, None, w.total_floor_hprd), strict=True))
        near = w.weekend_floor_share * self.hprd["All nurses", "weekday"]
        floors = {(group, day): floor for group, floor in each.items() for day in DAY_TYPES}
        return {**floors, ("All nurses", "weekend"): max(w.total_floor_hprd, near)}


def outcome(decision: HomeWeekDecision, plan: Mapping[str, Any]) -> Outcome:
    """Return what one week of hours comes to."""
    week, hours = decision.week, as_array(plan)
    return Outcome(week, plan, measure_week(week, hours), week_rules(week, hours))
