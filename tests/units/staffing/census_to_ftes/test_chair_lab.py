"""The opening lab: a guess of what the chair takes, kept before it is filled."""

from __future__ import annotations

from course.case import sample_cases
from course.decisions.plan_file import kept_plan
from course.units.staffing.census_to_ftes.chair_lab import first_guess, one_chair

MY = sample_cases("03_staffing", 1)[0]


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
