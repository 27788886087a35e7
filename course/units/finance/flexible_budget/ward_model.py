"""A nursing unit over its budget, two service lines, a bill posted late, and the cash in the bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.finance.flexible_budget import Labor, RevenueLine

if TYPE_CHECKING:
    import pandas as pd

MONTHS = ("Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun")


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
    """Twelve months of purchased services as the books say, with one bill booked a month late.

    The books do not say which month the bill belongs to: that is asked.

    Parameters
    ----------
    budget_usd, as_posted_usd : tuple of int
        What was budgeted, and what was booked in each month.
    bill_usd : int
        The late bill.
    """

    budget_usd: tuple[int, ...]
    as_posted_usd: tuple[int, ...]
    bill_usd: int


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
    bills: MonthlyBills
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
