"""Twelve envelopes on the desk at 7:55, and the minutes that each would take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Polygon, Rectangle

from course.figures import charts
from course.figures.handles import Handle, handle_on_line
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.units.role.the_manager.inbox_key_model import ONLY_YOU, OTHERS, PHYSICIANS, count_by_owner
from course.units.role.the_manager.inbox_pictures import matter_name

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course.labs.guess import Guessed
    from course.units.role.the_manager.case import TheManagerCase
    from course.units.role.the_manager.inbox_model import Inbox

LOOKS: Mapping[str, dict[str, Any]] = {
    ONLY_YOU: {"facecolor": charts.FAVORABLE, "edgecolor": "white"},
    PHYSICIANS: {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH},
    OTHERS: {"facecolor": charts.PALE, "edgecolor": charts.LINE},
}


class EnvelopesView:
    """A row of envelopes: as many as guessed are stacked on your pile; opened, each shows whose it is."""

    def __init__(self, inbox: Inbox) -> None:
        fig, ax = charts.figure(780, 220)
        fig.subplots_adjust(left=0.02, right=0.98, top=0.76, bottom=0.03)
        self.count = len(inbox.items)
        ax.set_xlim(-0.05, self.count + 0.05)
        ax.set_ylim(-0.75, 1.5)
        ax.set_axis_off()
        charts.titled(ax, "Twelve envelopes, and your name on each", "One envelope a matter; opened, they are sorted")
        counts = count_by_owner(inbox)
        for place in range(self.count):
            self._envelope(ax, place)
        self.opened = self._sorted(ax, counts)
        (self.pile,) = ax.plot([], [], color=charts.INK, linewidth=3, solid_capstyle="butt")
        self.guess = ax.text(0.07, -0.32, "", ha="left", va="top", fontsize=11, fontweight="bold", color=charts.INK)
        self.stage = Stage(fig, [*self.opened, self.pile, self.guess])

    @staticmethod
    def _envelope(ax: Axes, place: int) -> None:
        ax.add_patch(Rectangle((place + 0.07, 0), 0.86, 1, facecolor="white", edgecolor=charts.LINE, linewidth=1.4))
        flap = [(place + 0.07, 1), (place + 0.5, 0.45), (place + 0.93, 1)]
        ax.add_patch(Polygon(flap, closed=False, fill=False, edgecolor=charts.LINE, linewidth=1.4))
        ax.text(place + 0.5, 0.2, "You", ha="center", va="center", fontsize=10, color=charts.SOFT)

    @staticmethod
    def _sorted(ax: Axes, counts: Mapping[str, int]) -> list[Artist]:
        moving: list[Artist] = []
        place = 0
        for group, count in counts.items():
            for i in range(place, place + count):
                moving.append(ax.add_patch(Rectangle((i + 0.07, 0), 0.86, 1, linewidth=1.4, **LOOKS[group])))
            words = f"{group}: {count}".replace(" ", "\n", 1) if count == 1 else f"{group}: {count}"
            middle = place + count / 2
            moving.append(ax.text(middle, 1.08, words, ha="center", va="bottom", fontsize=10.5, color=charts.INK))
            place += count
        return moving

    def draw(self, result: Guessed[dict[str, int]]) -> bytes:
        for artist in self.opened:
            artist.set_visible(result.shown)
        self.pile.set_data([0.07, max(result.guess, 0.07)], [-0.18, -0.18])
        self.guess.set_text(f"your guess: only you can do {result.guess}")
        return self.stage.png()

    def handles(self, result: Guessed[dict[str, int]]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.pile, "guess", "x")]

    def describe(self, result: Guessed[dict[str, int]]) -> str:
        guess = f"your guess is that only you can do {result.guess}"
        if not result.shown:
            return f"Twelve closed envelopes, each with your name on it; {guess}."
        parts = ", ".join(f"{group} {count}" for group, count in result.found.items())
        return f"Twelve opened envelopes, sorted: {parts}; {guess}."


@skipped_while_graded
def minutes_picture(my: TheManagerCase) -> charts.Shown:
    """Return what each of the twelve matters takes if you see to it yourself, beside the minutes you have."""
    inbox = my.inbox
    ranked = sorted(inbox.items.values(), key=lambda item: item.minutes)
    fig, ax = charts.figure(780, 370)
    fig.subplots_adjust(left=0.18, right=0.95, top=0.85, bottom=0.03)
    _minutes_bars(ax, {"What you have": inbox.minutes} | {matter_name(item.key): item.minutes for item in ranked})
    charts.titled(
        ax,
        "No matter is long; there are twelve of them",
        "Minutes that each takes if you do it yourself; below, the minutes that you have",
    )
    longest = ranked[-1]
    alt = (
        f"Bars of the minutes for each of twelve matters, the longest {matter_name(longest.key)} with "
        f"{longest.minutes}; {inbox.minutes} minutes are there for all of them."
    )
    rows = [[matter_name(item.key), str(item.minutes)] for item in inbox.items.values()]
    return charts.show(fig, alt, [["Matter", "Minutes"], *rows, ["What you have", str(inbox.minutes)]])


def _minutes_bars(ax: Axes, minutes: Mapping[str, int]) -> None:
    """Draw a bar for each matter above that of the minutes that there are, which comes first."""
    bars = ax.barh([-0.4, *range(1, len(minutes))], list(minutes.values()), height=0.7, color=charts.LINE)
    bars[0].set_facecolor(charts.FAVORABLE)
    for bar, value in zip(bars, minutes.values(), strict=True):
        ax.text(value + 1, bar.get_y() + 0.35, f"{value} min", va="center", fontsize=10, color=charts.INK)
    ax.set_yticks([bar.get_y() + 0.35 for bar in bars], list(minutes))
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(0, 1.12 * max(minutes.values()))
