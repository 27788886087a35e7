"""The verbs lab: six stays at the left, a line of pandas above, and what comes out of it at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.lab import Choice, Lab, Reading, Tick
from course.units.role.first_steps_with_data.verbs_model import (
    EXAMPLE_KINDS,
    EXAMPLES,
    PLAIN,
    Outcome,
    formatted_cell,
    outcome,
    six_stays,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

WIDE, TALL = 780, 344
# Where columns begin, in pixels: of the six stays, of a table that comes out, and of names with one number each.
LEFT, RIGHT, PAIR = (44, 150, 200), (420, 450, 560, 612, 696), (420, 550)
HEAPS: Mapping[str, str] = {"Medical": "●", "Obstetrics": "▲", "Surgical": "■"}
LINE_TALL, HEAD_AT, MOST_ROWS = 32, 128, 6
BAR_FROM, BAR_LONGEST = PAIR[1], 170
DOES: Mapping[str, str] = {
    "look": "Look: see what is there",
    "choose": "Choose: keep some columns",
    "filter": "Filter: keep some rows",
    "sort": "Sort: put the rows in order",
    "count": "Count: how many of each kind",
    "group": "Group: one number for each kind",
    "add a column": "Add a column: work one out for every row",
    "plot": "Plot: draw what came out",
}


@dataclass(frozen=True)
class Tried:
    """A line that is shown, with or without what comes out of it."""

    of: Outcome
    shown: bool


def tried(verb: str, which: str, shown: bool) -> Tried:
    """Return a verb's line and what it gives."""
    return Tried(outcome(verb, which), shown)


def _row(place: int) -> float:
    """Return how far down a row's middle lies."""
    return HEAD_AT + LINE_TALL * (place + 1)


class VerbsView:
    """The small table with the rows and columns that a line takes up, and the table, number or bars that it makes."""

    def __init__(self) -> None:
        fig, ax = charts.figure(WIDE, TALL)
        ax.set_position((0, 0, 1, 1))
        ax.set_xlim(0, WIDE)
        ax.set_ylim(TALL, 0)
        ax.set_axis_off()
        ax.add_patch(Rectangle((12, 48), WIDE - 24, 34, facecolor=charts.PALE, edgecolor="none"))
        ax.text(362, _row(2), "→", ha="center", va="center", fontsize=26, color=charts.SOFT)
        self.bands = [self._band(ax, 12, _row(i) - LINE_TALL / 2, 284, LINE_TALL) for i in range(MOST_ROWS)]
        names = list(six_stays().columns)
        widths = (LEFT[1] - LEFT[0], LEFT[2] - LEFT[1], 296 - LEFT[2])
        self.heads = {
            name: self._band(ax, x - 6, HEAD_AT - LINE_TALL / 2, width, LINE_TALL * (MOST_ROWS + 1), fill=False)
            for name, x, width in zip(names, LEFT, widths, strict=True)
        }
        self.bars = [
            ax.add_patch(Rectangle((BAR_FROM, _row(i) - 10), 0, 20, facecolor=charts.FAVORABLE))
            for i in range(MOST_ROWS)
        ]
        self.title = MovingText(ax, size=12.5, bold=True)
        self.code = ax.text(22, 65, "", va="center", fontsize=11, family="monospace", color=charts.INK)
        self.cells = [[MovingText(ax, size=10.2) for _ in RIGHT] for _ in range(MOST_ROWS)]
        self.names = [MovingText(ax, size=10.2, bold=True) for _ in RIGHT]
        self.new = self._band(ax, 0, HEAD_AT - LINE_TALL / 2, 78, LINE_TALL * (MOST_ROWS + 1), fill=False)
        self.words = MovingText(ax, size=15, bold=True)
        self.marks = [MovingText(ax, size=11) for _ in range(MOST_ROWS)]
        self._small_table(ax)
        moving: list[Artist] = [*self.bands, *self.heads.values(), self.new, *self.bars, *self._stamps(), self.code]
        self.stage = Stage(fig, moving)

    @staticmethod
    def _band(ax: Axes, x: float, y: float, width: float, height: float, fill: bool = True) -> Rectangle:
        """Draw what lies over the small table: a row's tint, or a column's frame."""
        band = Rectangle((x, y), width, height, linewidth=1.6, edgecolor="none", facecolor=charts.FAVORABLE, alpha=0.16)
        if not fill:
            band.set(fill=False, edgecolor=charts.FAVORABLE, alpha=1)
        ax.add_patch(band)
        return band

    @staticmethod
    def _small_table(ax: Axes) -> None:
        table = six_stays()
        look: dict[str, Any] = {"va": "center", "fontsize": 10.2}
        for x, name in zip(LEFT, table.columns, strict=True):
            ax.text(x, HEAD_AT, name, fontweight="bold", color=charts.INK, **look)
        for i, values in enumerate(table.to_numpy()):
            ax.text(20, _row(i), str(i), color=charts.SOFT, **look)
            for x, value in zip(LEFT, values, strict=True):
                ax.text(x, _row(i), formatted_cell(value), color=charts.INK, **look)
        for x, words in ((20, "stays"), (RIGHT[0], "what comes out")):
            ax.text(x, 102, words, va="center", fontsize=10, style="italic", color=charts.SOFT)

    def _stamps(self) -> list[Artist]:
        return [self.title, self.words, *self.names, *[cell for row in self.cells for cell in row], *self.marks]

    def draw(self, result: Tried) -> bytes:
        of, example = result.of, result.of.example
        self.title.say(DOES[of.verb], 12, 24)
        self.code.set_text(example.code)
        heaps = [HEAPS[unit] for unit in six_stays()["unit"]] if result.shown and of.head[0] == "unit" else None
        for i, (band, mark) in enumerate(zip(self.bands, self.marks, strict=True)):
            kept = result.shown and i in of.kept
            band.set_visible(kept)
            mark.say("✓" if kept else heaps[i] if heaps else "", 300, _row(i))
        for name, frame in self.heads.items():
            frame.set_visible(name in example.reads)
        self._write(of, result.shown)
        return self.stage.png()

    def _write(self, of: Outcome, shown: bool) -> None:
        """Write the result at the right, or leave the place free for a prediction."""
        alone = len(of.rows) == 1 and len(of.head) == 1
        self.words.say(of.rows[0][0] if alone and shown else "" if shown else "What will come out?", RIGHT[0], _row(0))
        rows = () if alone or not shown else of.rows
        columns = PAIR if len(of.head) == len(PAIR) else RIGHT
        self.new.set_visible(bool(shown and of.new))
        self.new.set_x(columns[of.new] - 6 if of.new else 0)
        for texts in (self.names, *self.cells):
            for text in texts:
                text.say("", 0, 0)
        for text, name, x in zip(self.names, of.head if rows else (), columns, strict=False):
            text.say(name, x, HEAD_AT)
        for i, row in enumerate(rows):
            for text, word, x in zip(self.cells[i], row, columns, strict=False):
                text.say(f"{HEAPS[word]} {word}" if of.head[0] == "unit" and word in HEAPS else word, x, _row(i))
        self._draw_bars(of.lengths if shown else ())

    def _draw_bars(self, lengths: tuple[float, ...]) -> None:
        for i, bar in enumerate(self.bars):
            length = lengths[i] / max(lengths) * BAR_LONGEST if i < len(lengths) else 0.0
            bar.set_width(length)
            if length:  # the number moves from its column to the end of its bar
                self.cells[i][1].say(self.cells[i][1].words, BAR_FROM + length + 8, _row(i))

    def describe(self, result: Tried) -> str:
        before = f"A table of six stays with unit, age and days; the line {result.of.example.code}"
        if not result.shown:
            return f"{before}; what comes out of it is hidden."
        return f"{before}; what comes out of it: {in_words(result.of)}."


def in_words(of: Outcome) -> str:
    """Return a result row by row, as a screen reader says it."""
    if len(of.head) == 1:
        return of.rows[0][0]
    return "; ".join(" ".join(cell for cell in row if cell) for row in of.rows)


def _table(of: Outcome) -> list[list[str]]:
    head = ["row" if of.kept else "", *of.head[1:]] if len(of.head) > 1 else ["what comes out"]
    return [[of.head[0] or head[0], *head[1:]], *[list(row) for row in of.rows]]


def _reading(result: Tried) -> Reading:
    if result.shown:
        return Reading(result.of.example.says, table=_table(result.of))
    stays = six_stays()
    rows = [[formatted_cell(value) for value in values] for values in stays.to_numpy()]
    return Reading(
        "Say what will come out: which rows, which columns, or which number? Then put the tick back.",
        table=[list(stays.columns), *rows],
    )


@for_readers
def verbs_lab() -> Lab:
    """Return the lab of eight verbs on six stays, each with a plain line, another and a slip."""
    return Lab(
        title="Eight verbs, six stays",
        question="What does each line do to the table? Framed: columns read or made. ✓: rows kept. ● ▲ ■: heaps.",
        controls=[
            Choice("verb", "Verb", tuple((verb, verb) for verb in EXAMPLES), "filter"),
            Choice("which", "Line", tuple(EXAMPLE_KINDS.items()), PLAIN),
            Tick("shown", "Show what comes out", True, unit=""),
        ],
        model=tried,
        view=VerbsView(),
        reading=_reading,
    )


@for_readers
def verb_picture(verb: str, which: str = PLAIN) -> charts.Shown:
    """Return what one verb's line does to six stays."""
    view, result = VerbsView(), tried(verb, which, True)
    return charts.Shown(view.draw(result), view.describe(result), _table(result.of))


LABS = {"verbs": verbs_lab}
