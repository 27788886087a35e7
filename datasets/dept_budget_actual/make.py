"""Write 36 months of budget and actual by department and account for Wrenfield Memorial Hospital.

Each account's year is a known total. It is split over departments by weight, then over months by the
department's volume and the account's fixed share, always by largest remainder, so every total closes.

Planted truths (they are named here and nowhere else):

- Imaging's (D09) purchased services of November 2024 were posted in December 2024.
- Agency spend rises in FY2025 by rate alone: the year's hours equal FY2024's, and fall from January 2025.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets import story
from datasets.dept_budget_actual.departments import DEPARTMENTS, OTHER_OPERATING, Department
from datasets.tools import CENTS, Cents, apportion, draws, usd, write_csv

HERE = Path(__file__).parent
HEADER = (
    "month",
    "dept_id",
    "dept_name",
    "account",
    "stat_unit",
    "budget_vol",
    "actual_vol",
    "budget_amt_usd",
    "actual_amt_usd",
    "fixed_share",
)
ACCOUNTS = ("revenue", "wages", "agency", "supplies", "purchased", "depreciation")
NOISE = {"revenue": 0.015, "wages": 0.006, "agency": 0.01, "supplies": 0.02, "purchased": 0.015}
HOURS_UNIT = {"wages": "paid hours", "agency": "agency hours"}
DAYS = np.array([31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30])
SEASON = np.array([0.98, 0.98, 0.98, 1.00, 1.00, 1.02, 1.05, 1.04, 1.02, 0.99, 0.98, 0.97])
AGENCY_HOURS_FY2025 = np.array([1.0, 1.02, 1.06, 1.1, 1.12, 1.14, 1.12, 1.05, 0.98, 0.9, 0.8, 0.71])
AGENCY_RATE_FY2025 = np.array([90, 91, 93, 95, 96, 98, 99, 99, 98, 98, 97, 97])
MISPOSTED_DEPT, MISPOSTED_ACCOUNT, MISPOSTED_MONTH = "D09", "purchased", date(2024, 11, 1)

Floats = npt.NDArray[np.float64]
Key = tuple[str, str]  # department, account


@dataclass(frozen=True)
class Split:
    """One year's volumes and cents, budgeted or actual, by department and account: twelve months each."""

    volumes: dict[Key, Cents]
    amounts: dict[Key, Cents]


def fixed_share(dept: Department, account: str) -> float:
    """Return the share of an account that does not move with the department's volume."""
    supplies = 0.70 if dept.supports else 0.10
    shares = {"wages": dept.fixed_wages, "supplies": supplies, "purchased": 0.80, "depreciation": 1.0}
    return shares.get(account, 0.0)


def keeps(dept: Department, account: str) -> bool:
    """Whether a department has an account at all."""
    if account == "revenue":
        return not dept.supports or dept.dept_id == OTHER_OPERATING
    return account != "agency" or dept.agency > 0


def volume_of_year(dept: Department, index: float) -> int:
    """Return a year's statistic; FY2025 actual is the department's own."""
    return round(dept.volume_fy2025 * index)


def noise(rng: np.random.Generator, size: int, spread: float) -> Floats:
    """Return factors around one, never more than three spreads away."""
    return 1 + spread * np.clip(rng.standard_normal(size), -3, 3)


def over_departments(total: int, weight: Callable[[Department], float], jitter: Floats, account: str) -> dict[str, int]:
    """Split a year's total over the departments that keep an account."""
    chosen = [(d, factor) for d, factor in zip(DEPARTMENTS, jitter, strict=True) if keeps(d, account)]
    parts = apportion(total, [weight(dept) * factor for dept, factor in chosen])
    return {dept.dept_id: int(part) for (dept, _), part in zip(chosen, parts, strict=True)}


def revenue_by_department(year: story.Year, jitter: Floats) -> dict[str, int]:
    """Split net patient service revenue over the departments that earn it, and book the other revenue."""
    parts = over_departments(year.npsr_usd * CENTS, lambda dept: dept.revenue, jitter, "revenue")
    return parts | {OTHER_OPERATING: year.other_operating_usd * CENTS}


def spent_by_department(year: story.Year, jitter: Callable[[], Floats]) -> dict[str, dict[str, int]]:
    """Split each account's year over the departments, in cents."""
    steady = np.ones(len(DEPARTMENTS))
    return {
        "revenue": revenue_by_department(year, jitter()),
        "wages": over_departments(year.wages_usd * CENTS, lambda d: d.fte * d.rate_usd, jitter(), "wages"),
        "agency": over_departments(year.agency_usd * CENTS, lambda d: d.agency, jitter(), "agency"),
        "supplies": over_departments(year.supplies_usd * CENTS, lambda d: d.supplies, jitter(), "supplies"),
        "purchased": over_departments(year.purchased_usd * CENTS, lambda d: d.purchased, jitter(), "purchased"),
        "depreciation": over_departments(
            year.depreciation_usd * CENTS, lambda d: d.depreciation, steady, "depreciation"
        ),
    }


def hours_by_department(year: story.Year, spent: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Split the year's hours like the dollars they cost, so that pay rates are stable across departments."""
    steady = np.ones(len(DEPARTMENTS))
    return {
        "wages": over_departments(year.paid_hours, lambda d: spent["wages"][d.dept_id] / d.rate_usd, steady, "wages"),
        "agency": over_departments(year.agency_hours, lambda d: spent["agency"][d.dept_id], steady, "agency"),
    }


def agency_months(fiscal_year: int, *, actual: bool) -> tuple[Floats, Floats]:
    """Return the shape of agency hours and of the hourly rate over a year."""
    if actual and fiscal_year == 2025:
        return AGENCY_HOURS_FY2025, AGENCY_RATE_FY2025.astype(float)
    return np.ones(12), np.ones(12)


def split_year(fiscal_year: int, *, actual: bool, rng: np.random.Generator) -> Split:
    """Split a year's totals over departments and months; a budget has the seasons but no noise."""
    year = (story.ACTUAL if actual else story.BUDGET)[fiscal_year]
    wobble = 1.0 if actual else 0.0
    spent = spent_by_department(year, lambda: noise(rng, len(DEPARTMENTS), 0.012 * wobble))
    hours = hours_by_department(year, spent)
    agency_shape, agency_rate = agency_months(fiscal_year, actual=actual)
    volumes: dict[Key, Cents] = {}
    amounts: dict[Key, Cents] = {}
    for dept in DEPARTMENTS:
        season = DAYS * SEASON * noise(rng, 12, 0.02 * wobble)
        volume = apportion(volume_of_year(dept, year.volume_index), season)
        flow = volume / volume.sum()
        for account in filter(partial(keeps, dept), ACCOUNTS):
            key, fixed = (dept.dept_id, account), fixed_share(dept, account)
            shape = fixed / 12 + (1 - fixed) * flow
            volumes[key] = volume
            if account in hours:
                pattern = shape if account == "wages" else flow * agency_shape
                volumes[key] = apportion(hours[account][dept.dept_id], pattern * noise(rng, 12, 0.01 * wobble))
                shape = volumes[key] * (1.0 if account == "wages" else agency_rate)
            if account != "depreciation":
                shape = shape * noise(rng, 12, NOISE[account] * wobble)
            amounts[key] = apportion(spent[account][dept.dept_id], shape)
    return Split(volumes, amounts)


def mispost(split: Split) -> None:
    """Move one department's month of purchased services into the month after."""
    month = story.months(2025).index(MISPOSTED_MONTH)
    posted = split.amounts[(MISPOSTED_DEPT, MISPOSTED_ACCOUNT)]
    posted[month + 1] += posted[month]
    posted[month] = 0


def monthly(table: dict[Key, Cents], account: str) -> Cents:
    """Return an account's twelve months over all departments."""
    chosen = [months for (_, name), months in table.items() if name == account]
    total: Cents = np.sum(chosen, axis=0, dtype=np.int64)
    return total


def check_totals(fiscal_year: int, split: Split) -> None:
    """Assert that a year's accounts are the story's, to the cent."""
    year = story.ACTUAL[fiscal_year]
    total = {account: int(monthly(split.amounts, account).sum()) for account in ACCOUNTS}
    assert total.pop("revenue") == year.revenue_usd * CENTS
    assert all(cents == getattr(year, f"{account}_usd") * CENTS for account, cents in total.items())
    assert sum(total.values()) == year.expense_usd * CENTS


def check_agency(actual: dict[int, Split]) -> None:
    """Assert that agency spend rises by rate alone and that its hours fall late in FY2025."""
    hours = {year: monthly(split.volumes, "agency") for year, split in actual.items()}
    spend = {year: monthly(split.amounts, "agency") for year, split in actual.items()}
    assert hours[2025].sum() == hours[2024].sum() == story.ACTUAL[2025].agency_hours
    assert hours[2025][9:].sum() < 0.80 * hours[2025][:3].sum()
    assert (spend[2025] / hours[2025] > 1.04 * spend[2024].sum() / hours[2024].sum()).all()


def check(actual: dict[int, Split]) -> None:
    """Assert the hospital's totals, its patient days and the planted truths."""
    story.check()
    for fiscal_year, split in actual.items():
        check_totals(fiscal_year, split)
    nursing = [dept.dept_id for dept in DEPARTMENTS if dept.stat_unit == "patient days"]
    assert sum(int(actual[2025].volumes[(dept, "supplies")].sum()) for dept in nursing) == story.PATIENT_DAYS
    check_agency(actual)
    posted = actual[2025].amounts[(MISPOSTED_DEPT, MISPOSTED_ACCOUNT)]
    month = story.months(2025).index(MISPOSTED_MONTH)
    assert posted[month] == 0 and 1.8 < posted[month + 1] / np.median(posted) < 2.2
    zeros = sum(int((cents == 0).sum()) for split in actual.values() for cents in split.amounts.values())
    assert zeros == 1


def rows(budget: dict[int, Split], actual: dict[int, Split]) -> Iterator[tuple[object, ...]]:
    """Yield the table, month by month, department by department."""
    kept = [(dept, account) for dept in DEPARTMENTS for account in ACCOUNTS if keeps(dept, account)]
    for fiscal_year, at, (dept, account) in product(story.FISCAL_YEARS, range(12), kept):
        key, planned, done = (dept.dept_id, account), budget[fiscal_year], actual[fiscal_year]
        yield (
            story.months(fiscal_year)[at].isoformat(),
            dept.dept_id,
            dept.name,
            account,
            HOURS_UNIT.get(account, dept.stat_unit),
            planned.volumes[key][at],
            done.volumes[key][at],
            usd(planned.amounts[key][at]),
            usd(done.amounts[key][at]),
            f"{fixed_share(dept, account):.2f}",
        )


def build() -> tuple[dict[int, Split], dict[int, Split]]:
    """Return budget and actual by fiscal year."""
    rng = draws("dept_budget_actual")
    budget = {year: split_year(year, actual=False, rng=rng) for year in story.FISCAL_YEARS}
    actual = {year: split_year(year, actual=True, rng=rng) for year in story.FISCAL_YEARS}
    mispost(actual[2025])
    return budget, actual


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    budget, actual = build()
    check(actual)
    return [write_csv(folder / "data.csv", HEADER, rows(budget, actual))]


if __name__ == "__main__":
    make()
