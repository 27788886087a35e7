"""The chair that is never empty, where fifty FTEs are, and a day's census."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.decisions.plan_file import kept_plan
from course.staffing.hours import post_ftes
from course.units.staffing.census_to_ftes.census_lab import (
    chair,
    day_of_census,
    first_guess,
    one_chair,
    where_they_are,
    whereabouts,
)

MY = sample_cases("03_staffing", 1)[0]
LEARNERS = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)]


@pytest.mark.parametrize("my", LEARNERS)
def test_the_chair_takes_what_its_people_work(my) -> None:
    """People times the hours each works are the 8,760 hours of the year."""
    full = chair(my.unit)
    assert full.ftes * full.worked_hours == pytest.approx(8_760)
    assert full.worked_hours + full.away_hours == 2_080
    assert full.ftes == post_ftes(24, productive_share=my.unit.productive_share)


def test_nothing_of_the_answer_shows_before_the_reveal() -> None:
    lab = one_chair(MY)
    assert f"{lab.result.found.ftes:.2f}" not in lab.sentence + lab.alt and lab.table == []


def test_the_guess_moves_its_mark_and_the_reveal_names_both(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    lab = one_chair(MY)
    before = lab.png
    lab.set(guess=4.2)
    assert lab.png != before
    lab.keep()
    lab.set(shown=True)
    assert f"{lab.result.found.ftes:.2f}" in lab.sentence and "You guessed 4.2" in lab.sentence
    assert kept_plan("chair_guess")["guess"] == 4.2
    capsys.readouterr()
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You guessed 4.2; one chair takes")


def test_without_a_kept_guess_the_answer_is_told_all_the_same(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess(MY)
    assert "You kept no guess" in capsys.readouterr().out


def test_the_storys_unit_is_that_of_the_worked_example() -> None:
    seen = whereabouts()
    assert (round(seen.paid_ftes, 1), round(seen.productive_ftes, 1), round(seen.there_at_once, 1)) == (
        49.8,
        43.3,
        10.3,
    )
    assert seen.there_at_once * post_ftes(24) == pytest.approx(seen.paid_ftes)
    assert seen.people > seen.paid_ftes and 6 < seen.nurses_at_once < 7


@pytest.mark.parametrize("my", LEARNERS)
def test_the_still_pictures_are_described_with_their_numbers(my) -> None:
    for shown, rows in ((where_they_are(), 6), (day_of_census(my), 25)):
        assert len(shown.alt.split()) > 10 and shown.png and len(shown.table) == rows
