"""Next year's operating budget: five decisions, and the income statement that follows from them.

The model is linear on purpose, so that a manager can check each step on paper.
Coefficients belong to the hospital (`hospital_model`), with their sources where they are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from course.finance.flexible_budget import Labor
from course.finance.operating_budget import net_by_payer, split_expense
from course.finance.ratios import income_shortfall, operating_margin
from course.units.finance.operating_budget.hospital_model import Hospital, nursing_labor

# Share of commercial charges lost per unit of price asked beyond what payers tolerate. A judgment for teaching:
# large enough that asking too much costs more than it brings.
LOST_PER_UNIT_TOO_MUCH = 6.0
STEP_DECIMALS = 6  # what a control's steps are rounded to, so that they compare without a tolerance


@dataclass(frozen=True)
class BudgetPlan:
    """The five decisions of the operating budget.

    Parameters
    ----------
    volume_change : float
        Patients served against this year, as a share: 0.02 is two percent more.
    commercial_ask : float
        Price rise asked of commercial payers, as a share; it is paid from the renewal of a contract on, and here all
        are renewed on the first day of the year.
    hours_per_patient_day : float
        Worked nursing hours for each patient day.
    agency_share : float
        Share of worked nursing hours bought from agencies.
    community_usd : float
        Spending on community programs, in dollars a year.
    """

    volume_change: float
    commercial_ask: float
    hours_per_patient_day: float
    agency_share: float
    community_usd: float

    def as_decisions(self) -> dict[str, Any]:
        """Return the plan as it is kept and typed."""
        return asdict(self)


@dataclass(frozen=True)
class Bound:
    """Lowest and highest value of one decision, and the step a lab's control moves by."""

    low: float
    high: float
    step: float

    def values(self) -> np.ndarray:
        """Return every value a control can stand on."""
        return np.round(np.arange(self.low, self.high + self.step / 2, self.step), STEP_DECIMALS)


# Wide enough that the middle is a poor plan; a board would not consider anything outside.
BOUNDS: Mapping[str, Bound] = {
    "volume_change": Bound(-0.05, 0.05, 0.0025),
    "commercial_ask": Bound(0.0, 0.08, 0.0025),
    "hours_per_patient_day": Bound(8.0, 10.6, 0.05),
    "agency_share": Bound(0.0, 0.14, 0.005),
    "community_usd": Bound(0.0, 6.0e6, 0.1e6),
}


@dataclass(frozen=True)
class IncomeStatement:
    """One year's operating income statement, in dollars."""

    gross_charges_usd: float
    net_patient_revenue_usd: float
    other_revenue_usd: float
    nursing_usd: float
    other_wages_usd: float
    supplies_usd: float
    purchased_services_usd: float
    community_usd: float
    depreciation_interest_usd: float

    @property
    def deductions_usd(self) -> float:
        return self.gross_charges_usd - self.net_patient_revenue_usd

    @property
    def operating_revenue_usd(self) -> float:
        return self.net_patient_revenue_usd + self.other_revenue_usd

    @property
    def operating_expense_usd(self) -> float:
        return (
            self.nursing_usd
            + self.other_wages_usd
            + self.supplies_usd
            + self.purchased_services_usd
            + self.community_usd
            + self.depreciation_interest_usd
        )

    @property
    def operating_income_usd(self) -> float:
        return self.operating_revenue_usd - self.operating_expense_usd

    @property
    def operating_margin(self) -> float:
        return operating_margin(self.operating_revenue_usd, self.operating_expense_usd)


def status_quo(hospital: Hospital) -> BudgetPlan:
    """Return the plan that changes nothing."""
    return BudgetPlan(0.0, 0.0, hospital.hours_per_patient_day, hospital.agency_share, hospital.community_usd)


def first_draft(hospital: Hospital) -> BudgetPlan:
    """Return the draft on the table when the learner arrives: a little of everything, and no promise kept."""
    agency_share = hospital.agency_share - 0.02
    return BudgetPlan(0.005, 0.01, hospital.hours_per_patient_day, agency_share, hospital.community_usd)


def income_statement(hospital: Hospital, plan: BudgetPlan) -> IncomeStatement:
    """Return next year's income statement under a plan.

    Charges follow volume; net revenue is what each payer pays of them; supplies and part of the purchased
    services follow volume; nursing follows patient days and hours per patient day; the rest is fixed. Patients who
    leave because of the price take their revenue with them, and the variable cost of their care.
    """
    gross, net = _revenue(hospital, plan)
    served = served_change(hospital, plan)
    supplies = split_expense(hospital.supplies_usd, fixed_share=0.0)
    purchased = split_expense(hospital.purchased_services_usd, fixed_share=1 - hospital.purchased_variable_share)
    return IncomeStatement(
        gross_charges_usd=gross,
        net_patient_revenue_usd=net,
        other_revenue_usd=hospital.other_revenue_usd,
        nursing_usd=nursing(hospital, plan).cost_usd,
        other_wages_usd=hospital.other_wages_usd,
        supplies_usd=supplies.at_volume(served).total_usd,
        purchased_services_usd=purchased.at_volume(served).total_usd,
        community_usd=plan.community_usd,
        depreciation_interest_usd=hospital.depreciation_interest_usd,
    )


def _revenue(hospital: Hospital, plan: BudgetPlan) -> tuple[float, float]:
    """Return gross charges and net patient revenue: commercial patients pay the new price, or leave because of it."""
    lost = lost_commercial_share(hospital, plan.commercial_ask)
    charges = hospital.gross_charges_usd * (1 + plan.volume_change)
    net = net_by_payer(charges, hospital.payer_mix, hospital.payer_yield)
    net["commercial"] *= (1 - lost) * (1 + plan.commercial_ask)
    return charges * (1 - hospital.payer_mix["commercial"] * lost), sum(net.values())


def lost_commercial_share(hospital: Hospital, commercial_ask: float) -> float:
    """Return the share of commercial charges that leaves when more is asked than payers tolerate."""
    return min(1.0, LOST_PER_UNIT_TOO_MUCH * max(0.0, commercial_ask - hospital.tolerated_ask))


def served_change(hospital: Hospital, plan: BudgetPlan) -> float:
    """Return the change of patients served: as planned, less the commercial ones who leave because of the price.

    Their part of the patients is taken to be their part of the charges.
    """
    lost = hospital.payer_mix["commercial"] * lost_commercial_share(hospital, plan.commercial_ask)
    return plan.volume_change - (1 + plan.volume_change) * lost


def nursing(hospital: Hospital, plan: BudgetPlan) -> Labor:
    """Return the nursing that a plan needs in the year: patient days, hours for each, and what an hour costs."""
    return nursing_labor(
        hospital.patient_days * (1 + served_change(hospital, plan)),
        plan.hours_per_patient_day,
        plan.agency_share,
        employed_hour_usd=hospital.employed_hour_usd,
        agency_hour_usd=hospital.agency_hour_usd,
    )


def uncovered_hours(hospital: Hospital, plan: BudgetPlan) -> float:
    """Return the employed hours that a plan counts on but that cannot be hired."""
    return max(0.0, nursing(hospital, plan).hours * (1 - plan.agency_share) - hospital.employable_hours)


def income_bridge(hospital: Hospital, plan: BudgetPlan) -> dict[str, float]:
    """Return what each decision changes in operating income, in dollars, moved one after the other.

    The steps sum to the whole change; a joint effect goes to the later decision.
    """
    here = status_quo(hospital)
    steps = {}
    before = income_statement(hospital, here).operating_income_usd
    for decision in fields(BudgetPlan):
        here = replace(here, **{decision.name: getattr(plan, decision.name)})
        after = income_statement(hospital, here).operating_income_usd
        steps[decision.name] = after - before
        before = after
    return steps


def margin_gap(hospital: Hospital, plan: BudgetPlan) -> float:
    """Return the dollars missing from the board's margin floor; negative where there are some to spare."""
    statement = income_statement(hospital, plan)
    return income_shortfall(statement.operating_revenue_usd, statement.operating_income_usd, hospital.margin_floor)
