"""The budgeting lab: five sliders move the bridge, the needle and the sentence; the kept budget reads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.case import case_for
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.finance.operating_budget.budget_lab import budget_lab, controls, largest_alone
from course.units.finance.operating_budget.budget_model import BOUNDS, first_draft

MY = case_for("02_finance", "ana")
DECISION = BudgetDecision(MY.hospital)


@pytest.fixture
def lab() -> Lab:
    return budget_lab(MY)


@pytest.mark.parametrize("name", BOUNDS)
def test_each_slider_moves_the_picture_the_sentence_and_the_table(lab: Lab, name: str) -> None:
    before = lab.png, lab.alt, lab.sentence, lab.table
    lab.set(**{name: BOUNDS[name].high})
    assert all(new != old for new, old in zip((lab.png, lab.alt, lab.sentence, lab.table), before, strict=True))


def test_the_first_view_is_the_draft_on_the_table_and_keeps_no_promise(lab: Lab) -> None:
    assert lab.decisions() == pytest.approx(first_draft(MY.hospital).as_decisions())
    assert [kept for kept, _ in lab.marks] == [False] * 4
    assert "short of the board's floor by" in lab.sentence


def test_the_lab_says_how_much_is_missing_and_not_what_would_close_it(lab: Lab) -> None:
    assert "short of the board's floor by" in lab.sentence and "close" not in lab.sentence


def test_the_decision_that_adds_most_alone_is_found_by_trying_every_step() -> None:
    """By a second route: each slider set to each of its places in the lab itself."""
    lab = budget_lab(MY)
    name, usd, _ = largest_alone(MY.hospital)
    draft, now = dict(lab.values), lab.result.statement.operating_income_usd
    adds = {}
    for slider in controls(MY.hospital):
        for k in range(round((slider.high - slider.low) / slider.step) + 1):
            lab.set(**{**draft, slider.name: slider.low + k * slider.step})
            more = lab.result.statement.operating_income_usd - now
            adds[slider.name] = max(adds.get(slider.name, 0.0), more)
    assert max(adds, key=lambda each: adds[each]) == name
    assert usd == pytest.approx(adds[name])


def test_a_budget_that_keeps_everything_is_said_to(lab: Lab) -> None:
    lab.set(**best_plan(DECISION))
    assert lab.sentence.endswith("Every promise is kept.")
    lab.set(community_usd=0.0)
    assert lab.sentence.endswith("Still open: community.")


@pytest.mark.parametrize("commercial_ask", [0.0, BOUNDS["commercial_ask"].high])
def test_income_from_patients_without_a_staffed_bed_is_said_not_to_arrive(lab: Lab, commercial_ask: float) -> None:
    """Beyond the staffed beds, and not at their edge; with the floor cleared or not; not where patients leave."""
    full = max(v for v in BOUNDS["volume_change"].values() if v <= MY.hospital.capacity_growth)
    without = "no staffed bed; their income will not arrive"
    lab.set(volume_change=full)
    assert without not in lab.sentence
    lab.set(volume_change=BOUNDS["volume_change"].high, commercial_ask=commercial_ask)
    assert (without in lab.sentence) == (commercial_ask == 0.0)
    lab.set(commercial_ask=0.03, hours_per_patient_day=8.0)
    assert "above the board's floor" in lab.sentence and without in lab.sentence


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab shows is what the check will say."""
    lab.set(volume_change=0.02, community_usd=3e6)
    promises = DECISION.scorecard(lab.decisions()).promises
    assert lab.marks == [[p.kept, f"{p.name}: {p.say}"] for p in promises]


def test_the_bridge_and_the_statement_end_at_the_same_income(lab: Lab) -> None:
    result = lab.result
    end = result.income_now_usd + sum(result.bridge_usd.values())
    assert end == pytest.approx(result.statement.operating_income_usd)
    assert lab.table[-1][0] == "Operating income"


@pytest.mark.parametrize("end", ["low", "high"])
def test_every_slider_at_its_end_still_draws(lab: Lab, end: str) -> None:
    lab.set(**{name: getattr(bound, end) for name, bound in BOUNDS.items()})
    assert lab.png.startswith(b"\x89PNG") and lab.alt.endswith(".")


def test_the_kept_budget_fits_the_schema_and_reads_back(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = best_plan(DECISION)
    lab.set(**plan)
    assert lab.keep().startswith("Kept as plans/budget.json")
    assert kept_plan("budget") == pytest.approx(plan)
    assert validated(lab.decisions(), DECISION.schema, "budget") == pytest.approx(plan)
