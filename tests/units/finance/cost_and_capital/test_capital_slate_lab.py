"""The slate lab: ticks move the picture and the sentence; the kept slate reads back."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.catalog import full_mark_plans
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.finance.cost_and_capital.capital_slate_decision import CapitalSlateDecision
from course.units.finance.cost_and_capital.capital_slate_lab import capital_slate_lab

MY = case_for("02_finance", "ana")
PNG = b"\x89PNG"


@pytest.fixture
def slate() -> Lab:
    return capital_slate_lab(MY)


def is_a_sentence(text: str) -> bool:
    return len(text.split()) >= 8 and text.rstrip().endswith(".")


def test_each_tick_moves_the_picture_and_the_sentence(slate):
    for key in MY.projects.slate.keys:
        before = slate.png, slate.alt, slate.sentence
        slate.set(**{key: not slate.decisions()[key]})
        assert all(new != old for new, old in zip((slate.png, slate.alt, slate.sentence), before, strict=True)), key


def test_everything_that_was_asked_for_is_too_much(slate):
    marks = {text.split(":")[0]: met for met, text in slate.marks}
    assert not marks["Year-1 cash"]
    assert is_a_sentence(slate.alt)


def test_no_project_and_every_project_draw(slate):
    slate.set(**dict.fromkeys(MY.projects.slate.keys, False))
    assert "no project" in slate.alt
    assert slate.png.startswith(PNG)


def test_the_lab_says_when_every_promise_is_kept(slate):
    slate.set(**full_mark_plans(CapitalSlateDecision(MY.projects.slate), 1)[0])
    assert "Every promise is kept" in slate.sentence
    assert all(met for met, _ in slate.marks)


def test_a_kept_slate_fits_the_schema_and_reads_back(slate, tmp_path, monkeypatch):
    """What the lab decides is the plan that could have been typed."""
    monkeypatch.chdir(tmp_path)
    decision = CapitalSlateDecision(MY.projects.slate)
    plan = full_mark_plans(decision, 1)[0]
    slate.set(**plan)
    assert slate.keep().startswith("Kept as plans/capital_slate.json")
    assert kept_plan("capital_slate") == slate.decisions() == plan
    assert validated(slate.decisions(), decision.schema, "slate") == plan


def test_every_control_has_a_label_and_a_unit(slate):
    assert all(c["label"] and c["unit"] for c in slate.controls)
