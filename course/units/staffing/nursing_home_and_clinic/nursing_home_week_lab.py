"""The nursing home's week: hours of a weekday and of a day of the weekend within the budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.transforms import blended_transform_factory

from course.decisions.rules import Promise
from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText, say_each
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.lab import Lab, Reading, Slider
from course.units.staffing.nursing_home_and_clinic.nursing_home_week_decision import (
    HAIR,
    KEYS,
    KINDS,
    MOST_HOURS,
    SORTS,
    HomeWeekDecision,
    Measures,
    as_array,
    as_plan,
    hour_costs_usd,
    hprd_as_shown,
    measures,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.nursing_home_and_clinic.nursing_home_draw import HomeWeek


GROUPS = ("Aides", "Registered nurses", "Practical nurses", "All nurses")
PLACES = {(group, sort): 3.0 * g + s for g, group in enumerate(GROUPS) for s, sort in enumerate(SORTS)}
CONTROL_NAMES = {"rn": "registered nurses", "lpn": "practical nurses", "aide": "own aides", "agency": "agency aides"}
SORT_NAMES = {"weekday": "Weekday", "weekend": "Weekend"}


@dataclass(frozen=True)
class Week:
    """Everything the picture and the sentence need of one plan."""

    week: HomeWeek
    plan: dict[str, Any]
    measures: Measures
    promises: tuple[Promise, ...]

    @property
    def hprd(self) -> dict[tuple[str, str], float]:
        """Hours per resident day by group of nurses and sort of day."""
        m = self.measures
        hours = (m.aide_hours, m.rn_hours, m.licensed_hours - m.rn_hours, m.total_hours)
        return {
            (group, sort): float(hours[g][s]) / self.week.residents
            for g, group in enumerate(GROUPS)
            for s, sort in enumerate(SORTS)
        }

    @property
    def floors(self) -> dict[tuple[str, str], float | None]:
        """The board's policy for each bar; the weekend's total is also held to the weekday's."""
        w = self.week
        each: dict[tuple[str, str], float | None] = {}
        for sort in SORTS:
            each["Aides", sort] = w.aide_floor_hprd
            each["Registered nurses", sort] = w.rn_floor_hprd
            each["Practical nurses", sort] = None
            each["All nurses", sort] = w.total_floor_hprd
        near = w.weekend_floor_share * self.hprd["All nurses", "weekday"]
        each["All nurses", "weekend"] = max(w.total_floor_hprd, near)
        return each


def evaluate(decision: HomeWeekDecision, plan: dict[str, Any]) -> Week:
    """Return what one week of hours comes to."""
    week = decision.week
    return Week(week, plan, measures(week, as_array(plan)), decision.scorecard(plan).promises)


class WeekView:
    """Hours per resident day by kind of nurse and sort of day against the board's floors; cost and agency beneath."""

    def __init__(self, week: HomeWeek) -> None:
        fig, (top, cost, agency) = charts.figure(780, 360, rows=3)
        top.set_position((0.36, 0.245, 0.62, 0.60))
        cost.set_position((0.03, 0.065, 0.55, 0.05))
        agency.set_position((0.68, 0.065, 0.28, 0.05))
        top.set_xlim(0, 5.0)
        top.set_ylim(10.6, -0.75)
        top.set_yticks([])
        _headed(fig)
        self.words = _labels(top)
        self.bars = {key: top.add_patch(Rectangle((0, y - 0.4), 0, 0.8)) for key, y in PLACES.items()}
        (self.marks,) = top.plot([], [], color=charts.INK, linewidth=3, solid_capstyle="butt")  # quicker than seven
        self.bought = [
            top.add_patch(Rectangle((0, PLACES["Aides", s] - 0.4), 0, 0.8, facecolor="none", edgecolor="white"))
            for s in SORTS
        ]
        for bar_name, bar in zip(SORTS, self.bought, strict=True):
            bar.set_hatch("...")
            right_of_floor = week.aide_floor_hprd + 0.45
            self.words[bar_name] = MovingText(top, right_of_floor, PLACES["Aides", bar_name], size=10, bold=True)
        budget = week.weekly_budget_usd
        self.cost = Gauge(cost, 0.88 * budget, 1.12 * budget, budget, " over the budget")
        self.agency = Gauge(agency, 0.0, 2.5 * week.agency_limit_share, week.agency_limit_share, " too many")
        gauges = [*self.cost.moving, *self.agency.moving]
        self.stage = Stage(fig, [*self.bars.values(), *self.bought, self.marks, *gauges, *self.words.values()])

    def draw(self, result: Week) -> bytes:
        hprd, floors, week = result.hprd, result.floors, result.week
        said: dict[str, str] = {}
        for key, bar in self.bars.items():
            floor = floors[key]
            kept = floor is None or hprd[key] >= floor - HAIR / week.residents
            bar.set_width(hprd[key])
            bar.set_facecolor(charts.LINE if floor is None else charts.FAVORABLE if kept else "white")
            bar.set_edgecolor("white" if kept else charts.UNFAVORABLE)
            bar.set_hatch("" if kept else charts.UNFAVORABLE_HATCH)
            said[" ".join(key)] = hprd_as_shown(hprd[key], floor)
        held = [(floor, PLACES[key]) for key, floor in floors.items() if floor is not None]
        self.marks.set_data(
            [x for floor, _ in held for x in (floor, floor, np.nan)],
            [y for _, place in held for y in (place - 0.5, place + 0.5, np.nan)],
        )
        for place, sort in enumerate(SORTS):
            bought = result.plan[f"{sort}_agency"] / week.residents
            own = hprd["Aides", sort] - bought
            self.bought[place].set_x(own)
            self.bought[place].set_width(bought)
            self.bought[place].set_visible(bought > 0)
            if bought > 0:
                said[sort] = f"dotted: {result.plan[f'{sort}_agency']:.0f} h agency"
        cost, share = float(result.measures.cost_usd), float(result.measures.agency_share)
        of_budget = f"${cost:,.0f} a week of ${week.weekly_budget_usd:,.0f}"
        self.cost.show(cost, of_budget, favorable=cost <= week.weekly_budget_usd + HAIR)
        self.agency.show(share, f"{share:.1%} agency", favorable=share <= week.agency_limit_share + HAIR)
        say_each(self.words, said)
        return self.stage.png()

    def describe(self, result: Week) -> str:
        hprd = result.hprd
        groups = "; ".join(f"{g.lower()} {hprd[g, 'weekday']:.2f} and {hprd[g, 'weekend']:.2f}" for g in GROUPS)
        return (
            f"Bars of hours per resident day on a weekday and on a day of the weekend: {groups}. The week costs "
            f"${result.measures.cost_usd:,.0f} of ${result.week.weekly_budget_usd:,.0f}, and "
            f"{result.measures.agency_share:.1%} of its hours are the agency's."
        )


def _headed(fig: Figure) -> None:
    """Head the figure from its left edge, above the labels of the bars."""
    look: dict[str, Any] = {"ha": "left", "va": "bottom"}
    fig.text(
        0.03, 0.93, "Has each resident the same hours on Sunday?", fontsize=12.5, fontweight="bold",
        color=charts.INK, **look,
    )  # fmt: skip
    drawn = "Hours per resident day; hatched: below the board's floor, which is the thick mark"
    fig.text(0.03, 0.875, drawn, fontsize=10, color=charts.SOFT, **look)


def _labels(ax: Axes) -> dict[str, MovingText]:
    """Write what each bar is beside the axis, and return the numbers that move, by bar."""
    words = {}
    column = blended_transform_factory(ax.transAxes, ax.transData)
    look: dict[str, Any] = {"transform": column, "ha": "right", "va": "center", "color": charts.INK}
    for (group, sort), y in PLACES.items():
        if sort == "weekday":
            ax.text(-0.235, y + 0.5, group, fontsize=10.5, fontweight="bold", **look)
        ax.text(-0.095, y, "weekday" if sort == "weekday" else "weekend", fontsize=10, **look)
        words[f"{group} {sort}"] = MovingText(ax, -0.012, y, ha="right", size=10, bold=True, transform=column)
    return words


def reading(result: Week) -> Reading:
    """Say what the week gives each resident and what stands in the way, rule by rule, with the hours as a table."""
    return Reading(_sentence(result), marks=list(zip(_kept(result), _marks(result), strict=True)), table=_rows(result))


def _kept(result: Week) -> list[bool]:
    return [promise.kept for promise in result.promises]


def _marks(result: Week) -> list[str]:
    """Return each rule with its figures in a line, in the order of the promises."""
    w, m, h = result.week, result.measures, result.hprd
    leanest = f"{min(m.rn_hours):.0f} RN and {min(m.licensed_hours):.0f} licensed hours on the leanest day"
    lawful = "can cover it" if _kept(result)[0] else "cannot cover it"
    left = float(w.weekly_budget_usd - m.cost_usd)
    share = h["All nurses", "weekend"] / h["All nurses", "weekday"] if h["All nurses", "weekday"] else 0.0
    return [
        f"Federal floor (law): {leanest} {lawful}",
        f"Weekly cost: ${abs(left):,.0f} {'under' if left >= 0 else 'over'} the budget",
        f"Aides: {_pair(h, 'Aides', w.aide_floor_hprd)}; the board asks for {w.aide_floor_hprd:.2f}",
        f"Registered nurses: {_pair(h, 'Registered nurses', w.rn_floor_hprd)}; the board asks for "
        f"{w.rn_floor_hprd:.2f}",
        f"Weekend: {_pair(h, 'All nurses', w.total_floor_hprd)} in all, {share:.0%} of a weekday; asked "
        f"{w.total_floor_hprd:.2f} and {w.weekend_floor_share:.0%}",
        f"Agency: {m.agency_share:.1%} of the week's hours; at most {w.agency_limit_share:.0%}",
        f"Aides in post: {max(m.own_aide_hours):.0f} own hours a day; those in post can fill "
        f"{w.own_aide_limit_hours:.0f}",
    ]


def _pair(hprd: dict[tuple[str, str], float], group: str, asked: float) -> str:
    """Write a weekday's and a weekend's figure."""
    weekday, weekend = (hprd_as_shown(hprd[group, sort], asked) for sort in SORTS)
    return f"{weekday} on weekdays, {weekend} at weekends"


def _sentence(result: Week) -> str:
    w, m = result.week, result.measures
    broken = [promise.name for promise in result.promises if not promise.kept]
    if not broken:
        return "Every rule is kept, on Sunday as on Tuesday: a week that you can sign, and write to a family about."
    if "Federal floor" in broken:
        return "These hours cannot cover what the law asks; nothing else counts until they do."
    short = np.clip(w.aide_floor_hprd * w.residents - m.aide_hours, 0, None)
    over = float(m.cost_usd) - w.weekly_budget_usd
    words = []
    if short.any():
        words.append(f"Aides are short by {short[0]:.1f} hours on a weekday and {short[1]:.1f} on a weekend day.")
    if over > HAIR:
        hour = hour_costs_usd(w)[1]
        words.append(f"The week is ${over:,.0f} over the budget, as much as {over / hour:.0f} practical-nurse hours.")
    elif short.any():
        words.append(f"${-over:,.0f} of the budget is left, and {_who_could_come(result)}.")
    rest = [name.lower() for name in broken if name not in ("Aides", "Weekly cost")]
    if rest:
        words.append(f"Still open: {', '.join(rest)}.")
    return " ".join(words)


def _who_could_come(result: Week) -> str:
    """Say whether the home's own aides have hours left, or an agency has to be asked."""
    room = result.week.own_aide_limit_hours - result.measures.own_aide_hours
    if (room > HAIR).any():
        return f"own aides have {room[0]:.0f} hours left on a weekday and {room[1]:.0f} on a weekend day".replace(
            "-", ""
        )
    return "the aides in post have no hours left: the rest is the agency's"


def _rows(result: Week) -> list[list[str]]:
    cost = hour_costs_usd(result.week)
    head = ["Kind of hour", "Weekday, hours", "Weekend day, hours", "An hour costs", "A week costs"]
    rows = []
    for place, kind in enumerate(KINDS):
        weekday, weekend = result.plan[f"weekday_{kind}"], result.plan[f"weekend_{kind}"]
        week = (5 * weekday + 2 * weekend) * cost[place]
        name = CONTROL_NAMES[kind].capitalize()
        rows.append([name, f"{weekday:.0f}", f"{weekend:.0f}", f"${cost[place]:,.2f}", f"${week:,.0f}"])
    hprd = [
        [
            f"{group}, per resident",
            f"{result.hprd[group, 'weekday']:.3f}",
            f"{result.hprd[group, 'weekend']:.3f}",
            "",
            "",
        ]
        for group in GROUPS
    ]
    m = result.measures.total_hours
    total = ["All", f"{m[0]:.0f}", f"{m[1]:.0f}", "", f"${result.measures.cost_usd:,.0f}"]
    return [head, *rows, total, *hprd]


class WeekLab(Lab):
    """Keeps whole hours as whole numbers, as a learner would type them."""

    def decisions(self) -> dict[str, Any]:
        """Return the eight numbers of hours."""
        return as_plan(as_array(super().decisions()))


def controls(decision: HomeWeekDecision) -> list[Slider]:
    """Return eight sliders, weekdays first, opened on today's hours and as wide as any sensible week."""
    today = decision.nothing()
    cost = dict(zip(KINDS, hour_costs_usd(decision.week), strict=True))
    sliders = []
    for key in KEYS:
        sort, kind = key.split("_")
        around = max(today[f"weekday_{kind}"], today[f"weekend_{kind}"])
        low, high = (0, MOST_HOURS[kind]) if kind == "agency" else (0.5 * around, 1.3 * around)
        name = f"{SORT_NAMES[sort]}: {CONTROL_NAMES[kind]}"
        tell = f"${cost[kind]:.2f} an hour." if sort == "weekday" else ""
        sliders.append(
            Slider(key, name, int(low), min(int(high), MOST_HOURS[kind]), 1, today[key], unit="h", help=tell)
        )
    return sliders


@for_readers
def home_lab(my: StaffingCase) -> Lab:
    """Return the lab in which a learner plans the nursing home's week and keeps it."""
    decision = HomeWeekDecision(my.home.week)
    week = decision.week
    return WeekLab(
        title="The nursing home's week",
        question=f"Which hours give {week.residents} residents the same care on Sunday, "
        f"within ${week.weekly_budget_usd:,.0f} a week? Each control is hours on one such day.",
        controls=controls(decision),
        model=lambda **plan: evaluate(decision, plan),
        view=WeekView(week),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
    )


LABS = {"nursing_home_week": home_lab}
