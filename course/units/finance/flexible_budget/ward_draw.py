"""The ward of unit 2: a nursing unit over its budget, two service lines, a mis-posted bill and the cash in the bank.

Ranges are drawn around the course's story: Wrenfield's 4 West with 10,000 budgeted patient days, 9.5 hours for
each and $45 an hour, against 10,600, 9.8 and $47.50 as they came.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from course.finance.flexible_budget import Labor, RevenueLine, labor_variances, revenue_variances

if TYPE_CHECKING:
    import pandas as pd

MONTHS = ("Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun")
UNITS = ("2 North", "3 East", "3 South", "4 East", "5 North", "5 South", "6 East", "6 West")
PAYDAYS = 26  # in a year: every second week


@dataclass(frozen=True)
class Nursing:
    """A nursing unit's year: its patient days, the direct-care hours for each, and what an hour costs."""

    patient_days: int
    hours_per_patient_day: float
    hour_usd: float

    @property
    def labor(self) -> Labor:
        """The same year as the models take it."""
        return Labor(self.patient_days, self.hours_per_patient_day, self.hour_usd)


@dataclass(frozen=True)
class MonthlyBills:
    """Twelve months of purchased services, with one bill booked in the month after the one it belongs to."""

    budget_usd: tuple[int, ...]
    as_it_was_usd: tuple[int, ...]
    bill_usd: int
    due: int

    @property
    def as_posted_usd(self) -> tuple[int, ...]:
        """What the books say: the bill is missing in its own month and stands in the next."""
        posted = list(self.as_it_was_usd)
        posted[self.due] -= self.bill_usd
        posted[self.due + 1] += self.bill_usd
        return tuple(posted)

    @property
    def over_usd(self) -> tuple[int, ...]:
        """What the books say less the budget, month by month."""
        return tuple(a - b for a, b in zip(self.as_posted_usd, self.budget_usd, strict=True))

    @property
    def honest(self) -> bool:
        """Whether the late bill makes the highest and the lowest month, and a real overspend stands beside it."""
        over = list(self.over_usd)
        real = [a - b for a, b in zip(self.as_it_was_usd, self.budget_usd, strict=True)]
        late = self.due + 1
        return (
            max(over) == over[late] and min(over) == over[self.due]
            and max(real) > 2 * abs(real[late]) and min(abs(real[late]), abs(sum(over)), abs(real[self.due])) >= 1_500
            and abs(real[late] - real[self.due]) >= 500
        )  # fmt: skip


@dataclass(frozen=True)
class Treasury:
    """The year's income, what became of it in the bank, and the bill that comes every second Friday."""

    operating_income_usd: int
    depreciation_usd: int
    receivables_growth_usd: int
    equipment_usd: int
    loan_principal_usd: int
    cash_usd: int
    donor_restricted_usd: int
    payday_usd: int

    @property
    def cash_change_usd(self) -> int:
        """What the year did to the cash in the bank."""
        spent = self.receivables_growth_usd + self.equipment_usd + self.loan_principal_usd
        return self.operating_income_usd + self.depreciation_usd - spent


@dataclass(frozen=True)
class Ward:
    """What a unit manager, her chief nurse and the CFO quarrel about.

    Money is in dollars, hours are worked hours of direct care, volumes of the two service lines are cases.
    """

    unit_name: str
    budget: Nursing
    actual: Nursing
    lines: tuple[RevenueLine, RevenueLine]
    bills: MonthlyBills = field(repr=False)
    treasury: Treasury

    @property
    def bill_usd(self) -> int:
        """The one bill that was booked in the wrong month."""
        return self.bills.bill_usd

    @property
    def months(self) -> pd.DataFrame:
        """A fresh table of purchased services by month, as the books say."""
        import pandas as pd

        columns = {"budget_usd": self.bills.budget_usd, "actual_usd": self.bills.as_posted_usd}
        return pd.DataFrame(columns, index=pd.Index(MONTHS, name="month"))


def draw(rng: np.random.Generator) -> Ward:
    """Draw a ward on which each slip gives another number than the right answer."""
    return Ward(str(rng.choice(UNITS)), *_nursing(rng), lines=_lines(rng), bills=_bills(rng), treasury=_treasury(rng))


def _step(rng: np.random.Generator, low: float, high: float, step: float) -> float:
    """Draw a readable number: low, low + step, ..., high."""
    return round(float(low + step * rng.integers(0, round((high - low) / step) + 1)), 6)


def _whole(rng: np.random.Generator, low: float, high: float, step: float) -> int:
    """Draw a readable whole number."""
    return round(_step(rng, low, high, step))


def _nursing(rng: np.random.Generator) -> tuple[Nursing, Nursing]:
    """Draw what was budgeted and what came, until the usual mistakes give other numbers than the right ones."""
    while True:
        budget, actual = _one_year(rng)
        walk = labor_variances(budget.labor, actual.labor)
        hours_flexed = budget.patient_days * actual.hours_per_patient_day * budget.hour_usd
        gaps = (walk.total_usd / 10, walk.efficiency_usd + walk.rate_usd, hours_flexed - walk.flexed_budget_usd)
        if min(map(abs, gaps)) >= 5_000:
            return budget, actual


def _one_year(rng: np.random.Generator) -> tuple[Nursing, Nursing]:
    """Draw a budget and a year: more days, a dearer hour, and hours per day that may fall as well as rise."""
    days = _whole(rng, 8_000, 12_000, 100)
    hours, rate = _step(rng, 9.0, 10.2, 0.1), _step(rng, 42, 49, 0.5)
    more_hours = _step(rng, 0.2, 0.5, 0.1) * (1 if rng.random() < 0.7 else -1)
    actual = Nursing(
        days + _whole(rng, 300, 900, 50), round(hours + more_hours, 1), round(rate + _step(rng, 1.5, 3.5, 0.5), 1)
    )
    return Nursing(days, hours, rate), actual


def _lines(rng: np.random.Generator) -> tuple[RevenueLine, RevenueLine]:
    """Draw two service lines: prices and cases move, and the blend of cases moves with them."""
    while True:
        medical, surgical = _whole(rng, 450, 800, 10), _whole(rng, 250, 420, 10)
        medical_price, surgical_price = _whole(rng, 8_000, 10_000, 100), _whole(rng, 13_500, 17_000, 100)
        lines = (
            RevenueLine(
                "medical",
                medical,
                medical_price,
                medical + _whole(rng, 30, 120, 10),
                medical_price + _whole(rng, 100, 300, 100),
            ),
            RevenueLine(
                "surgical",
                surgical,
                surgical_price,
                surgical - _whole(rng, 10, 30, 10),
                surgical_price - _whole(rng, 100, 300, 100),
            ),
        )
        if _readable(lines):
            return lines


def _readable(lines: tuple[RevenueLine, RevenueLine]) -> bool:
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


def _bills(rng: np.random.Generator) -> MonthlyBills:
    """Draw a year of purchased services with a late bill and, elsewhere, one month of real overspending."""
    while True:
        level = _step(rng, 180_000, 260_000, 5_000)
        budget = tuple(int(level + 1_000 * rng.integers(-6, 7)) for _ in MONTHS)
        due = int(rng.integers(1, 10))
        real = int(rng.choice([m for m in range(12) if abs(m - due) > 1 and m != due + 2]))
        noise = [int(100 * rng.integers(-45, 56)) for _ in MONTHS]
        noise[real] = _whole(rng, 13_000, 18_000, 100)
        was = tuple(b + n for b, n in zip(budget, noise, strict=True))
        bills = MonthlyBills(budget, was, _whole(rng, 28_000, 44_000, 400), due)
        if bills.honest:
            return bills


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
