"""What the people office sends beside the hiring year: leavers by month, nurses of four departments, a program.

The nurses are those of the dataset `staff_roster`; everything else is drawn for one learner.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from course.datasets import load

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from course.units.staffing.case import StaffingCase

FIRST_HIRED, LAST_HIRED = "2022-07-01", "2024-06-30"  # two years of hires who could all reach an anniversary
FIRST_YEAR_ENDS = "2023-06-30"  # of these two years
YEAR_BEGINS, YEAR_ENDS = "2024-07-01", "2025-06-30"  # the last year of the table
A_YEAR_DAYS, MONTHS = 365, 12
DEPARTMENTS_OF_ONE = 5  # departments that one learner looks after
LEAST_GAP = 0.022  # between two ways of dividing: four times the check's tolerance of 0.005, and a little more
LEAST_APART = 0.004  # between two answers about the program: four times the check's tolerance of 0.1 points
FTES_PER_PERSON = 0.857  # the story: 1,500 FTEs are 1,750 people
SHIFTS = ("days", "nights")


@dataclass(frozen=True)
class Group:
    """Nurses hired for one kind of shift, by what they did with the program for new nurses.

    Parameters
    ----------
    finished, finished_left : int
        Those who finished it, and those of them who left later in their first year.
    broke_off : int
        Those who began it and left the hospital before its end.
    never, never_left : int
        Those who never began it, and those of them who left within the year.
    """

    finished: int
    finished_left: int
    broke_off: int
    never: int
    never_left: int

    @property
    def began(self) -> int:
        """Those who began the program, finished or not."""
        return self.finished + self.broke_off

    @property
    def began_left(self) -> int:
        """Of those who began, those who left within the year."""
        return self.finished_left + self.broke_off

    @property
    def gap(self) -> float:
        """How much higher the share of leavers is among those who never began, as a share."""
        return self.never_left / self.never - self.began_left / self.began

    @property
    def vendor_gap(self) -> float:
        """The same as a vendor counts it: those who left before the end stand with the others."""
        others_left, others = self.never_left + self.broke_off, self.never + self.broke_off
        return others_left / others - self.finished_left / self.finished

    def __add__(self, other: Group) -> Group:
        return Group(
            self.finished + other.finished,
            self.finished_left + other.finished_left,
            self.broke_off + other.broke_off,
            self.never + other.never,
            self.never_left + other.never_left,
        )


@dataclass(frozen=True)
class PeopleSheet:
    """One learner's sheet.

    Parameters
    ----------
    agency_today : int
        Agency nurses who work on the units today; no post is filled by one.
    left_by_month : tuple of int
        Nurses who left in each month of the last year; they sum to the year's separations.
    heads : int
        People employed by the hospital, of all jobs.
    departments : tuple of str
        Departments whose nurses are in the table.
    nurses : DataFrame
        Registered nurses of these departments who were employed at any time in three years: emp_id, dept_id,
        hire_date, term_date, and left_early: True where somebody left within a year of starting.
    days, nights : Group
        Two years of hires by kind of shift and program.
    """

    agency_today: int
    left_by_month: tuple[int, ...]
    heads: int
    departments: tuple[str, ...]
    nurses: pd.DataFrame
    days: Group
    nights: Group

    @property
    def last_month_left(self) -> int:
        """Nurses who left in the last month."""
        return self.left_by_month[-1]

    @cached_property
    def program(self) -> dict[str, Group]:
        """The two groups and both together, by name."""
        return {"all": self.days + self.nights, "days": self.days, "nights": self.nights}


def sheet_of(my: StaffingCase) -> PeopleSheet:
    """Return the sheet that belongs to a learner's people."""
    rng, people = my.part("people sheet"), my.people
    departments = _departments(rng)
    days, nights = _program(rng)
    nurses = hospital_nurses()
    return PeopleSheet(
        agency_today=int(rng.integers(2, 5)),
        left_by_month=_by_month(rng, people.leaving.separations),
        heads=int(round(people.injuries.hours_paid / 2_080 / FTES_PER_PERSON, -1)),
        departments=departments,
        nurses=nurses[nurses["dept_id"].isin(departments)].reset_index(drop=True),
        days=days,
        nights=nights,
    )


@lru_cache(maxsize=1)
def hospital_nurses() -> pd.DataFrame:
    """Return the hospital's registered nurses of three years, with whether each left within a year."""
    staff = load("staff_roster")
    nurses = staff[(staff["facility_id"] == "WMH") & (staff["role"] == "RN")]
    nurses = nurses[["emp_id", "dept_id", "hire_date", "term_date"]].reset_index(drop=True)
    return nurses.assign(left_early=(nurses["term_date"] - nurses["hire_date"]).dt.days < A_YEAR_DAYS)


@lru_cache(maxsize=1)
def _counts() -> dict[str, NDArray[np.int_]]:
    """Return, for each department, nurses counted in the ways that `_departments` tells apart."""
    nurses = hospital_nurses()
    hired = nurses["hire_date"].between(FIRST_HIRED, LAST_HIRED)
    older = nurses["hire_date"].between(FIRST_HIRED, FIRST_YEAR_ENDS)
    recent = nurses["hire_date"].between(YEAR_BEGINS, YEAR_ENDS)
    left = nurses["term_date"].between(YEAR_BEGINS, YEAR_ENDS)
    early, gone = nurses["left_early"], nurses["term_date"].notna()
    seen = (
        hired, hired & early, hired & gone, older, older & early,
        recent, recent & early, recent & gone, left, left & early,
    )  # fmt: skip
    return {
        str(dept): np.array([int((column & (nurses["dept_id"] == dept)).sum()) for column in seen])
        for dept in sorted(nurses["dept_id"].unique())
    }


def _departments(rng: np.random.Generator) -> tuple[str, ...]:
    """Draw departments in which each way of dividing gives another share."""
    counts = _counts()
    while True:
        chosen = sorted(str(dept) for dept in rng.choice(list(counts), DEPARTMENTS_OF_ONE, replace=False))
        counted = np.sum([counts[dept] for dept in chosen], axis=0)
        hired, lost, gone, older, older_lost, recent, recent_lost, recent_gone, left, early = counted
        loss, all_hired = lost / hired, hired + recent
        too_recent = ((lost + recent_lost) / all_hired, (gone + recent_gone) / all_hired)  # `last_day` left as it was
        others = (*too_recent, older_lost / older, gone / hired, early / left, lost / gone)
        if 0.12 <= loss <= 0.40 and min(abs(loss - other) for other in others) >= LEAST_GAP:
            of_leavers = early / left
            rest = (lost / left, early / recent, early / hired)
            if min(abs(of_leavers - other) for other in rest) >= LEAST_GAP:
                return tuple(chosen)


def _by_month(rng: np.random.Generator, separations: int) -> tuple[int, ...]:
    """Spread a year's leavers over its months by chance, with a last month that alarms."""
    while True:
        months = rng.multinomial(separations - 3, [1 / MONTHS] * MONTHS)
        months[-1] += 3
        if 3 <= months[-1] <= 4 and months.min() == 0:
            return tuple(int(n) for n in months)


def _program(rng: np.random.Generator) -> tuple[Group, Group]:
    """Draw day and night hires whose crude difference is large and whose own differences are small."""
    while True:
        days, nights = (
            Group(
                finished=int(rng.integers(34, 41)), finished_left=int(rng.integers(1, 4)),
                broke_off=int(rng.integers(3, 6)), never=int(rng.integers(9, 13)), never_left=int(rng.integers(1, 4)),
            ),
            Group(
                finished=int(rng.integers(8, 13)), finished_left=int(rng.integers(1, 3)),
                broke_off=int(rng.integers(2, 5)), never=int(rng.integers(26, 35)), never_left=int(rng.integers(8, 13)),
            ),
        )  # fmt: skip
        both, own = days + nights, (days.gap, nights.gap)
        small = all(0.02 <= gap <= 0.06 for gap in own)
        large = both.gap - max(own) >= 0.04 and both.vendor_gap >= 0.25 and nights.vendor_gap - nights.gap >= 0.08
        answers = sorted((nights.gap, both.gap, nights.vendor_gap, nights.gap * nights.never / nights.never_left))
        told_apart = min(np.diff(answers)) >= LEAST_APART and abs(days.gap - nights.gap) >= 0.01
        if small and large and both.vendor_gap - both.gap >= 0.08 and told_apart:
            return days, nights
