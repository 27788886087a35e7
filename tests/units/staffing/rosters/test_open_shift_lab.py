"""The opening lab: who of thirty may take an open shift."""

from __future__ import annotations

from course.case import case_for
from course.units.staffing.rosters.open_shift_lab import first_guess, who_may_come


def test_the_guess_gives_nothing_away_until_the_names_are_struck() -> None:
    my = case_for("03_staffing", "ana")
    lab, may = who_may_come(my), my.open_shift.may_come
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
