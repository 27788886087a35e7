"""The torn hundred: a guess is made and kept before it is shown who pays."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.case import case_for
from course.decisions.plan_file import kept_plan
from course.units.finance.operating_budget.guess_lab import first_guess, torn_hundred
from course.units.finance.operating_budget.payer_mix_model import billed_hundred

MY = case_for("02_finance", "ana")
TOTAL = f"${billed_hundred(MY.hospital).total_usd:.2f}"


def test_tearing_shows_what_each_payer_pays() -> None:
    lab = torn_hundred(MY)
    before = lab.png, lab.sentence, lab.alt
    lab.set(shown=True)
    assert all(new != old for new, old in zip((lab.png, lab.sentence, lab.alt), before, strict=True))
    assert TOTAL in lab.sentence and TOTAL in lab.alt
    assert len(lab.table) == 1 + len(MY.hospital.payer_mix)


def test_before_tearing_nothing_tells_the_number() -> None:
    lab = torn_hundred(MY)
    lab.set(guess_usd=40)
    assert TOTAL not in lab.sentence + lab.alt and "$40" in lab.alt
    assert lab.table == []


@pytest.mark.parametrize("guess", [0, 25, 100])
def test_the_guess_is_kept_and_told_again(
    guess: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lab = torn_hundred(MY)
    lab.set(guess_usd=guess, shown=True)
    assert f"You guessed ${guess}." in lab.sentence
    lab.keep()
    assert kept_plan("guess") == {"guess_usd": guess, "shown": True}
    first_guess(MY)
    assert f"You guessed ${guess}; {TOTAL} of each $100 arrives." in capsys.readouterr().out
