"""Wrenfield's beds with the lights off and on, and the guess that opens the unit."""

from __future__ import annotations

from course.case import case_for
from course.units.role.the_dashboard.beds_lab import beds_lab, first_guess

MY = case_for("01_role", "ana")


def test_the_lights_show_the_same_patients_in_both_shares() -> None:
    lab = beds_lab(MY)
    lab.set(shown=True)
    assert "61% of 220 licensed beds, 75% of 180 staffed ones" in lab.sentence


def test_in_the_dark_the_lab_gives_no_number_of_patients_away() -> None:
    lab = beds_lab(MY)
    assert "135" not in lab.alt + lab.sentence and lab.table == []


def test_the_guess_is_kept_and_shown_again(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess()
    assert capsys.readouterr().out.startswith("You kept no guess.")
    lab = beds_lab(MY)
    lab.set(guess="both")
    lab.keep()
    first_guess()
    assert capsys.readouterr().out.startswith("You would have corrected both of them.")
