"""A decision of an earlier unit is met again, whoever kept it; no mark depends on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.case import case_for
from course.catalog import best_plan
from course.decisions.earlier_plans import EarlierPlan, earlier_plan
from course.decisions.plan_file import keep, plan_path
from course.decisions.plan_schema import object_schema
from course.units.finance.close_the_gap.decision import GapDecision
from course.units.finance.close_the_gap.draft_pictures import (
    earlier_budget,
    how_many_it_took,
    kept_set,
    what_it_lacks,
    where_the_draft_began,
)
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.finance.operating_budget.budget_model import BudgetPlan, margin_gap
from course.units.role.the_dashboard.letters_left_pictures import earlier_inbox, what_came_back
from course.units.role.the_manager.authority_roles_model import LATER, NOW
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision
from course.units.staffing.rosters.demand_pictures import earlier_mix, from_mix_to_names, needed
from tests.support import units
from tests.support.imports import house, imports_of
from tests.support.running import run

AT = datetime(2026, 11, 29, 9, 30)
SCHEMA = object_schema({"nurses": {"type": "integer", "minimum": 0, "maximum": 9}})
FINANCE, ROLE, STAFFING = (case_for(module, "ana") for module in ("02_finance", "01_role", "03_staffing"))
BUDGET, INBOX = BudgetDecision(FINANCE.hospital), InboxDecision(ROLE.inbox)


@pytest.fixture
def module(tmp_path: Path) -> Path:
    folder = tmp_path / "03_staffing"
    folder.mkdir()
    return folder


def meet(folder: Path, case_id: str | None = "1f") -> EarlierPlan:
    return earlier_plan(
        "mix",
        module="03_staffing",
        schema=SCHEMA,
        stand_in={"nurses": 5},
        called="mix",
        stands_in_for_it="Wrenfield's mix, because you kept none",
        case_id=case_id,
        folder=folder,
    )


@pytest.mark.parametrize("place", ["03_staffing", "02_finance"])
def test_a_kept_plan_is_met_in_its_own_module_and_from_one_beside_it(place: str, module: Path) -> None:
    keep("mix", {"nurses": 7}, case_id="1f", folder=module, now=lambda: AT)
    assert meet(module.parent / place) == EarlierPlan({"nurses": 7}, True, "your mix, kept on Nov 29")


def test_a_module_that_was_handed_in_under_another_name_still_meets_its_own_plans(tmp_path: Path) -> None:
    keep("mix", {"nurses": 7}, case_id="1f", folder=tmp_path / "work", now=lambda: AT)
    assert meet(tmp_path / "work").own


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "{",
        "[]",
        {"decisions": {"nurses": 99}},
        {"decisions": {"nurses": "many"}},
        {"decisions": {"aides": 3}},
        {"decisions": {}},
        {"kept_at": "yesterday"},
        {"kept_at": None},
        {"case_id": "another"},
    ],
)
def test_what_is_missing_or_does_not_fit_is_stood_in_for(kept: Any, module: Path) -> None:
    """And the words say so."""
    if isinstance(kept, str):
        plan_path("mix", module).parent.mkdir()
        plan_path("mix", module).write_text(kept)
    elif kept is not None:
        keep("mix", {"nurses": 7}, case_id="1f", folder=module, now=lambda: AT)
        plan = json.loads(plan_path("mix", module).read_text())
        plan_path("mix", module).write_text(json.dumps({**plan, **kept}))
    assert meet(module) == EarlierPlan({"nurses": 5}, False, "Wrenfield's mix, because you kept none")


# ---------------------------------------------------------------- the three that are met


def test_the_draft_began_with_the_learners_budget(tmp_path: Path) -> None:
    """Whether it cleared the floor is told of each."""
    for plan in (BUDGET.nothing(), best_plan(BUDGET)):
        keep("budget", plan, case_id=FINANCE.case_id, folder=tmp_path, now=lambda: AT)
        said = where_the_draft_began(FINANCE.hospital, earlier_budget(FINANCE, tmp_path))
        assert "your budget, kept on Nov 29" in said
        gap = margin_gap(FINANCE.hospital, BudgetPlan(**plan))
        assert ("cleared the board's floor" in said) == (gap <= 0)
        assert f"${abs(gap) / 1e6:.1f}M" in said or f"${abs(gap) / 1e3:.0f}K" in said
        assert ("patients unchanged" in said) == (plan["volume_change"] == 0)
        assert f"{abs(plan['commercial_ask']):.2%}" in said or "commercial prices unchanged" in said
        nursing = next(p for p in BUDGET.scorecard(plan).promises if p.name == "Nursing")
        assert ("kept the nursing promise" in said) == nursing.kept
    nobody = where_the_draft_began(FINANCE.hospital, earlier_budget(FINANCE, tmp_path / "nowhere"))
    assert "because you kept no budget in unit 1" in nobody


def test_a_draft_with_hours_that_nobody_can_work_did_not_keep_the_nursing_promise(tmp_path: Path) -> None:
    keep("budget", {**best_plan(BUDGET), "agency_share": 0.0}, case_id=FINANCE.case_id, folder=tmp_path, now=lambda: AT)
    said = where_the_draft_began(FINANCE.hospital, earlier_budget(FINANCE, tmp_path))
    assert "hours that cannot be hired" in said and "kept the nursing promise" not in said


def test_the_draft_names_what_it_lacks_now() -> None:
    said = what_it_lacks(FINANCE.gap)
    assert (
        f"${FINANCE.gap.shortfall_usd / 1e6:.2f}M short of the board's floor of {FINANCE.gap.margin_floor:.1%}" in said
    )


def test_the_closing_plan_is_counted_beside_the_number_that_was_written_down(tmp_path: Path) -> None:
    """The list prices are none of the eleven; a plan that is short says by how much; without one nothing is counted."""
    decision = GapDecision(FINANCE.gap)

    def told(plan: dict[str, Any]) -> str:
        keep("gap", plan, case_id=FINANCE.case_id, folder=tmp_path, now=lambda: AT)
        return how_many_it_took(FINANCE.gap, kept_set(FINANCE, tmp_path))

    best = best_plan(decision)
    count = sum(best.values()) - best["chargemaster"]
    assert told(best) == f"Your plan, kept on Nov 29, holds {count} of the eleven smaller promises. It closes the gap."
    short = f"${FINANCE.gap.shortfall_usd / 1e6 + FINANCE.gap.initiatives['chargemaster'].one_time_usd / 1e6:.2f}M"
    assert f"holds 0 of the eleven smaller promises. It does not close the gap: {short}" in told(
        {**decision.nothing(), "chargemaster": True}
    )
    assert "kept no plan" in how_many_it_took(FINANCE.gap, kept_set(FINANCE, tmp_path / "nowhere"))


def test_the_roster_stands_beside_the_learners_mix(tmp_path: Path) -> None:
    plan = {**ShiftMixDecision(STAFFING.shift_mix).nothing(), "day_12h": 7, "night_12h": 4, "noon_8h": 1}
    keep("shift_mix", plan, case_id=STAFFING.case_id, folder=tmp_path, now=lambda: AT)
    said = from_mix_to_names(STAFFING.roster, earlier_mix(STAFFING, tmp_path))
    assert (
        "your mix of shifts, kept on Nov 29: 7 nurses on twelve hours from 8 in the morning and 4 from 8 in the evening"
        in said
    )
    assert "1 shorter shift besides" in said
    cover = {c.needed for c in STAFFING.roster.problem.covers if (c.shift, c.skill) == ("D", "")}
    assert needed(STAFFING.roster, "D") == (min(cover), max(cover))
    assert f"{max(cover)} people by day" in said
    assert "as you found it" in from_mix_to_names(STAFFING.roster, earlier_mix(STAFFING, tmp_path / "nowhere"))


def test_a_letter_that_was_left_lying_comes_back(tmp_path: Path) -> None:
    """The first one as it lay there; nothing where nothing was left."""
    keys, letters = list(ROLE.inbox.items), list(ROLE.inbox.items.values())

    def told(*left: str) -> str:
        plan = {**INBOX.nothing(), **dict.fromkeys(keys, NOW), **dict.fromkeys(left, LATER)}
        keep("inbox", plan, case_id=ROLE.case_id, folder=tmp_path, now=lambda: AT)
        return what_came_back(ROLE.inbox, earlier_inbox(ROLE, tmp_path))

    assert "nothing for later" in told()
    assert letters[7].text in told(keys[7])
    assert letters[7].sender in told(keys[7])
    assert "you left one letter for later" in told(keys[7])
    assert "your plan for Monday's inbox, kept on Nov 29" in told(keys[7])
    assert letters[3].text in told(keys[7], keys[3])
    assert "2 letters" in told(keys[7], keys[3])
    nobody = what_came_back(ROLE.inbox, earlier_inbox(ROLE, tmp_path / "nowhere"))
    assert "12 letters stayed on the desk, because you kept no plan" in nobody


# ---------------------------------------------------------------- no mark depends on it


def test_only_what_is_shown_reads_an_earlier_plan() -> None:
    """No model, decision, draw or case does, so no answer and no check can depend on one."""
    graph = imports_of(house())
    readers = {file for file, others in graph.items() if "course/decisions/earlier_plans.py" in others}
    assert readers
    assert all(file.endswith("_pictures.py") for file in readers)
    tellers = {name.removesuffix(".py").replace("/", ".") for name in readers}
    for unit in units.all_units():
        for cell in units.read(unit).cells:
            graded = cell.metadata.get("nbgrader", {})
            if graded.get("grade") or graded.get("solution"):
                assert not any(name in cell.source for name in tellers), (unit.stem, cell.id)


def _budget() -> dict[str, Any]:
    return BUDGET.random(np.random.default_rng(3))


@pytest.mark.parametrize(
    ("unit", "name", "plan", "case_id"),
    [
        ("02_finance/close_the_gap.ipynb", "budget", _budget, FINANCE.case_id),
        ("01_role/2_the_dashboard.ipynb", "inbox", lambda: best_plan(INBOX), ROLE.case_id),
        ("03_staffing/2_rosters.ipynb", "shift_mix", lambda: dict(STAFFING.shift_mix.today), STAFFING.case_id),
    ],
)
def test_scores_are_the_same_with_and_without_an_earlier_plan(
    unit: str, name: str, plan: Callable[[], dict[str, Any]], case_id: str, tmp_path: Path
) -> None:
    scores = []
    for folder in (tmp_path / "without", tmp_path / "with"):
        folder.mkdir()
        if folder.name == "with":
            keep(name, plan(), case_id=case_id, folder=folder)
        ran = run(units.MODULES / unit, "ana", folder)
        scores.append({cell: done.points for cell, done in ran.cells.items()})
    assert scores[0] == scores[1]
    assert sum(scores[0].values()) > 0
