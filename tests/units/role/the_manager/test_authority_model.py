"""The board, management and the medical staff: whose question is it?"""

from __future__ import annotations

from collections import Counter

from course.units.role.the_manager.authority_key_model import BODY_CONFUSIONS, RULINGS, body_of
from course.units.role.the_manager.authority_model import BODIES, QUESTIONS


def test_there_are_four_questions_for_each_body() -> None:
    assert Counter(body_of(q) for q in QUESTIONS) == dict.fromkeys(BODIES, 4)
    assert len({q.key for q in QUESTIONS}) == len({q.text for q in QUESTIONS}) == len(QUESTIONS)


def test_every_question_asks_who_and_every_reason_is_a_sentence() -> None:
    for question in QUESTIONS:
        assert "Who " in question.text and question.text.endswith("?")
        assert RULINGS[question.key].why.endswith(".")
    assert set(RULINGS) == {q.key for q in QUESTIONS}


def test_every_wrong_answer_has_a_name_of_its_own_and_a_sentence_that_keeps_the_answer() -> None:
    pairs = {(right, wrong) for right in BODIES for wrong in BODIES if right != wrong}
    assert set(BODY_CONFUSIONS) == pairs
    assert len({name for name, _ in BODY_CONFUSIONS.values()}) == len(pairs)
    for (right, wrong), (_, say) in BODY_CONFUSIONS.items():
        assert f"the {right}" not in say.lower() or right == wrong
