"""How many rows each filter finds in a learner's slice: for drawing, and never for a released cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.units.role.first_steps_with_data.encounters_model import EncounterSlice

FEWEST_ROWS, FEWEST_ON_UNIT, FEWEST_FOUND, FEWEST_UNITS = 400, 40, 12, 3


def rows_found(drawn: EncounterSlice) -> dict[str, int]:
    """Return the number of rows in all, and that each filter finds."""
    rows = drawn.table()
    passes = {
        "unit": rows["unit"] == drawn.unit,
        "payer": rows["payer"] == drawn.payer,
        "old": rows["age"] >= drawn.age_from,
        "long": rows["los_days"] >= drawn.long_stay_days,
    }
    both = passes["unit"] & passes["long"]
    return {
        "all": len(rows),
        **{name: int(kept.sum()) for name, kept in passes.items()},
        "long on unit": int(both.sum()),
    }


def suits_every_verb(drawn: EncounterSlice) -> bool:
    """Return whether each verb has something to find, and each filter something to leave out."""
    found, rows = rows_found(drawn), drawn.table()
    filters = [count for name, count in found.items() if name != "all"]
    return (
        found["all"] >= FEWEST_ROWS
        and found["unit"] >= FEWEST_ON_UNIT
        and min(filters) >= FEWEST_FOUND
        and max(filters) <= found["all"] - FEWEST_FOUND
        and rows["unit"].nunique() >= FEWEST_UNITS
        and rows["los_days"].nlargest(2).is_unique
    )
