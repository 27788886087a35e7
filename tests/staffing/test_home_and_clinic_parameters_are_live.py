"""Move each parameter of each formula, and each figure of each drawn case, alone: the answer must move."""

from __future__ import annotations

import doctest
import importlib
import inspect
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from course.staffing.nursing_home import StaffDay
from course.units.staffing.nursing_home_and_clinic import clinic_template_decision as clinic_template
from course.units.staffing.nursing_home_and_clinic.clinic_draw import wrenfield_template
from course.units.staffing.nursing_home_and_clinic.clinic_template_decision import TemplateDecision
from course.units.staffing.nursing_home_and_clinic.nursing_home_draw import alder_creek
from course.units.staffing.nursing_home_and_clinic.nursing_home_week_decision import (
    KINDS,
    HomeWeekDecision,
    as_array,
    as_plan,
    claim,
    hour_costs_usd,
    measures,
    mistakes,
    rules_kept,
    score_shares,
)

TOPICS = ("clinic", "nursing_home", "nursing_home_law", "overbooking", "queues")
HEAVY = {"numpy", "scipy", "pandas", "matplotlib", "ipywidgets"}

DAYS = [StaffDay(96, 58, 82, 218), StaffDay(90, 40, 70, 180, weekend=True)]
SESSION = {"booked": 24, "slots": 20, "show_share": 0.82}
RATES = {"arrivals_per_hour": 22.0, "served_per_hour": 6.0}
CENSUS = {
    "residents_by_payer": {"Medicaid": 60.0, "Medicare": 20.0},
    "rate_usd_by_payer": {"Medicaid": 240.0, "Medicare": 600.0},
}
ONE_NURSE = [0] * 7 + [1] * 8 + [0] * 9
NIGHTS = [1] * 7 + [0] * 8 + [1] * 9

# One row a formula: its topic, its name, and arguments at which every parameter matters.
FORMULAS: list[tuple[str, str, dict[str, Any]]] = [
    ("clinic", "panel_size", {"visits_per_day": 20, "days_per_year": 220, "visits_per_patient_year": 2.0}),
    (
        "clinic",
        "visits_per_day_needed",
        {"panel_patients": 2_200, "visits_per_patient_year": 2.0, "days_per_year": 220},
    ),
    ("clinic", "no_show_share", {"no_shows": 14, "booked": 100}),
    (
        "clinic",
        "show_share_with_reminders",
        {"show_share": 0.8, "reminder_hours": 2, "fewer_no_shows_per_hour": 0.07},
    ),
    ("clinic", "third_next_available_days", {"open_slots_by_day": [1, 0, 0, 1, 0, 0, 1]}),
    ("overbooking", "arrival_chances", {"booked": 24, "show_share": 0.82}),
    ("overbooking", "chance_of_at_least", {"arrivals": 21, "booked": 24, "show_share": 0.82}),
    ("overbooking", "expected_idle_slots", SESSION),
    ("overbooking", "expected_over_slots", SESSION),
    ("overbooking", "overbooking_cost", {**SESSION, "idle_usd": 100.0, "over_usd": 150.0}),
    ("overbooking", "cheapest_bookings", {"slots": 20, "show_share": 0.82, "idle_usd": 100.0, "over_usd": 150.0}),
    ("queues", "offered_load", RATES),
    ("queues", "utilization", {**RATES, "servers": 5}),
    ("queues", "erlang_b", {"load": 3.0, "servers": 5}),
    ("queues", "delay_probability", {**RATES, "servers": 5}),
    ("queues", "mean_wait_minutes", {**RATES, "servers": 5}),
    ("queues", "probability_waits_longer", {**RATES, "servers": 5, "longer_than_minutes": 10.0}),
    ("queues", "mean_queue_length", {**RATES, "servers": 5}),
    ("queues", "fewest_servers", {**RATES, "mean_wait_at_most_minutes": 5.0}),
    ("nursing_home", "hours_per_resident_day", {"hours": [358.0, 300.0], "residents": [96.0, 90.0]}),
    ("nursing_home", "hprd_by_type", {"days": DAYS}),
    ("nursing_home", "hprd_weekday_and_weekend", {"days": DAYS, "kind": "rn"}),
    ("nursing_home", "weekend_change_share", {"days": DAYS, "kind": "rn"}),
    ("nursing_home", "hours_short", {"target_hprd": 2.45, "residents": 96.0, "hours": 218.0}),
    ("nursing_home", "census_revenue_usd", {**CENSUS, "days": 30.0}),
    ("nursing_home", "average_rate_usd", CENSUS),
    ("nursing_home_law", "longest_stretch_hours", {"on_duty_by_hour": ONE_NURSE}),
    ("nursing_home_law", "federal_floor", {"rn_by_hour": ONE_NURSE, "lpn_by_hour": NIGHTS}),
    ("nursing_home_law", "totals_can_keep_floor", {"rn_hours": 8, "licensed_hours": 24}),
    ("nursing_home_law", "repealed_minimum", {}),
]

# Where the step of a tenth would not reach the next whole answer, or a value is no number.
OTHER_VALUES: dict[tuple[str, str], list[Any]] = {
    ("cheapest_bookings", "show_share"): [0.7],
    ("cheapest_bookings", "idle_usd"): [250.0],
    ("cheapest_bookings", "over_usd"): [400.0],
    ("fewest_servers", "served_per_hour"): [5.0],
    ("fewest_servers", "arrivals_per_hour"): [29.0],
    ("fewest_servers", "mean_wait_at_most_minutes"): [2.0],
    ("hprd_weekday_and_weekend", "kind"): ["lpn", "aide", "total"],
    ("weekend_change_share", "kind"): ["lpn", "aide", "total"],
    ("third_next_available_days", "open_slots_by_day"): [[2, 0, 0, 1], [0, 0, 0, 1, 1, 1]],
    ("longest_stretch_hours", "on_duty_by_hour"): [[0] * 8 + [1] * 7 + [0] * 9],
    ("federal_floor", "rn_by_hour"): [[0] * 7 + [1] * 7 + [0] * 10],
    ("federal_floor", "lpn_by_hour"): [[0] * 24],
    ("totals_can_keep_floor", "rn_hours"): [7.9],
    ("totals_can_keep_floor", "licensed_hours"): [23.9],
    ("hprd_by_type", "days"): [
        [replace(DAYS[0], **{name: getattr(DAYS[0], name) + 1}), DAYS[1]]
        for name in ("residents", "rn_hours", "lpn_hours", "aide_hours")
    ],
    ("hprd_weekday_and_weekend", "days"): [
        [replace(DAYS[0], residents=97), DAYS[1]],
        [replace(DAYS[0], rn_hours=59), DAYS[1]],
        [replace(DAYS[0], weekend=True), replace(DAYS[1], weekend=False)],
    ],
    ("weekend_change_share", "days"): [[replace(DAYS[0], rn_hours=59), DAYS[1]]],
}


def moved(value: Any) -> list[Any]:
    """Return versions of a value with one number moved in each."""
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, float):
        return [value * 1.1]
    if isinstance(value, dict):
        return [value | {key: other} for key in value for other in moved(value[key])]
    if isinstance(value, list):
        return [[*value[:i], other, *value[i + 1 :]] for i, old in enumerate(value) for other in moved(old)]
    return []


def others(name: str, parameter: str, value: Any) -> list[Any]:
    return OTHER_VALUES.get((name, parameter)) or moved(value)


MOVES = [
    pytest.param(topic, name, base, parameter, other, id=f"{name}-{parameter}-{number}")
    for topic, name, base in FORMULAS
    for parameter in base
    for number, other in enumerate(others(name, parameter, base[parameter]))
]


@pytest.mark.parametrize(("topic", "name", "base", "parameter", "other"), MOVES)
def test_moving_a_parameter_moves_the_answer(topic, name, base, parameter, other):
    formula = getattr(importlib.import_module(f"course.staffing.{topic}"), name)
    assert formula(**base) != formula(**base | {parameter: other})


@pytest.mark.parametrize(("topic", "name", "base"), FORMULAS, ids=[row[1] for row in FORMULAS])
def test_the_table_moves_every_parameter_there_is(topic, name, base):
    formula = getattr(importlib.import_module(f"course.staffing.{topic}"), name)
    assert set(base) == set(inspect.signature(formula).parameters)
    for parameter, value in base.items():
        assert others(name, parameter, value), f"{parameter} is never moved"


def test_the_table_has_every_formula_there_is():
    modules = [importlib.import_module(f"course.staffing.{topic}") for topic in TOPICS]
    public = {name for module in modules for name in module.__all__ if inspect.isfunction(getattr(module, name))}
    assert public == {name for _, name, _ in FORMULAS}


# ---------------------------------------------------------------- the decisions' cases

WEEK, TEMPLATE = HomeWeekDecision(alder_creek()), TemplateDecision(wrenfield_template())
GOOD_WEEK = as_plan([[56, 72, 228, 8], [56, 72, 228, 8]])
# The grid, good weeks shaken, today's with practical nurses added, and weeks staffed for ever more heads.
FOR_MORE_HEADS = np.array([[[0.55, 0.85, 2.0, 0.5]] * 2]) * np.arange(90, 125)[:, None, None]
PRACTICAL_UP = np.array([[[58, 82 + more, 218, 0]] * 2 for more in (0.1, 2, 8)])
SHAKEN = WEEK.full_marks[::5] + np.random.default_rng(7).normal(0, 3, (len(WEEK.full_marks[::5]), 2, 4)).clip(-8)
WEEKS = np.concatenate([WEEK.grid[::7], SHAKEN, FOR_MORE_HEADS, PRACTICAL_UP])
GOOD_TEMPLATE = next(iter(TEMPLATE.candidates()))
BOOKED = np.stack(np.meshgrid(*[np.arange(20, 27)] * 3, indexing="ij"), axis=-1).reshape(-1, 1, 3)
HOURS = np.array([[a, b, c] for a in np.arange(0, 10.25, 0.25) for b in (0, 1, 3) for c in (0, 2)])[None]


def home_answers(week: Any) -> bytes:
    """Return which rules every plan of a large set keeps, what it may claim, and which slips it shows."""
    judged = [rules_kept(week, WEEKS), claim(week, WEEKS), *mistakes(week, WEEKS).values()]
    today = as_array(HomeWeekDecision(week).nothing())
    return b"".join(np.asarray(each, dtype=float).tobytes() for each in (today, *judged))


def clinic_answers(template: Any) -> bytes:
    found = [clinic_template.measures(template, BOOKED, HOURS, by_risk) for by_risk in (False, True)]
    judged = [score(template, m) for m in found for score in (clinic_template.rules_kept, clinic_template.claim)]
    return b"".join(np.asarray(each, dtype=float).tobytes() for each in judged)


def numbers_moved(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return versions of a case with one number moved in each, by the name of what moved."""
    if is_dataclass(value):
        return [
            (name, replace(value, **{field.name: other}))
            for field in fields(value)
            for name, other in numbers_moved(getattr(value, field.name), f"{path}.{field.name}")
        ]
    if hasattr(value, "keys"):
        return [
            (name, {**value, key: other}) for key in value for name, other in numbers_moved(value[key], f"{path}.{key}")
        ]
    if isinstance(value, str):
        return []  # a session's label is only said
    return [(path, value + 1 if isinstance(value, int) and value > 1 else value * 0.9 or 4.0)]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name.strip(".")) for name, case in numbers_moved(alder_creek())]
)
def test_every_figure_of_the_home_is_live(case):
    assert home_answers(case) != home_answers(alder_creek())


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name.strip(".")) for name, case in numbers_moved(wrenfield_template())]
)
def test_every_figure_of_the_template_is_live(case):
    assert clinic_answers(case) != clinic_answers(wrenfield_template())


def test_a_sessions_label_is_said():
    story = wrenfield_template()
    sessions = {key: replace(session, label=f"{key} here") for key, session in story.sessions.items()}
    card = TemplateDecision(replace(story, sessions=sessions)).scorecard(GOOD_TEMPLATE)
    assert all(f"{key} here" in card.promises[0].say for key in sessions)


@pytest.mark.parametrize("key", list(GOOD_WEEK))
def test_every_hour_of_a_week_moves_what_it_costs(key):
    cost = [
        measures(alder_creek(), as_array(plan)).cost_usd for plan in (GOOD_WEEK, {**GOOD_WEEK, key: GOOD_WEEK[key] + 4})
    ]
    hour = dict(zip(KINDS, hour_costs_usd(alder_creek()), strict=True))[key.split("_")[1]]
    assert cost[1] - cost[0] == pytest.approx(4 * hour * (5 if key.startswith("weekday") else 2))


@pytest.mark.parametrize("key", list(GOOD_TEMPLATE))
def test_every_entry_of_a_template_plan_is_live(key):
    plan = {**GOOD_TEMPLATE, key: "by_risk" if key == "double_booked" else GOOD_TEMPLATE[key] + 1}
    assert repr(TEMPLATE.measures(plan)) != repr(TEMPLATE.measures(GOOD_TEMPLATE))


# ---------------------------------------------------------------- the modules themselves


@pytest.mark.parametrize("topic", [*TOPICS, "clinic_template", "nursing_home_week"])
def test_the_examples_in_the_docstrings_are_true(topic):
    assert doctest.testmod(importlib.import_module(f"course.staffing.{topic}")).failed == 0


@pytest.mark.parametrize("topic", TOPICS)
def test_every_formula_says_what_goes_in_and_what_comes_out(topic):
    module = importlib.import_module(f"course.staffing.{topic}")
    for name in module.__all__:
        formula = getattr(module, name)
        if inspect.isfunction(formula):
            text = inspect.getdoc(formula)
            assert "Returns\n----" in text, f"{name} lacks what it returns"
            for parameter in inspect.signature(formula).parameters:
                assert parameter in text, f"{name} does not explain {parameter}"


def test_importing_the_formulas_loads_nothing_heavy():
    code = f"import sys; [__import__('course.staffing.' + t) for t in {TOPICS}]; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)


def test_whole_stacks_of_plans_are_scored_at_once():
    stack = np.broadcast_to(as_array(GOOD_WEEK), (3, 5, 2, 4))
    assert (score_shares(alder_creek(), stack) == np.ones((3, 5))).all()
