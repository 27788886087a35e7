"""The guess that opens the unit: what a resident has on a day of the weekend."""

from __future__ import annotations

from course.case import sample_cases
from course.staffing.nursing_home import hprd_weekday_and_weekend
from course.units.staffing.nursing_home.weekend_lab import first_guess, weekend_guess

MY = sample_cases("03_staffing", 1)[0]


def test_the_weekends_stay_covered_until_they_are_uncovered() -> None:
    guess = weekend_guess(MY)
    weekend = hprd_weekday_and_weekend(MY.home.days)[1]
    assert f"{weekend:.2f}" not in guess.sentence + guess.alt and guess.table == []
    guess.set(shown=True)
    assert f"gives {weekend:.2f}" in guess.sentence and len(guess.table) == 29


def test_the_first_guess_is_read_back(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You kept no guess; weekdays gave")
    guess = weekend_guess(MY)
    guess.set(guess=3.35)
    guess.keep()
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You guessed 3.35")
