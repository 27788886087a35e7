"""Draws the dispute about six beds: figures near the story's, in which both executives have a promise to keep."""

from __future__ import annotations

import numpy as np

from course.cases.drawing import first_accepted
from course.units.role.the_manager.dyad_model import Dyad, options


def draw(rng: np.random.Generator) -> Dyad:
    """Draw a dispute in which no option keeps both executives' promises."""
    return first_accepted(lambda: _near_the_story(rng), _is_a_dispute, "dispute of two executives")


def _is_a_dispute(dyad: Dyad) -> bool:
    """Return whether some option keeps each promise, at a cost in dollars, and none keeps both."""
    found = options(dyad).values()
    nursing = any(o.keeps_plan for o in found)
    finance = any(o.keeps_floor and o.cost_usd > 0 for o in found)
    return nursing and finance and not any(o.keeps_plan and o.keeps_floor for o in found)


def _near_the_story(rng: np.random.Generator) -> Dyad:
    return Dyad(
        beds=int(rng.choice((28, 30, 32))),
        beds_to_close=6,
        occupied_share=float(rng.choice((0.88, 0.90, 0.92))),
        night_nurses=4,
        patients_per_nurse=6.0,
        weeks=int(rng.choice((7, 8, 9))),
        contribution_per_day_usd=float(rng.integers(43, 54) * 10),
        agency_hour_usd=float(rng.integers(92, 105)),
        agency_nights=int(rng.choice((3, 4, 5))),
        shift_hours=12.0,
        floor_room_usd=float(rng.integers(17, 22) * 5_000),
    )
