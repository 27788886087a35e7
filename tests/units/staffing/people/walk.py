"""A year of hiring by a walk over months and cohorts: the other route to the model's figures."""

from __future__ import annotations

from course.units.staffing.people.hiring_model import HiringYear

NOBODY, NONE_BOUGHT = [0] * 12, [0] * 4
GOOD = {"hires": [2, 2, 2, 2, 1, 1, 1, 1, 1, 2, 2, 1], "agency": [2, 0, 0, 0]}  # keeps every rule of the story's year


def walk(year: HiringYear, hires: list[int]) -> tuple[list[float], list[float]]:
    """Return those in post and the productive hands at each month's end, without agency."""
    old, cohorts = float(year.in_post), []
    in_post, effective = [], []
    for month in range(12):
        cohorts.append([float(hires[month]), 0])
        old *= 1 - year.incumbent_leave_year / 12
        for cohort in cohorts:
            cohort[0] *= 1 - year.new_hire_leave_month
            cohort[1] += 1
        in_post.append(old + sum(n for n, _ in cohorts))
        load = [year.learning_share if age <= year.learning_months else 1.0 for _, age in cohorts]
        effective.append(old + sum(n * share for (n, _), share in zip(cohorts, load, strict=True)))
    return in_post, effective
