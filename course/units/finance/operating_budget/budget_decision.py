"""Next year's operating budget as a plan: five decisions, an income statement and the board's promises.

The model is linear on purpose, so that a manager can check each step on paper.
Coefficients belong to the hospital (`course.units.finance.operating_budget.hospital_draw`), with their sources.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard

if TYPE_CHECKING:
    from course.units.finance.operating_budget.hospital_draw import Hospital

# Share of commercial charges lost per unit of price asked beyond what payers tolerate. A judgment for teaching:
# large enough that asking too much costs more than it brings.
LOST_PER_UNIT_TOO_MUCH = 6.0


@dataclass(frozen=True)
class Plan:
    """The five decisions of the operating budget.

    Parameters
    ----------
    volume_change : float
        Patients served against this year, as a share: 0.02 is two percent more.
    commercial_ask : float
        Price rise asked of commercial payers, as a share.
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


@dataclass(frozen=True)
class Bound:
    """Lowest and highest value of one decision, and the step a lab's control moves by."""

    low: float
    high: float
    step: float

    def values(self) -> np.ndarray:
        """Return every value a control can stand on."""
        return np.round(np.arange(self.low, self.high + self.step / 2, self.step), 6)


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
        return self.operating_income_usd / self.operating_revenue_usd


def status_quo(hospital: Hospital) -> Plan:
    """Return the plan that changes nothing."""
    return Plan(0.0, 0.0, hospital.hours_per_patient_day, hospital.agency_share, hospital.community_usd)


def first_draft(hospital: Hospital) -> Plan:
    """Return the draft on the table when the learner arrives: a little of everything, and no promise kept."""
    return Plan(0.005, 0.01, hospital.hours_per_patient_day, hospital.agency_share - 0.02, hospital.community_usd)


def lost_commercial_share(hospital: Hospital, commercial_ask: float) -> float:
    """Return the share of commercial charges that leaves when more is asked than payers tolerate."""
    return min(1.0, LOST_PER_UNIT_TOO_MUCH * max(0.0, commercial_ask - hospital.tolerated_ask))


def income_statement(hospital: Hospital, plan: Plan) -> IncomeStatement:
    """Return next year's income statement under a plan.

    Charges follow volume; net revenue is what each payer pays of them; supplies and part of the purchased
    services follow volume; nursing follows patient days and hours per patient day; the rest is fixed.
    """
    volume = 1 + plan.volume_change
    kept = 1 - lost_commercial_share(hospital, plan.commercial_ask)
    gross = net = 0.0
    for payer, share in hospital.payer_mix.items():
        commercial = payer == "commercial"
        charges = hospital.gross_charges_usd * volume * share * (kept if commercial else 1.0)
        gross += charges
        net += charges * hospital.payer_yield[payer] * (1 + plan.commercial_ask if commercial else 1.0)
    return IncomeStatement(
        gross_charges_usd=gross,
        net_patient_revenue_usd=net,
        other_revenue_usd=hospital.other_revenue_usd,
        nursing_usd=nursing_cost(hospital, plan),
        other_wages_usd=hospital.other_wages_usd,
        supplies_usd=hospital.supplies_usd * volume,
        purchased_services_usd=hospital.purchased_services_usd
        * (1 + hospital.purchased_variable_share * plan.volume_change),
        community_usd=plan.community_usd,
        depreciation_interest_usd=hospital.depreciation_interest_usd,
    )


def nursing_hours(hospital: Hospital, plan: Plan) -> float:
    """Return the worked nursing hours that a plan needs in the year."""
    return hospital.patient_days * (1 + plan.volume_change) * plan.hours_per_patient_day


def nursing_cost(hospital: Hospital, plan: Plan) -> float:
    """Return the cost of employed and agency nursing hours, in dollars."""
    rate = (1 - plan.agency_share) * hospital.employed_hour_usd + plan.agency_share * hospital.agency_hour_usd
    return nursing_hours(hospital, plan) * rate


def uncovered_hours(hospital: Hospital, plan: Plan) -> float:
    """Return the employed hours that a plan counts on but that cannot be hired."""
    return max(0.0, nursing_hours(hospital, plan) * (1 - plan.agency_share) - hospital.employable_hours)


def income_bridge(hospital: Hospital, plan: Plan) -> dict[str, float]:
    """Return what each decision changes in operating income, in dollars, moved one after the other.

    The steps sum to the whole change; a joint effect goes to the later decision.
    """
    here = status_quo(hospital)
    steps = {}
    before = income_statement(hospital, here).operating_income_usd
    for decision in fields(Plan):
        here = replace(here, **{decision.name: getattr(plan, decision.name)})
        after = income_statement(hospital, here).operating_income_usd
        steps[decision.name] = after - before
        before = after
    return steps


# ---------------------------------------------------------------- the board's promises


def margin_gap(hospital: Hospital, plan: Plan) -> float:
    """Return the dollars missing from the board's margin floor; negative where there are some to spare."""
    statement = income_statement(hospital, plan)
    return hospital.margin_floor * statement.operating_revenue_usd - statement.operating_income_usd


def ways_to_close(hospital: Hospital, plan: Plan, at_most: int = 2) -> list[tuple[str, float]]:
    """Return single moves that would close the margin gap, nearest first.

    Each is a decision and the value it would need, all others left alone; a move stays on its control's steps,
    within the staffed beds and within what commercial payers tolerate.
    """
    limits = {"volume_change": hospital.capacity_growth, "commercial_ask": hospital.tolerated_ask}
    found = []
    for name, bound in BOUNDS.items():
        current = getattr(plan, name)
        values = [v for v in bound.values() if v <= limits.get(name, bound.high) + 1e-9]
        closing = [v for v in values if margin_gap(hospital, replace(plan, **{name: float(v)})) <= 0]
        if closing:
            nearest = min(closing, key=lambda v: abs(v - current))
            found.append((abs(nearest - current) / (bound.high - bound.low), name, float(nearest)))
    return [(name, value) for _, name, value in sorted(found)[:at_most]]


def promises(hospital: Hospital, plan: Plan) -> tuple[Promise, ...]:
    """Return the board's margin floor and its three service promises, kept or not."""
    return (_margin(hospital, plan), _access(hospital, plan), _nursing(hospital, plan), _community(hospital, plan))


def _margin(hospital: Hospital, plan: Plan) -> Promise:
    gap = margin_gap(hospital, plan)
    if gap <= 0:
        return Promise("Margin", 1.0, 0.4, f"It clears the board's floor by ${-gap / 1e6:.1f}M.")
    closed = max(0.0, 1 - gap / margin_gap(hospital, status_quo(hospital)))
    slip = "asked for too much" if plan.commercial_ask > hospital.tolerated_ask + 1e-9 else None
    return Promise("Margin", 0.75 * closed**2, 0.4, f"It is short by ${gap / 1e6:.1f}M.", slip)


def _access(hospital: Hospital, plan: Plan) -> Promise:
    change = plan.volume_change
    say = f"Patients served change by {change:+.1%}; promised at least {hospital.growth_promise:+.1%}."
    if change > hospital.capacity_growth + 1e-9:
        full = f"{say} Staffed beds are full at {hospital.capacity_growth:+.2%}."
        return Promise("Access", 0.0, 0.2, full, "volume without beds")
    return Promise("Access", float(change >= hospital.growth_promise - 1e-9), 0.2, say)


def _nursing(hospital: Hospital, plan: Plan) -> Promise:
    uncovered = uncovered_hours(hospital, plan)
    say = f"{plan.hours_per_patient_day:.2f} hours per patient day; promised at least {hospital.hours_promise:.2f}."
    if uncovered > 1:
        full = f"{say} {uncovered:,.0f} of the year's hours cannot be hired."
        return Promise("Nursing", 0.0, 0.2, full, "hours nobody can work")
    return Promise("Nursing", float(plan.hours_per_patient_day >= hospital.hours_promise - 1e-9), 0.2, say)


def _community(hospital: Hospital, plan: Plan) -> Promise:
    promised = hospital.community_promise_usd
    say = f"${plan.community_usd / 1e6:.1f}M is budgeted; promised at least ${promised / 1e6:.1f}M."
    return Promise("Community", float(plan.community_usd >= promised - 1), 0.2, say)


@dataclass(frozen=True)
class BudgetDecision(Decision):
    """Decision exercise: a budget that clears the margin floor and keeps the three service promises."""

    hospital: Hospital
    name = "budget"
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": list(BOUNDS),
        "properties": {key: {"type": "number", "minimum": b.low, "maximum": b.high} for key, b in BOUNDS.items()},
    }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; promises count in proportion to how much of the margin gap the plan closes."""
        kept = promises(self.hospital, Plan(**decisions))
        return Scorecard(kept, claim=1.0 if kept[0].kept else 0.3 + 0.5 * kept[0].share)

    def slips(self) -> tuple[Slip, ...]:
        return (
            Slip(
                "asked for too much",
                None,
                "Beyond what commercial payers tolerate they leave, and their whole margin leaves with them.",
            ),
            Slip(
                "volume without beds",
                None,
                "The plan counts patients for whom no staffed bed exists; income from them will not arrive.",
            ),
            Slip(
                "hours nobody can work",
                None,
                "The plan saves agency money by counting on nurses who cannot be hired by then.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        return _as_decisions(status_quo(self.hospital))

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return {key: float(rng.uniform(b.low, b.high)) for key, b in BOUNDS.items()}

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through plans that keep the service promises at least cost, over volume and price."""
        h = self.hospital
        for volume in _downwards("volume_change", h.growth_promise, h.capacity_growth):
            for ask in _downwards("commercial_ask", 0.0, h.tolerated_ask):
                for hours in (h.hours_promise, h.hours_promise + 0.05):
                    plan = Plan(volume, ask, round(hours, 2), 0.0, h.community_promise_usd)
                    yield _as_decisions(replace(plan, agency_share=_least_agency(h, plan)))


def _as_decisions(plan: Plan) -> dict[str, Any]:
    return {field.name: getattr(plan, field.name) for field in fields(Plan)}


def _downwards(name: str, low: float, high: float) -> list[float]:
    return [float(v) for v in BOUNDS[name].values()[::-1] if low - 1e-9 <= v <= high + 1e-9]


def _least_agency(hospital: Hospital, plan: Plan) -> float:
    """Return the smallest agency share, on the control's steps, that leaves no hour uncovered."""

    def is_enough(share: float) -> bool:
        return uncovered_hours(hospital, replace(plan, agency_share=float(share))) <= 1

    shares = BOUNDS["agency_share"].values()
    first = bisect_left(shares, True, key=is_enough)  # the more agency, the fewer hours are left
    return float(shares[min(first, len(shares) - 1)])
