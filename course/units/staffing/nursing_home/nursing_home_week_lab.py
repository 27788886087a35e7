"""The nursing home's week: hours of a weekday and of a day of the weekend within the budget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course.decisions.rules import TOLERANCE
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Slider
from course.labs.moves import Coach
from course.staffing.nursing_home import hours_short
from course.units.staffing.nursing_home.nursing_home_week_decision import (
    MOST_HOURS,
    NURSE_GROUPS,
    HomeWeekDecision,
    Outcome,
    few_practical_nurses,
    format_hprd,
    outcome,
)
from course.units.staffing.nursing_home.nursing_home_week_model import (
    DAY_TYPES,
    HOUR_TYPES,
    PLAN_KEYS,
    as_array,
    as_plan,
    hour_costs_usd,
)
from course.units.staffing.nursing_home.nursing_home_week_pictures import WeekView
from course.units.staffing.nursing_home.nursing_home_week_search import HomeWeekSearch

if TYPE_CHECKING:
    from course.units.staffing.nursing_home.case import NursingHomeCase

HOUR_NAMES = {"rn": "registered nurses", "lpn": "practical nurses", "aide": "own aides", "agency": "agency aides"}

# ---------------------------------------------------------------- what it means


def reading(result: Outcome) -> Reading:
    """Say what the week gives each resident and what stands in the way, rule by rule, with the hours as a table."""
    kept = [promise.kept for promise in result.promises]
    return Reading(_sentence(result), marks=list(zip(kept, _marks(result), strict=True)), table=_rows(result))


def _marks(result: Outcome) -> list[str]:
    """Return each rule with its figures in a line, in the order of the promises."""
    w, m, h = result.week, result.measures, result.hprd
    leanest = f"{min(m.rn_hours):.0f} RN and {min(m.licensed_hours):.0f} licensed hours on the leanest day"
    lawful = "can cover it" if result.promises[0].kept else "cannot cover it"
    left = float(w.weekly_budget_usd - m.cost_usd)
    share = h["All nurses", "weekend"] / h["All nurses", "weekday"] if h["All nurses", "weekday"] else 0.0
    return [
        f"Federal floor (law): {leanest} {lawful}",
        f"Weekly cost: ${abs(left):,.0f} {'under' if left >= 0 else 'over'} the budget",
        f"Aides: {_both_days(h, 'Aides', w.aide_floor_hprd)}; the board asks for {w.aide_floor_hprd:.2f}",
        f"Registered nurses: {_both_days(h, 'Registered nurses', w.rn_floor_hprd)}; the board asks for "
        f"{w.rn_floor_hprd:.2f}",
        f"Weekend: {_both_days(h, 'All nurses', w.total_floor_hprd)} in all, {share:.0%} of a weekday; the "
        f"board asks for {w.total_floor_hprd:.2f} on each day, and for {w.weekend_floor_share:.0%}",
        f"Agency: {m.agency_share:.1%} of the week's hours; at most {w.agency_limit_share:.0%}",
        f"Aides in post: {max(m.own_aide_hours):.0f} own hours a day; those in post can fill "
        f"{w.own_aide_limit_hours:.0f}",
    ]


def _both_days(hprd: Mapping[tuple[str, str], float], group: str, asked: float) -> str:
    """Write a weekday's and a weekend's figure."""
    weekday, weekend = (format_hprd(hprd[group, day], asked) for day in DAY_TYPES)
    return f"{weekday} on weekdays, {weekend} at weekends"


def _sentence(result: Outcome) -> str:
    broken = [promise.name for promise in result.promises if not promise.kept]
    if not broken:
        return "Every rule is kept, on Sunday as on Tuesday. You can sign this week, and write to a family about it."
    if "Federal floor" in broken:
        return "These hours cannot cover what the law asks. Nothing else counts until they do."
    rest = [name.lower() for name in broken if name not in ("Aides", "Weekly cost")]
    still_open = [f"Still open: {', '.join(rest)}."] if rest else []
    return " ".join([*_aides_and_money(result), *still_open]) + few_practical_nurses(result.measures)


def _aides_and_money(result: Outcome) -> list[str]:
    """Return what is missing of aides, and what is over of the budget or left of it."""
    w, m = result.week, result.measures
    short = hours_short(w.aide_floor_hprd, w.residents, m.aide_hours)
    over = float(m.cost_usd) - w.weekly_budget_usd
    words = []
    if short.any():
        words.append(f"Aide hours missing: {short[0]:.1f} on a weekday and {short[1]:.1f} on a weekend day.")
    if over > TOLERANCE:
        hours = f"{over / hour_costs_usd(w)[1]:.0f}"
        unit = "hour" if hours == "1" else "hours"
        words.append(f"The week is ${over:,.0f} over the budget, as much as {hours} practical-nurse {unit}.")
    elif short.any():
        words.append(f"${-over:,.0f} of the budget is left, and {_who_could_come(result)}.")
    return words


def _who_could_come(result: Outcome) -> str:
    """Say whether the home's own aides have hours left, or an agency has to be asked."""
    room = result.week.own_aide_limit_hours - result.measures.own_aide_hours
    if (room > TOLERANCE).any():
        weekday, weekend = room.clip(min=0)
        return f"own aides have {weekday:.0f} hours left on a weekday and {weekend:.0f} on a weekend day"
    return "own aides have no hours left, so the rest would come from the agency"


def _rows(result: Outcome) -> list[list[str]]:
    head = ["Kind of hour", "Weekday, hours", "Weekend day, hours", "An hour costs", "A week costs"]
    m = result.measures.total_hours
    total = ["All", f"{m[0]:.0f}", f"{m[1]:.0f}", "", f"${result.measures.cost_usd:,.0f}"]
    return [head, *_hour_rows(result), total, *_resident_rows(result)]


def _hour_rows(result: Outcome) -> list[list[str]]:
    rows = []
    for hour, cost in zip(HOUR_TYPES, hour_costs_usd(result.week), strict=True):
        weekday, weekend = result.plan[f"weekday_{hour}"], result.plan[f"weekend_{hour}"]
        week = (5 * weekday + 2 * weekend) * cost
        name = HOUR_NAMES[hour].capitalize()
        rows.append([name, f"{weekday:.0f}", f"{weekend:.0f}", f"${cost:,.2f}", f"${week:,.0f}"])
    return rows


def _resident_rows(result: Outcome) -> list[list[str]]:
    return [
        [f"{group}, per resident", *(f"{result.hprd[group, day]:.3f}" for day in DAY_TYPES), "", ""]
        for group in NURSE_GROUPS
    ]


# ---------------------------------------------------------------- the lab


class WeekLab(Lab):
    """Keeps whole hours as whole numbers, as a learner would type them."""

    def decisions(self) -> dict[str, Any]:
        """Return the eight numbers of hours."""
        return as_plan(as_array(super().decisions()))


def controls(decision: HomeWeekDecision) -> list[Slider]:
    """Return eight sliders, weekdays first, opened on today's hours and as wide as any sensible week."""
    today = decision.nothing()
    costs = dict(zip(HOUR_TYPES, hour_costs_usd(decision.week), strict=True))
    return [_hours_slider(key, today, costs[key.split("_")[1]]) for key in PLAN_KEYS]


def _hours_slider(key: str, today: Mapping[str, Any], cost_usd: float) -> Slider:
    day, hour = key.split("_")
    around = max(today[f"weekday_{hour}"], today[f"weekend_{hour}"])
    low, high = (0, MOST_HOURS[hour]) if hour == "agency" else (0.5 * around, 1.3 * around)
    name = f"{day.capitalize()}: {HOUR_NAMES[hour]}"
    tell = f"${cost_usd:.2f} an hour." if day == "weekday" else ""
    return Slider(key, name, int(low), min(int(high), MOST_HOURS[hour]), 1, today[key], unit="h", help=tell)


WHERE = {
    "Federal floor": "Look at the registered and the licensed nurses of the leanest day.",
    "Weekly cost": "Look at the week's cost: which hours cost much and are more than the board asks for?",
    "Aides": "Look at the aides, on both kinds of day.",
    "Registered nurses": "Look at the registered nurses, on both kinds of day.",
    "Weekend": "Look at all hours of a weekend day beside those of a weekday.",
    "Agency": "Look at the agency's part of the week's hours.",
    "Aides in post": "Look at how many hours a day the home's own aides can fill.",
}


def with_enough_aides(start: Outcome) -> dict[str, Any]:
    """Return today's week with the missing aide hours added: the home's own as far as they go, then the agency's."""
    week, plan = start.week, dict(start.plan)
    short = hours_short(week.aide_floor_hprd, week.residents, start.measures.aide_hours)
    for day, missing in zip(DAY_TYPES, short, strict=True):
        own = min(missing, max(week.own_aide_limit_hours - plan[f"{day}_aide"], 0))
        plan[f"{day}_aide"] += own
        plan[f"{day}_agency"] += missing - own
    return plan


def _found(decision: HomeWeekDecision, start: Outcome) -> str:
    over = float(outcome(decision, with_enough_aides(start)).measures.cost_usd) - decision.week.weekly_budget_usd
    added = "With the missing aide hours added on every day,"
    if over > TOLERANCE:
        return f"{added} the week is ${over:,.0f} over the budget: something else must shrink."
    return f"{added} ${-over:,.0f} of the budget is left."


@skipped_while_graded
def nursing_home_week_lab(my: NursingHomeCase) -> Lab:
    """Return the lab in which a learner plans the nursing home's week and keeps it."""
    week = my.nursing_home_week
    decision = HomeWeekDecision(week)
    sliders = controls(decision)
    return WeekLab(
        title="The nursing home's week",
        question=f"Which hours give {week.residents} residents the same care on Sunday, "
        f"within ${week.weekly_budget_usd:,.0f} a week? Each control is hours on one such day.",
        controls=sliders,
        model=lambda **plan: outcome(decision, plan),
        view=WeekView(week),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_nursing_home_week",
            "aide hours are added until every day has enough, and nothing else changes. Will the budget carry it?",
            (("carries", "the budget carries it"), ("shrink", "something else must shrink")),
            found=lambda start: _found(decision, start),
        ),
        hints=Coach(HomeWeekSearch(decision), sliders, WHERE),
    )


LABS = {"nursing_home_week": nursing_home_week_lab}
