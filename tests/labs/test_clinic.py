"""The clinic's labs: the open book, the template that is filled and kept, the registration desk."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.staffing.clinic import third_next_available_days
from course.staffing.queues import mean_wait_minutes
from course.units.staffing.nursing_home_and_clinic.clinic_template_decision import BY_RISK, BY_TURN, TemplateDecision
from course.units.staffing.nursing_home_and_clinic.clinic_template_lab import template_lab
from course.units.staffing.nursing_home_and_clinic.open_slots_pictures import open_book
from course.units.staffing.nursing_home_and_clinic.registration_desk_lab import MOST_CLERKS, desk_lab, evaluate

MY = sample_cases("03_staffing", 1)[0]
TEMPLATE = MY.clinic.template
DECISION = TemplateDecision(TEMPLATE)
GOOD = next(DECISION.candidates())
DESK = MY.clinic.desk


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return template_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab with as many booked as there are slots."""
    opened.set(**DECISION.nothing())
    return opened


def test_the_first_view_books_one_number_everywhere_and_lets_the_prediction_choose() -> None:
    opened = template_lab(MY)
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
    assert all(met for met, _ in lab.marks) and "a template that you can sign" in lab.sentence.lower()


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


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 4)])
def test_the_open_book_names_the_third_open_slot(my) -> None:
    slots = my.clinic.open_slots_by_day
    shown = open_book(my)
    assert f"the third in {third_next_available_days(slots)} days" in shown.alt
    assert sum(int(n) for _, n in shown.table[1:]) == sum(slots)


# ---------------------------------------------------------------- the desk


def test_the_desk_opens_busy_and_over_its_goal() -> None:
    desk = desk_lab(MY)
    assert desk.result.busy_share > 0.8 and not desk.marks[0][0]


def test_more_clerks_never_lengthen_the_wait() -> None:
    desk = desk_lab(MY)
    waits = []
    for clerks in range(DESK.clerks, MOST_CLERKS + 1):
        desk.set(clerks=clerks)
        waits.append(desk.result.wait_minutes)
    assert waits == sorted(waits, reverse=True)
    assert desk.marks[0][0]


def test_too_few_clerks_are_answered_in_words_and_not_by_a_number() -> None:
    desk = desk_lab(MY)
    desk.set(clerks=1)
    assert "the queue grows" in desk.sentence and "never ends" in desk.alt
    assert desk.table[1][3] == "without end"


@pytest.mark.parametrize("clerks", [2, 5])
def test_the_curve_passes_through_the_wait(clerks: int) -> None:
    """The strong curve and the point on it are the same formula."""
    arrivals = 0.7 * clerks * DESK.served_per_hour
    view = desk_lab(MY)._view
    at = np.interp(arrivals, *view.curves[clerks].T)
    assert at == pytest.approx(mean_wait_minutes(arrivals, DESK.served_per_hour, clerks), rel=0.03)
    assert evaluate(DESK, arrivals, clerks).wait_minutes == pytest.approx(at, rel=0.03)
