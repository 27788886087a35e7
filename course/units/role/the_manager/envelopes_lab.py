"""The desk at 7:55: twelve envelopes and a guess, and the minutes that each would take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Polygon, Rectangle

from course.figures import charts
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.role.the_manager.authority_roles_model import MEDICAL_STAFF
from course.units.role.the_manager.inbox_lab import name

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course.units.role.case import RoleCase
    from course.units.role.the_manager.inbox_model import Inbox

ONLY_YOU, PHYSICIANS, OTHERS = "only you", "the physicians'", "others can"
LOOKS: Mapping[str, dict[str, Any]] = {
    ONLY_YOU: {"facecolor": charts.FAVORABLE, "edgecolor": "white"},
    PHYSICIANS: {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH},
    OTHERS: {"facecolor": charts.PALE, "edgecolor": charts.LINE},
}


def whose(inbox: Inbox) -> dict[str, int]:
    """Return how many matters only you can do, how many physicians decide, and how many others can see to."""
    only = sum(item.only_you for item in inbox.items.values())
    theirs = sum(item.owner == MEDICAL_STAFF for item in inbox.items.values())
    return {ONLY_YOU: only, PHYSICIANS: theirs, OTHERS: len(inbox.items) - only - theirs}


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
        counts = whose(inbox)
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
        self.guess.set_text(f"your guess: {result.guess} that only you can do")
        return self.stage.png()

    def describe(self, result: Guessed[dict[str, int]]) -> str:
        guess = f"your guess is that only you can do {result.guess}"
        if not result.shown:
            return f"Twelve closed envelopes, each with your name on it; {guess}."
        parts = ", ".join(f"{group} {count}" for group, count in result.found.items())
        return f"Twelve opened envelopes, sorted: {parts}; {guess}."


def _reading(result: Guessed[dict[str, int]]) -> Reading:
    only, theirs, others = (result.found[group] for group in (ONLY_YOU, PHYSICIANS, OTHERS))
    table = [["Whose it is", "Matters"], *([group, str(count)] for group, count in result.found.items())]
    return Reading(
        f"Only you can do {only} of the twelve; you guessed {result.guess}. "
        f"Another {theirs} are for physicians to decide, and {others} can be seen to by others.",
        table=table,
    )


def _guess(inbox: Inbox) -> Guess:
    return Guess("guess_inbox", Slider("guess", "My guess", 0, len(inbox.items), 1, 8, unit="of 12 matters"))


@for_readers
def envelopes(my: RoleCase) -> Lab:
    """Return the opening lab: guess how many of twelve matters are yours alone, keep the guess, open them."""
    inbox = my.inbox
    return _guess(inbox).lab(
        title="Twelve envelopes",
        question="How many can nobody do but you? No marks: the guess is kept and shown to you again at the end.",
        reveal="Open the envelopes",
        found=whose(inbox),
        view=EnvelopesView(inbox),
        before="Move the slider to your guess, keep it, then open the envelopes.",
        after=_reading,
        case_id=my.case_id,
    )


def first_guess(my: RoleCase) -> None:
    """Print the guess that was kept at the start, beside what the envelopes held."""
    _guess(my.inbox).print_beside(f"only you could do {whose(my.inbox)[ONLY_YOU]} of the twelve")


@for_readers
def minutes_bars(my: RoleCase) -> charts.Shown:
    """Return what each of the twelve matters takes if you see to it yourself, beside the minutes you have."""
    inbox = my.inbox
    ranked = sorted(inbox.items.values(), key=lambda item: item.minutes)
    fig, ax = charts.figure(780, 370)
    fig.subplots_adjust(left=0.18, right=0.95, top=0.85, bottom=0.03)
    values = [inbox.minutes, *[item.minutes for item in ranked]]
    bars = ax.barh([-0.4, *range(1, len(values))], values, height=0.7, color=charts.LINE)
    bars[0].set_facecolor(charts.FAVORABLE)
    for bar, value in zip(bars, values, strict=True):
        ax.text(value + 1, bar.get_y() + 0.35, f"{value} min", va="center", fontsize=10, color=charts.INK)
    labels = ["What you have", *[name(item.key) for item in ranked]]
    ax.set_yticks([bar.get_y() + 0.35 for bar in bars], labels)
    ax.get_yticklabels()[0].set_fontweight("bold")
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(0, 1.12 * max(values))
    charts.titled(
        ax,
        "No matter is long; there are twelve of them",
        "Minutes that each takes if you do it yourself; below, the minutes that you have",
    )
    longest = ranked[-1]
    alt = (
        f"Bars of the minutes for each of twelve matters, the longest {name(longest.key)} with {longest.minutes}; "
        f"{inbox.minutes} minutes are there for all of them."
    )
    rows = [[name(item.key), str(item.minutes)] for item in inbox.items.values()]
    return charts.show(fig, alt, [["Matter", "Minutes"], *rows, ["What you have", str(inbox.minutes)]])


LABS = {"envelopes": envelopes}
