"""The revenue cycle: four hundred claims, the books, the physician practice and a month of denials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.finance.ratios import DAYS_PER_YEAR, net_days_in_ar
from course.units.finance.operating_budget.hospital_model import Hospital
from course.units.finance.revenue_cycle.denials_model import DenialCause

if TYPE_CHECKING:
    import pandas as pd

DAYS_PER_QUARTER = 92  # July to September, and October to December, have 92 days each


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
    hours_available: int
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
            c.label: (c.cases, c.gross_usd, c.net_usd, c.overturned_share, c.preventable_share, c.rework_usd, c.hours)
            for c in self.causes
        }
        heads = ["cases", "gross_usd", "net_usd", "overturned_share", "preventable_share", "rework_usd", "hours"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=heads)

    def books(self, hospital: Hospital) -> Books:
        """Return the books of your hospital at the end of its year."""
        return self._books(hospital, DAYS_PER_YEAR, year_share=1.0)

    def quarters(self, hospital: Hospital) -> tuple[Quarter, Quarter]:
        """Return the first two quarters of the next year; each closing balance follows from its movements."""
        quarter = DAYS_PER_QUARTER / DAYS_PER_YEAR
        first = self._quarter(hospital, 0, "July to September", quarter, opening_usd=None)
        grown = quarter * (1 + self.quarter_growth)
        second = self._quarter(hospital, 1, "October to December", grown, opening_usd=first.net_receivables_usd)
        return first, second

    def quarter_table(self, hospital: Hospital) -> pd.DataFrame:
        """The two quarters side by side, in dollars as they are read, from opening to closing balance."""
        import pandas as pd

        return pd.DataFrame({quarter.name: _movements_in_words(quarter) for quarter in self.quarters(hospital)})

    def _books(self, hospital: Hospital, days: int, year_share: float) -> Books:
        """Return the books at the end of a period that has a share of the year's revenue."""
        net, gross = hospital.net_patient_revenue_usd, hospital.gross_charges_usd
        return Books(
            net_receivables_usd=round(net * self.receivables_share, -4),
            gross_receivables_usd=round(gross * self.receivables_share * self.gross_receivables_factor, -4),
            net_patient_revenue_usd=round(net * year_share, -4),
            gross_charges_usd=round(gross * year_share, -4),
            days_in_period=days,
        )

    def _quarter(
        self, hospital: Hospital, place: int, name: str, year_share: float, *, opening_usd: float | None
    ) -> Quarter:
        """Return a quarter; without an opening balance, the one that leads to the usual closing balance."""
        usual = self._books(hospital, DAYS_PER_QUARTER, year_share)
        cash = round(usual.net_patient_revenue_usd * self.cash_shares[place], -4)
        off = round(usual.net_patient_revenue_usd * self.written_off_shares[place], -4)
        change = usual.net_patient_revenue_usd - cash - off
        opening = usual.net_receivables_usd - change if opening_usd is None else opening_usd
        closing = opening + change
        return Quarter(
            net_receivables_usd=closing,
            gross_receivables_usd=round(usual.gross_receivables_usd * closing / usual.net_receivables_usd, -4),
            net_patient_revenue_usd=usual.net_patient_revenue_usd,
            gross_charges_usd=usual.gross_charges_usd,
            days_in_period=usual.days_in_period,
            name=name,
            opening_receivables_usd=opening,
            cash_collected_usd=cash,
            written_off_usd=off,
        )


def _movements_in_words(quarter: Quarter) -> dict[str, str]:
    days = net_days_in_ar(quarter.net_receivables_usd, quarter.net_patient_revenue_usd, quarter.days_in_period)
    return {
        "opening net receivables": f"${quarter.opening_receivables_usd:,.0f}",
        "+ net patient revenue": f"${quarter.net_patient_revenue_usd:,.0f}",
        "− cash collected": f"${quarter.cash_collected_usd:,.0f}",
        "− written off": f"${quarter.written_off_usd:,.0f}",
        "= closing net receivables": f"${quarter.net_receivables_usd:,.0f}",
        "net days in A/R at the close": f"{days:.1f}",
    }
