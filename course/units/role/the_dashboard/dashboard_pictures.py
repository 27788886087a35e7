"""The page for the board: seven tiles, both old dashboards beside them, and the months behind each tile."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.stage import Stage
from course.units.role.the_dashboard.contradictions_model import REASON_KEYS, REASONS, contradictions
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision, chosen_sources, page_promises
from course.units.role.the_dashboard.dashboard_model import SOURCES
from course.units.role.the_dashboard.tiles_model import BED_TILES, LAST_TWELVE, TITLES, UNITS, YEAR, sources

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.decisions.rules import Promise
    from course.units.role.the_dashboard.dashboard_model import Dashboard
    from course.units.role.the_dashboard.tiles_model import Source

SHORT_TITLES: Mapping[str, str] = {
    "occupancy": "Occupancy",
    "bed_turns": "Bed turns a year",
    "length_of_stay": "Length of stay",
    "case_mix": "Case mix index",
    "ftes_per_bed": "FTEs per adj. bed",
    "cost": "Unit cost",
    "margin": "Operating margin",
}
REASON_LABELS: Mapping[str, str] = dict(zip(REASON_KEYS, ("Why two occupancies", "Why two stays"), strict=True))
YEAR_SHORT, LAST_TWELVE_SHORT, MONTH_SHORT = "Jul–Jun", "Oct–Sep", "Sept"
# The months on the page's strip, counted from July 2024.
FIRST_MONTH = {YEAR: 0, LAST_TWELVE: 3}
MONTHS = 15
LINE_WIDTH = 31  # characters of a line of what a tile divides


def tile_figure(tile: str, value: float) -> str:
    """Return a tile's figure with the digits that a board reads.

    >>> tile_figure("occupancy", 0.7403), tile_figure("margin", 0.01149)
    ('74.0%', '1.15%')
    >>> tile_figure("cost", 10817.4), tile_figure("length_of_stay", 4.626)
    ('$10,817', '4.63 days')
    """
    unit = UNITS[tile]
    if unit == "share":
        return f"{value:.2%}" if tile == "margin" else f"{value:.1%}"
    if unit == "usd":
        return f"${value:,.0f}"
    return {"turns": f"{value:.1f}", "days": f"{value:.2f} days"}.get(unit, f"{value:.2f}")


def short_source(dashboard: Dashboard, source: Source) -> str:
    """Return what a source divides by what, with its months written short."""
    says = source.says.replace(f"{dashboard.month.label} alone", f"{MONTH_SHORT} alone")
    for label, short in (
        (dashboard.year.label, YEAR_SHORT),
        (dashboard.last_twelve.label, LAST_TWELVE_SHORT),
        (dashboard.month.label, MONTH_SHORT),
    ):
        says = says.replace(label, short)
    return says.replace(" x ", " × ")


def source_lines(dashboard: Dashboard, source: Source) -> list[str]:
    """Return the lines that a tile has for it; one span of months is left to the bar beside it."""
    short = short_source(dashboard, source)
    if source.period in FIRST_MONTH:
        short = short.removesuffix(f", {YEAR_SHORT}").removesuffix(f", {LAST_TWELVE_SHORT}")
    return textwrap.wrap(short, LINE_WIDTH)


def old_dashboards(dashboard: Dashboard) -> dict[str, dict[str, str]]:
    """Return what finance's and nursing's dashboards say: both of the two contradictions, one of the other tiles."""
    low, stay = contradictions(dashboard)
    found = sources(dashboard)
    old: dict[str, dict[str, str]] = {
        tile: {"finance": "–", "nursing": tile_figure(tile, _inherited(dashboard, found, tile).value)}
        if tile in BED_TILES
        else {"finance": tile_figure(tile, _inherited(dashboard, found, tile).value), "nursing": "–"}
        for tile in TITLES
    }
    for each in (low, stay):
        first, second = (tile_figure(each.tile, value) for value in each.values)
        old[each.tile] = {"finance": first, "nursing": second}
    return old


def _inherited(dashboard: Dashboard, found: Mapping[str, Mapping[str, Source]], tile: str) -> Source:
    key = SOURCES[tile][dashboard.inherited[tile]]
    return next(source for source in found[tile].values() if source.key == key)


@dataclass(frozen=True)
class EvaluatedPage:
    """Everything that the picture and the sentence need of one page."""

    plan: Mapping[str, str]
    page: Mapping[str, Source]
    promises: tuple[Promise, ...]


class PageContext:
    """What lies beside the page and does not change: every source in short, the contradictions, the old dashboards."""

    def __init__(self, dashboard: Dashboard) -> None:
        self.dashboard = dashboard
        self.draft = DashboardDecision(dashboard).nothing()
        self.sources = sources(dashboard)
        every_source = [source for of in self.sources.values() for source in of.values()]
        self.short = {source.says: short_source(dashboard, source) for source in every_source}
        self.lines = {source.says: source_lines(dashboard, source) for source in every_source}
        self.rows = [
            (tile, [TITLES[tile], letter, tile_figure(tile, source.value), self.short[source.says]])
            for tile, of in self.sources.items()
            for letter, source in of.items()
        ]
        self.contradictions = dict(zip(REASON_KEYS, contradictions(dashboard), strict=True))
        self.old = old_dashboards(dashboard)

    def evaluate(self, **plan: str) -> EvaluatedPage:
        """Return the page that a plan makes, and what it is held to."""
        page = chosen_sources(self.sources, plan)
        return EvaluatedPage(plan, page, page_promises(self.dashboard, plan, self.sources))

    def says(self, source: Source) -> str:
        return self.short[source.says]

    def pair(self, why: str) -> str:
        """Return the two figures of a contradiction, finance's first."""
        contradiction = self.contradictions[why]
        return " and ".join(tile_figure(contradiction.tile, value) for value in contradiction.values)


# ---------------------------------------------------------------- the picture

HEIGHT, TOP, ROW = 480, 68, 48
FINANCE_X, NURSING_X, PAGE_X, SAYS_X, STRIP_X, RIGHT = 218, 292, 300, 410, 668, 772


class PageView:
    """Seven rows: the tile, what both old dashboards say, your figure with what it divides, and its months."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        fig, ax = charts.figure(780, HEIGHT)
        ax.set_position((0, 0, 1, 1))
        ax.set_xlim(0, 780)
        ax.set_ylim(HEIGHT, 0)
        ax.set_axis_off()
        self._month = (RIGHT - STRIP_X) / MONTHS
        _frame(ax, context.old)
        self.values, self.upper, self.lower, self.spans = [], [], [], []
        for _ in TITLES:
            self.values.append(MovingText(ax, size=12.5, bold=True))
            self.upper.append(MovingText(ax, size=11))
            self.lower.append(MovingText(ax, size=11))
            self.spans.append([ax.add_patch(Rectangle((0, 0), 0, 0, edgecolor="white")) for _ in range(2)])
        self.notes = [MovingText(ax, size=11.2) for _ in REASON_KEYS]
        bars = [bar for pair in self.spans for bar in pair]
        self.stage = Stage(fig, [*bars, *self.values, *self.upper, *self.lower, *self.notes])

    def draw(self, result: EvaluatedPage) -> bytes:
        for place, (tile, source) in enumerate(result.page.items()):
            middle = TOP + ROW * (place + 0.5)
            self.values[place].say(tile_figure(tile, source.value), PAGE_X + 8, middle)
            lines = self._context.lines[source.says]
            self.upper[place].say(lines[0], SAYS_X, middle - (9 if len(lines) > 1 else 0))
            self.lower[place].say(lines[1] if len(lines) > 1 else "", SAYS_X, middle + 9)
            self._span(place, middle, source)
        for place, why in enumerate(REASON_KEYS):
            words = f"{self._context.pair(why)}: {REASONS[result.plan[why]]}."
            self.notes[place].say(words, 14, TOP + ROW * len(TITLES) + 33 + 22 * place)
        return self.stage.png()

    def _span(self, place: int, middle: float, source: Source) -> None:
        """Show the months: one bar where top and bottom of the ratio agree, two hatched ones where they do not."""
        spans = months_of(source)
        for bar, span, above in zip(self.spans[place], (spans[0], spans[-1]), (True, False), strict=True):
            whole, one = source.period in FIRST_MONTH, len(spans) == 1
            bar.set_bounds(
                STRIP_X + span[0] * self._month,
                middle - (6 if one else 9 if above else 0),
                (span[1] - span[0]) * self._month,
                12 if one else 9,
            )
            bar.set_visible(above or not one)
            bar.set_facecolor(charts.FAVORABLE if whole else charts.UNFAVORABLE)
            bar.set_hatch("" if whole else charts.UNFAVORABLE_HATCH)

    def describe(self, result: EvaluatedPage) -> str:
        tiles = "; ".join(
            f"{TITLES[tile]} {tile_figure(tile, source.value)} ({self._context.says(source)})"
            for tile, source in result.page.items()
        )
        old = self._context.old
        return (
            f"A page of seven tiles: {tiles}. Beside it finance says {old['occupancy']['finance']} occupied and "
            f"{old['length_of_stay']['finance']}, nursing {old['occupancy']['nursing']} and "
            f"{old['length_of_stay']['nursing']}."
        )


def months_of(source: Source) -> tuple[tuple[int, int], ...]:
    """Return the months that a source tells of, counted from July: one span, or that of each half of a mixed ratio."""
    if source.period in FIRST_MONTH:
        first = FIRST_MONTH[source.period]
        return ((first, first + 12),)
    if source.key == "month":
        return ((MONTHS - 1, MONTHS),)
    return tuple((FIRST_MONTH[period], FIRST_MONTH[period] + 12) for period in (LAST_TWELVE, YEAR))


def _frame(ax: Axes, old: Mapping[str, Mapping[str, str]]) -> None:
    """Draw what does not move: names, both old dashboards, the card of the page, the strip of months."""
    strong: dict[str, Any] = {"fontweight": "bold", "color": charts.INK, "va": "center"}
    look: dict[str, Any] = {"fontsize": 10.8, "color": charts.SOFT, "va": "center"}
    bottom = TOP + ROW * len(TITLES)
    ax.text(14, 20, "Do the seven tiles belong on one page?", fontsize=14, **strong)
    ax.add_patch(Rectangle((PAGE_X - 4, 40), 780 - PAGE_X - 2, bottom - 38, facecolor="white", edgecolor=charts.INK))
    ax.text(FINANCE_X, 53, "Finance", ha="right", **look)
    ax.text(NURSING_X, 53, "Nursing", ha="right", **look)
    ax.text(PAGE_X + 8, 53, "Your page", fontsize=11.4, **strong)
    ax.text(SAYS_X, 53, "what it divides", **look)
    ax.text(STRIP_X, 53, "Jul 24", **look | {"fontsize": 10})
    ax.text(RIGHT, 53, "Sep 25", ha="right", **look | {"fontsize": 10})
    for place, tile in enumerate(TITLES):
        _old_row(ax, TOP + ROW * place, SHORT_TITLES[tile], old[tile])
    ax.text(14, bottom + 12, "Footnotes of your page", **look)


def _old_row(ax: Axes, top: float, title: str, old: Mapping[str, str]) -> None:
    """Draw a tile's title and what both old dashboards say of it, marked where they differ."""
    middle, differ = top + ROW / 2, "–" not in old.values()
    ax.plot([14, RIGHT], [top, top], color=charts.PALE, linewidth=1)
    ax.text(14, middle, title, fontsize=11.5, color=charts.INK, va="center")
    loud: dict[str, Any] = {"fontsize": 11.6, "fontweight": "bold"} if differ else {"fontsize": 11.5}
    for x, whose in ((FINANCE_X, "finance"), (NURSING_X, "nursing")):
        ax.text(x, middle, old[whose].removesuffix(" days"), ha="right", va="center", color=charts.INK, **loud)
    if differ:
        ax.text(NURSING_X - 65, middle, "≠", ha="center", va="center", fontsize=12, color=charts.UNFAVORABLE)
