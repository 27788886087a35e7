"""The neighbor's sheet, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.figures.text_tables import TextTable
from course.units.role.the_dashboard.neighbor_model import NAME

if TYPE_CHECKING:
    from course.units.role.the_dashboard.neighbor_model import Neighbor


@skipped_while_graded
def neighbor_table(neighbor: Neighbor) -> TextTable:
    """Return what the two sheets say that stand behind the consultant's slide."""
    caption = (
        f"FTEs per adjusted occupied bed: {NAME} {neighbor.ftes_per_bed:.2f}, ours {neighbor.your_ftes_per_bed:.2f} "
        f"(with {neighbor.your_occupied_beds:.1f} adjusted occupied beds)"
    )
    rows = sorted([label, words] for label, words in neighbor.statements.items())
    return TextTable(caption, ("Label", "Statement, true of the two hospitals"), rows)
