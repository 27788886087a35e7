"""Draws the people sheet of one learner: leavers by month, departments, and a program that seems to keep people."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from course.cases.drawing import first_accepted
from course.staffing.turnover import first_year_loss_of_hires, first_year_share_of_separations
from course.units.staffing.people.hiring_model import MONTHS
from course.units.staffing.people.people_model import People
from course.units.staffing.people.people_sheet_model import (
    FIRST_HIRED,
    FIRST_YEAR_ENDS,
    LAST_HIRED,
    YEAR_BEGINS,
    YEAR_ENDS,
    HireCohort,
    PeopleSheet,
    gap,
    hospital_nurses,
    vendor_gap,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEPARTMENTS_OF_ONE = 5  # departments that one learner looks after
LEAST_GAP = 0.022  # between two ways of dividing: four times the check's tolerance of 0.005, and a little more
LEAST_APART = 0.004  # between two answers about the program: four times the check's tolerance of 0.1 points
FTES_PER_PERSON = 0.857  # the story: 1,500 FTEs are 1,750 people
PAID_HOURS_PER_FTE = 2_080


def draw(rng: np.random.Generator, people: People) -> PeopleSheet:
    """Draw the sheet that belongs to a learner's people."""
    departments = _departments(rng)
    days, nights = _program(rng)
    nurses = hospital_nurses()
    return PeopleSheet(
        agency_today=int(rng.integers(2, 5)),
        left_by_month=_left_by_month(rng, people.leaving.separations),
        heads=int(round(people.injuries.hours_paid / PAID_HOURS_PER_FTE / FTES_PER_PERSON, -1)),
        departments=departments,
        nurses=nurses[nurses["dept_id"].isin(departments)].reset_index(drop=True),
        days=days,
        nights=nights,
    )


# ---------------------------------------------------------------- departments


def _departments(rng: np.random.Generator) -> tuple[str, ...]:
    """Draw departments in which each way of dividing gives another share."""
    counts = _counts_by_department()
    return first_accepted(
        lambda: tuple(sorted(str(dept) for dept in rng.choice(list(counts), DEPARTMENTS_OF_ONE, replace=False))),
        lambda chosen: _ways_of_dividing_differ(np.sum([counts[dept] for dept in chosen], axis=0)),
        "set of departments",
    )


def _ways_of_dividing_differ(counted: NDArray[np.int_]) -> bool:
    """Say whether the two first-year measures lie apart from every mistaken way to them."""
    hired, lost, gone, older, older_lost, recent, recent_lost, recent_gone, left, early = counted
    loss, of_leavers = first_year_loss_of_hires(lost, hired), first_year_share_of_separations(early, left)
    all_hired = hired + recent
    too_recent = ((lost + recent_lost) / all_hired, (gone + recent_gone) / all_hired)  # `last_day` left as it was
    not_loss = (*too_recent, older_lost / older, gone / hired, of_leavers, lost / gone)
    not_of_leavers = (lost / left, early / recent, early / hired)
    return 0.12 <= loss <= 0.40 and _lies_apart(loss, not_loss) and _lies_apart(of_leavers, not_of_leavers)


def _lies_apart(share: float, others: tuple[float, ...]) -> bool:
    return min(abs(share - other) for other in others) >= LEAST_GAP


@lru_cache(maxsize=1)
def _counts_by_department() -> dict[str, NDArray[np.int_]]:
    """Return, for each department, nurses counted in the ways that `_ways_of_dividing_differ` tells apart."""
    nurses = hospital_nurses()
    hired = nurses["hire_date"].between(FIRST_HIRED, LAST_HIRED)
    older = nurses["hire_date"].between(FIRST_HIRED, FIRST_YEAR_ENDS)
    recent = nurses["hire_date"].between(YEAR_BEGINS, YEAR_ENDS)
    left = nurses["term_date"].between(YEAR_BEGINS, YEAR_ENDS)
    early, gone = nurses["left_early"], nurses["term_date"].notna()
    of_hired = (hired, hired & early, hired & gone, older, older & early)
    seen = (*of_hired, recent, recent & early, recent & gone, left, left & early)
    return {
        str(dept): np.array([int((column & (nurses["dept_id"] == dept)).sum()) for column in seen])
        for dept in sorted(nurses["dept_id"].unique())
    }


# ---------------------------------------------------------------- leavers by month


def _left_by_month(rng: np.random.Generator, separations: int) -> tuple[int, ...]:
    """Spread a year's leavers over its months by chance, with a last month that alarms."""
    months = first_accepted(
        lambda: _three_more_in_the_last(rng.multinomial(separations - 3, [1 / MONTHS] * MONTHS)),
        lambda months: 3 <= months[-1] <= 4 and min(months) == 0,
        "year of leavers by month",
    )
    return tuple(int(n) for n in months)


def _three_more_in_the_last(months: NDArray[np.int_]) -> NDArray[np.int_]:
    return np.append(months[:-1], months[-1] + 3)


# ---------------------------------------------------------------- the program


def _program(rng: np.random.Generator) -> tuple[HireCohort, HireCohort]:
    """Draw day and night hires whose crude difference is large and whose own differences are small."""
    return first_accepted(lambda: (_day_hires(rng), _night_hires(rng)), _seems_to_keep_people, "program")


def _day_hires(rng: np.random.Generator) -> HireCohort:
    return HireCohort(
        finished=int(rng.integers(34, 41)),
        finished_left=int(rng.integers(1, 4)),
        broke_off=int(rng.integers(3, 6)),
        never=int(rng.integers(9, 13)),
        never_left=int(rng.integers(1, 4)),
    )


def _night_hires(rng: np.random.Generator) -> HireCohort:
    return HireCohort(
        finished=int(rng.integers(8, 13)),
        finished_left=int(rng.integers(1, 3)),
        broke_off=int(rng.integers(2, 5)),
        never=int(rng.integers(26, 35)),
        never_left=int(rng.integers(8, 13)),
    )


def _seems_to_keep_people(cohorts: tuple[HireCohort, HireCohort]) -> bool:
    """Say whether the program's effect is small in each cohort and large in both together, or by a vendor's count."""
    days, nights = cohorts
    both, own = days + nights, (gap(days), gap(nights))
    small = all(0.02 <= one <= 0.06 for one in own)
    large = gap(both) - max(own) >= 0.04 and vendor_gap(both) >= 0.25 and vendor_gap(nights) - gap(nights) >= 0.08
    return small and large and vendor_gap(both) - gap(both) >= 0.08 and _answers_differ(days, nights, both)


def _answers_differ(days: HireCohort, nights: HireCohort, both: HireCohort) -> bool:
    """Say whether the right points among night hires lie apart from the mistaken ones."""
    percent = gap(nights) * nights.never / nights.never_left
    answers = sorted((gap(nights), gap(both), vendor_gap(nights), percent))
    return bool(min(np.diff(answers)) >= LEAST_APART and abs(gap(days) - gap(nights)) >= 0.01)
