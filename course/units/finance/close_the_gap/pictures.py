"""Close the gap: twelve promises, one that shrinks on its way, and the bridge from the draft budget to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.transforms import blended_transform_factory

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.handles import Handle, handle_on
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.figures.waterfall import Waterfall
from course.units.finance.close_the_gap.decision import Outcome
from course.units.finance.close_the_gap.model import (
    AGENCY,
    FLOAT_POOL,
    Gap,
    Initiative,
    contributions,
    counted_share,
    first_year_value,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from course.units.finance.close_the_gap.case import CloseTheGapCase


def facts(initiative: Initiative) -> str:
    """Return an initiative's sheet in one line."""
    once = f"{money(initiative.one_time_usd, 2)} once" if initiative.one_time_usd else "no one-time cost"
    people = f", {initiative.laid_off} laid off" if initiative.laid_off else ""
    return f"{money(initiative.full_year_usd)} a year, {realized(initiative)}, {once}{people}"


def realized(initiative: Initiative) -> str:
    """Return what came of earlier initiatives of the kind, in words."""
    return "no record" if initiative.realized_share is None else f"{initiative.realized_share:.0%} realized"


def initiative_rows(gap: Gap) -> list[list[str]]:
    """Return the twelve initiatives as a table."""
    head = [
        "Initiative",
        "Name in a typed plan",
        "Full year",
        "Starts in month",
        "Realized",
        "One-time",
        "Laid off",
        "Leads",
    ]
    return [
        head,
        *[
            [
                i.label,
                key,
                money(i.full_year_usd),
                str(i.start_month),
                realized(i).removesuffix(" realized"),
                money(i.one_time_usd, 2),
                str(i.laid_off),
                i.executive,
            ]
            for key, i in gap.initiatives.items()
        ],
    ]


@skipped_while_graded
def twelve_promises(my: CloseTheGapCase) -> charts.Shown:
    """Return what each initiative promises for a full year, above what is missing."""
    gap = my.gap
    ranked = sorted(gap.initiatives.values(), key=lambda i: i.full_year_usd)
    fig, ax = charts.figure(780, 390)
    fig.subplots_adjust(left=0.25, right=0.97, top=0.86, bottom=0.03)
    values = [gap.shortfall_usd / 1e6, *[i.full_year_usd / 1e6 for i in ranked]]
    bars = ax.barh([-0.4, *range(1, len(values))], values, height=0.7, color=charts.LINE)
    bars[-1].set_facecolor(charts.FAVORABLE)
    bars[0].set(facecolor=charts.UNFAVORABLE, edgecolor="white", hatch=charts.UNFAVORABLE_HATCH)
    for bar, value in zip(bars, values, strict=True):
        ax.text(value + 0.2, bar.get_y() + 0.35, f"${value:.1f}M", va="center", fontsize=10, color=charts.INK)
    ax.set_yticks([bar.get_y() + 0.35 for bar in bars], ["Missing to the floor", *[i.label for i in ranked]])
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(0, 1.12 * values[-1])
    charts.titled(
        ax,
        "One promise would close the gap several times",
        "What each sponsor promises for a full year; hatched: what is missing",
    )
    largest, next_one = ranked[-1], ranked[-2]
    alt = (
        f"Bars of twelve promises for a full year: {largest.label} promises {money(largest.full_year_usd)}, "
        f"the next {money(next_one.full_year_usd)}; {money(gap.shortfall_usd)} is missing."
    )
    return charts.show(fig, alt, initiative_rows(gap))


@skipped_while_graded
def shrinking_promise(my: CloseTheGapCase, key: str = "length_of_stay") -> charts.Shown:
    """Return how one promise shrinks on its way to the first year's income."""
    initiative = my.gap.initiatives[key]
    promised = initiative.full_year_usd
    value = first_year_value(initiative)
    steps = {
        "Does not\narrive": -(1 - counted_share(initiative)) * promised,
        "Months before\nit starts": value - counted_share(initiative) * promised,
        "One-time\ncost": -initiative.one_time_usd,
    }
    fig, ax = charts.figure(780, 320)
    fig.subplots_adjust(left=0.06, right=0.98, top=0.82, bottom=0.15)
    ax.set_ylim(min(0.0, 1.3 * (value - initiative.one_time_usd) / 1e6), 1.18 * promised / 1e6)
    fall = Waterfall(
        ax,
        ["Promised\nfor a year", *steps, "First\nyear"],
        pad=0.02 * promised / 1e6,
        format_step=lambda m: signed_money(m * 1e6, 2),
        format_total=lambda m: money(m * 1e6, 2),
    )
    fall.update(promised / 1e6, [usd / 1e6 for usd in steps.values()])
    charts.titled(
        ax,
        "A promise shrinks three times before it reaches the budget",
        f"{initiative.label}, millions of dollars; hatched steps are unfavorable",
    )
    words = ", ".join(f"{name.replace(chr(10), ' ').lower()} {signed_money(usd, 2)}" for name, usd in steps.items())
    alt = (
        f"Waterfall from {money(promised, 2)} promised for a full year to "
        f"{money(promised + sum(steps.values()), 2)} in the first year: {words}."
    )
    rows = [[name.replace("\n", " "), signed_money(usd, 2)] for name, usd in steps.items()]
    return charts.show(
        fig,
        alt,
        [
            ["Step", "Dollars"],
            ["Promised for a year", money(promised, 2)],
            *rows,
            ["First year", money(promised + sum(steps.values()), 2)],
        ],
    )


class GapView:
    """A bridge lying on its side, from the draft budget's income to the plan's, against the floor.

    What each initiative would add stands in a column that does not move; only the bars move, so redraws are quick.
    """

    def __init__(self, gap: Gap) -> None:
        fig, ax = charts.figure(780, 460)
        fig.subplots_adjust(left=0.355, right=0.97, top=0.875, bottom=0.105)
        last = len(gap.initiatives) + 1
        low, high = _reach(gap)
        ax.set_xlim(low, high)
        ax.set_ylim(last + 0.6, -1.5)
        ax.set_yticks([])
        ax.set_xlabel("operating income in the first year, millions of dollars", color=charts.SOFT)
        charts.titled(
            ax, "How near does the plan come to the floor?", "Bars: initiatives chosen; hatched ones are unfavorable"
        )
        ax.axvline(0, color=charts.INK, linewidth=0.8)
        floor = gap.margin_floor * gap.revenue_usd / 1e6
        ax.axvline(floor, color=charts.INK, linewidth=2, linestyle="--")
        ax.text(
            floor + 0.01 * (high - low),
            -0.95,
            f"floor {gap.margin_floor:.1%}: ${floor:.2f}M",
            fontsize=10,
            color=charts.INK,
            va="center",
        )
        self.ax = ax
        self.columns = _names_and_values(ax, gap)
        self.bars = [ax.add_patch(Rectangle((0, i - 0.36), 0, 0.72, edgecolor="white")) for i in range(last + 1)]
        self.links = LineCollection([], colors=charts.LINE, linewidths=1)
        ax.add_collection(self.links, autolim=False)
        self.stage = Stage(fig, [self.links, *self.bars, self.columns[FLOAT_POOL], self.columns["plan"]])

    def draw(self, result: Outcome) -> bytes:
        self._bar(0, 0, result.gap.income_usd / 1e6, charts.TOTAL)
        level = result.gap.income_usd / 1e6
        corners = [(level, 0.36)]
        for place, (key, usd) in enumerate(result.added_usd.items(), start=1):
            color = charts.FAVORABLE if usd >= 0 else charts.UNFAVORABLE
            self._bar(place, level, level + usd / 1e6, color if result.plan[key] else None)
            level += usd / 1e6
            corners += [(corners[-1][0], place), (level, place)]
        self.links.set_segments([[*corners, (level, len(self.bars) - 1.36)]])
        self._bar(len(self.bars) - 1, 0, level, charts.TOTAL)
        self.columns[FLOAT_POOL].set_text(signed_money(would_add(result)[FLOAT_POOL], 2))
        self.columns["plan"].set_text(money(result.income_usd, 2))
        return self.stage.png()

    def _bar(self, place: int, start: float, end: float, color: str | None) -> None:
        bar = self.bars[place]
        bar.set_visible(color is not None)
        bar.set_bounds(min(start, end), place - 0.36, abs(end - start), 0.72)
        bar.set_facecolor(color or charts.LINE)
        bar.set_hatch(charts.UNFAVORABLE_HATCH if color == charts.UNFAVORABLE else None)

    def handles(self, result: Outcome) -> list[Handle]:
        """Return each initiative's row, name and bar, to be pressed."""
        low, high = self.ax.get_xlim()
        start = low - 0.5 * (high - low)  # the names stand left of the Axes
        rows = enumerate(result.gap.initiatives, start=1)
        return [handle_on(self.ax, key, (start, high), (row - 0.48, row + 0.48), "press") for row, key in rows]

    def describe(self, result: Outcome) -> str:
        gap = result.gap
        steps = (
            ", ".join(
                f"{gap.initiatives[key].label} {signed_money(usd, 2)}"
                for key, usd in result.added_usd.items()
                if result.plan[key]
            )
            or "no initiative"
        )
        return (
            f"Bridge of first-year operating income from {money(gap.income_usd, 2)} in the draft budget to "
            f"{money(result.income_usd, 2)} under the plan, against a floor of "
            f"{money(gap.margin_floor * gap.revenue_usd, 2)}: {steps}."
        )


def would_add(result: Outcome) -> dict[str, float]:
    """Return what each initiative adds, or would add, to the first year beside the others chosen."""
    everything = dict.fromkeys(result.plan, True)
    beside = contributions(result.gap, {**everything, AGENCY: result.plan[AGENCY]})
    return {**beside, AGENCY: contributions(result.gap, everything)[AGENCY]}


def _names_and_values(ax: Axes, gap: Gap) -> dict[str, Text]:
    """Write the two columns beside the bridge: what, and what it adds in the first year."""
    adds = contributions(gap, dict.fromkeys(gap.initiatives, True))
    names = {"draft": "Draft budget", **{key: i.label for key, i in gap.initiatives.items()}, "plan": "Your plan"}
    values = {"draft": money(gap.income_usd, 2), **{key: signed_money(usd, 2) for key, usd in adds.items()}}
    column = blended_transform_factory(ax.transAxes, ax.transData)
    written = {}
    for place, (key, name) in enumerate(names.items()):
        weight = "bold" if key in ("draft", "plan") else "normal"
        look: dict[str, Any] = {
            "transform": column,
            "ha": "right",
            "va": "center",
            "fontsize": 10.5,
            "color": charts.INK,
            "fontweight": weight,
        }
        ax.text(-0.19, place, name, **look)
        written[key] = ax.text(-0.015, place, values.get(key, ""), **look)
    ax.text(-0.015, -0.95, "first year", transform=column, ha="right", va="center", fontsize=10, color=charts.SOFT)
    return written


def _reach(gap: Gap) -> tuple[float, float]:
    """Return how far left and right any plan can reach, in millions."""
    each = [first_year_value(i) - i.one_time_usd for i in gap.initiatives.values()]
    low = min(0.0, gap.income_usd + sum(usd for usd in each if usd < 0))
    high = gap.income_usd + sum(usd for usd in each if usd > 0)
    return low / 1e6 - 0.2, high / 1e6 + 0.2
