"""A roster as plain data: edits, what it costs, and how evenly it treats people."""

from __future__ import annotations

import pytest

from course.rostering.problem import Cover, Request
from course.rostering.roster import (
    changed_cells,
    cost,
    cover_gaps,
    from_lines,
    granted,
    shares,
    spread,
    to_lines,
    under_cover,
    validated,
    with_edit,
)
from tests.rostering.small_rosters import blank, demand, line, nurse, problem

TWO = problem(nurse("Ann", skills=("charge",)), nurse("Bea"), days=7)
ROSTER = {"Ann": line("DDN...D"), "Bea": line("..DDN..")}


def test_an_edit_changes_one_day_and_leaves_the_roster_before_it_alone():
    edited = with_edit(ROSTER, "Ann", 3, "N")
    assert edited["Ann"] == line("DDNN..D") and ROSTER["Ann"] == line("DDN...D")
    assert changed_cells(ROSTER, edited) == [("Ann", 3)]
    assert with_edit(edited, "Ann", 3, "") == ROSTER


def test_lines_are_read_back_as_they_were_written():
    assert to_lines(ROSTER) == {"Ann": "DDN...D", "Bea": "..DDN.."}
    assert from_lines(TWO, to_lines(ROSTER)) == ROSTER
    assert from_lines(TWO, to_lines(blank(TWO))) == blank(TWO)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"Ann": "D" * 7}, "no line for Bea"),
        ({"Ann": "D" * 7, "Bea": "D" * 6}, "Bea's line has 6 days; the roster has 7"),
        ({"Ann": "D" * 7, "Bea": "DDDXDDD"}, "Bea works 'X' on day 3"),
        ({"Ann": "D" * 7, "Bea": "D" * 7, "Cy": "D" * 7}, "'Cy', who is no nurse"),
    ],
)
def test_a_roster_that_does_not_fit_is_refused_in_a_sentence(lines: dict[str, str], said: str):
    with pytest.raises(ValueError, match=said):
        from_lines(TWO, lines)


def test_an_edit_outside_the_roster_is_refused():
    with pytest.raises(ValueError, match="no nurse 'Cy'"):
        with_edit(ROSTER, "Cy", 0, "D")
    with pytest.raises(ValueError, match="Day 7 is outside"):
        with_edit(ROSTER, "Ann", 7, "D")


def test_only_shifts_of_one_letter_can_be_written_as_a_line():
    with pytest.raises(ValueError, match="one letter"):
        to_lines({"Ann": ("D12",)})


def test_nurses_stand_in_the_order_of_the_problem():
    assert list(validated(TWO, dict(reversed(ROSTER.items())))) == ["Ann", "Bea"]


# ---------------------------------------------------------------- cost


def test_a_person_missing_and_one_too_many_cost_their_weights():
    given = problem(nurse("Ann"), nurse("Bea"), days=2, covers=demand("D", 2, 0, under=7, over=3))
    total = cost(given, {"Ann": line("DD"), "Bea": line(".D")})
    assert (total.under_cover, total.over_cover, total.total) == (7, 6, 13)


def test_only_people_with_the_skill_count_toward_it():
    given = problem(
        *TWO.nurses, days=7, covers=(Cover(0, "D", 1, 5, skill="charge"), Cover(2, "D", 1, 5, skill="charge"))
    )
    (gap,) = under_cover(given, ROSTER)
    assert (gap.cover.day, gap.on_duty, gap.missing) == (2, 0, 1)


def test_the_gaps_of_one_day_are_those_of_that_day():
    given = problem(*TWO.nurses, days=7, covers=demand("D", 2, 2, 2, 2, 2, 2, 2))
    assert [gap.cover.day for gap in cover_gaps(given, ROSTER)] == list(range(7))
    assert [gap.on_duty for gap in cover_gaps(given, ROSTER, 4)] == [0]


@pytest.mark.parametrize(
    ("shift", "wanted", "on_day", "off_day"),
    [
        ("D", True, True, False),
        ("N", True, False, False),
        ("", True, True, False),
        ("D", False, False, True),
        ("N", False, True, True),
        ("", False, False, True),
    ],
)
def test_a_request_is_granted_by_what_is_worked(shift: str, wanted: bool, on_day: bool, off_day: bool):
    """An empty shift asks for any work, or for a day off."""
    assert granted(Request("Ann", 0, shift, 1, wanted), ROSTER) is on_day
    assert granted(Request("Bea", 0, shift, 1, wanted), ROSTER) is off_day


def test_what_is_not_granted_costs_its_weight():
    wishes = (Request("Ann", 0, "N", 4, True), Request("Ann", 1, "", 2, False), Request("Bea", 0, "", 9, False))
    assert cost(problem(*TWO.nurses, days=7, requests=wishes), ROSTER).requests == 6


# ---------------------------------------------------------------- fairness


def test_what_each_nurse_carries():
    wishes = (Request("Ann", 0, "D", 4, True), Request("Ann", 1, "", 2, False))
    ann, bea = shares(problem(*TWO.nurses, days=7, requests=wishes), ROSTER)
    assert (ann.hours, ann.shifts, ann.weekends, ann.granted, ann.asked) == (34.0, {"D": 3, "N": 1}, 1, 1, 2)
    assert (bea.hours, bea.shifts, bea.weekends, bea.asked) == (26.0, {"D": 2, "N": 1}, 0, 0)


def test_the_spread_is_from_the_least_to_the_most():
    assert spread([2, 9, 4]) == 7 and spread([]) == 0
