"""The lab in which a learner fills seven tiles for the board, and says why two old dashboards differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Choice, Lab, Prediction, Reading, marked
from course.labs.moves import Coach
from course.labs.prediction import how_many
from course.units.role.the_dashboard.contradictions_model import REASONS
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision
from course.units.role.the_dashboard.dashboard_pictures import (
    REASON_LABELS,
    SHORT_TITLES,
    EvaluatedPage,
    PageContext,
    PageView,
    tile_figure,
)
from course.units.role.the_dashboard.dashboard_search import DashboardSearch

if TYPE_CHECKING:
    from course.units.role.the_dashboard.case import TheDashboardCase


def reading(context: PageContext, result: EvaluatedPage) -> Reading:
    """Say what the page tells the board, promise by promise, with every source of every tile as a table."""
    rows = [[*line, "yes" if result.plan[tile] == line[1] else ""] for tile, line in context.rows]
    return Reading(
        _sentence(context, result),
        marks=marked(result.promises),
        table=[["Tile", "Letter", "Figure", "What it divides", "On your page"], *rows],
    )


def _sentence(context: PageContext, result: EvaluatedPage) -> str:
    occupancy = result.page["occupancy"]
    answer = tile_figure("occupancy", occupancy.value)
    says = f"Your page tells the board: {answer}, {context.says(occupancy)}."
    kept = sum(p.kept for p in result.promises)
    if kept == len(result.promises):
        return f"{says} Every promise is kept: a page that holds together."
    return f"{says} {kept} of {len(result.promises)} promises kept."


def controls(context: PageContext) -> list[Choice]:
    """Return a choice of sources for each tile, and of reasons for each contradiction; it opens on the draft."""
    draft = context.draft
    choices = []
    for tile, of_tile in context.sources.items():
        said = {letter: context.says(source) for letter, source in of_tile.items()}
        options = tuple((letter, f"{letter}  {words}") for letter, words in said.items())
        help_text = "; ".join(f"{letter}: {words}" for letter, words in said.items())
        choices.append(Choice(tile, SHORT_TITLES[tile], options, draft[tile], help=f"{help_text}."))
    for why, label in REASON_LABELS.items():
        choices.append(
            Choice(
                why,
                label,
                tuple(REASONS.items()),
                draft[why],
                help=f"Finance and nursing say {context.pair(why)}. What do the two divide?",
            )
        )
    return choices


WHERE = {
    "Beds": "Look at the two tiles that have beds, and at the board's question: which beds does it ask about?",
    "Period": "Look at the bars of months at the right of the tiles: do all tiles tell of the same twelve months?",
    "Sums": "Look for a tile that averages the figures of unequal services.",
    "Net": "Look for a tile that has charges in it, which hardly anybody pays.",
    "Whole hospital": "Look for a tile that leaves out outpatients, or hours that are paid and not worked.",
    "Contradictions": "Look at the two footnotes: what does each of the two figures divide?",
}


def _sound_tiles(draft: EvaluatedPage) -> str:
    """Say how many tiles of the draft may stay, since nothing is wrong with them, and which."""
    sound = [SHORT_TITLES[tile] for tile, source in draft.page.items() if not source.flaws]
    named = f": {', '.join(sound)}" if sound else ""
    return f"{len(sound) or 'None'} of its {len(draft.page)} tiles may stay{named}."


@skipped_while_graded
def dashboard_lab(my: TheDashboardCase) -> Lab:
    """Return the dashboard lab of your own hospital, open on the draft that you inherited."""
    context, decision = PageContext(my.dashboard), DashboardDecision(my.dashboard)
    choices = controls(context)
    return Lab(
        title=f"One page for the board: {my.name}",
        question=f"“{my.dashboard.question}” Fill seven tiles that answer it, and say why the old figures differ.",
        controls=choices,
        model=context.evaluate,
        view=PageView(context),
        reading=lambda result: reading(context, result),
        plan=decision.name,
        case_id=my.case_id,
        reads=True,
        predicts=Prediction(
            "predict_dashboard", "how many of the draft's seven tiles may stay?", how_many(7), found=_sound_tiles
        ),
        hints=Coach(DashboardSearch(decision), choices, WHERE),
    )


LABS = {"dashboard": dashboard_lab}
