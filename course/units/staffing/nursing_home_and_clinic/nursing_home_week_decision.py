"""A nursing home's week within its budget: decision N1.

Hours of registered nurses, practical nurses, own aides and agency aides are set for a weekday and for a day of the
weekend. A plan is an array whose last two axes are the sort of day (weekday, weekend) and the kind of hour in the
order of `KINDS`; earlier axes are plans. Hours are hours a day, money is dollars a week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.units.staffing.nursing_home_and_clinic.nursing_home_draw import HomeWeek
from course.units.staffing.nursing_home_and_clinic.nursing_home_law_model import totals_can_keep_floor

SORTS, KINDS = ("weekday", "weekend"), ("rn", "lpn", "aide", "agency")
KEYS = tuple(f"{sort}_{kind}" for sort in SORTS for kind in KINDS)
DAYS_A_WEEK = np.array([5.0, 2.0])
MOST_HOURS = {"rn": 120, "lpn": 160, "aide": 320, "agency": 60}  # a day; what the schema and the lab's controls allow
STEP_HOURS = 4  # half a shift: the step of the lab's controls and of a plan drawn blindly
HAIR = 1e-6  # hours and dollars are compared with this much room, so that no sum of floats decides a rule
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


@dataclass(frozen=True)
class Measures:
    """What one plan, or an array of plans, comes to.

    Parameters
    ----------
    cost_usd : array
        A week's nursing.
    rn_hours, licensed_hours, aide_hours, own_aide_hours, total_hours : array
        Hours a day; the last axis is the sort of day. Aide hours include the agency's.
    agency_share : array
        Agency hours over all nursing hours of the week.
    """

    cost_usd: Any
    rn_hours: Any
    licensed_hours: Any
    aide_hours: Any
    own_aide_hours: Any
    total_hours: Any
    agency_share: Any


def hour_costs_usd(week: HomeWeek) -> NDArray[np.float64]:
    """Return what an hour of each of `KINDS` costs: wages with their loading, and the agency's bill as it is."""
    wages = np.array([week.rn_wage_usd, week.lpn_wage_usd, week.aide_wage_usd])
    return np.append(wages * week.loading, week.agency_bill_usd)


def week_limits(week: HomeWeek) -> dict[str, str]:
    """Return what binds a plan and what an hour costs, in words: all that somebody has to know who types a plan."""
    rn, lpn, aide, agency = (f"${usd:,.2f}" for usd in hour_costs_usd(week))
    today = {sort: " / ".join(f"{hours:.0f}" for hours in getattr(week, sort).row) for sort in SORTS}
    return {
        "Weekly budget": f"${week.weekly_budget_usd:,.0f} for five weekdays and two days of the weekend",
        "An hour costs": f"RN {rn}, practical nurse {lpn}, own aide {aide}, agency aide {agency}",
        "Aides, own and agency": f"at least {week.aide_floor_hprd:.2f} hours a resident on each day",
        "Registered nurses (RN)": f"at least {week.rn_floor_hprd:.2f} hours a resident on each day",
        "All nurses together": f"at least {week.total_floor_hprd:.2f} hours a resident on each day",
        "A day of the weekend": f"at least {week.weekend_floor_share:.0%} of a weekday's hours",
        "Agency": f"at most {week.agency_limit_share:.0%} of the week's hours",
        "Own aides": f"those in post can fill at most {week.own_aide_limit_hours:.0f} hours a day",
        "Residents": f"{week.residents} on the mean",
        "Planned now, weekday": f"{today['weekday']} hours (RN / practical / own aides / agency)",
        "Planned now, weekend": f"{today['weekend']} hours",
    }


def measures(week: HomeWeek, plans: ArrayLike) -> Measures:
    """Add up one plan or many.

    Parameters
    ----------
    week : HomeWeek
        The home and what an hour costs there.
    plans : array of float, shape (..., 2, 4)
        Hours a day by sort of day and kind of hour.
    """
    hours = np.asarray(plans, dtype=float)
    weekly = DAYS_A_WEEK @ hours  # one week's hours by kind
    everyone = weekly.sum(axis=-1)
    return Measures(
        cost_usd=weekly @ hour_costs_usd(week),
        rn_hours=hours[..., 0],
        licensed_hours=hours[..., 0] + hours[..., 1],
        aide_hours=hours[..., 2] + hours[..., 3],
        own_aide_hours=hours[..., 2],
        total_hours=hours.sum(axis=-1),
        agency_share=np.divide(weekly[..., 3], everyone, out=np.zeros_like(everyone), where=everyone > 0),
    )


def as_array(plan: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return a plan by name as an array of sorts of day by kinds of hour."""
    return np.array([[float(plan[f"{sort}_{kind}"]) for kind in KINDS] for sort in SORTS])


def as_plan(hours: ArrayLike) -> dict[str, Any]:
    """Return an array of one plan as a plan that can be kept; whole hours are whole numbers."""
    flat = (float(value) for value in np.asarray(hours, dtype=float).ravel())
    return {key: int(value) if value.is_integer() else value for key, value in zip(KEYS, flat, strict=True)}


def rules_kept(week: HomeWeek, plans: ArrayLike) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`; half where one sort of day is."""
    m = measures(week, plans)
    kept = [
        totals_can_keep_floor(m.rn_hours, m.licensed_hours).all(axis=-1),
        m.cost_usd <= week.weekly_budget_usd + HAIR,
        (m.aide_hours >= week.aide_floor_hprd * week.residents - HAIR).mean(axis=-1),
        (m.rn_hours >= week.rn_floor_hprd * week.residents - HAIR).mean(axis=-1),
        _weekend_kept(week, m),
        m.agency_share <= week.agency_limit_share + HAIR,
        m.own_aide_hours.max(axis=-1) <= week.own_aide_limit_hours + HAIR,
    ]
    return np.stack([np.asarray(each, dtype=float) for each in kept], axis=-1)


def _weekend_kept(week: HomeWeek, m: Measures) -> Any:
    """Return whether both sorts of day reach the total and the weekend comes near enough to the weekday."""
    reached = (m.total_hours >= week.total_floor_hprd * week.residents - HAIR).all(axis=-1)
    return reached & (m.total_hours[..., 1] >= week.weekend_floor_share * m.total_hours[..., 0] - HAIR)


def aide_hours_short(week: HomeWeek, plans: ArrayLike) -> Any:
    """Return the aide hours a week that are missing from the board's policy, each sort of day by itself.

    Own hours beyond what those in post can fill are worked by nobody, so they are missing too.
    """
    m = measures(week, plans)
    worked = m.aide_hours - np.clip(m.own_aide_hours - week.own_aide_limit_hours, 0, None)
    missing = week.aide_floor_hprd * week.residents - worked
    return np.clip(missing, 0, None) @ DAYS_A_WEEK


def claim(week: HomeWeek, plans: ArrayLike) -> Any:
    """Return how much of its score a plan may claim.

    Doing nothing keeps most rules. So rules count in full only where no aide hours are missing: from a fifth with
    nothing mended, rising with the square of the part mended. Money above the budget shrinks the claim, to nothing
    at a tenth above; below the federal floor there is none.
    """
    today = aide_hours_short(week, [week.weekday.row, week.weekend.row])
    short = aide_hours_short(week, plans)
    mended = np.clip(1 - short / max(float(today), HAIR), 0, 1)
    over = measures(week, plans).cost_usd / week.weekly_budget_usd - 1
    paid = 1 - np.clip(over / OVERSPEND_SHARE, 0, 1)
    return np.where(short <= HAIR, 1.0, 0.2 + 0.6 * mended**2) * paid * rules_kept(week, plans)[..., 0]


def score_shares(week: HomeWeek, plans: ArrayLike) -> Any:
    """Return the score of one plan or many, 0 to 1."""
    return claim(week, plans) * (rules_kept(week, plans) @ np.array(list(WEIGHTS.values())))


@dataclass(frozen=True)
class HomeWeekDecision(Decision):
    """Decision exercise: hours of a weekday and of a day of the weekend that the board can accept and pay for."""

    week: HomeWeek
    name = "nursing_home_week"
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": list(KEYS),
        "properties": {key: {"type": "number", "minimum": 0, "maximum": MOST_HOURS[key.split("_")[1]]} for key in KEYS},
    }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        plan = as_array(decisions)
        kept, says = rules_kept(self.week, plan), _says(self.week, measures(self.week, plan))
        return Scorecard(
            tuple(
                Promise(name, float(share), weight, say)
                for (name, weight), share, say in zip(WEIGHTS.items(), kept, says, strict=True)
            ),
            claim=float(claim(self.week, plan)),
        )

    def slips(self) -> tuple[Slip, ...]:
        says = {
            "certified beds as denominator": (
                "The hours suffice for every certified bed, and the budget does not; care goes to residents, "
                "so count those."
            ),
            "average hides the weekend": (
                "Over the whole week the hours suffice, and on one sort of day they do not; residents live there "
                "on Sundays too."
            ),
            "practical nurses as aides": (
                "Aides are short and the practical nurses were to make up for it; the board's policy counts each "
                "type of nurse by itself."
            ),
        }
        return tuple(Slip(name, lambda plan, name=name: self._shown(plan) == name, say) for name, say in says.items())

    def _shown(self, plan: Mapping[str, Any]) -> str | None:
        """Return the name of the first mistake that explains a plan."""
        hours = as_array(plan)
        return next((name for name, seen in mistakes(self.week, hours).items() if seen), None)

    def nothing(self) -> dict[str, Any]:
        return as_plan([self.week.weekday.row, self.week.weekend.row])

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return {key: int(rng.integers(0, MOST_HOURS[key.split("_")[1]] // STEP_HOURS + 1)) * STEP_HOURS for key in KEYS}

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every full-mark plan of the grid, the cheapest first, then today's."""
        for row in np.argsort(measures(self.week, self.full_marks).cost_usd, kind="stable"):
            yield as_plan(self.full_marks[row])
        yield self.nothing()

    @property
    def full_mark_count(self) -> int:
        """Plans of the grid that earn everything; between its steps and beyond it there are more."""
        return len(self.full_marks)

    @cached_property
    def full_marks(self) -> NDArray[np.float64]:
        """Every plan of the grid that earns everything, shape (plans, 2, 4).

        A day that breaks a rule of its own is in no such plan, so only the other days are paired.
        """
        days, week = self.grid_days, self.week
        kept = days[:, 0] >= week.rn_floor_hprd * week.residents - HAIR
        kept &= days[:, 2] + days[:, 3] >= week.aide_floor_hprd * week.residents - HAIR
        kept &= days.sum(axis=1) >= week.total_floor_hprd * week.residents - HAIR
        plans = _pairs(days[kept])
        return np.asarray(plans[(rules_kept(week, plans) >= 1).all(axis=-1)])

    @property
    def grid(self) -> NDArray[np.float64]:
        """Any day of `grid_days` on weekdays with any at weekends: 378 x 378 = 142,884 plans."""
        return _pairs(self.grid_days)

    @cached_property
    def grid_days(self) -> NDArray[np.float64]:
        """Days worth trying, shape (378, 4): around the board's floors for registered nurses and aides, and from
        today's practical nurses down. Own aides fill what they can, since the agency's cost more."""
        week = self.week
        rn = np.ceil(week.rn_floor_hprd * week.residents) - 2 + 2 * np.arange(6)
        lpn = max(week.weekday.lpn_hours, week.weekend.lpn_hours) + 4 - 4 * np.arange(7)
        aides = np.ceil(week.aide_floor_hprd * week.residents) - 9 + 3 * np.arange(9)
        days = np.stack(np.meshgrid(rn, lpn, aides, indexing="ij"), axis=-1).reshape(-1, 3)
        bought = np.clip(days[:, 2] - week.own_aide_limit_hours, 0, None)
        return np.column_stack([days[:, :2], days[:, 2] - bought, bought])

    @property
    def adding_aides_is_enough(self) -> bool:
        """Whether today's week with aides added up to the policy, the agency's last, would keep every rule."""
        return bool((rules_kept(self.week, self._aides_added(self.week.residents)) >= 1).all())

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it, so that its sentence can be seen."""
        return all(self._shown(as_plan(plan)) == name for name, plan in self.slipping_plans().items())

    def slipping_plans(self) -> dict[str, NDArray[np.float64]]:
        """Return a plan for each slip, as somebody who makes it would keep it."""
        week = self.week
        averaged = self._aides_added(week.residents)
        averaged[0, 2] += 8
        averaged[1, 2] -= 12
        instead = np.array([week.weekday.row, week.weekend.row])
        instead[:, 1] += 8
        return {
            "certified beds as denominator": self._aides_added(week.certified_beds),
            "average hides the weekend": averaged,
            "practical nurses as aides": instead,
        }

    def _aides_added(self, denominator: int) -> NDArray[np.float64]:
        """Return today's week brought up to each floor per head of a denominator, the agency's aides last."""
        week = self.week
        plan = np.array([week.weekday.row, week.weekend.row])
        aides = np.maximum(plan[:, 2], week.aide_floor_hprd * denominator)
        plan[:, 0] = np.maximum(plan[:, 0], week.rn_floor_hprd * denominator)
        plan[:, 2] = np.minimum(aides, week.own_aide_limit_hours)
        plan[:, 3] = aides - plan[:, 2]
        plan[:, 1] = np.maximum(plan[:, 1], week.total_floor_hprd * denominator - plan[:, 0] - aides)
        plan[1, 1] += max(0.0, week.weekend_floor_share * plan[0].sum() - plan[1].sum())
        return plan


def _pairs(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return every day as a weekday beside every day as a day of the weekend."""
    weekday, weekend = np.divmod(np.arange(len(days) ** 2), max(1, len(days)))
    return np.stack([days[weekday], days[weekend]], axis=1)


def mistakes(week: HomeWeek, plans: ArrayLike) -> dict[str, Any]:
    """Return which plans fail in a way that one mistake explains; the first that is true tells the story."""
    hours, m = np.asarray(plans, dtype=float), measures(week, plans)
    enough = m.aide_hours >= week.aide_floor_hprd * week.residents - HAIR
    for_beds = (m.aide_hours >= week.aide_floor_hprd * week.certified_beds - HAIR).all(axis=-1)
    for_beds &= (m.rn_hours >= week.rn_floor_hprd * week.certified_beds - HAIR).all(axis=-1)
    total_floor = week.total_floor_hprd * week.residents - HAIR
    on_mean = m.aide_hours @ DAYS_A_WEEK >= 7 * (week.aide_floor_hprd * week.residents - HAIR)
    on_mean &= m.total_hours @ DAYS_A_WEEK >= 7 * total_floor
    one_day_short = ~enough.all(axis=-1) | ~(m.total_hours >= total_floor).all(axis=-1)
    today = np.array([week.weekday.row, week.weekend.row])
    practical_up = (hours[..., 1] - today[:, 1]) @ DAYS_A_WEEK > HAIR
    aides_not_up = m.aide_hours @ DAYS_A_WEEK <= today[:, 2:].sum(axis=1) @ DAYS_A_WEEK + HAIR
    with_practical = (m.aide_hours + hours[..., 1] >= week.aide_floor_hprd * week.residents).all(axis=-1)
    return {
        "certified beds as denominator": for_beds & (m.cost_usd > week.weekly_budget_usd + HAIR),
        "average hides the weekend": on_mean & one_day_short,
        "practical nurses as aides": practical_up & aides_not_up & with_practical & ~enough.all(axis=-1),
    }


def _says(week: HomeWeek, m: Measures) -> tuple[str, ...]:
    """Return the figures behind each rule of one plan, in the order of `WEIGHTS`."""
    n, left = week.residents, float(week.weekly_budget_usd - m.cost_usd)
    room = f"${left:,.0f} under" if left >= 0 else f"${-left:,.0f} over"
    lowest = f"{min(m.rn_hours):,.0f} hours of registered and {min(m.licensed_hours):,.0f} of licensed nurses"
    share = m.total_hours[1] / m.total_hours[0] if m.total_hours[0] else 0.0
    return (
        f"{lowest} on the leanest day can cover what the law asks, if the schedule shows it. This is law, not points."
        if totals_can_keep_floor(m.rn_hours, m.licensed_hours).all()
        else f"{lowest} on the leanest day cannot cover what the law asks; nothing else counts until they do.",
        f"The week costs ${m.cost_usd:,.0f}, {room} the budget of ${week.weekly_budget_usd:,.0f}.",
        f"Aide hours per resident day: {_both(m.aide_hours / n, week.aide_floor_hprd)}; the board asks for "
        f"{week.aide_floor_hprd:.2f}.",
        f"Registered nurses' hours per resident day: {_both(m.rn_hours / n, week.rn_floor_hprd)}; the board asks for "
        f"{week.rn_floor_hprd:.2f}.",
        f"All hours per resident day: {_both(m.total_hours / n, week.total_floor_hprd)}, the weekend {share:.1%} of "
        f"a weekday; the board asks for {week.total_floor_hprd:.2f} and {week.weekend_floor_share:.0%}.",
        f"{m.agency_share:.1%} of the week's hours come from the agency; at most {week.agency_limit_share:.0%}.",
        f"{max(m.own_aide_hours):,.0f} aide hours a day by the home's own; those in post can fill "
        f"{week.own_aide_limit_hours:,.0f}"
        + (", and nobody works the rest." if max(m.own_aide_hours) > week.own_aide_limit_hours + HAIR else "."),
    )


def hprd_as_shown(hours: float, asked: float | None = None) -> str:
    """Write hours per resident day with two decimals; a near miss of what is asked never reads as kept.

    Parameters
    ----------
    hours : float
        Hours per resident day.
    asked : float, optional
        The least that is asked for.
    """
    rounded = round(hours, 2)
    if asked is not None and hours < asked - HAIR and rounded >= asked - HAIR:
        rounded = np.floor(hours * 100) / 100
    return f"{rounded:.2f}"


def _both(values: Any, asked: float) -> str:
    """Write a weekday's and a weekend's figure."""
    weekday, weekend = (hprd_as_shown(float(value), asked) for value in values)
    return f"{weekday} on weekdays and {weekend} at weekends"
