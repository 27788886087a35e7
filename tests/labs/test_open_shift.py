"""The opening lab: who of thirty may take an open shift."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.rostering.problem import OFF
from course.rostering.violations import who_can_take
from course.units.staffing.rosters.open_shift_draw import open_shift_of
from course.units.staffing.rosters.open_shift_lab import MAY, count, first_guess, who_may_come


@pytest.mark.parametrize("learner", ["ana", "ben", "learner-3"])
def test_those_left_are_those_whose_line_may_take_the_shift(learner: str) -> None:
    """Counted by striking names, and found again by asking who can take it."""
    my = case_for("03_staffing", learner)
    shift = open_shift_of(my)
    counts = count(my, shift)
    assert sum(counts.values()) == 30
    assert counts["at work"] == sum(line[shift.day] != OFF for line in my.roster.mended.values())
    assert counts[MAY] == len(who_can_take(my.roster.problem, my.roster.mended, shift.day, shift.shift))


def test_the_guess_gives_nothing_away_until_the_names_are_struck() -> None:
    my = case_for("03_staffing", "ana")
    lab, may = who_may_come(my), count(my, open_shift_of(my))[MAY]
    assert str(may) not in lab.sentence and f"{may} may" not in lab.alt
    lab.set(shown=True)
    assert lab.sentence.startswith(f"{may} of 30 may come")


def test_the_first_guess_comes_back(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    my = case_for("03_staffing", "ana")
    first_guess(my)
    assert capsys.readouterr().out.startswith("You kept no guess; ")
    lab = who_may_come(my)
    lab.set(guess=17)
    lab.keep()
    first_guess(my)
    assert capsys.readouterr().out.startswith("You guessed 17; ")
