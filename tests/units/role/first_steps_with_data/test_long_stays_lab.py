"""The guess that opens the unit."""

from __future__ import annotations

from course.case import case_for
from course.units.role.first_steps_with_data.long_stays_lab import first_guess, long_stays_lab

MY = case_for("01_role", "ana")


def test_the_guess_is_kept_and_shown_again(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess()
    assert "You kept no guess" in capsys.readouterr().out
    lab = long_stays_lab(MY)
    assert "48" not in f"{lab.sentence}{lab.alt}{lab.table}"
    lab.set(guess=35)
    lab.keep()
    first_guess()
    assert "You guessed 35; long stays took 48 of 100" in capsys.readouterr().out
