"""Write three years of daily nurse staffing at Alder Creek, in the columns of the payroll-based journal.

Each year's hours are a whole number of hundredths, split over days by weekday and chance, so that hours per resident
day close: in FY2025 58 RN, 82 LPN and 218 aide hours a day for 96 residents.

Planted truth (named here and nowhere else): on five Sundays of FY2025 registered nurses worked fewer than the
standing federal floor of eight hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets.tools import apportion, draws, usd, write_csv

HERE = Path(__file__).parent
PLACE = ("005110", "ALDER CREEK CARE CENTER", "ALDER CREEK", "CB", "Alder", "003")
JOBS = ("RNDON", "RNadmin", "RN", "LPNadmin", "LPN", "CNA", "NAtrn", "MedAide")
HEADER = (
    "PROVNUM",
    "PROVNAME",
    "CITY",
    "STATE",
    "COUNTY_NAME",
    "COUNTY_FIPS",
    "CY_Qtr",
    "WorkDate",
    "MDScensus",
    *(f"Hrs_{job}{end}" for job in JOBS for end in ("", "_emp", "_ctr")),
)
CENSUS = {2023: 94.0, 2024: 95.0, 2025: 96.0}  # mean residents
HOURS = {2023: (60.0, 82.5, 214.0), 2024: (59.0, 82.0, 216.0), 2025: (58.0, 82.0, 218.0)}  # RN, LPN, aide a day
WEEKEND_PULL = {"RN": 0.72, "LPN": 0.86, "CNA": 0.81, "NAtrn": 0.1, "MedAide": 0.9}
OFFICE_HOURS = {"RNDON": 8.0, "RNadmin": 9.0, "LPNadmin": 6.0}  # weekdays only
SMALL_JOBS = {"NAtrn": 3.0, "MedAide": 5.0}  # hours a day, of the aides'
CONTRACT_SHARE = 0.053
SHORT_SUNDAYS, FLOOR_HOURS = 5, 8

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass
class Year:
    """A year's days with residents and hundredths of hours by job."""

    days: npt.NDArray[np.datetime64]
    census: Ints
    hours: dict[str, Ints]

    @property
    def weekend(self) -> npt.NDArray[np.bool_]:
        return np.greater_equal((self.days.astype(int) + 3) % 7, 5)


def noise(rng: np.random.Generator, size: int, spread: float) -> Floats:
    return 1 + spread * np.clip(rng.standard_normal(size), -2.5, 2.5)


def draw_census(days: int, mean: float, rng: np.random.Generator) -> Ints:
    """Return residents a day, which drift slowly around their mean."""
    drift = np.convolve(rng.standard_normal(days + 20), np.ones(21) / 21, mode="valid")
    return apportion(round(mean * days), 1 + 0.06 * np.clip(drift, -0.6, 0.6))


def draw_year(fiscal_year: int, rng: np.random.Generator) -> Year:
    """Draw one year; the floor is missed on a few Sundays of FY2025."""
    days = np.arange(f"{fiscal_year - 1}-07-01", f"{fiscal_year}-07-01", dtype="datetime64[D]")
    year = Year(days, draw_census(len(days), CENSUS[fiscal_year], rng), {})
    rn, lpn, aide = (round(100 * hours * len(days)) for hours in HOURS[fiscal_year])
    for job, hours in OFFICE_HOURS.items():
        there = np.rint(100 * hours * noise(rng, len(days), 0.08)).astype(np.int64)
        year.hours[job] = np.where(year.weekend, 0, there)
    office = {job: int(hours.sum()) for job, hours in year.hours.items()}
    small = {job: round(100 * hours * len(days)) for job, hours in SMALL_JOBS.items()}
    totals = {"RN": rn - office["RNDON"] - office["RNadmin"], "LPN": lpn - office["LPNadmin"]} | small
    totals["CNA"] = aide - sum(small.values())
    for job, total in totals.items():
        pull = np.where(year.weekend, WEEKEND_PULL[job], 1.0) * noise(rng, len(days), 0.07)
        short = np.zeros(len(days), dtype=np.int64)
        if job == "RN" and fiscal_year == 2025:
            sundays = np.flatnonzero((days.astype(int) + 3) % 7 == 6)
            missed = rng.choice(sundays, SHORT_SUNDAYS, replace=False)
            short[missed], pull[missed] = rng.integers(0, 100 * FLOOR_HOURS - 50, SHORT_SUNDAYS), 0.0
        year.hours[job] = short + apportion(total - int(short.sum()), pull)
    return year


def contract(hours: Ints, rng: np.random.Generator) -> Ints:
    """Return the hundredths worked by contract staff: none on many days, a good part on others."""
    share = CONTRACT_SHARE / 0.6 * (rng.random(len(hours)) < 0.6) * noise(rng, len(hours), 0.3)
    return np.rint(hours * share).astype(np.int64)


def per_resident_day(year: Year, *jobs: str) -> float:
    """Return hours per resident day, sum over sum."""
    return float(sum(int(year.hours[job].sum()) for job in jobs) / 100 / int(year.census.sum()))


def check(years: dict[int, Year]) -> None:
    """Assert the story's hours, the weekend dip and the planted truth."""
    now = years[2025]
    parts = [per_resident_day(now, *jobs) for jobs in (JOBS[:3], JOBS[3:5], JOBS[5:])]
    assert [round(part, 3) for part in parts] == [0.604, 0.854, 2.271] and round(sum(parts), 3) == 3.729
    assert round((2.45 - parts[2]) * 96, 1) == 17.2
    for year in years.values():
        total = np.sum(list(year.hours.values()), axis=0)
        rate = [total[days].sum() / year.census[days].sum() for days in (year.weekend, ~year.weekend)]
        assert 0.70 < rate[0] / rate[1] < 0.85
        assert 85 <= year.census.min() and year.census.max() <= 110
    rn = np.sum([now.hours[job] for job in JOBS[:3]], axis=0)
    assert int((rn < 100 * FLOOR_HOURS).sum()) == SHORT_SUNDAYS


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    rng = draws("snf_pbj")
    years = {fiscal_year: draw_year(fiscal_year, rng) for fiscal_year in CENSUS}
    check(years)
    rows = []
    for year in years.values():
        hired = {job: contract(year.hours[job], rng) for job in JOBS if job not in OFFICE_HOURS}
        for at, day in enumerate(year.days.tolist()):
            row: list[object] = [*PLACE, f"{day.year}Q{(day.month + 2) // 3}", f"{day:%Y%m%d}", year.census[at]]
            for job in JOBS:
                total, from_agency = int(year.hours[job][at]), int(hired[job][at]) if job in hired else 0
                row += [usd(total), usd(total - from_agency), usd(from_agency)]
            rows.append(row)
    return [write_csv(folder / "data.csv", HEADER, rows)]


if __name__ == "__main__":
    make()
