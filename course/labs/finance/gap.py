"""Close the gap: pictures of twelve promises and of one that shrinks, and the lab that picks among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course import charts
from course.cases.finance.gap import AGENCY, CHARGEMASTER, EXECUTIVES, FLOAT_POOL, OBSTETRICS
from course.finance import gap as model
from course.labs.lab import Lab, Reading, Tick
from course.plans import Promise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course.cases.finance import FinanceCase
    from course.cases.finance.gap import Gap, Initiative

# The lab opens on the consultants' slide: three bold strokes that break nearly every rule and close no gap.
FIRST_VIEW = (CHARGEMASTER, "lay_off", OBSTETRICS)


def facts(initiative: Initiative) -> str:
    """Return an initiative's sheet in one line."""
    once = f"{charts.money(initiative.one_time_usd, 2)} once" if initiative.one_time_usd else "no one-time cost"
    people = f", {initiative.laid_off} laid off" if initiative.laid_off else ""
    return f"{charts.money(initiative.full_year_usd)} a year, {initiative.realised_share:.0%} realised, {once}{people}"


def initiative_rows(gap: Gap) -> list[list[str]]:
    """Return the twelve initiatives as a table."""
    head = ["Initiative", "Name in a typed plan", "Full year", "Starts in month", "Realised", "One-time", "Laid off", "Leads"]
    return [head, *[[i.label, key, charts.money(i.full_year_usd), str(i.start_month), f"{i.realised_share:.0%}",
                     charts.money(i.one_time_usd, 2), str(i.laid_off), i.executive]
                    for key, i in gap.initiatives.items()]]


def twelve_promises(my: FinanceCase) -> charts.Shown:
    """Return what each initiative promises for a full year, as its sponsor wrote it down."""
    gap = my.gap
    ranked = sorted(gap.initiatives.values(), key=lambda i: i.full_year_usd)
    fig, ax = charts.figure(780, 380)
    fig.subplots_adjust(left=0.25, right=0.97, top=0.85, bottom=0.04)
    values = [i.full_year_usd / 1e6 for i in ranked]
    colours = [charts.LINE] * (len(ranked) - 1) + [charts.FAVOURABLE]
    ax.barh(range(len(ranked)), values, color=colours, height=0.7)
    for place, value in enumerate(values):
        ax.text(value + 0.2, place, f"${value:.1f}M", va="center", fontsize=10, color=charts.INK)
    ax.set_yticks(range(len(ranked)), [i.label for i in ranked])
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(0, 1.12 * values[-1])
    short = gap.shortfall_usd / 1e6
    ax.plot([short, short], [-0.6, len(ranked) - 1.6], color=charts.UNFAVOURABLE, linewidth=1.8, linestyle="--")
    ax.text(short + 0.3, 1.5, f"missing to the board's floor: ${short:.1f}M", fontsize=10.5, color=charts.UNFAVOURABLE,
            va="center")
    charts.titled(ax, "One promise alone would close the gap several times over",
                  "What each sponsor promises for a full year, millions of dollars")
    alt = (f"Bars of twelve promises for a full year: {ranked[-1].label} promises {charts.money(ranked[-1].full_year_usd)}, "
           f"the next {charts.money(ranked[-2].full_year_usd)}; {charts.money(gap.shortfall_usd)} is missing.")
    return charts.show(fig, alt, initiative_rows(gap))


def shrinking_promise(my: FinanceCase, key: str = "length_of_stay") -> charts.Shown:
    """Return how one promise shrinks on its way to the first year's income."""
    initiative = my.gap.initiatives[key]
    promised = initiative.full_year_usd
    value = model.first_year_value(initiative)
    steps = {
        "Does not\narrive": -(1 - initiative.realised_share) * promised,
        "Months before\nit starts": value - initiative.realised_share * promised,
        "One-time\ncost": -initiative.one_time_usd,
    }
    fig, ax = charts.figure(780, 320)
    fig.subplots_adjust(left=0.06, right=0.98, top=0.82, bottom=0.15)
    ax.set_ylim(min(0.0, 1.3 * (value - initiative.one_time_usd) / 1e6), 1.18 * promised / 1e6)
    fall = charts.Waterfall(ax, ["Promised\nfor a year", *steps, "First\nyear"], pad=0.02 * promised / 1e6,
                            format_step=lambda m: charts.change(m * 1e6, 2), format_total=lambda m: charts.money(m * 1e6, 2))
    fall.update(promised / 1e6, [usd / 1e6 for usd in steps.values()])
    charts.titled(ax, "A promise shrinks three times before it reaches the budget",
                  f"{initiative.label}, millions of dollars; hatched steps are unfavourable")
    words = ", ".join(f"{name.replace(chr(10), ' ').lower()} {charts.change(usd, 2)}" for name, usd in steps.items())
    alt = (f"Waterfall from {charts.money(promised, 2)} promised for a full year to "
           f"{charts.money(promised + sum(steps.values()), 2)} in the first year: {words}.")
    rows = [[name.replace("\n", " "), charts.change(usd, 2)] for name, usd in steps.items()]
    return charts.show(fig, alt, [["Step", "Dollars"], ["Promised for a year", charts.money(promised, 2)], *rows,
                                  ["First year", charts.money(promised + sum(steps.values()), 2)]])


# ---------------------------------------------------------------- the lab


@dataclass(frozen=True)
class Result:
    """Everything the picture and the sentence need of one plan."""

    gap: Gap
    plan: Mapping[str, bool]
    added_usd: dict[str, float]
    margin: float
    short_usd: float
    promises: tuple[Promise, ...]
    ways: list[str]

    @property
    def income_usd(self) -> float:
        return self.gap.income_usd + sum(self.added_usd.values())


def evaluate(gap: Gap, plan: Mapping[str, bool]) -> Result:
    """Return what one set of initiatives does to the budget's first year."""
    row = model.as_row(gap, plan)
    short = float(model.still_short_usd(gap, row))
    return Result(
        gap=gap, plan=plan, added_usd=model.contributions(gap, plan), margin=float(model.operating_margin(gap, row)),
        short_usd=short, promises=model.promises(gap, plan), ways=model.ways_to_close(gap, plan) if short > 0 else [],
    )


class GapView:
    """A bridge lying on its side: from the draft budget's income, step by step, to the plan's and the floor."""

    def __init__(self, gap: Gap) -> None:
        fig, ax = charts.figure(780, 470)
        fig.subplots_adjust(left=0.245, right=0.975, top=0.875, bottom=0.1)
        self.rows = ["Draft budget", *[i.label for i in gap.initiatives.values()], "Your plan"]
        low, high = _reach(gap)
        ax.set_xlim(low, high)
        ax.set_ylim(len(self.rows) - 0.4, -0.75)
        ax.set_yticks(range(len(self.rows)), self.rows)
        ax.tick_params(axis="y", length=0)
        for place in (0, len(self.rows) - 1):
            ax.get_yticklabels()[place].set_fontweight("bold")
        ax.set_xlabel("operating income in the first year, millions of dollars", color=charts.SOFT)
        charts.titled(ax, "How far does the plan carry the budget towards the board's floor?",
                      "Each step after its one-time cost; hatched steps are unfavourable")
        ax.axvline(0, color=charts.INK, linewidth=0.8)
        floor = gap.margin_floor * gap.revenue_usd / 1e6
        ax.axvline(floor, color=charts.INK, linewidth=2, linestyle="--")
        ax.text(floor, -0.62, f" floor {gap.margin_floor:.1%}: ${floor:.1f}M", fontsize=10, color=charts.INK, va="center")
        self.bars, self.numbers, self.links = _bridge_artists(ax, len(self.rows))
        self.pad = 0.008 * (high - low)
        self.stage = charts.Stage(fig, [self.links, *self.bars, *self.numbers])

    def draw(self, result: Result) -> bytes:
        level = result.gap.income_usd / 1e6
        self._bar(0, 0, level, charts.money(result.gap.income_usd), charts.TOTAL)
        links = [[(level, -0.36), (level, 0.64)]]
        for place, (key, usd) in enumerate(result.added_usd.items(), start=1):
            if result.plan[key]:
                self._bar(place, level, level + usd / 1e6, charts.change(usd, 2),
                          charts.FAVOURABLE if usd >= 0 else charts.UNFAVOURABLE)
            else:
                self._bar(place, level, level, "", charts.LINE)
            level += usd / 1e6
            links.append([(level, place - 0.36), (level, place + 0.64)])
        self.links.set_segments(links)
        self._bar(len(self.bars) - 1, 0, level, charts.money(result.income_usd), charts.TOTAL)
        return self.stage.png()

    def _bar(self, place: int, start: float, end: float, text: str, colour: str) -> None:
        left, right = sorted((start, end))
        bar, number = self.bars[place], self.numbers[place]
        bar.set_bounds(left, place - 0.36, right - left, 0.72)
        bar.set_facecolor(colour)
        bar.set_hatch(charts.UNFAVOURABLE_HATCH if colour == charts.UNFAVOURABLE else None)
        bar.set_visible(bool(text))
        number.set_position((right + self.pad, place))
        number.set_text(text)
        number.set_visible(bool(text))

    def describe(self, result: Result) -> str:
        gap = result.gap
        steps = ", ".join(f"{gap.initiatives[key].label} {charts.change(usd, 2)}"
                          for key, usd in result.added_usd.items() if result.plan[key]) or "no initiative"
        return (f"Bridge of first-year operating income from {charts.money(gap.income_usd)} in the draft budget to "
                f"{charts.money(result.income_usd)} under the plan, against a floor of "
                f"{charts.money(gap.margin_floor * gap.revenue_usd)}: {steps}.")


def _reach(gap: Gap) -> tuple[float, float]:
    """Return how far left and right any plan can reach, in millions, with room for the numbers."""
    each = [model.first_year_value(i) - i.one_time_usd for i in gap.initiatives.values()]
    low = min(0.0, gap.income_usd + sum(usd for usd in each if usd < 0))
    high = gap.income_usd + sum(usd for usd in each if usd > 0)
    return low / 1e6 - 0.2, high / 1e6 + 0.1 * (high - low) / 1e6


def _bridge_artists(ax: Axes, rows: int) -> tuple[list[Rectangle], list[Artist], LineCollection]:
    bars = [ax.add_patch(Rectangle((0, i - 0.36), 0, 0.72, edgecolor="white")) for i in range(rows)]
    numbers: list[Artist] = [ax.text(0, i, "", va="center", fontsize=10, color=charts.INK) for i in range(rows)]
    links = LineCollection([], colors=charts.LINE, linewidths=1)
    ax.add_collection(links, autolim=False)
    return bars, numbers, links


def reading(result: Result) -> Reading:
    """Say what the plan means to the board, rule by rule, with each initiative's first year as a table."""
    table = [["Initiative", "First year after one-time cost"], ["Draft budget", charts.money(result.gap.income_usd, 2)]]
    table += [[result.gap.initiatives[key].label, charts.change(usd, 2) if result.plan[key] else "not chosen"]
              for key, usd in result.added_usd.items()]
    table.append(["Your plan", charts.money(result.income_usd, 2)])
    return Reading(_sentence(result), marks=[(p.kept, f"{p.name}: {p.say}") for p in result.promises], table=table)


def _sentence(result: Result) -> str:
    gap = result.gap
    income = f"First-year income is {charts.money(result.income_usd)}, a margin of {result.margin:.2%}"
    both = (f" Agency and float pool save some of the same hours: {charts.money(model.overlap_usd(gap), 2)} is counted once."
            if result.plan[AGENCY] and result.plan[FLOAT_POOL] else "")
    if result.short_usd <= model.CENT_USD:
        broken = [p.name.lower() for p in result.promises if not p.kept]
        end = f" Still open: {', '.join(broken)}." if broken else " Every rule is kept: a plan that you can sign."
        return f"{income}: {charts.money(-result.short_usd, 2)} above the floor.{both}{end}"
    ways = " or ".join(gap.initiatives[key].label for key in result.ways)
    way = f" It would close with {ways}, if the rules allow it." if ways else " No single initiative closes that."
    return f"{income}: {charts.money(result.short_usd, 2)} short of the floor.{both}{way}"


def controls(gap: Gap) -> list[Tick]:
    """Return a tick for each initiative, with who leads it and when it starts."""
    return [Tick(key, i.label, key in FIRST_VIEW, unit=f"{i.executive}, month {i.start_month}", help=facts(i))
            for key, i in gap.initiatives.items()]


def gap_lab(my: FinanceCase) -> Lab:
    """Return the lab in which a learner picks initiatives and keeps the plan."""
    gap = my.gap
    who = ", ".join(f"{short} is the {full}" for short, full in EXECUTIVES.items())
    return Lab(
        title=f"Close the gap: {my.name}",
        question=f"Which initiatives bring the {charts.money(gap.shortfall_usd)} that is missing, within the board's rules? {who}.",
        controls=controls(gap),
        model=lambda **plan: evaluate(gap, plan),
        view=GapView(gap),
        reading=reading,
        plan="gap",
        case_id=my.case_id,
    )
