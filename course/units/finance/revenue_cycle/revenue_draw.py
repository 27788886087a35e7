"""Draws the revenue cycle: four hundred claims, the four desks, the practice, a month of denials and the books.

Ranges are drawn around the story: Wrenfield's fiscal year 2025 (48 net days in accounts receivable, 90% clean
claims), a month of denials at hospital, physician group and clinic together (decision F2), and national figures
of 2024 (11.8% of dollars denied at first; a third of what insured patients owe collected).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from course.cases.drawing import first_accepted
from course.decisions.rules import TOLERANCE
from course.finance.payment import FeeScheduleParts, physician_payment
from course.finance.ratios import DAYS_PER_YEAR
from course.finance.revenue_cycle import (
    clean_claim_rate,
    initial_denial_rate_by_count,
    initial_denial_rate_by_dollars,
)
from course.units.finance.revenue_cycle.denials_decision import DenialsDecision
from course.units.finance.revenue_cycle.denials_model import (
    CAUSE_KEYS,
    REWORK_USD,
    STORY_CAUSES,
    STORY_HOURS,
    DenialCause,
    case_count,
    gross_denied_usd,
    gross_usd,
    without_overturns_usd,
)
from course.units.finance.revenue_cycle.denials_search import DenialsSearch
from course.units.finance.revenue_cycle.revenue_model import ClaimColumns, Practice, RevenueCycle

CLAIMS = 400
PAYERS = ("Medicare", "Medicare Advantage", "Medicaid", "Commercial")
DESKS = ("registration", "authorization", "coding", "claim edits")

MEAN_RANDOM_SHARE = 0.25  # what all 512 plans earn on the mean
FEWEST_GOOD_PLANS = 4  # that waste no hour on duplicates
MOST_FOR_A_RULE_OF_THUMB = 0.87  # of the best use of the hours; nine tenths would earn everything


def draw(rng: np.random.Generator) -> RevenueCycle:
    """Draw a revenue cycle in which every exercise has an answer that no slip comes near to."""
    growth = rng.choice([0.005, 0.010, 0.015])
    return RevenueCycle(
        columns=first_accepted(lambda: _columns(rng), _rates_tell_slips_apart, "sample of claims"),
        desks=first_accepted(lambda: _desks(rng), _desks_tell_slips_apart, "set of desks"),
        practice=first_accepted(lambda: _practice(rng), _indices_tell_slips_apart, "practice"),
        causes=_month(rng),
        hours_available=STORY_HOURS,
        receivables_share=round(rng.uniform(45, 54) / DAYS_PER_YEAR, 4),  # 48 days in the story
        gross_receivables_factor=round(rng.uniform(1.08, 1.20), 2),
        quarter_growth=float(growth),
        cash_shares=(round(rng.uniform(0.985, 0.995), 3), round(rng.uniform(0.955, 0.970), 3)),
        written_off_shares=(0.004, round(rng.uniform(0.085, 0.110), 3)),
    )


# ---------------------------------------------------------------- claims


def _columns(rng: np.random.Generator) -> ClaimColumns:
    """Draw claims: Medicare Advantage denies most; denied claims have the charges of their cause."""
    payer = rng.choice(4, CLAIMS, p=[0.32, 0.28, 0.12, 0.28])
    odds = np.array([0.07, 0.18, 0.16, 0.10])[payer]
    denied = rng.random(CLAIMS) < odds
    which = rng.choice(len(STORY_CAUSES), CLAIMS, p=_cause_shares())
    gross = np.array([c.gross_usd for c in STORY_CAUSES])[which]
    others = rng.choice([2_800, 8_500]) * rng.uniform(0.9, 1.1)  # so that denials weigh more by dollars, or less
    charges = np.where(denied, gross, others) * np.exp(0.6 * rng.standard_normal(CLAIMS) - 0.18)
    won = denied & (rng.random(CLAIMS) < np.array([c.overturned_share for c in STORY_CAUSES])[which])
    clean = rng.random(CLAIMS) < np.where(denied, 0.6, 0.94)
    labels = [STORY_CAUSES[w].label if d else "" for w, d in zip(which, denied, strict=True)]
    return ClaimColumns(
        payer=tuple(PAYERS[p] for p in payer),
        billed_usd=tuple(int(usd) for usd in np.maximum(np.round(charges, -1), 100)),
        clean=tuple(clean.tolist()),
        cause=tuple(labels),
        overturned=tuple(won.tolist()),
    )


def _cause_shares() -> np.ndarray:
    cases = np.array([c.cases for c in STORY_CAUSES], dtype=float)
    return cases / cases.sum()


def _rates_tell_slips_apart(c: ClaimColumns) -> bool:
    """Keep a sample in which the rate by count, by dollars and of each slip are numbers of their own."""
    payer, billed, clean = np.array(c.payer), np.array(c.billed_usd, dtype=float), np.array(c.clean)
    denied = np.array([bool(cause) for cause in c.cause])
    count, dollars = _denial_rates(denied, billed)
    per_payer = [_denial_rates(denied[payer == p], billed[payer == p]) for p in PAYERS]
    by_count = [
        count,
        dollars,
        float(np.mean([by_count for by_count, _ in per_payer])),
        count / (1 - count),
        denied.sum() / clean.sum(),
    ]
    by_dollars = [
        dollars,
        count,
        float(np.mean([by_dollars for _, by_dollars in per_payer])),
        dollars / (1 - dollars),
        billed[denied].sum() / billed[clean].sum(),
    ]
    return (
        0.10 <= count <= 0.14
        and 0.87 <= clean_claim_rate(clean.sum(), clean.size) <= 0.93
        and abs(dollars - count) >= 0.02
        and _apart(by_count, 0.0021)
        and _apart(by_dollars, 0.0021)
    )


def _denial_rates(denied: NDArray[np.bool_], billed: NDArray[np.float64]) -> tuple[float, float]:
    """Return the share of claims denied, by count and by dollars."""
    return (
        initial_denial_rate_by_count(denied.sum(), denied.size),
        initial_denial_rate_by_dollars(billed[denied].sum(), billed.sum()),
    )


def _apart(numbers: list[float], least: float) -> bool:
    """Say whether the first number, the right one, is clear of the slips', and these of each other."""
    return all(abs(numbers[0] - slip) >= least for slip in numbers[1:]) and all(
        abs(a - b) >= least / 2 for a, b in combinations(numbers[1:], 2)
    )


# ---------------------------------------------------------------- clean claims, and the practice


def _desks(rng: np.random.Generator) -> Mapping[str, float]:
    return MappingProxyType({desk: int(rng.integers(930, 986)) / 1_000 for desk in DESKS})


def _desks_tell_slips_apart(desks: Mapping[str, float]) -> bool:
    right = list(desks.values())
    clean = float(np.prod(right))
    return 0.84 <= clean <= 0.90 and _apart([clean, min(right), sum(right) / 4, sum(right) - 3, 1 - clean], 0.008)


def _practice(rng: np.random.Generator) -> Practice:
    """Draw a practice; the units of a visit are illustrative, near those of an established patient's."""
    rvus = {
        "work": round(rng.uniform(1.20, 1.95), 2),
        "practice_expense": round(rng.uniform(1.10, 1.70), 2),
        "malpractice": round(rng.uniform(0.08, 0.14), 2),
    }
    gpcis = {
        "work": round(rng.uniform(0.975, 1.025), 3),
        "practice_expense": round(rng.uniform(0.86, 1.10), 3),
        "malpractice": round(rng.uniform(0.45, 1.30), 3),
    }
    return Practice(
        visit_rvus=MappingProxyType(rvus),
        gpcis=MappingProxyType(gpcis),
        copay_visits=int(rng.integers(20, 61)) * 1_000,
        copay_usd=float(rng.choice([25, 30, 35, 40])),
        asked_share=int(rng.integers(50, 66)) / 100,
        asked_rise=float(rng.choice([0.15, 0.20, 0.25])),
        paid_if_asked_share=int(rng.integers(84, 94)) / 100,
        paid_if_billed_share=int(rng.integers(30, 41)) / 100,  # 34.5% nationally in 2024
    )


def _indices_tell_slips_apart(practice: Practice) -> bool:
    rvus, gpcis = list(practice.visit_rvus.values()), list(practice.gpcis.values())
    parts = FeeScheduleParts(**practice.visit_rvus), FeeScheduleParts(**practice.gpcis)
    right = physician_payment(*parts, conversion_factor_usd=1.0)
    return _apart([1.0, sum(rvus) / right, sum(rvus) * sum(gpcis) / 3 / right], 0.01)


# ---------------------------------------------------------------- denials


def _month(rng: np.random.Generator) -> tuple[DenialCause, ...]:
    """Draw a month that can be decided on.

    It is drawn as if winning a denial back cost nothing. Where that cost leaves too few good plans, another month is
    drawn from a stream beside it, so that whatever is drawn afterwards stays as it was.
    """
    free = first_accepted(lambda: _causes(rng, rework_usd=0), _can_be_decided_on, "month of denials")
    month = tuple(replace(cause, rework_usd=REWORK_USD) for cause in free)
    if _can_be_decided_on(month):
        return month
    beside = rng.spawn(1)[0]
    return first_accepted(lambda: _causes(beside, REWORK_USD), _can_be_decided_on, "month of denials")


def _causes(rng: np.random.Generator, rework_usd: float) -> tuple[DenialCause, ...]:
    """Draw a month of denials around the story's, in figures that a manager can multiply."""
    scale = rng.uniform([0.75, 0.85, 0.80], [1.25, 1.15, 1.20], (len(STORY_CAUSES), 3)).tolist()
    steps = rng.integers([-5, -2, -2], [6, 3, 3], (len(STORY_CAUSES), 3)).tolist()
    return tuple(
        DenialCause(
            key=c.key,
            cases=round(c.cases * cases / 2) * 2,
            gross_usd=round(c.gross_usd * gross / 100) * 100,
            net_usd=round(c.net_usd * net / 10) * 10,
            overturned_share=_overturned(c, overturned),
            preventable_share=round(min(0.95, c.preventable_share + preventable * 0.05), 2),
            hours=c.hours + 5 * hours,
            rework_usd=rework_usd,
        )
        for c, (cases, gross, net), (overturned, preventable, hours) in zip(STORY_CAUSES, scale, steps, strict=True)
    )


def _overturned(cause: DenialCause, step: int) -> float:
    """Return a share near the story's; where half is won back already, more of it, so that forgetting it costs."""
    if cause.net_usd == 0:
        return 0.0
    often = cause.overturned_share >= 0.5
    return round(max(0.0, cause.overturned_share + (abs(step) * 2 if often else step) / 100), 2)


def _can_be_decided_on(causes: tuple[DenialCause, ...]) -> bool:
    """Keep a month with at least four good plans that waste no hour on duplicates, and four poor rules of thumb."""
    decision = DenialsDecision(causes, STORY_HOURS)
    search = DenialsSearch(decision)
    tempting = (
        search.best_plan_by(without_overturns_usd),
        search.plan_by_rank(gross_denied_usd),
        search.plan_by_rank(gross_usd),
        search.plan_by_rank(case_count),
    )
    if any(decision.outcome(plan).share_of_best > MOST_FOR_A_RULE_OF_THUMB for plan in tempting):
        return False
    without_duplicates = ~search.every_row[:, CAUSE_KEYS.index("duplicate")]
    full = search.every_share[without_duplicates] >= 1 - TOLERANCE
    return bool(search.mean_random_share <= MEAN_RANDOM_SHARE and full.sum() >= FEWEST_GOOD_PLANS)
