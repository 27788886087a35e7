"""The guess that opens the unit: posts filled at a stroke, and a year waited."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.staffing.people.refill_lab import first_guess, refill_guess

MY = sample_cases("03_staffing", 1)[0]
LEARNERS = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)]


@pytest.mark.parametrize("my", LEARNERS)
def test_posts_filled_once_are_emptier_a_year_later(my) -> None:
    lab = refill_guess(my)
    assert f"{lab.result.found.empty[-1]:.1f}" not in lab.sentence + lab.alt and lab.table == []
    lab.set(shown=True)
    assert lab.result.found.empty[-1] > my.hiring.budgeted - my.hiring.in_post
    assert f"Next June {lab.result.found.empty[-1]:.1f} posts are empty" in lab.sentence and len(lab.table) == 15


def test_the_first_guess_is_read_back(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You kept no guess; with all")
    guess = refill_guess(MY)
    guess.set(guess=5)
    guess.keep()
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You guessed 5; with all")
