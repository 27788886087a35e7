"""The people lab: a year of hiring planned, looked at under mistaken assumptions, and kept."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan, full_mark_plans
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.staffing.people.hiring_decision import HiringDecision, outcome
from course.units.staffing.people.hiring_lab import as_controls, hiring_lab, opening_plan, reading
from course.units.staffing.people.hiring_model import MONTHS, run_year

MY = sample_cases("03_staffing", 1)[0]
YEAR = MY.hiring
DECISION = HiringDecision(YEAR)
GOOD = best_plan(DECISION)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return hiring_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab on the plan it opens with."""
    opened.set(**as_controls(opening_plan(YEAR)), compare="none")
    return opened


def test_the_first_view_fills_the_empty_posts_at_once_and_runs_short(lab: Lab) -> None:
    plan = lab.decisions()
    assert sum(plan["hires"]) == YEAR.budgeted - YEAR.in_post and not any(plan["agency"])
    kept = {text.split(":")[0]: met for met, text in lab.marks}
    assert not kept["Vacancy"] and not kept["Productive gap"]
    assert lab.sentence.startswith("Too few productive nurses") and "to Jun" in lab.sentence


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab calls kept is what the check will call kept, for any plan."""
    rng = np.random.default_rng(7)
    for plan in (DECISION.nothing(), GOOD, *(DECISION.random(rng) for _ in range(10))):
        lab.set(**as_controls(plan))
        promises = DECISION.scorecard(lab.decisions()).promises
        assert [met for met, _ in lab.marks] == [p.kept for p in promises]
        assert [text.split(":")[0] for _, text in lab.marks] == [p.name for p in promises]


def test_the_controls_reach_full_mark_plans_and_these_can_be_signed(lab: Lab) -> None:
    for plan in full_mark_plans(DECISION, 12):
        lab.set(**as_controls(plan))
        assert lab.decisions() == plan
        assert all(met for met, _ in lab.marks) and "you can sign" in lab.sentence


def test_a_hire_changes_the_months_after_it_and_none_before(lab: Lab) -> None:
    before = lab.result.run.in_post
    lab.set(hires_6=3)
    more = lab.result.run.in_post - before
    assert not more[:5].any() and (more[5:] > 0).all()


def test_who_leaves_is_who_was_there_and_came_less_who_is_left(lab: Lab) -> None:
    """The sentence's leavers close the year's account, and cost what one leaver costs each."""
    lab.set(**as_controls(GOOD))
    seen = lab.result
    assert YEAR.in_post + sum(GOOD["hires"]) - seen.left == pytest.approx(float(seen.run.in_post[-1]))
    assert seen.leavers_usd == pytest.approx(seen.left * MY.people.leaving.cost_usd)
    assert f"{seen.left:.1f} leave" in lab.sentence


def test_bars_above_the_limit_are_hatched_and_the_others_are_not(lab: Lab) -> None:
    over = lab.result.run.gap_fte > YEAR.gap_limit_fte
    assert over.any() and not over.all()
    assert [bool(bar.get_hatch()) for bar in lab._view.missing] == over.tolist()
    lab.set(**as_controls(GOOD))
    assert not any(bar.get_hatch() for bar in lab._view.missing)


@pytest.mark.parametrize("wish", list(DECISION.assumed_years))
def test_each_wish_is_dotted_and_has_hands_that_nobody_has(lab: Lab, wish: str) -> None:
    lab.set(compare=wish)
    assert "nurses more than there are" in lab.sentence and "Dotted" in lab.alt
    wished = run_year(DECISION.assumed_years[wish], lab.decisions()["hires"], lab.decisions()["agency"])
    assert (wished.effective >= lab.result.run.effective - 1e-9).all()
    assert lab._view.assumed.get_visible()


def test_a_way_of_looking_is_no_decision(lab: Lab) -> None:
    lab.set(compare="nobody leaves")
    assert set(lab.decisions()) == {"hires", "agency"}


def test_the_table_adds_up_to_the_two_budgets(lab: Lab) -> None:
    lab.set(**as_controls(GOOD))
    _, *months, total = lab.table
    assert len(months) == MONTHS
    for column in (7, 8):
        dollars = [float(row[column].strip("$").replace(",", "")) for row in (*months, total)]
        assert sum(dollars[:-1]) == pytest.approx(dollars[-1], abs=6)


@pytest.mark.parametrize(
    ("hires", "agency", "says"),
    [
        ([1, 1] + [0] * 10, [12] * 4, "posts too many are empty in June"),
        ([6] * 12, [12] * 4, "more nurses than posts"),
        (GOOD["hires"], [12, 12, 12, 12], "Still open: agency budget"),
        ([0] * 12, [0] * 4, "Too few productive nurses all year"),
    ],
)
def test_each_kind_of_trouble_has_its_sentence(hires: list[int], agency: list[int], says: str) -> None:
    said = reading(outcome(DECISION, {"hires": hires, "agency": agency}, MY.people.leaving.cost_usd))
    assert says in said.sentence


def test_the_kept_year_reads_back_as_it_would_be_typed(lab: Lab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab.set(**as_controls(GOOD))
    assert "plans/hiring.json" in lab.keep()
    assert kept_plan("hiring") == GOOD == validated(lab.decisions(), DECISION.schema, "hiring")
