"""What the people office sends beside the hiring year: leavers by month, nurses of some departments, a program.

The nurses are those of the dataset `staff_roster`; everything else is drawn for one learner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from course.datasets import load
from course.staffing.turnover import first_year_loss_of_hires

if TYPE_CHECKING:
    import pandas as pd

FIRST_HIRED, LAST_HIRED = "2022-07-01", "2024-06-30"  # two years of hires who could all reach an anniversary
FIRST_YEAR_ENDS = "2023-06-30"  # of these two years
YEAR_BEGINS, YEAR_ENDS = "2024-07-01", "2025-06-30"  # the last year of the table
DAYS_PER_YEAR = 365
WITH_PROGRAM, WITHOUT_PROGRAM = "with", "without"


@dataclass(frozen=True)
class HireCohort:
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
    def began_share(self) -> float:
        """Share of the cohort who began the program."""
        return self.began / (self.began + self.never)

    def __add__(self, other: HireCohort) -> HireCohort:
        return HireCohort(
            self.finished + other.finished,
            self.finished_left + other.finished_left,
            self.broke_off + other.broke_off,
            self.never + other.never,
            self.never_left + other.never_left,
        )


@dataclass(frozen=True)
class LeaverCount:
    """Hires with the program and without it, and those who left in their first year, by one way of counting."""

    people: Mapping[str, int]
    left: Mapping[str, int]

    @property
    def loss(self) -> dict[str, float]:
        """First-year loss of either side."""
        return {side: first_year_loss_of_hires(self.left[side], people) for side, people in self.people.items()}

    @property
    def gap(self) -> float:
        """How much higher the loss is without the program."""
        return self.loss[WITHOUT_PROGRAM] - self.loss[WITH_PROGRAM]


def count_leavers(cohort: HireCohort, all_who_began: bool) -> LeaverCount:
    """Return who left with the program and without it.

    Parameters
    ----------
    cohort : HireCohort
        The hires.
    all_who_began : bool
        Whether those who broke the program off count with it, as they do where like is compared with like, or
        without it, as a vendor may count them.
    """
    c = cohort
    if all_who_began:
        people, left = (c.began, c.never), (c.began_left, c.never_left)
    else:
        people, left = (c.finished, c.never + c.broke_off), (c.finished_left, c.never_left + c.broke_off)
    sides = (WITH_PROGRAM, WITHOUT_PROGRAM)
    return LeaverCount(dict(zip(sides, people, strict=True)), dict(zip(sides, left, strict=True)))


def gap(cohort: HireCohort) -> float:
    """Return how much higher the first-year loss is among those who never began the program, as a share."""
    return count_leavers(cohort, all_who_began=True).gap


def vendor_gap(cohort: HireCohort) -> float:
    """Return the same as a vendor counts it: those who left before the end stand with the others."""
    return count_leavers(cohort, all_who_began=False).gap


@dataclass(frozen=True)
class Comparison:
    """Leavers with the program and without it: among whom, and whether all who began it count with it."""

    among: str
    all_who_began: bool
    count: LeaverCount

    @property
    def is_asked(self) -> bool:
        """Whether the exercise asks for this gap, so that neither the lab nor its picture says it."""
        return self.among == "nights" and self.all_who_began


def compare(program: Mapping[str, HireCohort], among: str, all_who_began: bool) -> Comparison:
    """Return who left of one of the sheet's cohorts, by one way of counting."""
    return Comparison(among, all_who_began, count_leavers(program[among], all_who_began))


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
    days, nights : HireCohort
        Two years of hires by kind of shift and program.
    """

    agency_today: int
    left_by_month: tuple[int, ...]
    heads: int
    departments: tuple[str, ...]
    nurses: pd.DataFrame
    days: HireCohort
    nights: HireCohort

    @property
    def last_month_left(self) -> int:
        """Nurses who left in the last month."""
        return self.left_by_month[-1]

    @cached_property
    def program(self) -> dict[str, HireCohort]:
        """The two cohorts and both together, by name."""
        return {"all": self.days + self.nights, "days": self.days, "nights": self.nights}


@lru_cache(maxsize=1)
def hospital_nurses() -> pd.DataFrame:
    """Return the hospital's registered nurses of three years, with whether each left within a year."""
    staff = load("staff_roster")
    nurses = staff[(staff["facility_id"] == "WMH") & (staff["role"] == "RN")]
    nurses = nurses[["emp_id", "dept_id", "hire_date", "term_date"]].reset_index(drop=True)
    return nurses.assign(left_early=(nurses["term_date"] - nurses["hire_date"]).dt.days < DAYS_PER_YEAR)
