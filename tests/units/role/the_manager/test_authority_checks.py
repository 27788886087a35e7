"""Every wrong judgment has a name, and a sentence that keeps the right one."""

from __future__ import annotations

import pytest

from course.units.role.the_manager.authority_checks import CALL_CONFUSIONS, authority_slips, counsel_slips, reason_slips
from course.units.role.the_manager.authority_key_model import NOT_FOR_MANAGEMENT, body_of
from course.units.role.the_manager.authority_model import BOARD, BODIES, MANAGEMENT, QUESTIONS
from course.units.role.the_manager.counsel_key_model import ruling_on
from course.units.role.the_manager.counsel_model import CALLS, REASONS, SITUATIONS


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_every_wrong_body_is_a_slip_and_the_right_one_is_none(question) -> None:
    slips = authority_slips(question)
    assert {s.gives for s in slips} == set(BODIES) - {body_of(question)}
    assert len({s.name for s in slips}) == 2


@pytest.mark.parametrize("question", [q for q in QUESTIONS if body_of(q) == BOARD], ids=lambda q: q.key)
def test_a_board_question_given_to_management_is_answered_in_its_own_words_without_the_board(question) -> None:
    """A surgeon's privileges bind neither the whole hospital nor more than one year: one sentence does not fit all."""
    said = {s.gives: s.say for s in authority_slips(question)}[MANAGEMENT]
    assert said == NOT_FOR_MANAGEMENT[question.key]
    assert BOARD not in said.lower()


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.key)
def test_every_wrong_call_is_a_slip_and_the_tempting_one_has_the_situations_own_words(situation) -> None:
    right, slips = ruling_on(situation), {s.gives: s for s in counsel_slips(situation)}
    assert set(slips) == set(CALLS) - {right.call}
    assert slips[right.tempting].say == right.say
    assert all(right.call not in s.say.lower().split() for s in slips.values())


@pytest.mark.parametrize("situation", [s for s in SITUATIONS if ruling_on(s).call != "decide"], ids=lambda s: s.key)
def test_every_other_reason_is_a_slip(situation) -> None:
    assert {s.gives for s in reason_slips(situation)} == set(REASONS) - set(ruling_on(situation).reasons)


def test_the_six_wrong_calls_have_six_names() -> None:
    assert set(CALL_CONFUSIONS) == {(right, wrong) for right in CALLS for wrong in CALLS if right != wrong}
    assert len({name for name, _ in CALL_CONFUSIONS.values()}) == 6
