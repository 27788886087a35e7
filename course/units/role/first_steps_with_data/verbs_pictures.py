"""Eight verbs, drawn: six stays at the left, a line of pandas above, and what comes out of it at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.units.role.first_steps_with_data.verbs_model import (
    PLAIN,
    Outcome,
    TriedExample,
    formatted_cell,
    six_stays,
    try_example,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 780, 344
# Where columns begin, in pixels: of the six stays, of a table that comes out, and of names with one number each.
STAYS_X, RESULT_X, PAIR_X = (44, 150, 200), (420, 450, 560, 612, 696), (420, 550)
UNIT_MARKS: Mapping[str, str] = {"Medical": "●", "Obstetrics": "▲", "Surgical": "■"}
ROW_HEIGHT, HEAD_Y, MOST_ROWS = 32, 128, 6
BAR_X, BAR_LONGEST = PAIR_X[1], 170
VERB_TITLES: Mapping[str, str] = {
    "look": "Look: see what is there",
    "choose": "Choose: keep some columns",
    "filter": "Filter: keep some rows",
    "sort": "Sort: put the rows in order",
    "count": "Count: how many of each kind",
    "group": "Group: one number for each kind",
    "add a column": "Add a column: work one out for every row",
    "plot": "Plot: draw what came out",
}


def _row_y(place: int) -> float:
    """Return how far down a row's middle lies."""
    return HEAD_Y + ROW_HEIGHT * (place + 1)


class VerbsView:
    """The small table with the rows and columns that a line takes up, and the table, number or bars that it makes."""

    def __init__(self) -> None:
        fig, ax = charts.figure(WIDTH, HEIGHT)
        ax.set_position((0, 0, 1, 1))
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(HEIGHT, 0)
        ax.set_axis_off()
        ax.add_patch(Rectangle((12, 48), WIDTH - 24, 34, facecolor=charts.PALE, edgecolor="none"))
        ax.text(362, _row_y(2), "→", ha="center", va="center", fontsize=26, color=charts.SOFT)
        self.bands = [self._band(ax, 12, _row_y(i) - ROW_HEIGHT / 2, 284, ROW_HEIGHT) for i in range(MOST_ROWS)]
        names = list(six_stays().columns)
        widths = (STAYS_X[1] - STAYS_X[0], STAYS_X[2] - STAYS_X[1], 296 - STAYS_X[2])
        self.heads = {
            name: self._band(ax, x - 6, HEAD_Y - ROW_HEIGHT / 2, width, ROW_HEIGHT * (MOST_ROWS + 1), fill=False)
            for name, x, width in zip(names, STAYS_X, widths, strict=True)
        }
        self.bars = [
            ax.add_patch(Rectangle((BAR_X, _row_y(i) - 10), 0, 20, facecolor=charts.FAVORABLE))
            for i in range(MOST_ROWS)
        ]
        self.title = MovingText(ax, size=12.5, bold=True)
        self.code = ax.text(22, 65, "", va="center", fontsize=11, family="monospace", color=charts.INK)
        self.cells = [[MovingText(ax, size=10.2) for _ in RESULT_X] for _ in range(MOST_ROWS)]
        self.names = [MovingText(ax, size=10.2, bold=True) for _ in RESULT_X]
        self.new = self._band(ax, 0, HEAD_Y - ROW_HEIGHT / 2, 78, ROW_HEIGHT * (MOST_ROWS + 1), fill=False)
        self.words = MovingText(ax, size=15, bold=True)
        self.marks = [MovingText(ax, size=11) for _ in range(MOST_ROWS)]
        self._small_table(ax)
        moving: list[Artist] = [*self.bands, *self.heads.values(), self.new, *self.bars, *self._texts(), self.code]
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
        for x, name in zip(STAYS_X, table.columns, strict=True):
            ax.text(x, HEAD_Y, name, fontweight="bold", color=charts.INK, **look)
        for i, values in enumerate(table.to_numpy()):
            ax.text(20, _row_y(i), str(i), color=charts.SOFT, **look)
            for x, value in zip(STAYS_X, values, strict=True):
                ax.text(x, _row_y(i), formatted_cell(value), color=charts.INK, **look)
        for x, words in ((20, "stays"), (RESULT_X[0], "what comes out")):
            ax.text(x, 102, words, va="center", fontsize=10, style="italic", color=charts.SOFT)

    def _texts(self) -> list[Artist]:
        return [self.title, self.words, *self.names, *[cell for row in self.cells for cell in row], *self.marks]

    def draw(self, result: TriedExample) -> bytes:
        of, example = result.of, result.of.example
        self.title.say(VERB_TITLES[of.verb], 12, 24)
        self.code.set_text(example.code)
        self._mark_rows(result)
        for name, frame in self.heads.items():
            frame.set_visible(name in example.reads)
        self._write(of, result.shown)
        return self.stage.png()

    def _mark_rows(self, result: TriedExample) -> None:
        """Tint and tick the stays that are kept, or mark each stay by its unit where they are grouped."""
        grouped = result.shown and result.of.head[0] == "unit"
        for i, unit in enumerate(six_stays()["unit"]):
            kept = result.shown and i in result.of.kept
            self.bands[i].set_visible(kept)
            self.marks[i].say("✓" if kept else UNIT_MARKS[unit] if grouped else "", 300, _row_y(i))

    def _write(self, of: Outcome, shown: bool) -> None:
        """Write the result at the right, or leave the place free for a prediction."""
        alone = len(of.rows) == 1 and len(of.head) == 1
        words = "" if shown else "What will come out?"
        self.words.say(of.rows[0][0] if alone and shown else words, RESULT_X[0], _row_y(0))
        columns = PAIR_X if len(of.head) == len(PAIR_X) else RESULT_X
        self.new.set_visible(bool(shown and of.new))
        self.new.set_x(columns[of.new] - 6 if of.new else 0)
        for text in (*self.names, *(cell for row in self.cells for cell in row)):
            text.say("", 0, 0)
        if shown and not alone:
            self._write_rows(of, columns)
        self._draw_bars(of.lengths if shown else ())

    def _write_rows(self, of: Outcome, columns: tuple[int, ...]) -> None:
        for text, name, x in zip(self.names, of.head, columns, strict=False):
            text.say(name, x, HEAD_Y)
        for i, row in enumerate(of.rows):
            for text, word, x in zip(self.cells[i], row, columns, strict=False):
                marked = of.head[0] == "unit" and word in UNIT_MARKS
                text.say(f"{UNIT_MARKS[word]} {word}" if marked else word, x, _row_y(i))

    def _draw_bars(self, lengths: tuple[float, ...]) -> None:
        for i, bar in enumerate(self.bars):
            length = lengths[i] / max(lengths) * BAR_LONGEST if i < len(lengths) else 0.0
            bar.set_width(length)
            if length:  # the number moves from its column to the end of its bar
                self.cells[i][1].say(self.cells[i][1].words, BAR_X + length + 8, _row_y(i))

    def describe(self, result: TriedExample) -> str:
        before = f"A table of six stays with unit, age and days; the line {result.of.example.code}"
        if not result.shown:
            return f"{before}; what comes out of it is hidden."
        return f"{before}; what comes out of it: {in_words(result.of)}."


def in_words(of: Outcome) -> str:
    """Return a result row by row, as a screen reader says it."""
    if len(of.head) == 1:
        return of.rows[0][0]
    return "; ".join(" ".join(cell for cell in row if cell) for row in of.rows)


def result_table(of: Outcome) -> list[list[str]]:
    """Return a result as a table, its head first."""
    head = ["row" if of.kept else "", *of.head[1:]] if len(of.head) > 1 else ["what comes out"]
    return [[of.head[0] or head[0], *head[1:]], *[list(row) for row in of.rows]]


@skipped_while_graded
def verb_picture(verb: str, which: str = PLAIN) -> charts.Shown:
    """Return what one verb's line does to six stays."""
    view, result = VerbsView(), try_example(verb, which, True)
    return charts.Shown(view.draw(result), view.describe(result), result_table(result.of))
