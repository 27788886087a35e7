"""What each nurse carries, counted by hand on three lines."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from course.rostering.fairness import workload_table
from course.rostering.problem import OFF, Nurse, Request, RosterProblem, ShiftType
from course.rostering.roster import from_lines

PROBLEM = RosterProblem(
    days=14,
    shifts=(ShiftType("D", 720), ShiftType("N", 720)),
    nurses=(
        Nurse("Ann", 10_000),
        Nurse("Bea", 10_000, max_shifts=MappingProxyType({"N": 0})),
        Nurse("Cy", 10_000, max_shifts=MappingProxyType({"D": 0})),
    ),
    requests=(Request("Ann", 0, OFF, 3, False), Request("Ann", 5, "N", 1, True), Request("Cy", 6, OFF, 2, False)),
)
ROSTER = from_lines(PROBLEM, {"Ann": "DD...NN.......", "Bea": "DDD...........", "Cy": ".....NN.....NN"})


def test_shifts_weekends_hours_and_requests_are_counted() -> None:
    table = workload_table(PROBLEM, ROSTER)
    assert table.loc["Ann"].to_dict() == {
        "works": "both",
        "days": 2,
        "nights": 2,
        "weekends": 1,
        "hours": 48.0,
        "asked": 2,
        "granted": 1,
    }
    assert list(table["works"]) == ["both", "days", "nights"]
    assert list(table["weekends"]) == [1, 0, 2]
    assert list(table["granted"]) == [1, 0, 0]


@pytest.mark.parametrize(("day", "shift", "granted"), [(0, OFF, 2), (5, OFF, 0)])
def test_an_edit_grants_or_takes_a_request(day: int, shift: str, granted: int) -> None:
    line = list(ROSTER["Ann"])
    line[day] = shift
    assert workload_table(PROBLEM, {**ROSTER, "Ann": tuple(line)}).loc["Ann", "granted"] == granted
