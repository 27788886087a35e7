"""The staffing lab's picture: patients, nurses on duty against nurses needed, the shifts, and the worked hours.

Everything that moves is drawn once and moved; the census, the line of nurses needed and all frames stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.bars import add_bar
from course.figures.gauges import FAVORABLE_LOOK, UNFAVORABLE_LOOK
from course.figures.handles import Handle, handle_on
from course.figures.moving_text import MovingText
from course.figures.stage import Stage
from course.staffing.coverage import BLOCK_HOURS, BLOCKS
from course.units.staffing.census_to_ftes.shift_mix_decision import Outcome
from course.units.staffing.census_to_ftes.shift_mix_model import CHARGE, SHIFTS, ShiftMix, clock, required

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course.units.staffing.census_to_ftes.unit_model import Unit

HOURS = 24
EDGES = np.arange(BLOCKS + 1) * BLOCK_HOURS
BOTTOMS, HEIGHTS = (0.775, 0.36, 0.135, 0.02), (0.1, 0.385, 0.165, 0.032)  # of the picture, from the census down
HEADROOM = 3.9  # nurses above the fullest block: more than that rest at the top and say their number
WORDS_ROOM = 2.7  # of it, for the words
LOOKS: dict[str, dict[str, Any]] = {
    "12 hours": {"facecolor": charts.FAVORABLE, "edgecolor": charts.FAVORABLE},
    "8 hours": {"facecolor": "#6ea8c9", "edgecolor": "#6ea8c9"},
    "float": {"facecolor": "#cfe3ee", "edgecolor": "#6ea8c9"},
    "charge": {"facecolor": charts.PALE, "edgecolor": charts.LINE},
}
ROWS = {"night_12h": 0, "day_12h": 0, "noon_8h": 1, "evening_8h": 2}
FLOAT_ROW = 3
# Other ways to count the nurses needed, by the slip that each of them is.
COMPARISONS = {
    "none": "nothing else",
    "mean census": "by the average day",
    "midnight census": "by the midnight count",
    "no break relief": "without break relief",
}


def kind(key: str) -> str:
    """Return which look a shift has."""
    return "float" if SHIFTS[key].is_float else f"{SHIFTS[key].hours} hours"


class DayView:
    """A day of one unit, from midnight to midnight."""

    def __init__(self, unit: Unit) -> None:
        mix = unit.shift_mix
        fig, (census, duty, shifts, hours) = charts.figure(780, 460, rows=4)
        for ax, bottom, height in zip((census, duty, shifts, hours), BOTTOMS, HEIGHTS, strict=True):
            ax.set_position((0.068, bottom, 0.905, height))
            ax.set_xlim(0, HOURS)
        self._census(census, mix)
        self.duty = _Duty(duty, mix)
        self.shifts = _Shifts(shifts)
        self.hours = _Hours(hours, mix.hours_limit)
        self.stage = Stage(fig, [*self.duty.moving, *self.shifts.moving, *self.hours.moving])

    @staticmethod
    def _census(ax: Axes, mix: ShiftMix) -> None:
        """Draw the patients: nine days in ten at most so many, and an average day beneath."""
        most, mean = np.array(mix.census_by_hour), np.array(mix.mean_by_hour)
        top, low = most.max(), np.floor(mean.min()) - 3
        ax.set_ylim(low, top + 7)
        ax.stairs(most, np.arange(HOURS + 1), baseline=low, fill=True, color=charts.PALE)
        ax.stairs(most, np.arange(HOURS + 1), baseline=None, color=charts.TOTAL, linewidth=1.8)
        ax.stairs(mean, np.arange(HOURS + 1), baseline=None, color=charts.SOFT, linewidth=1.2, linestyle=":")
        peak = int(most.argmax())
        for hour, text in ((0, f"{most[0]} patients at midnight"), (peak, f"{top} at {clock(peak)}")):
            ax.text(hour + 0.1, most[hour] + 0.6, text, ha="left", va="bottom", fontsize=9.5, color=charts.INK)
        ax.set_axis_off()
        charts.titled(
            ax,
            "Who is needed, and who is there, hour by hour",
            "Patients: nine days in ten no more than this; dotted, an average day",
        )

    def draw(self, result: Outcome) -> bytes:
        self.duty.show(result)
        self.shifts.show(result)
        self.hours.show(result)
        return self.stage.png()

    def handles(self, result: Outcome) -> list[Handle]:
        """Return each shift's bars, to be dragged up for more nurses and down for fewer: one nurse a bar's height."""
        return self.shifts.handles()

    def describe(self, result: Outcome) -> str:
        by_block = result.day.by_block
        blocks = ", ".join(
            f"from {clock(int(EDGES[b]))} {by_block.actual[b]} of {by_block.required[b]}" for b in range(BLOCKS)
        )
        counts = [f"{result.plan[key]} on {_shift_words(key)}" for key in SHIFTS if result.plan[key]]
        charge = " The charge nurse takes patients." if result.plan[CHARGE] else ""
        dotted = (
            ""
            if result.compared is None
            else f" Dotted, needed {COMPARISONS[result.compare]}: {list(map(int, result.compared))}."
        )
        return (
            f"A day in six blocks, nurses on duty of nurses needed: {blocks}. Shifts: "
            f"{(', '.join(counts) or 'none').removesuffix('.')}.{charge}{dotted} {result.day.worked_hours:,.0f} of "
            f"{result.mix.hours_limit:,.0f} worked hours."
        )


def _shift_words(key: str) -> str:
    shift = SHIFTS[key]
    return f"{'a float block' if shift.is_float else f'{shift.hours} hours'} from {clock(shift.start_hour)}"


class _Duty:
    """Nurses on duty, stacked by kind of shift, under a heavy line of nurses needed; what is missing is hatched."""

    def __init__(self, ax: Axes, mix: ShiftMix) -> None:
        needed = required(mix)
        self.top = float(needed.max()) + HEADROOM
        ax.set_ylim(0, self.top)
        ax.set_xticks(EDGES, [clock(int(hour)) for hour in EDGES], color=charts.INK)
        first, *_, last = ax.get_xticklabels()
        first.set_horizontalalignment("left")
        last.set_horizontalalignment("right")
        ax.set_yticks(range(0, int(needed.max()) + 2, 2))
        ax.tick_params(axis="x", length=0)
        ax.set_ylabel("nurses", color=charts.SOFT, fontsize=10, labelpad=2)
        self.stack = {
            name: [add_bar(ax, (edge, 0), BLOCK_HOURS, 0, linewidth=0.8, **look) for edge in EDGES[:-1]]
            for name, look in LOOKS.items()
        }
        self.gaps = [add_bar(ax, (e, 0), BLOCK_HOURS, 0, linewidth=1.2, **UNFAVORABLE_LOOK) for e in EDGES[:-1]]
        away: dict[str, Any] = {"facecolor": "none", "edgecolor": charts.INK, "linestyle": (0, (3, 2))}
        self.away = [add_bar(ax, (e + 0.1, 0), BLOCK_HOURS - 0.2, 0, linewidth=1.4, **away) for e in EDGES[:-1]]
        heads = [[(0.08, y), (HOURS, y)] for y in range(1, int(self.top) + 1)] + [
            [(e, 0), (e, self.top)] for e in EDGES[1:-1]
        ]
        self.heads = ax.add_collection(LineCollection(heads, colors="white", linewidths=1.4))
        (self.needed,) = ax.plot(*_steps(needed), color=charts.INK, linewidth=2.6, solid_joinstyle="miter")
        (self.compared,) = ax.plot([], [], color=charts.INK, linewidth=3, linestyle=(0, (0.6, 1.2)))
        self.said = [
            MovingText(ax, edge + BLOCK_HOURS / 2, self.top - 1.2, ha="center", size=10.5) for edge in EDGES[:-1]
        ]
        self.lead = MovingText(ax, BLOCK_HOURS / 2, 0, ha="center", size=9.5)

    @property
    def moving(self) -> list[Artist]:
        bars = [bar for bars in self.stack.values() for bar in bars]
        return [*bars, *self.gaps, self.heads, *self.away, self.needed, self.compared, *self.said, self.lead]

    def show(self, result: Outcome) -> None:
        """Stack the nurses of each block, and say in words what is missing or spare."""
        by_block, level = result.day.by_block, np.zeros(BLOCKS)
        for name, counts in self._on_duty(result).items():
            for bar, base, count in zip(self.stack[name], level, counts, strict=True):
                bar.set_y(base)
                bar.set_height(min(count, max(self.top - WORDS_ROOM - base, 0)))
                bar.set_visible(count > 0)
            level = level + counts
        for b in range(BLOCKS):
            there, scheduled, needed = (int(x[b]) for x in (by_block.actual, by_block.scheduled, by_block.required))
            _between(self.gaps[b], there, needed)
            _between(self.away[b], there, scheduled)
            self.said[b].say(f"{there} of {needed}{_balance_in_words(there - needed)}", bold=there < needed)
        charge = self.stack["charge"][0]
        in_sight = result.plan[CHARGE] and charge.get_height() > 0.5
        self.lead.say(" charge nurse " if in_sight else "", y=charge.get_y() + 0.5)
        self.compared.set_visible(result.compared is not None)
        if result.compared is not None:
            self.compared.set_data(*_steps(result.compared))

    @staticmethod
    def _on_duty(result: Outcome) -> dict[str, np.ndarray]:
        """Return the nurses really there in each block, by kind of shift."""
        counts = {name: np.zeros(BLOCKS) for name in LOOKS}
        for key, shift in SHIFTS.items():
            counts[kind(key)] += (result.plan[key] - result.absent.get(key, 0)) * shift.covers[::BLOCK_HOURS]
        counts["charge"] += int(result.plan[CHARGE])
        return counts


def _balance_in_words(spare: int) -> str:
    """Return on a line of its own how many are short or spare, if any."""
    return f"\n{-spare} short" if spare < 0 else f"\n{spare} spare" if spare else ""


def _steps(by_block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat(EDGES, 2)[1:-1], np.repeat(by_block, 2)


def _between(bar: Rectangle, low: float, high: float) -> None:
    bar.set_visible(high > low)
    bar.set_y(low)
    bar.set_height(max(high - low, 0))


class _Shifts:
    """Each shift as a bar along the same hours, with its nurses; empty ones are outlined."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        ax.set_ylim(FLOAT_ROW + 0.95, -0.05)
        ax.set_axis_off()
        self.bars: list[tuple[str, Rectangle]] = []
        self.texts: dict[str, MovingText] = {}
        for key, shift in SHIFTS.items():
            row = FLOAT_ROW if shift.is_float else ROWS[key]
            parts = [(shift.start_hour, shift.hours)]
            if shift.start_hour + shift.hours > HOURS:  # past midnight: the first hours of the day are its end
                parts = [(0, shift.start_hour + shift.hours - HOURS), (shift.start_hour, HOURS - shift.start_hour)]
            for start, hours in parts:
                bar = add_bar(ax, (start + 0.05, row), hours - 0.1, 0.86, linewidth=1)
                self.bars.append((key, bar))
            start, hours = parts[0]
            self.texts[key] = MovingText(ax, start + hours / 2, row + 0.43, ha="center", size=9)
        names = ((1, "8 hours from noon"), (2, "8 hours from 4 p.m."))
        for row, name in names:
            ax.text(0.1, row + 0.43, name, ha="left", va="center", fontsize=9.5, color=charts.SOFT)

    @property
    def moving(self) -> list[Artist]:
        return [*(bar for _, bar in self.bars), *self.texts.values()]

    def handles(self) -> list[Handle]:
        """Return the bars as handles; rows run downwards, so up is less of the Axes' data and more of the nurses."""
        return [
            handle_on(
                self.ax, key, (bar.get_x(), bar.get_x() + bar.get_width()), (bar.get_y() + 0.86, bar.get_y()), "y", -1
            )
            for key, bar in self.bars
        ]

    def show(self, result: Outcome) -> None:
        """Fill the shifts that somebody works, and write how many."""
        for key, bar in self.bars:
            taken = result.plan[key] > 0
            look = LOOKS[kind(key)]
            bar.set_facecolor(look["facecolor"] if taken else "white")
            bar.set_edgecolor(look["edgecolor"] if taken else charts.LINE)
            bar.set_hatch(look.get("hatch", "") if taken else "")
        for key, text in self.texts.items():
            count = result.plan[key]
            out = result.absent.get(key, 0)
            on_dark = count > 0 and kind(key) == "12 hours"
            words = f"{_row_words(key)}{count}{f', {out} called out' if out else ''}"
            text.say(words, color="white" if on_dark else charts.INK)


def _row_words(key: str) -> str:
    shift = SHIFTS[key]
    if shift.is_float:
        return "float: "
    return f"{shift.hours} hours from {clock(shift.start_hour)}: " if ROWS[key] == 0 else ""


class _Hours:
    """Worked hours against the budget, and what they cost."""

    def __init__(self, ax: Axes, limit: float) -> None:
        self.limit, self.scale = limit, 1.4 * limit
        ax.set_xlim(0, self.scale)
        ax.set_ylim(0, 1)
        ax.set_axis_off()
        add_bar(ax, (0, 0), self.scale, 1, facecolor=charts.PALE, linewidth=0)
        ax.plot([limit, limit], [-0.3, 1.4], color=charts.INK, linewidth=2, clip_on=False)
        self.bar = add_bar(ax, (0, 0.1), 0, 0.8)
        self.said = MovingText(ax, 0, 2.0, ha="left", size=10.5, bold=True)
        self.cost = MovingText(ax, self.scale, 2.0, ha="right", size=10.5, bold=True)

    @property
    def moving(self) -> list[Artist]:
        return [self.bar, self.said, self.cost]

    def show(self, result: Outcome) -> None:
        """Move the bar; beyond the scale it rests at the end."""
        hours, fits = result.day.worked_hours, result.day.worked_hours <= self.limit
        self.bar.set_width(min(hours, self.scale))
        self.bar.set(**(FAVORABLE_LOOK if fits else UNFAVORABLE_LOOK))
        over = "" if fits else f", {hours - self.limit:,.0f} too many"
        self.said.say(f"{hours:,.0f} of {self.limit:,.0f} worked hours{over}")
        more = result.more_than_today_usd
        change = "as today" if not more else f"${abs(more):,.0f} {'more' if more > 0 else 'less'} than today"
        self.cost.say(f"${result.day.cost_usd:,.0f} a day, {change}")
