"""The guess that opens the unit: the first open slot is luck, the third is access."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.staffing.clinic import third_next_available_days
from course.units.staffing.clinic.open_slots_lab import first_guess, slots_guess

CASES = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 4)]


@pytest.mark.parametrize("my", CASES)
def test_the_third_open_slot_stays_covered_until_it_is_uncovered(my) -> None:
    slots = my.clinic.open_slots_by_day
    guess = slots_guess(my)
    third = f"{third_next_available_days(slots)} days"
    assert third not in guess.sentence + guess.alt and guess.table == []
    guess.set(shown=True)
    assert f"the third in {third}" in guess.alt and f"The third is in {third}" in guess.sentence
    assert sum(int(n) for _, n in guess.table[1:]) == sum(slots)


def test_the_guess_is_read_back(tmp_path, monkeypatch, capsys) -> None:
    my = sample_cases("03_staffing", 1)[0]
    monkeypatch.chdir(tmp_path)
    first_guess(my)
    assert capsys.readouterr().out.startswith("You kept no guess; the third open slot")
    guess = slots_guess(my)
    guess.set(guess=12)
    guess.keep()
    first_guess(my)
    assert capsys.readouterr().out.startswith("You guessed 12 days; the third")
