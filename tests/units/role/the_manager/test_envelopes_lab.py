"""Twelve envelopes: the guess that opens the unit."""

from __future__ import annotations

import pytest

from course.case import case_for, sample_cases
from course.units.role.the_manager.envelopes_lab import envelopes_lab, first_guess
from course.units.role.the_manager.inbox_key_model import ONLY_YOU, count_by_owner, only_you

MY = case_for("01_role", "ana")


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("01_role", 6)])
def test_the_envelopes_are_twelve_and_those_only_you_can_open_are_few(my) -> None:
    counts = count_by_owner(my.inbox)
    assert sum(counts.values()) == 12
    assert 1 <= counts[ONLY_YOU] == sum(only_you(item) for item in my.inbox.items.values()) <= 4


def test_the_envelopes_tell_nothing_before_they_are_opened() -> None:
    lab = envelopes_lab(MY)
    assert not lab.table and "closed" in lab.alt
    lab.set(shown=True)
    assert f"Only you can do {count_by_owner(MY.inbox)[ONLY_YOU]} of the twelve" in lab.sentence


def test_the_first_guess_is_shown_again(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess(MY)
    assert "You kept no guess" in capsys.readouterr().out
    lab = envelopes_lab(MY)
    lab.set(guess=5)
    lab.keep()
    first_guess(MY)
    assert "You guessed 5; only you could do" in capsys.readouterr().out
