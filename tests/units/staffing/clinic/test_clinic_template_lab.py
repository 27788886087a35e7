"""The clinic's template in the lab: three sessions filled, reminded, overbooked, and kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.staffing.clinic.clinic_template_decision import TemplateDecision, outcome
from course.units.staffing.clinic.clinic_template_lab import clinic_template_lab, reading
from course.units.staffing.clinic.clinic_template_model import BY_RISK, BY_TURN, as_plan

MY = sample_cases("03_staffing", 1)[0]
TEMPLATE = MY.clinic_template
DECISION = TemplateDecision(TEMPLATE)
GOOD = best_plan(DECISION)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return clinic_template_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab with as many booked as there are slots."""
    opened.set(**DECISION.nothing())
    return opened


def test_the_first_view_books_one_number_everywhere_and_lets_the_prediction_choose() -> None:
    opened = clinic_template_lab(MY)
    plan = opened.decisions()
    assert len({plan[f"{key}_booked"] for key in TEMPLATE.sessions}) == 1 and plan["double_booked"] == BY_RISK
    assert not DECISION.scorecard(plan).full
    assert {"Crowding", "Fairness"} <= {text.split(":")[0] for met, text in opened.marks if not met}


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    rng = np.random.default_rng(2)
    for plan in (DECISION.nothing(), GOOD, *(DECISION.random(rng) for _ in range(10))):
        lab.set(**plan)
        promises = DECISION.scorecard(lab.decisions()).promises
        assert [met for met, _ in lab.marks] == [p.kept for p in promises]
        assert [text.split(":")[0] for _, text in lab.marks] == [p.name for p in promises]


def test_a_good_template_can_be_signed(lab: Lab) -> None:
    lab.set(**GOOD)
    assert all(met for met, _ in lab.marks) and "you can sign this template" in lab.sentence.lower()


def test_a_fairness_that_is_missed_by_little_is_not_said_to_be_the_limit() -> None:
    """Five points are allowed; 5.2 are not, and read so."""
    card = DECISION.scorecard(GOOD)
    assert next(p for p in card.promises if p.name == "Fairness").kept
    seen = outcome(DECISION, GOOD)
    of_booked = seen.measures.medicaid_of_booked
    missed = replace(
        seen,
        measures=replace(seen.measures, medicaid_of_double_booked=of_booked + 0.052),
        promises=tuple(replace(p, share=0.0) if p.name == "Fairness" else p for p in seen.promises),
    )
    assert reading(missed).sentence == (
        "Medicaid's share of the double-booked is 5.2 points above its share of all bookings."
    )


def test_fewer_bookings_where_most_have_medicaid_are_fairer_and_reminders_alone_are_not() -> None:
    """So the way out that is told leads out."""
    plan = as_plan(TEMPLATE, [25, 22, 21], [0, 0, 0])
    reminded, fewer = plan | {"new_patients_reminder_hours": 8}, plan | {"new_patients_booked": 23}
    before, alone, after = (unfairness(each) for each in (plan, reminded, fewer))
    assert alone == before and after < before


def unfairness(plan: dict[str, Any]) -> float:
    m = outcome(DECISION, plan).measures
    return float(m.medicaid_of_double_booked - m.medicaid_of_booked)


def test_letting_the_prediction_choose_moves_the_wait_to_medicaid_patients_and_nothing_else(lab: Lab) -> None:
    lab.set(**GOOD)
    crowd, shares = lab.result.measures.crowd_chance, lab.result.measures.medicaid_of_double_booked
    lab.set(double_booked=BY_RISK)
    assert np.array_equal(lab.result.measures.crowd_chance, crowd)
    assert lab.result.measures.medicaid_of_double_booked > shares
    lab.set(double_booked=BY_TURN)
    assert lab.result.measures.medicaid_of_double_booked == shares


def test_the_columns_of_a_session_hold_nearly_all_of_its_chance(lab: Lab) -> None:
    """What is too small to see is left out, and it is little."""
    for booked in (22, 25, 28):
        lab.set(new_patients_booked=booked)
        heights = [verts.vertices[2][1] for bars in lab._view.bars[:3] for verts in bars.get_paths()]
        assert 0.98 < sum(heights) <= 1 + 1e-9


def test_the_kept_template_reads_back_as_it_would_be_typed(lab: Lab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab.set(**GOOD)
    assert "plans/clinic_template.json" in lab.keep()
    assert kept_plan("clinic_template") == GOOD == validated(lab.decisions(), DECISION.schema, "clinic_template")
    assert isinstance(lab.decisions()["new_patients_booked"], int)
