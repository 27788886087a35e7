"""The benchmark's plain-text format: a small instance of our own, and texts that do not fit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.rostering.benchmark_format import (
    Unreadable,
    from_solution_text,
    parse,
    read,
    to_solution_text,
)
from course.rostering.problem import Cover, Request
from course.rostering.roster import cost, from_lines
from course.rostering.solver import solve
from course.rostering.violations import violations
from tests.rostering.small_rosters import best, least_cost

# Made for this test; not one of the published instances.
OURS = """# A ward of three, one week
SECTION_HORIZON
# days
7

SECTION_SHIFTS
# id, minutes, what cannot follow
E,480,
L,480,E
N,600,E|L

SECTION_STAFF
# id, limits, most, least, longest, shortest, rest, weekends
Ann,E=7|L=7|N=0,2400,960,4,2,2,1
Bea,E=7|L=7|N=3,2400,960,4,1,1,1
Cy,E=2|L=0|N=4,2400,0,3,1,2,0

SECTION_DAYS_OFF
# id, days
Ann,2
Cy,0,4

SECTION_SHIFT_ON_REQUESTS
# id, day, shift, weight
Ann,0,E,2
Bea,3,N,3

SECTION_SHIFT_OFF_REQUESTS
# id, day, shift, weight
Bea,5,L,1

SECTION_COVER
# day, shift, people, under, over
0,E,1,100,1
1,L,1,100,1
2,N,1,100,1
5,L,1,90,2
6,E,2,100,1
"""


def test_every_section_is_read():
    given = parse(OURS)
    assert given.days == 7 and given.weekends == ((5, 6),)
    assert [(s.id, s.minutes, s.forbidden_next) for s in given.shifts] == [
        ("E", 480, ()),
        ("L", 480, ("E",)),
        ("N", 600, ("E", "L")),
    ]
    cy = given.nurse["Cy"]
    assert (cy.max_shifts, cy.max_minutes, cy.min_minutes) == ({"E": 2, "L": 0, "N": 4}, 2400, 0)
    assert (cy.max_consecutive_shifts, cy.min_consecutive_shifts, cy.min_consecutive_days_off) == (3, 1, 2)
    assert (cy.max_weekends, cy.leave, given.nurse["Ann"].leave, given.nurse["Bea"].leave) == (0, (0, 4), (2,), ())
    assert given.requests == (
        Request("Ann", 0, "E", 2, True),
        Request("Bea", 3, "N", 3, True),
        Request("Bea", 5, "L", 1, False),
    )
    assert given.covers[3] == Cover(5, "L", 1, 90, 2) and len(given.covers) == 5


def test_our_instance_is_solved_with_objective_bound_and_gap():
    """Cy works no weekend, so Ann and Bea are both needed early on Sunday (100 each).

    Neither may then work Saturday's late shift, whose absence is the cheaper one to bear: 90. All else can be met.
    """
    given = parse(OURS)
    found = solve(given)
    assert (found.objective, found.bound, found.gap) == (90, 90, 0.0) and found.proven
    assert [(g.cover.day, g.cover.shift) for g in found.under_cover] == [(5, "L")]
    assert found.roster is not None and violations(given, found.roster) == []


def test_a_small_text_is_solved_as_by_trying_all():
    """Small enough to try every roster: three nurses, five days."""
    text = OURS.replace("\n7\n", "\n5\n").replace("5,L,1,90,2\n6,E,2,100,1\n", "").replace("Bea,5,L,1\n", "")
    given = parse(text)
    assert given.days == 5 and len(given.covers) == 3
    assert best(given)["objective"] == least_cost(given)


def test_a_file_is_read_with_either_line_ending(tmp_path: Path):
    for name, ending in (("unix", "\n"), ("windows", "\r\n")):
        place = tmp_path / f"{name}.txt"
        place.write_bytes(("\ufeff" + OURS).replace("\n", ending).encode())
        assert read(place) == parse(OURS)


def test_sections_that_ask_for_nothing_may_be_left_out():
    text = OURS[: OURS.index("SECTION_DAYS_OFF")]
    assert parse(text).covers == () and parse(text).requests == ()


def test_a_solution_is_read_back_as_it_was_written():
    given = parse(OURS)
    roster = from_lines(given, {"Ann": "EE..LL.", "Bea": "..NN..E", "Cy": "..N...."})
    text = to_solution_text(given, roster)
    assert text.splitlines()[2] == "\t\tN\t\t\t\t"
    assert from_solution_text(given, text) == roster
    assert cost(given, from_solution_text(given, text)) == cost(given, roster)


def test_a_solution_of_another_shape_is_refused():
    given = parse(OURS)
    with pytest.raises(Unreadable, match="2 lines; the problem has 3"):
        from_solution_text(given, "E\nE\n")
    with pytest.raises(Unreadable, match="Line 2 has 3 days; the problem has 7"):
        from_solution_text(given, "\t" * 6 + "\n" + "\t\t\n" + "\t" * 6 + "\n")
    with pytest.raises(ValueError, match="works 'Q' on day 0"):
        from_solution_text(given, "Q" + ("\t" * 6 + "\n") * 3)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# A ward of three, one week", "7", "Line 1 stands before the first section"),
        ("SECTION_COVER", "SECTION_HORIZON", "Line 32 opens SECTION_HORIZON a second time"),
        ("SECTION_COVER", "SECTION_COVERS", "Line 32 opens SECTION_COVERS, which is none"),
        ("SECTION_SHIFTS", "SECTION_COVER", "Line 6 opens SECTION_COVER before SECTION_SHIFTS"),
        ("\n7\n", "\nseven\n", "Line 4 has 'seven' where a horizon belongs"),
        ("\n7\n", "\n0\n", "Line 4 gives a horizon of 0 days"),
        ("\n7\n", "\n7\n8\n", "Line 5 gives the horizon a second time"),
        ("E,480,\n", "E\n", "Line 8 has 1 fields; it needs 3"),
        ("E,480,\n", "E,0,\n", "Line 8 needs a shift's name and a length above 0"),
        ("L,480,E\n", "E,480,\n", "Line 9 names the shift 'E' a second time"),
        ("N,600,E|L", "N,600,E|Q", "Line 10 names the shift 'Q'"),
        ("Bea,E=7|L=7|N=3,2400,960", "Bea,E=7|L=7|N=3,2400", "Line 15 has 7 fields; it needs 8"),
        ("Bea,E=7", "Ann,E=7", "Line 15 names the employee 'Ann' a second time"),
        ("Bea,E=7", "Bea,E7", "Line 15 has the limit 'E7'"),
        ("Bea,E=7", "Bea,Q=7", "Line 15 does not hold together: Bea has a limit on shift 'Q'"),
        ("2400,960,4,1", "900,960,4,1", "Line 15 does not hold together: Bea has 960 to 900 minutes"),
        ("2400,960,4,1", "2400,960,4,-1", "Line 15 has '-1' where a figure belongs"),
        ("Cy,0,4", "Dot,0,4", "Line 21 names the employee 'Dot'"),
        ("Cy,0,4", "Cy,0,7", "Line 21 names day 7; the horizon has days 0 to 6"),
        ("Bea,3,N,3", "Bea,3,N", "Line 26 has 3 fields; it needs 4"),
        ("Bea,3,N,3", "Bea,3,Q,3", "Line 26 names the shift 'Q'"),
        ("Bea,3,N,3", "Bea,3,N,x", "Line 26 has 'x' where a weight belongs"),
        ("1,L,1,100,1", "1,L,1,100", "Line 35 has 4 fields; it needs 5"),
        ("1,L,1,100,1", "0,E,1,100,1", "Line 35 asks for cover of day 0, shift E a second time"),
    ],
)
def test_a_line_that_does_not_fit_is_named_in_one_sentence(before: str, after: str, said: str):
    assert before in OURS
    with pytest.raises(Unreadable) as refusal:
        parse(OURS.replace(before, after, 1))
    sentence = str(refusal.value)
    assert sentence.startswith(said) and "\n" not in sentence and sentence.endswith(".")


def test_a_text_without_staff_is_not_a_roster():
    with pytest.raises(Unreadable, match="ends at line 10 without a SECTION_STAFF"):
        parse(OURS[: OURS.index("SECTION_STAFF")])
    with pytest.raises(Unreadable, match="ends at line 0 without a SECTION_HORIZON"):
        parse("")
