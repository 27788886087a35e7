"""The rules of a roster, each by a line that breaks it alone; and the check that keeps up with edits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.rostering.problem import OFF
from course.rostering.roster import cover_gaps
from course.rostering.violations import (
    LEAVE,
    LONG_REST,
    LONG_RUN,
    RULES,
    SHIFT_LIMIT,
    SHORT_REST,
    SHORT_RUN,
    SUCCESSION,
    TOO_LONG,
    TOO_SHORT,
    WEEKENDS,
    LiveCheck,
    line_violations,
    runs,
    violations,
    who_can_take,
)
from tests.rostering.small_rosters import blank, drawn_problem, line, nurse, problem


def broken(text: str, **rules: Any) -> list[tuple[str, int | None]]:
    """Return the rules that a line breaks and where, for a nurse bound by these rules."""
    given = problem(nurse(**rules), days=len(text))
    return [(v.rule, v.day) for v in line_violations(given, given.nurses[0], line(text))]


# One line that breaks each rule alone, where it shows, and the nearest line that keeps it.
BREAKING: list[tuple[str, int | None, dict[str, Any], str, str]] = [
    (LEAVE, 2, {"leave": (2,)}, "DDD....", "DD.D..."),
    (SUCCESSION, 2, {}, ".ND....", ".N.D..."),
    (LONG_RUN, 4, {"max_consecutive_shifts": 3}, ".DDDD..", ".DDD.D."),
    (SHORT_RUN, 4, {"min_consecutive_shifts": 2}, ".DD.D..", "..DD.DD"),
    (SHORT_REST, 3, {"min_consecutive_days_off": 2}, ".DD.D..", ".DD..D."),
    (LONG_REST, 4, {"max_consecutive_days_off": 3}, "D....DD", "D...D.D"),
    (WEEKENDS, None, {"max_weekends": 0}, ".....D.", "....D.."),
    (TOO_LONG, None, {"max_minutes": 960}, "DDD....", "DD....."),
    (TOO_SHORT, None, {"min_minutes": 960}, "D......", "DD....."),
    (SHIFT_LIMIT, 1, {"max_shifts": {"N": 1}}, ".NN....", ".DN...."),
]


@pytest.mark.parametrize(("rule", "day", "rules", "bad", "good"), BREAKING, ids=[b[0] for b in BREAKING])
def test_each_rule_is_broken_by_one_line_and_kept_by_its_neighbor(
    rule: str, day: int | None, rules: dict[str, Any], bad: str, good: str
):
    assert broken(bad, **rules) == [(rule, day)]
    assert broken(good, **rules) == []


def test_every_rule_has_its_line_above():
    assert {b[0] for b in BREAKING} == set(RULES)


@pytest.mark.parametrize(("rule", "day", "rules", "bad", "good"), BREAKING, ids=[b[0] for b in BREAKING])
def test_a_violation_says_who_and_what_in_a_sentence(
    rule: str, day: int | None, rules: dict[str, Any], bad: str, good: str
):
    given = problem(nurse(**rules), days=len(bad))
    (violation,) = violations(given, {"Ann": line(bad)})
    assert violation.say.startswith("Ann ") and violation.say.endswith(".") and violation.nurse == "Ann"


def test_days_are_counted_from_one_in_words():
    given = problem(nurse(leave=(2,)))
    assert violations(given, {"Ann": line("..D.")})[0].say == "Ann works D on day 3, which is leave."


def test_a_run_cut_by_the_edge_is_never_too_short_but_can_be_too_long():
    assert broken("D..DD.D", min_consecutive_shifts=2) == []
    assert broken(".DDDDD.", min_consecutive_days_off=2) == []
    assert broken("DDDD...", max_consecutive_shifts=3) == [(LONG_RUN, 3)]


def test_leave_in_a_run_of_days_off_excuses_its_length():
    rules = {"max_consecutive_days_off": 3}
    assert broken("D.....D", **rules) == [(LONG_REST, 4)]
    assert broken("D.....D", leave=(3,), **rules) == []
    assert broken("D.......D", leave=(1,), **rules) == [(LONG_REST, 5)]


def test_a_weekend_counts_once_whether_one_day_of_it_is_worked_or_both():
    assert broken(".....D......D.", max_weekends=1) == [(WEEKENDS, None)]
    assert broken(".....DD.......", max_weekends=1) == []


def test_a_line_of_runs_is_put_together_again():
    found = runs(line(".DDN..D"))
    assert [(r.working, r.start, r.end) for r in found] == [(False, 0, 1), (True, 1, 4), (False, 4, 6), (True, 6, 7)]


# ---------------------------------------------------------------- under edit


@pytest.mark.parametrize("seed", range(10))
def test_after_every_edit_the_live_check_says_what_a_full_check_says(seed: int):
    rng = np.random.default_rng(seed)
    given = drawn_problem(rng, people=4, days=9)
    live = LiveCheck(given, blank(given))
    for _ in range(60):
        name, day = str(rng.choice(list(given.nurse))), int(rng.integers(given.days))
        live.edit(name, day, str(rng.choice(["D", "N", OFF])))
        assert live.violations == violations(given, live.roster)
        everywhere = cover_gaps(given, live.roster)
        assert sorted(live.gaps, key=repr) == sorted(everywhere, key=repr)
        assert {id(g.cover) for g in live.under_cover} == {id(g.cover) for g in everywhere if g.missing}


def test_an_edit_looks_only_at_its_line_and_its_day(monkeypatch: pytest.MonkeyPatch):
    """That is why it is quick: thirty nurses cost no more than one."""
    given = problem(*(nurse(f"n{i}") for i in range(30)), days=28)
    live = LiveCheck(given, blank(given))
    looked_at: list[Any] = []
    monkeypatch.setattr("course.rostering.violations.line_violations", lambda p, n, row: looked_at.append(n.id) or [])
    monkeypatch.setattr("course.rostering.violations.cover_gaps", lambda p, r, day: looked_at.append(day) or [])
    live.edit("n7", 3, "D")
    assert looked_at == ["n7", 3]


def test_an_edit_that_cannot_be_is_refused_and_changes_nothing():
    live = LiveCheck(problem(), {"Ann": line("D...")})
    for bad in (("Ann", 0, "X"), ("Bob", 0, "D"), ("Ann", 4, "D")):
        with pytest.raises(ValueError):
            live.edit(*bad)
    assert live.roster == {"Ann": line("D...")}


def test_who_can_take_a_shift_is_off_and_breaks_nothing_by_it():
    given = problem(nurse("Ann"), nurse("Bea", leave=(1,)), nurse("Cy"), nurse("Di"), days=4)
    roster = {"Ann": line(".D.."), "Bea": line("...."), "Cy": line("N..."), "Di": line("....")}
    assert who_can_take(given, roster, 1, "D") == ["Di"]
    assert who_can_take(given, roster, 1, "N") == ["Cy", "Di"]
