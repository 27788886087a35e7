"""The hospital whose operating budget is made: what it charges, who pays, what it spends, what its board promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.finance.flexible_budget import Labor
from course.finance.operating_budget import Expense, net_patient_revenue

PAYER_LABELS = {
    "medicare": "Medicare",
    "medicare_advantage": "Medicare Advantage",
    "medicaid": "Medicaid",
    "commercial": "Commercial",
    "self_pay": "Self-pay",
}


@dataclass(frozen=True)
class Hospital:
    """One hospital's year as next year's budget starts from it.

    Shares run from 0 to 1; money is in dollars a year; hours are worked hours.
    """

    gross_charges_usd: float
    payer_mix: Mapping[str, float]
    payer_yield: Mapping[str, float]
    other_revenue_usd: float
    staffed_beds: int
    patient_days: float
    hours_per_patient_day: float
    agency_share: float
    employed_hour_usd: float
    agency_hour_usd: float
    employable_hours: float
    other_wages_usd: float
    supplies_usd: float
    purchased_services_usd: float
    purchased_variable_share: float
    depreciation_interest_usd: float
    community_usd: float
    tolerated_ask: float
    capacity_growth: float
    margin_floor: float
    growth_promise: float
    hours_promise: float
    community_promise_usd: float

    @property
    def net_patient_revenue_usd(self) -> float:
        """What arrives of the gross charges, summed over payers."""
        return net_patient_revenue(self.gross_charges_usd, self.payer_mix, self.payer_yield)

    @property
    def nursing(self) -> Labor:
        """This year's nursing: patient days, hours for each, and what an hour costs."""
        return nursing_labor(
            self.patient_days,
            self.hours_per_patient_day,
            self.agency_share,
            employed_hour_usd=self.employed_hour_usd,
            agency_hour_usd=self.agency_hour_usd,
        )

    @property
    def variable_expense_usd(self) -> float:
        """Expense that follows the number of patients: nursing, supplies and part of the purchased services."""
        purchased = self.purchased_variable_share * self.purchased_services_usd
        return self.nursing.cost_usd + self.supplies_usd + purchased

    @property
    def fixed_expense_usd(self) -> float:
        """Expense that stays when the number of patients moves a little."""
        return (
            self.other_wages_usd
            + (1 - self.purchased_variable_share) * self.purchased_services_usd
            + self.depreciation_interest_usd
            + self.community_usd
        )


def expense_of(hospital: Hospital) -> Expense:
    """Return a hospital's operating expense of this year, fixed and variable."""
    return Expense(hospital.fixed_expense_usd, hospital.variable_expense_usd)


def nursing_labor(
    patient_days: float,
    hours_per_patient_day: float,
    agency_share: float,
    *,
    employed_hour_usd: float,
    agency_hour_usd: float,
) -> Labor:
    """Return a year's nursing, at the average cost of employed and agency hours.

    Parameters
    ----------
    patient_days, hours_per_patient_day : float
        Patient days of the year, and worked nursing hours for each.
    agency_share : float
        Share of those hours that is bought from agencies.
    employed_hour_usd, agency_hour_usd : float
        What a worked hour of either costs, with benefits.
    """
    hour_usd = (1 - agency_share) * employed_hour_usd + agency_share * agency_hour_usd
    return Labor(patient_days, hours_per_patient_day, hour_usd)
