"""Draws the three units whose shifts a learner holds against the staff roster."""

from __future__ import annotations

import numpy as np

from course.cases.drawing import first_accepted
from course.units.staffing.rosters.shift_sheet_model import (
    UNITS,
    ShiftSheet,
    copies,
    sheet_of_units,
    shifts_after_leaving,
)

UNITS_OF_ONE = 3  # units that one learner looks after
FEWEST = 2  # copies, and shifts of people who had left, that three units hold


def draw(rng: np.random.Generator) -> ShiftSheet:
    """Draw three units with copies among their shifts and with people who had left."""
    return first_accepted(lambda: sheet_of_units(_three_units(rng)), _shows_dirt, "three units with copies and leavers")


def _three_units(rng: np.random.Generator) -> list[str]:
    return sorted(str(each) for each in rng.choice(list(UNITS), UNITS_OF_ONE, replace=False))


def _shows_dirt(sheet: ShiftSheet) -> bool:
    return copies(sheet) >= FEWEST and shifts_after_leaving(sheet) >= FEWEST
