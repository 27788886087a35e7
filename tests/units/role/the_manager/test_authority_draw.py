"""The questions of authority that learners are dealt."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from course.case import case_for
from course.units.role.the_manager.authority_draw import draw
from course.units.role.the_manager.authority_key_model import body_of
from course.units.role.the_manager.authority_model import BODIES
from tests.units.role.learners import LEARNERS


def test_each_learner_meets_two_questions_of_each_body_in_an_order_that_tells_nothing() -> None:
    drawn = [my.authority for my in LEARNERS[:100]]
    assert all(Counter(body_of(q) for q in one) == dict.fromkeys(BODIES, 2) for one in drawn)
    assert len({tuple(body_of(q) for q in one) for one in drawn}) > 30
    assert case_for("01_role", "ana").authority == case_for("01_role", "ana").authority


def test_more_questions_than_there_are_cannot_be_drawn() -> None:
    assert len(draw(np.random.default_rng(0), 4)) == 12
    with pytest.raises(ValueError, match="from 1 to 4"):
        draw(np.random.default_rng(0), 0)
