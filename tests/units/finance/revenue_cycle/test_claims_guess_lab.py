"""The opening guess: how many of four hundred claims come back unpaid."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.decisions.plan_file import kept_plan
from course.units.finance.revenue_cycle.claims_guess_lab import claim_life

MY = sample_cases("02_finance", 1)[0]


def test_following_the_claims_shows_what_became_of_all_four_hundred() -> None:
    lab = claim_life(MY)
    before = lab.png, lab.sentence, lab.alt
    lab.set(shown=True)
    assert all(new != old for new, old in zip((lab.png, lab.sentence, lab.alt), before, strict=True))
    claims = MY.revenue.claims
    counts = [int(row[1]) for row in lab.table[1:]]
    assert sum(counts) == 400
    assert counts[0] == (~claims["denied"]).sum() and counts[1] == claims["overturned"].sum()


def test_before_the_reveal_nothing_tells_the_number() -> None:
    lab = claim_life(MY)
    lab.set(guess=75)
    assert str(int(MY.revenue.claims["denied"].sum())) not in lab.sentence + lab.alt
    assert lab.table == []


@pytest.mark.parametrize("guess", [0, 75, 200])
def test_the_guess_is_kept_and_said(guess: int, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab = claim_life(MY)
    lab.set(guess=guess, shown=True)
    assert f"You guessed {guess}." in lab.sentence
    lab.keep()
    assert kept_plan("claims_guess") == {"guess": guess, "shown": True}
