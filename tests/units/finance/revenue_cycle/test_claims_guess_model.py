"""What becomes of four hundred claims."""

from __future__ import annotations

from course.case import sample_cases
from course.units.finance.revenue_cycle.claims_guess_model import FATES, ClaimFates, claim_fates


def test_every_claim_meets_one_fate() -> None:
    for case in sample_cases("02_finance", 10):
        fates, claims = claim_fates(case.revenue), case.revenue.claims
        assert list(fates.counts) == list(FATES)
        assert fates.claims == len(claims) == 400
        assert fates.denied == claims["denied"].sum()
        assert fates.counts["won"] == claims["overturned"].sum()


def test_what_is_denied_is_won_back_or_stays_open() -> None:
    fates = ClaimFates({"paid": 350, "won": 20, "open": 30})
    assert (fates.claims, fates.denied) == (400, 50)
