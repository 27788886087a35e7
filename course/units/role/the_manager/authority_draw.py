"""Draws the questions of authority that a learner answers."""

from __future__ import annotations

import numpy as np

from course.units.role.the_manager.authority_key_model import body_of
from course.units.role.the_manager.authority_model import BODIES, QUESTIONS, Question
from course.units.role.the_manager.balanced_draw import draw_from_each


def draw(rng: np.random.Generator, each: int = 2) -> tuple[Question, ...]:
    """Draw as many questions that belong to the board, to management and to the medical staff."""
    return draw_from_each(rng, [[q for q in QUESTIONS if body_of(q) == body] for body in BODIES], each)
