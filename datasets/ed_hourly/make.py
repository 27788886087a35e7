"""Write every hour of the emergency department in FY2023 to FY2025, by the clock on its wall.

Visits of a month are the budget's actual volume; they fall on hours by weekday and time of day. Patients who are
admitted wait for a bed (board) until one is free, which is mostly in the afternoon.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from datasets import story
from datasets.dept_budget_actual.make import build as build_budget
from datasets.encounters.make import ED_ADMIT_SHARE, ed_admits
from datasets.tools import draws

HERE = Path(__file__).parent
STANDARD_OFFSET, SUMMER_OFFSET = -6, -5  # hours from UTC
SUMMERS = (
    (date(2022, 3, 13), date(2022, 11, 6)),
    (date(2023, 3, 12), date(2023, 11, 5)),
    (date(2024, 3, 10), date(2024, 11, 3)),
    (date(2025, 3, 9), date(2025, 11, 2)),
)
# Midnight to 23:00; shares of the day 14.6% before 08:00, 45.2% to 16:00, 40.2% after (shape from memory).
HOUR_PULL = (
    0.55,
    0.45,
    0.38,
    0.34,
    0.32,
    0.34,
    0.45,
    0.65,
    0.95,
    1.25,
    1.45,
    1.52,
    1.48,
    1.42,
    1.38,
    1.36,
    1.38,
    1.42,
    1.42,
    1.38,
    1.28,
    1.10,
    0.92,
    0.72,
)
WEEKDAY_PULL = (1.10, 1.03, 1.00, 0.99, 0.98, 0.94, 0.96)  # Monday first
BED_PULL = np.array([0.4] * 8 + [0.5, 0.6, 0.8, 1.1, 1.4, 1.7, 1.9, 1.9, 1.8, 1.6, 1.3, 1.0, 0.8, 0.7, 0.6, 0.5])
BEDS_FREED = 1.35  # beds that open for boarders, against admissions, on a mean day
LEAVE_SHARE = 0.025

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Hours:
    """The clock: local time and its distance from UTC, one entry an hour that really passed."""

    local: list[datetime]
    offset: Ints


def offset_at(utc: datetime) -> int:
    """Return the hours from UTC; clocks move at 02:00 local time."""
    for spring, autumn in SUMMERS:
        begins = datetime(spring.year, spring.month, spring.day, 2 - STANDARD_OFFSET)
        ends = datetime(autumn.year, autumn.month, autumn.day, 2 - SUMMER_OFFSET)
        if begins <= utc < ends:
            return SUMMER_OFFSET
    return STANDARD_OFFSET


def clock() -> Hours:
    """Return every hour from 1 July 2022 to 30 June 2025; a day in March has 23, one in autumn 25."""
    utc = datetime(2022, 7, 1) - timedelta(hours=SUMMER_OFFSET)
    local, offset = [], []
    while (now := utc + timedelta(hours=offset_at(utc))) < datetime(2025, 7, 1):
        local.append(now)
        offset.append(offset_at(utc))
        utc += timedelta(hours=1)
    return Hours(local, np.array(offset))


def draw_arrivals(hours: Hours, rng: np.random.Generator) -> Ints:
    """Return visits an hour; each month's total is the budget's."""
    actual = build_budget()[1]
    pull = np.array([HOUR_PULL[t.hour] * WEEKDAY_PULL[t.weekday()] for t in hours.local])
    month = np.array([(t.year, t.month) for t in hours.local])
    arrivals = np.zeros(len(pull), dtype=np.int64)
    for year in story.FISCAL_YEARS:
        for first, visits in zip(story.months(year), actual[year].volumes[("D07", "supplies")], strict=True):
            mine = (month == (first.year, first.month)).all(axis=1)
            arrivals[mine] = rng.multinomial(int(visits), pull[mine] / pull[mine].sum())
    return arrivals


def draw_admits(hours: Hours, arrivals: Ints, rng: np.random.Generator) -> Ints:
    """Return how many of each hour's visits are admitted; each year's total is 15.5%."""
    year = fiscal_years(hours)
    admits = np.zeros_like(arrivals)
    for one in story.FISCAL_YEARS:
        mine = np.flatnonzero(year == one)
        visits = np.repeat(mine, arrivals[mine])
        chosen = rng.choice(len(visits), ed_admits(one), replace=False)
        admits += np.bincount(visits[chosen], minlength=len(admits))
    return admits


def fiscal_years(hours: Hours) -> Ints:
    return np.array([t.year + (t.month >= 7) for t in hours.local])


def boarding(hours: Hours, admits: Ints, rng: np.random.Generator) -> Ints:
    """Return admitted patients without a bed at each hour's end; few beds open before noon."""
    a_day = admits.mean() * 24 * BEDS_FREED
    freed = rng.poisson(np.array([BED_PULL[t.hour] for t in hours.local]) / BED_PULL.sum() * a_day)
    waiting, left = np.zeros_like(admits), 0
    for at, (came, beds) in enumerate(zip(admits, freed, strict=True)):
        left = max(0, left + int(came) - int(beds))
        waiting[at] = left
    return waiting


def draw_leavers(arrivals: Ints, boarders: Ints, rng: np.random.Generator) -> Ints:
    """Return who leaves without being seen: more in busy hours, and while beds are blocked."""
    busy = (0.4 + 0.08 * arrivals + 0.05 * boarders) * arrivals
    chance = np.minimum(LEAVE_SHARE * busy / busy.sum() * arrivals.sum() / np.maximum(arrivals, 1), 0.5)
    return rng.binomial(arrivals, np.round(chance, 6))


def median_minutes(arrivals: Ints, boarders: Ints, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return the median minutes in the department of those who came in the hour; no number where nobody came."""
    noise = 18 * np.clip(rng.standard_normal(len(arrivals)), -3, 3)
    minutes = np.rint(150 + 5 * arrivals + 7 * boarders + noise)
    return np.where(arrivals > 0, np.maximum(minutes, 45), np.nan)


def build() -> pa.Table:
    """Draw three years of hours."""
    rng = draws("ed_hourly")
    hours = clock()
    arrivals = draw_arrivals(hours, rng)
    admits = draw_admits(hours, arrivals, rng)
    boarders = boarding(hours, admits, rng)
    leavers = draw_leavers(arrivals - admits, boarders, rng)
    minutes = median_minutes(arrivals, boarders, rng)
    check(hours, arrivals, admits, leavers, boarders)
    columns = {
        "time": np.array(hours.local, dtype="datetime64[us]"),
        "utc_offset_hours": hours.offset,
        "arrivals": arrivals,
        "admits": admits,
        "left_unseen": leavers,
        "boarders": boarders,
        "median_stay_minutes": pa.array(minutes, mask=np.isnan(minutes)),
    }
    return pa.table(columns)


def check(hours: Hours, arrivals: Ints, admits: Ints, leavers: Ints, boarders: Ints) -> None:
    """Assert the year's totals, the shares of the day, and the clock."""
    now = fiscal_years(hours) == 2025
    assert int(arrivals[now].sum()) == 46_000 and int(admits[now].sum()) == round(ED_ADMIT_SHARE * 46_000)
    hour = np.array([t.hour for t in hours.local])
    shares = [arrivals[now & (hour // 8 == part)].sum() / 46_000 for part in range(3)]
    assert np.allclose(shares, (0.146, 0.452, 0.402), atol=0.006)
    assert 0.02 < leavers.sum() / arrivals.sum() < 0.03
    assert len(hour) == 1_096 * 24 and (admits + leavers <= arrivals).all()
    assert 2 < boarders.mean() < 6 and boarders[hour == 11].mean() > 1.3 * boarders[hour == 20].mean()


def make(folder: Path = HERE) -> list[Path]:
    """Write data.parquet into a folder."""
    path = folder / "data.parquet"
    pq.write_table(build(), path, compression="zstd", compression_level=12)
    return [path]


if __name__ == "__main__":
    make()
