"""Draws the ward of the flexible budget: a nursing unit's year, two service lines, the late bill and the treasury.

Ranges are drawn around the course's story: Wrenfield's 4 West with 10,000 budgeted patient days, 9.5 hours for
each and $45 an hour, against 10,600, 9.8 and $47.50 as they came.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.cases.drawing import first_accepted
from course.finance.flexible_budget import Labor, RevenueLine, labor_variances, revenue_variances
from course.units.finance.flexible_budget.ward_model import MONTHS, MonthlyBills, Nursing, Treasury, Ward

UNITS = ("2 North", "3 East", "3 South", "4 East", "5 North", "5 South", "6 East", "6 West")


def draw(rng: np.random.Generator) -> Ward:
    """Draw a ward on which each slip gives another number than the right answer."""
    name = str(rng.choice(UNITS))
    budget, actual = first_accepted(lambda: _one_year(rng), _variances_tell_slips_apart, "year of nursing")
    return Ward(
        unit_name=name,
        budget=budget,
        actual=actual,
        lines=first_accepted(lambda: _lines(rng), _revenue_tells_slips_apart, "pair of service lines"),
        bills=first_accepted(lambda: late_bill(rng), late_bill_can_be_found, "year of bills").books,
        treasury=_treasury(rng),
    )


def _step(rng: np.random.Generator, low: float, high: float, step: float) -> float:
    """Draw a readable number: low, low + step, ..., high."""
    return round(float(low + step * rng.integers(0, round((high - low) / step) + 1)), 6)


def _whole(rng: np.random.Generator, low: float, high: float, step: float) -> int:
    """Draw a readable whole number."""
    return round(_step(rng, low, high, step))


# ---------------------------------------------------------------- the nursing unit's year


def _one_year(rng: np.random.Generator) -> tuple[Nursing, Nursing]:
    """Draw a budget and a year: more days, a dearer hour, and hours per day that may fall as well as rise."""
    days = _whole(rng, 8_000, 12_000, 100)
    hours, rate = _step(rng, 9.0, 10.2, 0.1), _step(rng, 42, 49, 0.5)
    more_hours = _step(rng, 0.2, 0.5, 0.1) * (1 if rng.random() < 0.7 else -1)
    actual = Nursing(
        days + _whole(rng, 300, 900, 50), round(hours + more_hours, 1), round(rate + _step(rng, 1.5, 3.5, 0.5), 1)
    )
    return Nursing(days, hours, rate), actual


def _variances_tell_slips_apart(years: tuple[Nursing, Nursing]) -> bool:
    """Whether the usual mistakes give other numbers than the right ones."""
    budget, actual = (year.labor for year in years)
    walk = labor_variances(budget, actual)
    hours_flexed = Labor(budget.volume, actual.hours_per_unit, budget.rate_usd_per_hour)
    gaps = (
        walk.total_usd / 10,
        walk.efficiency_usd + walk.rate_usd,
        hours_flexed.cost_usd - walk.flexed_budget_usd,
    )
    return min(map(abs, gaps)) >= 5_000


# ---------------------------------------------------------------- the two service lines


def _lines(rng: np.random.Generator) -> tuple[RevenueLine, RevenueLine]:
    """Draw two service lines: prices and cases move, and the blend of cases moves with them."""
    medical, surgical = _whole(rng, 450, 800, 10), _whole(rng, 250, 420, 10)
    medical_price, surgical_price = _whole(rng, 8_000, 10_000, 100), _whole(rng, 13_500, 17_000, 100)
    more_medical, dearer = _whole(rng, 30, 120, 10), _whole(rng, 100, 300, 100)
    fewer_surgical, cheaper = _whole(rng, 10, 30, 10), _whole(rng, 100, 300, 100)
    return (
        RevenueLine("medical", medical, medical_price, medical + more_medical, medical_price + dearer),
        RevenueLine("surgical", surgical, surgical_price, surgical - fewer_surgical, surgical_price - cheaper),
    )


def _revenue_tells_slips_apart(lines: tuple[RevenueLine, RevenueLine]) -> bool:
    """Whether each variance and the whole are large enough to tell right from wrong."""
    walk = revenue_variances(lines)
    sizes = (walk.price_usd, walk.volume_usd, walk.mix_usd, walk.total_usd)
    cases, prices = sum(line.budget_volume for line in lines), [line.budget_price_usd for line in lines]
    more_cases = sum(line.actual_volume for line in lines) - cases
    raised = [line.actual_price_usd - line.budget_price_usd for line in lines]
    gaps = (
        sum(rise * (line.actual_volume - line.budget_volume) for rise, line in zip(raised, lines, strict=True)),
        more_cases * (walk.budget_usd / cases - sum(prices) / 2),
        walk.mix_usd * (raised[1] - raised[0]) / (prices[1] - prices[0]),  # the mix, valued at actual prices
    )
    return min(map(abs, sizes)) >= 10_000 and min(map(abs, gaps)) >= 2_000


# ---------------------------------------------------------------- the late bill


@dataclass(frozen=True)
class LateBill:
    """What the services of each month cost, and the bill that is then booked a month late.

    `due_month` is the place among the twelve, from 0, of the month whose services it pays.
    """

    budget_usd: tuple[int, ...]
    as_it_was_usd: tuple[int, ...]
    bill_usd: int
    due_month: int

    @property
    def as_posted_usd(self) -> tuple[int, ...]:
        """What the books say: the bill is missing in its own month and stands in the next."""
        posted = list(self.as_it_was_usd)
        posted[self.due_month] -= self.bill_usd
        posted[self.due_month + 1] += self.bill_usd
        return tuple(posted)

    @property
    def over_usd(self) -> tuple[int, ...]:
        """What the books say less the budget, month by month."""
        return tuple(a - b for a, b in zip(self.as_posted_usd, self.budget_usd, strict=True))

    @property
    def really_over_usd(self) -> tuple[int, ...]:
        """What the services cost less the budget, month by month."""
        return tuple(a - b for a, b in zip(self.as_it_was_usd, self.budget_usd, strict=True))

    @property
    def books(self) -> MonthlyBills:
        """What is left of it in the books."""
        return MonthlyBills(self.budget_usd, self.as_posted_usd, self.bill_usd)


def late_bill(rng: np.random.Generator) -> LateBill:
    """Draw a year of purchased services with a late bill and, elsewhere, one month of real overspending."""
    level = _step(rng, 180_000, 260_000, 5_000)
    budget = tuple(int(level + 1_000 * rng.integers(-6, 7)) for _ in MONTHS)
    due = int(rng.integers(1, 10))
    overspent = int(rng.choice([m for m in range(12) if abs(m - due) > 1 and m != due + 2]))
    noise = [int(100 * rng.integers(-45, 56)) for _ in MONTHS]
    noise[overspent] = _whole(rng, 13_000, 18_000, 100)
    was = tuple(b + n for b, n in zip(budget, noise, strict=True))
    return LateBill(budget, was, _whole(rng, 28_000, 44_000, 400), due)


def late_bill_can_be_found(bills: LateBill) -> bool:
    """Whether the late bill makes the highest and the lowest month, and a real overspend stands beside it."""
    posted, really = bills.over_usd, bills.really_over_usd
    due, booked = bills.due_month, bills.due_month + 1
    return (
        max(posted) == posted[booked]
        and min(posted) == posted[due]
        and max(really) > 2 * abs(really[booked])
        and min(abs(really[booked]), abs(sum(posted)), abs(really[due])) >= 1_500
        and abs(really[booked] - really[due]) >= 500
    )


# ---------------------------------------------------------------- the treasury


def _treasury(rng: np.random.Generator) -> Treasury:
    """Draw a year with an income and yet less in the bank, and some weeks of payroll left."""
    payday = _whole(rng, 4_000_000, 5_800_000, 100_000)
    weeks, restricted_weeks = _step(rng, 4.0, 8.0, 0.1), _step(rng, 1.0, 1.8, 0.1)
    restricted = int(round(restricted_weeks * payday / 2, -5))
    income, receivables = _whole(rng, 2e6, 4.5e6, 1e5), _whole(rng, 3e6, 6e6, 1e5)
    depreciation, principal = _whole(rng, 15e6, 20e6, 1e5), _whole(rng, 5e6, 7e6, 1e5)
    falls_by = _whole(rng, 2e6, 4e6, 1e5)
    return Treasury(
        operating_income_usd=income,
        depreciation_usd=depreciation,
        receivables_growth_usd=receivables,
        equipment_usd=income + depreciation - receivables - principal + falls_by,
        loan_principal_usd=principal,
        cash_usd=int(round(weeks * payday / 2, -5)) + restricted,
        donor_restricted_usd=restricted,
        payday_usd=payday,
    )
