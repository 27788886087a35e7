"""Who decides what, drawn; and the questions and situations that a learner answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.figures.text_tables import TextTable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.role.the_manager.authority_model import Question
    from course.units.role.the_manager.counsel_model import Situation


class Box(NamedTuple):
    """A body's place and size, and what it decides."""

    x: float
    y: float
    width: float
    height: float
    head: str
    decides: str


BOXES = (
    Box(
        3.0,
        4.15,
        4.0,
        1.75,
        "The board",
        "answers to the community\nfor the whole hospital,\nfor years ahead",
    ),
    Box(
        0.1,
        0.35,
        4.0,
        1.85,
        "Management",
        "runs the hospital from day to day,\nwithin the board's budget",
    ),
    Box(
        5.9,
        0.35,
        4.0,
        1.85,
        "The medical staff",
        "judges what only physicians\ncan judge, and advises the board\non who may treat patients",
    ),
)
# Each arrow: from, to, its words, where they stand, and on which side of that place.
ARROWS = (
    ((3.9, 4.1), (2.4, 2.3), "appoints its head,\nand holds it to account", (2.8, 3.3), "right"),
    ((7.2, 2.3), (6.0, 4.1), "recommends\nphysicians", (7.0, 3.25), "left"),
    ((4.2, 1.25), (5.8, 1.25), "contracts,\nno orders", (5.0, 1.42), "center"),
)


@skipped_while_graded
def authority_picture() -> charts.Shown:
    """Return the board, management and the medical staff, with what each decides and what passes between them."""
    fig, ax = charts.figure(780, 370)
    fig.subplots_adjust(left=0.02, right=0.98, top=0.85, bottom=0.02)
    ax.set_xlim(0, 10)
    ax.set_ylim(0.2, 6.0)
    ax.set_axis_off()
    for box in BOXES:
        _draw_box(ax, box)
    for start, end, words, at, side in ARROWS:
        style = "<|-|>" if side == "center" else "-|>"
        ax.add_patch(FancyArrowPatch(start, end, arrowstyle=style, mutation_scale=16, color=charts.SOFT, linewidth=1.6))
        low = "bottom" if side == "center" else "center"
        ax.text(*at, words, ha=side, va=low, fontsize=10, color=charts.SOFT)
    charts.titled(
        ax,
        "Nobody in a hospital decides everything",
        "Who decides what in most hospitals; bylaws have the details",
    )
    alt = (
        "Three boxes: the board appoints the head of management and holds it to account; the medical staff recommends "
        "physicians to the board; management and the medical staff deal by contracts and services, without orders."
    )
    rows = [[box.head, box.decides.replace("\n", " ")] for box in BOXES]
    return charts.show(fig, alt, [["Who", "Decides"], *rows])


def _draw_box(ax: Axes, box: Box) -> None:
    look: dict[str, Any] = {
        "boxstyle": "round,pad=0.08",
        "facecolor": "white",
        "edgecolor": charts.FAVORABLE,
        "linewidth": 1.6,
    }
    ax.add_patch(FancyBboxPatch((box.x + 0.1, box.y + 0.1), box.width - 0.2, box.height - 0.2, **look))
    middle, top = box.x + box.width / 2, box.y + box.height
    words: dict[str, Any] = {"ha": "center", "va": "top", "color": charts.INK}
    ax.text(middle, top - 0.18, box.head, fontsize=12, fontweight="bold", **words)
    ax.text(middle, top - 0.68, box.decides, fontsize=10.3, linespacing=1.25, **words)


@skipped_while_graded
def questions_table(questions: Mapping[str, Question]) -> TextTable:
    """Return your six questions, each with its letter."""
    return TextTable("Whose decision is it?", ("", "Question"), [[letter, q.text] for letter, q in questions.items()])


@skipped_while_graded
def situations_table(situations: Mapping[str, Situation]) -> TextTable:
    """Return your six situations, each with its letter."""
    rows = [[letter, situation.text] for letter, situation in situations.items()]
    return TextTable("Decide, escalate or stop?", ("", "What lies on the desk"), rows)
