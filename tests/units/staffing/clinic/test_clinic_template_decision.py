"""What a clinic's template earns: crowds, empty slots, fairness, reminders; and its slips."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.catalog import best_plan, full_mark_plans
from course.staffing.overbooking import arrival_chances
from course.units.staffing.clinic.clinic_template_decision import (
    MOST_BOOKED,
    TemplateDecision,
    claimed,
    outcome,
    rules_kept,
    sessions_kept,
    template_limits,
)
from course.units.staffing.clinic.clinic_template_model import (
    measure_plan,
    measure_template,
    wrenfield_template,
)
from course.units.staffing.clinic.clinic_template_search import TemplateSearch
from tests.units.staffing.clinic.plans import crowd_chance, idle_slots
from tests.units.staffing.clinic.plans import template_plan as plan
from tests.units.staffing.moved_figures import numbers_moved

STORY = wrenfield_template()
DECISION = TemplateDecision(STORY)
SEARCH = TemplateSearch(DECISION)

# ---------------------------------------------------------------- what the practice has promised


def test_without_reminders_the_three_sessions_take_24_to_25_22_to_23_and_21_to_22_bookings():
    for place, (show, right) in enumerate([(0.80, [24, 25]), (0.86, [22, 23]), (0.92, [21, 22])]):
        fit = [n for n in range(15, MOST_BOOKED + 1) if crowd_chance(n, show) <= 0.10 and idle_slots(n, show) <= 1.5]
        assert fit == right
        every = np.broadcast_to(np.arange(15, MOST_BOOKED + 1)[:, None], (16, 3))
        kept = np.logical_and(*sessions_kept(STORY, measure_template(STORY, every, np.zeros((16, 3)))))
        assert [n + 15 for n in np.flatnonzero(kept[:, place])] == right


def test_where_nobody_shares_a_slot_nobody_is_treated_worse():
    m = measure_template(STORY, [20, 20, 20], [0, 0, 0])
    assert m.medicaid_of_double_booked == 0 and rules_kept(STORY, m)[2] == 1


def test_filling_the_rooms_without_a_reminder_is_unfair():
    """Bookings alone can fill every session, and Medicaid patients then share the slots."""
    card = DECISION.scorecard(plan(25, 22, 21))
    assert [p.name for p in card.promises if not p.kept] == ["Fairness"]
    assert [p.name for p in card.broken_gates] == ["Fairness"] and card.share == pytest.approx(0.5)


def test_who_is_unfair_by_turn_is_shown_a_way_out():
    says = {p.name: p.say for p in DECISION.scorecard(plan(25, 22, 21)).promises}
    assert says["Fairness"].endswith("Book fewer there, and let reminder hours fill the slots.")
    by_risk = DECISION.scorecard({**plan(25, 22, 21), "double_booked": "by_risk"})
    assert not any("fewer there" in p.say for p in by_risk.promises)


def test_todays_template_earns_a_seventh():
    assert DECISION.scorecard(DECISION.nothing()).share == pytest.approx(0.14)


def test_hours_that_nobody_has_buy_no_score():
    lavish = DECISION.scorecard(plan(21, 21, 20, hours=(10, 10, 10)))
    assert lavish.claim == 0 and lavish.share == 0


def test_more_sessions_filled_earn_more():
    plans = [plan(20, 20, 20), plan(20, 20, 21), plan(20, 22, 21), best_plan(DECISION)]
    shares = [DECISION.scorecard(each).share for each in plans]
    assert shares == sorted(shares) and len(set(shares)) == 4


def test_limits_decide_at_their_edge():
    """A template whose limits are set to what a plan gives keeps it; one a hair's breadth lower does not."""
    m = measure_plan(STORY, plan(24, 22, 21))
    tight = replace(STORY, crowd_limit_share=float(m.crowd_chance.max()), idle_limit_slots=float(m.idle_slots.max()))
    assert rules_kept(tight, m)[:2].tolist() == [1, 1]
    assert rules_kept(replace(tight, crowd_limit_share=tight.crowd_limit_share - 1e-6), m)[0] == pytest.approx(2 / 3)
    assert rules_kept(replace(tight, idle_limit_slots=tight.idle_limit_slots - 1e-6), m)[1] == pytest.approx(2 / 3)


def test_a_sessions_label_is_said():
    sessions = {key: replace(session, label=f"{key} here") for key, session in STORY.sessions.items()}
    card = TemplateDecision(replace(STORY, sessions=sessions)).scorecard(best_plan(DECISION))
    assert all(f"{key} here" in card.promises[0].say for key in sessions)


def test_who_types_a_template_reads_its_limits():
    """Every figure that the promises are held to stands there, beside the show rates."""
    said = template_limits(STORY)
    assert said["New patients"] == "80% come unreminded, 60% have Medicaid"
    assert said["Reminders"] == "at most 10 hours for the three sessions together"
    assert said["An hour of reminders"] == "turns 2.5% of the remaining no-shows into visits"
    assert template_limits(replace(STORY, crowd=24, idle_limit_slots=2.0)) != said


def test_a_drawn_plan_fits_the_schema_and_a_wrong_one_does_not():
    from jsonschema import Draft202012Validator

    check = Draft202012Validator(DECISION.schema)
    rng = np.random.default_rng(0)
    assert all(check.is_valid(DECISION.random(rng)) for _ in range(50)) and check.is_valid(DECISION.nothing())
    assert not check.is_valid(plan(24, 22, 21, who="by_payer"))
    assert not check.is_valid(plan(24, 22, 31))


def test_an_outcome_holds_the_chances_of_each_session_and_the_promises_of_its_check():
    seen = outcome(DECISION, {**plan(25, 22, 21), "new_patients_reminder_hours": 2.0})
    assert seen.promises == DECISION.scorecard(seen.plan).promises and seen.plan["new_patients_reminder_hours"] == 2
    assert seen.chances[1] == arrival_chances(22, 0.86)
    assert [len(chances) for chances in seen.chances] == [26, 23, 22]


# ---------------------------------------------------------------- every figure is live

BOOKED = np.stack(np.meshgrid(*[np.arange(20, 27)] * 3, indexing="ij"), axis=-1).reshape(-1, 1, 3)
HOURS = np.array([[a, b, c] for a in np.arange(0, 10.25, 0.25) for b in (0, 1, 3) for c in (0, 2)])[None]


def answers(template: Any) -> bytes:
    """Return which rules every plan of a large set keeps, and what it may claim."""
    found = [measure_template(template, BOOKED, HOURS, by_risk) for by_risk in (False, True)]
    judged = [score(template, m) for m in found for score in (rules_kept, claimed)]
    return b"".join(np.asarray(each, dtype=float).tobytes() for each in judged)


@pytest.fixture(scope="module")
def of_the_story() -> bytes:
    return answers(STORY)


@pytest.mark.parametrize("case", [pytest.param(case, id=name.strip(".")) for name, case in numbers_moved(STORY)])
def test_every_figure_of_the_template_is_live(case, of_the_story):
    assert answers(case) != of_the_story


# ---------------------------------------------------------------- slips


@pytest.mark.parametrize("name", [slip.name for slip in DECISION.slips()])
def test_each_slip_is_recognized_and_loses_points(name):
    slipping = SEARCH.slipping_plans()[name]
    assert name in {slip.name for slip in DECISION.shown(slipping)}
    assert DECISION.scorecard(slipping).share <= 0.8


def test_slots_shared_by_risk_earn_half_at_most():
    """Whatever else such a template keeps: it would be the best one, were it fair."""
    card = DECISION.scorecard({**best_plan(DECISION), "double_booked": "by_risk"})
    assert [p.name for p in card.promises if not p.kept] == ["Fairness"]
    assert card.share == pytest.approx(0.5)


def test_a_full_mark_plan_shows_no_slip():
    assert all(DECISION.shown(good) == [] for good in full_mark_plans(DECISION, at_most=50))


def test_a_reminded_session_needs_fewer_bookings():
    """Ten hours lift the show rate from 80% to 84%; 25 bookings then crowd the room."""
    shown = DECISION.shown(plan(25, 22, 21, hours=(10, 0, 0)))
    assert [slip.name for slip in shown] == ["reminded and overbooked"]
