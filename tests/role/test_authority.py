"""The board, management and the medical staff: whose question is it?"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from course.units.role.case import RoleCase
from course.units.role.the_manager.authority_model import BODIES, CONFUSIONS, QUESTIONS, draw


def test_there_are_four_questions_for_each_body() -> None:
    assert Counter(q.body for q in QUESTIONS) == dict.fromkeys(BODIES, 4)
    assert len({q.key for q in QUESTIONS}) == len({q.text for q in QUESTIONS}) == len(QUESTIONS)


def test_every_question_asks_who_and_every_reason_is_a_sentence() -> None:
    for question in QUESTIONS:
        assert "Who " in question.text and question.text.endswith("?")
        assert question.why.endswith(".")


def test_every_wrong_answer_has_a_name_of_its_own_and_a_sentence_that_keeps_the_answer() -> None:
    pairs = {(right, wrong) for right in BODIES for wrong in BODIES if right != wrong}
    assert set(CONFUSIONS) == pairs
    assert len({name for name, _ in CONFUSIONS.values()}) == len(pairs)
    for (right, wrong), (_, say) in CONFUSIONS.items():
        assert f"the {right}" not in say.lower() or right == wrong


def test_each_learner_meets_two_questions_of_each_body_in_an_order_that_tells_nothing() -> None:
    drawn = [draw(RoleCase(f"learner-{i}").part("authority")) for i in range(100)]
    assert all(Counter(q.body for q in one) == dict.fromkeys(BODIES, 2) for one in drawn)
    assert len({tuple(q.body for q in one) for one in drawn}) > 30
    assert draw(RoleCase("ana").part("authority")) == draw(RoleCase("ana").part("authority"))


def test_more_questions_than_there_are_cannot_be_drawn() -> None:
    assert len(draw(np.random.default_rng(0), 4)) == 12
    with pytest.raises(ValueError, match="from 1 to 4"):
        draw(np.random.default_rng(0), 0)
