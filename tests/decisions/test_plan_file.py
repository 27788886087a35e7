"""A plan that was kept under an earlier release is still the learner's plan."""

from __future__ import annotations

from pathlib import Path

from course.decisions.plan_file import OLD_ENTRIES, keep, kept_number, kept_plan, read
from course.decisions.plan_schema import validated
from tests.support import units
from tests.support.running import run


def test_an_entry_of_an_earlier_release_is_read_under_its_new_name(tmp_path: Path) -> None:
    ((old, new),) = OLD_ENTRIES["denials"].items()
    keep("denials", {old: 2, "coding": 1}, case_id="1f", because="it pays", folder=tmp_path)
    assert read("denials", tmp_path)["decisions"] == {new: 2, "coding": 1}
    assert read("denials", tmp_path)["because"] == "it pays"
    assert kept_plan("denials", tmp_path) == {new: 2, "coding": 1}
    assert kept_number("denials", new, tmp_path) == 2


def test_only_the_plan_that_had_the_entry_is_read_so(tmp_path: Path) -> None:
    old = next(iter(OLD_ENTRIES["denials"]))
    keep("budget", {old: 2}, case_id="1f", folder=tmp_path)
    assert read("budget", tmp_path)["decisions"] == {old: 2}


def test_a_denials_plan_has_today_what_an_old_entry_is_read_as(tmp_path: Path) -> None:
    """So that the plan which a learner kept before is graded as it was."""
    unit = units.MODULES / "02_finance/3_revenue_cycle.ipynb"
    ran = run(unit, "ana", tmp_path)
    (decision,) = (c.decision for c in ran.comparisons(units.exercises(unit)["denials"]) if c.decision is not None)
    plan = decision.nothing()
    ((old, new),) = OLD_ENTRIES["denials"].items()
    assert new in plan
    assert old not in plan
    keep("denials", {old: plan[new], **{k: v for k, v in plan.items() if k != new}}, case_id="1f", folder=tmp_path)
    assert validated(kept_plan("denials", tmp_path), decision.schema, "your plan") == plan
