"""The billing side of three years of hospital stays: when each ended, who paid, what was charged and paid.

Stays billed in FY2025 are the inpatient claims of `claims`, with the same ids, payers, charges and cash. A stay that
ended in late June was billed in July, so a few claims of FY2025 belong to discharges of FY2024; their place in the
year is taken by late June of 2025, and the payers' totals by discharge are the same as by claim.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from datasets import story
from datasets.claims import make as claims
from datasets.tools import Cents, apportion

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]

WEEKDAY = np.array([1.0, 1.05, 1.05, 1.05, 1.15, 0.80, 0.65])  # discharges, Monday first
SEASON = np.array([1.05, 1.04, 1.02, 0.99, 0.98, 0.97, 0.98, 0.98, 0.98, 1.0, 1.0, 1.02])  # January first
LAGS = np.arange(2, 9)  # days from discharge to bill
PAYER_PCT = {2023: (31, 22, 20, 23, 4), 2024: (31, 22, 20, 23, 4), 2025: claims.INPATIENT_CHARGE_PCT}


@dataclass
class Bills:
    """One entry a stay; money in cents."""

    fiscal_year: Ints
    discharge: Days
    billed_on: Days
    number: Ints  # of the claim within its year; 0 where there is no claim yet
    payer: Ints
    charges: Cents
    paid: Cents

    def where(self, chosen: Bools) -> Bills:
        return Bills(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def __add__(self, other: Bills) -> Bills:
        columns = [np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)]
        return Bills(*columns)


def stays_of(fiscal_year: int) -> int:
    """Return a year's discharges."""
    return round(story.DISCHARGES * story.ACTUAL[fiscal_year].volume_index)


def days_of(fiscal_year: int) -> tuple[Days, Floats]:
    """Return the days of a fiscal year and how many stays each tends to end."""
    days = np.arange(f"{fiscal_year - 1}-07-01", f"{fiscal_year}-07-01", dtype="datetime64[D]")
    month = days.astype("datetime64[M]").astype(int) % 12
    return days, WEEKDAY[weekday(days)] * SEASON[month]


def weekday(days: Days) -> Ints:
    """Return 0 for Monday to 6 for Sunday."""
    return (days.astype("datetime64[D]").astype(int) + 3) % 7


def unbilled(days: Days, year_end: np.datetime64) -> Floats:
    """Return the chance that a stay that ended on each day is billed after the year's end."""
    left = (year_end - days).astype(int)
    return np.clip((LAGS[-1] - left) / len(LAGS), 0, 1)


def claimed(rng: np.random.Generator) -> Bills:
    """Return the inpatient claims of FY2025 with a day of discharge two to eight days before the claim."""
    year = claims.build()
    inside = year.inpatient
    submit = year.submit[inside].astype("datetime64[D]")
    ends = submit[:, None] - LAGS.astype("timedelta64[D]")
    chance = WEEKDAY[weekday(ends)].cumsum(axis=1)
    lag = LAGS[(chance < rng.random(len(submit))[:, None] * chance[:, -1:]).sum(axis=1)]
    ended = submit - lag
    fiscal_year = np.where(ended < np.datetime64("2024-07-01"), 2024, 2025)
    number = np.arange(1, len(submit) + 1)
    return Bills(fiscal_year, ended, submit, number, year.payer[inside], year.billed[inside], year.paid[inside])


def not_yet_claimed(early: Bills, rng: np.random.Generator) -> Bills:
    """Return as many stays of late June 2025 as there are early ones, with the same payers and totals."""
    days, pull = days_of(2025)
    pull = pull * unbilled(days, np.datetime64("2025-06-30"))
    count = len(early.payer)
    ended = rng.permutation(np.repeat(days, apportion(count, pull)))
    charges, paid = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for code in range(5):
        mine = early.payer == code
        if mine.any():
            shape = claims.lognormal(1.0, 0.4, int(mine.sum()), rng)
            charges[mine] = apportion(int(early.charges[mine].sum()), shape)
            paid[mine] = apportion(int(early.paid[mine].sum()), shape)
    bill = np.maximum(ended + 4, np.datetime64("2025-07-01"))
    return Bills(np.full(count, 2025), ended, bill, np.zeros(count, dtype=np.int64), early.payer, charges, paid)


def earlier_year(fiscal_year: int, known: Bills, rng: np.random.Generator) -> Bills:
    """Return a year before the claims, less the stays of it that are known already."""
    days, pull = days_of(fiscal_year)
    year_end = days[-1]
    if len(known.payer):
        pull = pull * (1 - unbilled(days, year_end))
    count = stays_of(fiscal_year) - len(known.payer)
    ended = rng.permutation(np.repeat(days, apportion(count, pull)))
    billed_on = np.busday_offset(ended + rng.choice(LAGS, count), 0, roll="forward")
    if len(known.payer):
        billed_on = np.minimum(billed_on, np.busday_offset(year_end, 0, roll="backward"))
    all_stays = apportion(stays_of(fiscal_year), PAYER_PCT[fiscal_year])
    payer = rng.permutation(np.repeat(range(5), all_stays - np.bincount(known.payer, minlength=5)))
    charges, paid = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    gross = story.GROSS_USD[fiscal_year] * story.INPATIENT_GROSS_USD // story.GROSS_USD[2025]
    for code, record in enumerate(story.PAYERS.values()):
        mine = payer == code
        total = gross * PAYER_PCT[fiscal_year][code] - int(known.charges[known.payer == code].sum())
        charges[mine] = apportion(total, claims.lognormal(1.0, claims.CHARGE_SPREAD[True], int(mine.sum()), rng))
        wobble = 1 + 0.15 * np.clip(rng.standard_normal(int(mine.sum())), -2.5, 2.5)
        paid[mine] = apportion(total * record.yield_pct // 100, charges[mine] * np.round(wobble, 6))
    none = np.zeros(count, dtype=np.int64)
    return Bills(np.full(count, fiscal_year), ended, billed_on, none, payer, charges, paid)


def all_bills(rng: np.random.Generator) -> Bills:
    """Return the bills of every stay that ended in FY2023 to FY2025, by day of discharge."""
    claim = claimed(rng)
    early = claim.where(claim.fiscal_year == 2024)
    before = earlier_year(2023, early.where(np.zeros(len(early.payer), dtype=bool)), rng)
    bills = before + earlier_year(2024, early, rng) + claim + not_yet_claimed(early, rng)
    order = np.lexsort((bills.charges, bills.number, bills.discharge))
    return Bills(*(getattr(bills, field.name)[order] for field in fields(Bills)))


def encounter_ids(bills: Bills) -> list[str]:
    """Return ids numbered by the day of the bill within its fiscal year; claims keep the number they have."""
    month = bills.billed_on.astype("datetime64[M]").astype(int)
    year = 1970 + (month + 6) // 12
    number = bills.number.copy()
    for one in np.unique(year[number == 0]):
        mine = np.flatnonzero((year == one) & (number == 0))
        number[mine[np.argsort(bills.billed_on[mine], kind="stable")]] = np.arange(1, len(mine) + 1)
    return [f"IP{y}-{n:05d}" for y, n in zip(year, number, strict=True)]
