"""Every mix of shifts of the story's day: how many pass, and which come first."""

from __future__ import annotations

from itertools import product

from course.catalog import full_mark_plans, search_for
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision
from course.units.staffing.census_to_ftes.shift_mix_model import as_row, planned_hours, wrenfield
from course.units.staffing.census_to_ftes.shift_mix_search import ShiftMixSearch

DECISION = ShiftMixDecision(wrenfield())
SEARCH = ShiftMixSearch(DECISION)


def by_a_plain_walk() -> set[tuple[int, ...]]:
    """Return the story's full-mark mixes by nested loops over whole numbers."""
    found = set()
    for by_day, by_night, noon, evening in product(range(13), range(13), range(4), range(4)):
        for floats in product(range(3), repeat=6):
            if sum(floats) > 2:
                continue
            there = [by_night, by_night, by_day, by_day + noon, by_day + noon + evening, by_night + evening]
            enough = all(t + f >= need for t, f, need in zip(there, floats, (6, 6, 7, 7, 7, 7), strict=True))
            if enough and 12 * (by_day + by_night) + 8 * (noon + evening) + 4 * sum(floats) <= 166:
                found.add((by_day, by_night, noon, evening, *floats, 0))
    return found


def test_twelve_of_the_storys_mixes_pass_and_another_route_finds_the_same():
    walked = by_a_plain_walk()
    assert {tuple(as_row(p)) for p in full_mark_plans(DECISION, 99)} == walked
    assert len(walked) == SEARCH.full_mark_count == 12


def test_the_leanest_mix_comes_first():
    hours = [planned_hours(as_row(p)) for p in full_mark_plans(DECISION, 99)]
    assert hours == sorted(hours) and hours[0] == 160 == SEARCH.fewest_hours


def test_the_decision_itself_knows_no_good_mix():
    """A released notebook names the decision; the search stands beside it."""
    assert search_for(DECISION) == SEARCH
    assert not {"candidates", "fewest_hours", "full_mark_count", "slipping_plans"} & set(dir(DECISION))
