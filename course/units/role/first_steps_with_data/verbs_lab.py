"""The lab of eight verbs on six stays, each with a plain line, another and a slip."""

from __future__ import annotations

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Choice, Lab, Reading, Tick
from course.units.role.first_steps_with_data.verbs_model import (
    EXAMPLE_KINDS,
    EXAMPLES,
    PLAIN,
    TriedExample,
    formatted_cell,
    six_stays,
    try_example,
)
from course.units.role.first_steps_with_data.verbs_pictures import VerbsView, result_table


def _reading(result: TriedExample) -> Reading:
    if result.shown:
        return Reading(result.of.example.says, table=result_table(result.of))
    stays = six_stays()
    rows = [[formatted_cell(value) for value in values] for values in stays.to_numpy()]
    return Reading(
        "Say what will come out: which rows, which columns, or which number? Then put the tick back.",
        table=[list(stays.columns), *rows],
    )


@skipped_while_graded
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
        model=try_example,
        view=VerbsView(),
        reading=_reading,
    )


LABS = {"verbs": verbs_lab}
