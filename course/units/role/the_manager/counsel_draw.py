"""Draws the situations in which a learner decides, escalates or stops."""

from __future__ import annotations

import numpy as np

from course.units.role.the_manager.balanced_draw import draw_from_each
from course.units.role.the_manager.counsel_key_model import ruling_on
from course.units.role.the_manager.counsel_model import CALLS, SITUATIONS, Situation


def draw(rng: np.random.Generator, each: int = 2) -> tuple[Situation, ...]:
    """Draw as many situations to be decided, to be escalated and to be stopped."""
    return draw_from_each(rng, [[s for s in SITUATIONS if ruling_on(s).call == call] for call in CALLS], each)
