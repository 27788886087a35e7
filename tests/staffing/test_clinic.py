"""The clinic: panel, no-shows, overbooking's cost, access, and decision P1 on the learner's own template."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cases.seeding import generator
from course.catalog import full_mark_plans
from course.staffing.clinic import (
    no_show_share,
    panel_size,
    show_share_with_reminders,
    third_next_available_days,
    visits_per_day_needed,
)
from course.staffing.overbooking import (
    arrival_chances,
    chance_of_at_least,
    cheapest_bookings,
    expected_idle_slots,
    expected_over_slots,
    overbooking_cost,
)
from course.staffing.queues import fewest_servers, utilization
from course.units.staffing.nursing_home_and_clinic.clinic_draw import (
    FOLLOW_UP,
    LONG_TERM,
    NEW,
    Clinic,
    draw,
    wrenfield_template,
)
from course.units.staffing.nursing_home_and_clinic.clinic_template_decision import (
    BY_RISK,
    FEWEST_BOOKED,
    MOST_BOOKED,
    WEIGHTS,
    TemplateDecision,
    claim,
    measures,
    rules_kept,
    sessions_kept,
    show_shares,
    template_limits,
)

BOOKED, SHARE = st.integers(0, 40), st.floats(0, 1)


def clinic(number: int) -> Clinic:
    return draw(generator("03_staffing", "clinic", f"learner-{number}"))


LEARNERS = [pytest.param(clinic(number), id=f"learner-{number}") for number in range(20)]


# ---------------------------------------------------------------- panel and access


def test_twenty_visits_on_two_hundred_and_twenty_days_carry_two_thousand_two_hundred_patients():
    assert panel_size(20, 220, 2) == 2_200
    assert round(panel_size(21, 210, 3.19)) == 1_382


@given(st.floats(5, 40), st.floats(100, 300), st.floats(0.5, 8))
def test_the_panel_asks_for_exactly_the_visits_it_was_made_from(visits, days, per_patient):
    assert visits_per_day_needed(panel_size(visits, days, per_patient), per_patient, days) == pytest.approx(visits)


def test_patients_who_come_twice_as_often_halve_the_panel():
    assert panel_size(20, 220, 4) == panel_size(20, 220, 2) / 2


def test_a_missed_appointment_counts_against_those_booked():
    assert no_show_share(14, 100) == 0.14
    with pytest.raises(ValueError, match="exceeds"):
        no_show_share(101, 100)


def test_the_third_open_slot_tells_what_a_cancellation_hides():
    assert third_next_available_days([1, 0, 0, 0, 0, 0, 0, 0, 0, 2]) == 9
    assert third_next_available_days([3]) == 0
    with pytest.raises(ValueError, match="only 2 slots"):
        third_next_available_days([1, 0, 1])


def test_each_hour_of_reminders_does_less_than_the_one_before():
    shown = [show_share_with_reminders(0.8, hours, 0.07) for hours in range(11)]
    steps = np.diff(shown)
    assert shown[0] == 0.8 and (steps > 0).all() and (np.diff(steps) < 0).all()
    assert steps[0] == pytest.approx(0.2 * 0.07)


# ---------------------------------------------------------------- overbooking


@pytest.mark.parametrize(("booked", "usd"), [(20, 360.0), (22, 217.7), (23, 179.9), (24, 176.8), (25, 209.8)])
def test_what_overbooking_costs_at_a_show_rate_of_eighty_two_percent(booked, usd):
    assert overbooking_cost(booked, 20, 0.82, 100, 150) == pytest.approx(usd, abs=0.05)


def test_twenty_four_bookings_are_cheapest_and_crowd_the_room_one_day_in_three():
    """What is cheapest for the clinic is not yet right for those who wait."""
    assert cheapest_bookings(20, 0.82, 100, 150) == 24
    assert chance_of_at_least(21, 24, 0.82) == pytest.approx(0.35, abs=0.01)


def test_where_everybody_comes_nobody_is_overbooked():
    assert cheapest_bookings(20, 1.0, 100, 150) == 20
    assert overbooking_cost(20, 20, 1.0, 100, 150) == 0


@given(BOOKED, SHARE)
def test_the_chances_sum_to_one_and_their_mean_is_bookings_times_show_rate(booked, share):
    chances = arrival_chances(booked, share)
    assert sum(chances) == pytest.approx(1)
    assert sum(k * c for k, c in enumerate(chances)) == pytest.approx(booked * share, abs=1e-9)


@given(BOOKED, st.integers(0, 30), SHARE)
def test_arrivals_are_the_slots_less_the_idle_plus_the_over(booked, slots, share):
    idle, over = expected_idle_slots(booked, slots, share), expected_over_slots(booked, slots, share)
    assert slots - idle + over == pytest.approx(booked * share, abs=1e-9)


@given(st.integers(1, 30), SHARE)
def test_one_or_more_come_unless_nobody_does(booked, share):
    assert chance_of_at_least(1, booked, share) == pytest.approx(1 - (1 - share) ** booked, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: panel_size(20, 220, 0), "above 0"),
        (lambda: visits_per_day_needed(2_200, 2, 0), "above 0"),
        (lambda: arrival_chances(2.5, 0.8), "whole number"),
        (lambda: arrival_chances(20, 82), "write 42% as 0.42"),
        (lambda: overbooking_cost(24, 20, 0.8, -1, 150), "0 or more"),
        (lambda: show_share_with_reminders(0.8, -1, 0.07), "0 or more"),
        (lambda: third_next_available_days([-1, 4]), "whole number"),
    ],
)
def test_figures_that_make_no_sense_are_answered_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---------------------------------------------------------------- P1: the template

STORY = wrenfield_template()
DECISION = TemplateDecision(STORY)


def plan(*booked: int, hours: tuple[int, int, int] = (0, 0, 0), who: str = "by_turn") -> dict[str, object]:
    keys = (NEW, FOLLOW_UP, LONG_TERM)
    return (
        {f"{key}_booked": n for key, n in zip(keys, booked, strict=True)}
        | {f"{key}_reminder_hours": h for key, h in zip(keys, hours, strict=True)}
        | {"double_booked": who}
    )


def test_without_reminders_the_three_sessions_take_24_to_25_22_to_23_and_21_to_22_bookings():
    for place, (show, right) in enumerate([(0.80, [24, 25]), (0.86, [22, 23]), (0.92, [21, 22])]):
        fit = [
            n
            for n in range(15, MOST_BOOKED + 1)
            if chance_of_at_least(23, n, show) <= 0.10 and expected_idle_slots(n, 20, show) <= 1.5
        ]
        assert fit == right
        every = np.broadcast_to(np.arange(15, MOST_BOOKED + 1)[:, None], (16, 3))
        kept = np.logical_and(*sessions_kept(STORY, measures(STORY, every, np.zeros((16, 3)))))
        assert [n + 15 for n in np.flatnonzero(kept[:, place])] == right


def test_a_plan_scored_among_many_agrees_with_the_plain_formulas():
    rng = np.random.default_rng(5)
    booked, hours = rng.integers(15, 31, (40, 3)), rng.integers(0, 11, (40, 3))
    m = measures(STORY, booked, hours)
    for row in range(40):
        for place, session in enumerate(STORY.sessions.values()):
            show = show_share_with_reminders(session.show_share, hours[row, place], STORY.fewer_no_shows_per_hour)
            assert m.show_share[row, place] == pytest.approx(show)
            n = int(booked[row, place])
            assert m.crowd_chance[row, place] == pytest.approx(chance_of_at_least(23, n, show) if n >= 23 else 0)
            assert m.idle_slots[row, place] == pytest.approx(expected_idle_slots(n, 20, show))


def test_the_full_mark_plans_are_those_of_a_plain_walk():
    """Every booking and every whole hour, counted without arrays."""
    fits = []
    for session in STORY.sessions.values():
        shows = [show_share_with_reminders(session.show_share, h, STORY.fewer_no_shows_per_hour) for h in range(11)]
        fits.append(
            [
                (n, h)
                for n in range(15, 31)
                for h, show in enumerate(shows)
                if chance_of_at_least(23, n, show) <= 0.10 and expected_idle_slots(n, 20, show) <= 1.5
            ]
        )
    medicaid = [s.medicaid_share for s in STORY.sessions.values()]
    count = 0
    for a in fits[0]:
        for b in fits[1]:
            for c in fits[2]:
                n = [a[0], b[0], c[0]]
                twice = [max(0, each - 20) for each in n]
                share = sum(t * m for t, m in zip(twice, medicaid, strict=True)) / max(1, sum(twice))
                of_all = sum(k * m for k, m in zip(n, medicaid, strict=True)) / sum(n)
                count += a[1] + b[1] + c[1] <= 10 and share <= of_all + 0.05 + 1e-12
    assert DECISION.full_mark_count == count == 168


def test_who_shares_a_slot_changes_who_waits_and_not_how_many_come():
    by_turn, by_risk = (measures(STORY, [25, 23, 22], [0, 0, 0], each) for each in (False, True))
    assert (by_turn.crowd_chance == by_risk.crowd_chance).all()
    assert by_risk.medicaid_of_double_booked > by_turn.medicaid_of_double_booked


def test_where_nobody_shares_a_slot_nobody_is_treated_worse():
    m = measures(STORY, [20, 20, 20], [0, 0, 0])
    assert m.medicaid_of_double_booked == 0 and rules_kept(STORY, m)[2] == 1


def test_filling_the_rooms_without_a_reminder_is_unfair():
    """Bookings alone can fill every session, and Medicaid patients then share the slots."""
    card = DECISION.scorecard(plan(25, 22, 21))
    assert [p.name for p in card.promises if not p.kept] == ["Fairness"]
    assert card.share == pytest.approx(0.8)
    assert DECISION.reminders_are_needed


def test_who_is_unfair_by_turn_is_shown_a_way_out():
    says = {p.name: p.say for p in DECISION.scorecard(plan(25, 22, 21)).promises}
    assert says["Fairness"].endswith("move reminder hours there, or book fewer.")
    by_risk = DECISION.scorecard({**plan(25, 22, 21), "double_booked": "by_risk"})
    assert not any("reminder hours there" in p.say for p in by_risk.promises)


def test_todays_template_earns_a_seventh():
    assert DECISION.scorecard(DECISION.nothing()).share == pytest.approx(0.14)


def test_hours_that_nobody_has_buy_no_score():
    lavish = DECISION.scorecard(plan(21, 21, 20, hours=(10, 10, 10)))
    assert lavish.claim == 0 and lavish.share == 0


def test_more_sessions_filled_earn_more():
    shares = [DECISION.scorecard(plan(*n)).share for n in [(20, 20, 20), (20, 20, 21), (20, 22, 21), (24, 22, 21)]]
    assert shares == sorted(shares) and len(set(shares)) == 4


@pytest.mark.parametrize("name", [slip.name for slip in DECISION.slips()])
def test_each_slip_is_recognized_and_loses_points(name):
    slipping = DECISION.slipping_plans()[name]
    assert name in DECISION.shown(slipping)
    assert DECISION.scorecard(slipping).share <= 0.8


def test_a_full_mark_plan_shows_no_slip():
    assert all(DECISION.shown(good) == [] for good in full_mark_plans(DECISION, at_most=50))


def test_a_reminded_session_needs_fewer_bookings():
    """Ten hours lift the show rate from 80% to 84%; 25 bookings then crowd the room."""
    assert show_shares(STORY, [10, 0, 0])[0] == pytest.approx(0.845, abs=5e-4)
    assert DECISION.shown(plan(25, 22, 21, hours=(10, 0, 0))) == ["reminded and overbooked"]


@pytest.mark.parametrize("part", LEARNERS)
def test_every_template_can_be_filled_fairly_and_neither_by_chance_nor_by_leaving_it(part: Clinic):
    decision = TemplateDecision(part.template)
    assert len(full_mark_plans(decision)) == 4 and decision.full_mark_count >= 12
    rng = np.random.default_rng(11)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert decision.every_slip_can_be_shown and decision.reminders_are_needed and decision.one_number_never_does
    best = full_mark_plans(decision, at_most=1)[0]
    assert json.loads(json.dumps(best)) == best
    assert not decision.scorecard(best | {"double_booked": BY_RISK}).full


def test_two_hundred_learners_each_have_four_full_mark_plans():
    for number in range(200):
        decision = TemplateDecision(clinic(number).template)
        assert len(full_mark_plans(decision)) == 4, number
        assert decision.scorecard(decision.nothing()).share <= 0.2, number
        assert decision.one_number_never_does, number


def best_with_one_number(template) -> float:
    """Return the best score of all plans with one number of bookings, its reminders given by half hours."""
    half_hours = np.arange(0, template.reminder_limit_hours + 0.5, 0.5)
    hours = np.stack(np.meshgrid(*[half_hours] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    hours = hours[hours.sum(axis=-1) <= template.reminder_limit_hours]
    weights = np.array(list(WEIGHTS.values()))
    best = 0.0
    for n in range(FEWEST_BOOKED, MOST_BOOKED + 1):
        m = measures(template, np.full(hours.shape, n), hours)
        best = max(best, float((rules_kept(template, m) @ weights * claim(template, m)).max()))
    return best


@pytest.mark.parametrize("part", LEARNERS[:6])
def test_one_number_for_all_three_sessions_never_earns_everything(part: Clinic):
    """However the reminders are given: the exercise is there to show that the sessions differ."""
    assert best_with_one_number(part.template) <= 0.6


def test_stronger_reminders_would_let_one_number_do():
    """The rule that draws the cases bites: at 7% an hour, 22 bookings fit all three sessions."""
    assert best_with_one_number(STORY) <= 0.6
    strong = replace(STORY, fewer_no_shows_per_hour=0.07)
    assert DECISION.one_number_never_does and not TemplateDecision(strong).one_number_never_does
    assert best_with_one_number(strong) == pytest.approx(1)
    assert TemplateDecision(strong).scorecard(plan(22, 22, 22, hours=(5, 0, 0))).full


def test_a_drawn_plan_fits_the_schema_and_a_wrong_one_does_not():
    from jsonschema import Draft202012Validator

    check = Draft202012Validator(DECISION.schema)
    rng = np.random.default_rng(0)
    assert all(check.is_valid(DECISION.random(rng)) for _ in range(50)) and check.is_valid(DECISION.nothing())
    assert not check.is_valid(plan(24, 22, 21, who="by_payer"))
    assert not check.is_valid(plan(24, 22, 31))


# ---------------------------------------------------------------- the learner's own figures


@pytest.mark.parametrize("part", LEARNERS)
def test_every_learner_has_a_panel_too_large_a_desk_too_small_and_one_cheapest_booking(part: Clinic):
    p, o, d = part.panel, part.overbooking, part.desk
    assert visits_per_day_needed(p.patients, p.visits_per_patient_year, p.days_per_year) > p.visits_per_day * 1.03
    assert cheapest_bookings(o.slots, o.show_share, o.idle_usd, o.over_usd) > o.slots + 1
    assert utilization(d.arrivals_per_hour, d.served_per_hour, d.clerks) < 1
    assert fewest_servers(d.arrivals_per_hour, d.served_per_hour, d.wait_goal_minutes) > d.clerks


@pytest.mark.parametrize("part", LEARNERS)
def test_the_first_open_slot_is_days_before_the_third(part: Clinic):
    first = next(day for day, count in enumerate(part.open_slots_by_day) if count)
    assert third_next_available_days(part.open_slots_by_day) >= first + 10


def test_limits_decide_at_their_edge():
    """A template whose limits are set to what a plan gives keeps it; a hair less does not."""
    m = DECISION.measures(plan(24, 22, 21))
    tight = replace(STORY, crowd_limit_share=float(m.crowd_chance.max()), idle_limit_slots=float(m.idle_slots.max()))
    assert rules_kept(tight, m)[:2].tolist() == [1, 1]
    assert rules_kept(replace(tight, crowd_limit_share=tight.crowd_limit_share - 1e-6), m)[0] == pytest.approx(2 / 3)
    assert rules_kept(replace(tight, idle_limit_slots=tight.idle_limit_slots - 1e-6), m)[1] == pytest.approx(2 / 3)


def test_who_types_a_template_reads_its_limits():
    """Every figure that the promises are held to stands there, beside the show rates."""
    story = wrenfield_template()
    said = template_limits(story)
    assert said["New patients"] == "80% come unreminded, 60% have Medicaid"
    assert said["Reminders"] == "at most 10 hours for the three sessions together"
    assert said["An hour of reminders"] == "turns 2.5% of the remaining no-shows into visits"
    assert template_limits(replace(story, crowd=24, idle_limit_slots=2.0)) != said
