"""The situations that learners are dealt."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from course.units.role.the_manager.counsel_draw import draw
from course.units.role.the_manager.counsel_key_model import ruling_on
from course.units.role.the_manager.counsel_model import CALLS
from tests.units.role.learners import LEARNERS


def test_each_learner_meets_two_situations_of_each_call() -> None:
    for case in LEARNERS:
        assert Counter(ruling_on(s).call for s in case.counsel) == dict.fromkeys(CALLS, 2)
    assert len({tuple(s.key for s in case.counsel) for case in LEARNERS}) > 150


def test_more_situations_than_there_are_cannot_be_drawn() -> None:
    rng = np.random.default_rng(0)
    assert len(draw(rng, 4)) == 12
    with pytest.raises(ValueError, match="from 1 to 4"):
        draw(rng, 5)
