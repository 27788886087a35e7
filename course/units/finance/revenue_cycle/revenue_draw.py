"""The revenue cycle of unit 3: four hundred claims, the books, the physician practice and a month of denials.

Ranges are drawn around the story: Wrenfield's fiscal year 2025 (48 net days in accounts receivable, 90% clean
claims), a month of denials at hospital, physician group and clinic together (decision F2), and national figures
of 2024 (11.8% of claims denied at first; a third of what insured patients owe collected).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from course.units.finance.revenue_cycle.denials_decision import (
    CAUSE_KEYS,
    DenialCause,
    DenialsDecision,
    without_overturns_usd,
)

if TYPE_CHECKING:
    import pandas as pd

    from course.units.finance.operating_budget.hospital_model import Hospital

CLAIMS = 400
PAYERS = ("Medicare", "Medicare Advantage", "Medicaid", "Commercial")
DAYS_PER_YEAR, DAYS_PER_QUARTER = 365, 92  # July to September, and October to December, have 92 days each
DESKS = ("registration", "authorization", "coding", "claim edits")

# A month at Wrenfield: cases, gross and net dollars a case, overturned, preventable, staff-hours.
STORY_HOURS = 200
STORY_CAUSES = tuple(
    DenialCause(key, *figures)
    for key, figures in zip(
        CAUSE_KEYS,
        (
            (310, 2_100, 520, 0.15, 0.70, 80),
            (140, 9_800, 2_450, 0.35, 0.55, 95),
            (62, 41_000, 9_400, 0.62, 0.45, 90),
            (220, 1_500, 340, 0.60, 0.80, 40),
            (38, 6_200, 1_550, 0.02, 0.90, 35),
            (420, 1_900, 0, 0.00, 0.85, 20),
            (120, 5_200, 1_250, 0.30, 0.75, 50),
            (95, 3_300, 790, 0.30, 0.50, 40),
            (70, 2_600, 410, 0.05, 0.20, 55),
        ),
        strict=True,
    )
)


@dataclass(frozen=True)
class ClaimColumns:
    """A sample of last month's claims to insurers, one entry a claim; dollars are gross charges."""

    payer: tuple[str, ...]
    billed_usd: tuple[int, ...]
    clean: tuple[bool, ...]
    cause: tuple[str, ...]  # empty where the claim was not denied
    overturned: tuple[bool, ...]


@dataclass(frozen=True)
class Books:
    """What the books say of patient accounts at the end of a period, in dollars."""

    net_receivables_usd: float
    gross_receivables_usd: float
    net_patient_revenue_usd: float
    gross_charges_usd: float
    days_in_period: int


@dataclass(frozen=True)
class Quarter(Books):
    """A quarter's books, with how the receivables came from their opening to their closing balance."""

    name: str
    opening_receivables_usd: float
    cash_collected_usd: float
    written_off_usd: float


@dataclass(frozen=True)
class Practice:
    """The physician group: what it is paid for a visit, and how it asks patients for their copay.

    Parameters
    ----------
    visit_rvus, gpcis : mapping of str to float
        Relative value units of an office visit (illustrative), and the place's index for each part.
    copay_visits : int
        Visits a year that carry a copay of `copay_usd`.
    asked_share, asked_rise : float
        Share of those visits at which the copay is asked today, and by how many points (as a share) it will rise.
    paid_if_asked_share, paid_if_billed_share : float
        Share of patients who pay in the end if asked at the visit, and if only sent a bill.
    """

    visit_rvus: Mapping[str, float]
    gpcis: Mapping[str, float]
    copay_visits: int
    copay_usd: float
    asked_share: float
    asked_rise: float
    paid_if_asked_share: float
    paid_if_billed_share: float


@dataclass(frozen=True)
class RevenueCycle:
    """One organization's revenue cycle; money is in dollars, shares run from 0 to 1."""

    columns: ClaimColumns
    desks: Mapping[str, float]
    practice: Practice
    causes: tuple[DenialCause, ...]
    hours_available: float
    receivables_share: float  # net receivables as a share of a year's net revenue
    gross_receivables_factor: float  # gross receivables age longer: how much more of a year's charges they are
    quarter_growth: float
    cash_shares: tuple[float, float]  # cash as a share of net revenue, first and second quarter
    written_off_shares: tuple[float, float]

    @property
    def claims(self) -> pd.DataFrame:
        """A fresh table of the four hundred claims, so that nothing done to one copy reaches another."""
        import pandas as pd

        c = self.columns
        return pd.DataFrame(
            {
                "claim_id": [f"C{i:04d}" for i in range(1, len(c.payer) + 1)],
                "payer": c.payer,
                "billed_usd": c.billed_usd,
                "clean": c.clean,
                "denied": [bool(cause) for cause in c.cause],
                "cause": c.cause,
                "overturned": c.overturned,
            }
        )

    @property
    def cause_table(self) -> pd.DataFrame:
        """A month's denials by cause, as the work list shows them."""
        import pandas as pd

        rows = {
            c.label: (c.cases, c.gross_usd, c.net_usd, c.overturned_share, c.preventable_share, c.hours)
            for c in self.causes
        }
        heads = ["cases", "gross_usd", "net_usd", "overturned_share", "preventable_share", "hours"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=heads)

    def books(self, hospital: Hospital) -> Books:
        """Return the books of your hospital at the end of its year."""
        return self._books(hospital, self.receivables_share, DAYS_PER_YEAR, 1.0)

    def quarters(self, hospital: Hospital) -> tuple[Quarter, Quarter]:
        """Return the first two quarters of the next year; each closing balance follows from its movements."""
        part = DAYS_PER_QUARTER / DAYS_PER_YEAR
        first = self._quarter(hospital, "July to September", part, 0, None)
        second = self._quarter(
            hospital, "October to December", part * (1 + self.quarter_growth), 1, first.net_receivables_usd
        )
        return first, second

    def quarter_table(self, hospital: Hospital) -> pd.DataFrame:
        """The two quarters side by side, in dollars as they are read, from opening to closing balance."""
        import pandas as pd

        from course.finance.ratios import net_days_in_ar

        def lines(q: Quarter) -> dict[str, str]:
            days = net_days_in_ar(q.net_receivables_usd, q.net_patient_revenue_usd, q.days_in_period)
            return {
                "opening net receivables": f"${q.opening_receivables_usd:,.0f}",
                "+ net patient revenue": f"${q.net_patient_revenue_usd:,.0f}",
                "− cash collected": f"${q.cash_collected_usd:,.0f}",
                "− written off": f"${q.written_off_usd:,.0f}",
                "= closing net receivables": f"${q.net_receivables_usd:,.0f}",
                "net days in A/R at the close": f"{days:.1f}",
            }

        return pd.DataFrame({q.name: lines(q) for q in self.quarters(hospital)})

    def _books(self, hospital: Hospital, receivables_share: float, days: int, part: float) -> Books:
        net, gross = hospital.net_patient_revenue_usd, hospital.gross_charges_usd
        return Books(
            net_receivables_usd=round(net * receivables_share, -4),
            gross_receivables_usd=round(gross * receivables_share * self.gross_receivables_factor, -4),
            net_patient_revenue_usd=round(net * part, -4),
            gross_charges_usd=round(gross * part, -4),
            days_in_period=days,
        )

    def _quarter(self, hospital: Hospital, name: str, part: float, i: int, opening: float | None) -> Quarter:
        """Return a quarter; the first one is told by its closing balance, the second by its opening one."""
        books = self._books(hospital, self.receivables_share, DAYS_PER_QUARTER, part)
        cash = round(books.net_patient_revenue_usd * self.cash_shares[i], -4)
        off = round(books.net_patient_revenue_usd * self.written_off_shares[i], -4)
        change = books.net_patient_revenue_usd - cash - off
        start = books.net_receivables_usd - change if opening is None else opening
        gross = round(books.gross_receivables_usd * (start + change) / books.net_receivables_usd, -4)
        return Quarter(
            start + change,
            gross,
            books.net_patient_revenue_usd,
            books.gross_charges_usd,
            DAYS_PER_QUARTER,
            name=name,
            opening_receivables_usd=start,
            cash_collected_usd=cash,
            written_off_usd=off,
        )


def draw(rng: np.random.Generator) -> RevenueCycle:
    """Draw a revenue cycle in which every exercise has an answer that no slip comes near to."""
    growth = rng.choice([0.005, 0.010, 0.015])
    return RevenueCycle(
        columns=_until(rng, _columns, _rates_tell_slips_apart),
        desks=_until(rng, _desks, _desks_tell_slips_apart),
        practice=_until(rng, _practice, _indices_tell_slips_apart),
        causes=_until(rng, _causes, _causes_make_a_decision),
        hours_available=STORY_HOURS,
        receivables_share=round(rng.uniform(45, 54) / DAYS_PER_YEAR, 4),  # 48 days in the story
        gross_receivables_factor=round(rng.uniform(1.08, 1.20), 2),
        quarter_growth=float(growth),
        cash_shares=(round(rng.uniform(0.985, 0.995), 3), round(rng.uniform(0.955, 0.970), 3)),
        written_off_shares=(0.004, round(rng.uniform(0.085, 0.110), 3)),
    )


def _until(rng, one, good):  # type: ignore[no-untyped-def]  # any part, with the test that belongs to it
    while True:
        part = one(rng)
        if good(part):
            return part


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
    count, dollars = denied.mean(), billed[denied].sum() / billed.sum()
    per_payer = [
        (denied[payer == p].mean(), billed[denied & (payer == p)].sum() / billed[payer == p].sum()) for p in PAYERS
    ]
    by_count = [
        count,
        dollars,
        float(np.mean([r for r, _ in per_payer])),
        count / (1 - count),
        denied.sum() / clean.sum(),
    ]
    by_dollars = [
        dollars,
        count,
        float(np.mean([r for _, r in per_payer])),
        dollars / (1 - dollars),
        billed[denied].sum() / billed[clean].sum(),
    ]
    return (
        0.10 <= count <= 0.14
        and 0.87 <= clean.mean() <= 0.93
        and abs(dollars - count) >= 0.02
        and _apart(by_count, 0.0021)
        and _apart(by_dollars, 0.0021)
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
    right = sum(r * g for r, g in zip(rvus, gpcis, strict=True))
    return _apart([1.0, sum(rvus) / right, sum(rvus) * sum(gpcis) / 3 / right], 0.01)


# ---------------------------------------------------------------- denials


def _causes(rng: np.random.Generator) -> tuple[DenialCause, ...]:
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
        )
        for c, (cases, gross, net), (overturned, preventable, hours) in zip(STORY_CAUSES, scale, steps, strict=True)
    )


def _overturned(cause: DenialCause, step: int) -> float:
    """Return a share near the story's; where half is won back already, more of it, so that forgetting it costs."""
    if cause.net_usd == 0:
        return 0.0
    often = cause.overturned_share >= 0.5
    return round(max(0.0, cause.overturned_share + (abs(step) * 2 if often else step) / 100), 2)


def _causes_make_a_decision(causes: tuple[DenialCause, ...]) -> bool:
    """Keep a month with at least four good plans that waste no hour on duplicates, and three poor rules of thumb."""
    decision = DenialsDecision(causes, STORY_HOURS)
    tempting = (
        decision.best_by(without_overturns_usd),
        decision.ranked(lambda c: c.cases * c.gross_usd),
        decision.ranked(lambda c: c.gross_usd),
        decision.ranked(lambda c: c.cases),
    )
    if any(decision.outcome(plan).share_of_best > 0.87 for plan in tempting):
        return False
    shares = decision.every_share()
    duplicates = (np.arange(shares.size) >> CAUSE_KEYS.index("duplicate") & 1).astype(bool)
    return bool(shares.mean() <= 0.25 and (shares[~duplicates] >= 1 - 1e-9).sum() >= 4)
