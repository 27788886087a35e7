"""Move each parameter of each formula for nursing homes and clinics alone: the answer must move."""

from __future__ import annotations

import doctest
import importlib
import inspect
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from course.staffing.nursing_home import StaffDay

TOPICS = ("clinic", "nursing_home", "overbooking", "queues")
HEAVY = {"numpy", "scipy", "pandas", "matplotlib", "ipywidgets"}

DAYS = [StaffDay(96, 58, 82, 218), StaffDay(90, 40, 70, 180, weekend=True)]
SESSION = {"booked": 24, "slots": 20, "show_share": 0.82}
RATES = {"arrivals_per_hour": 22.0, "served_per_hour": 6.0}
CENSUS = {
    "residents_by_payer": {"Medicaid": 60.0, "Medicare": 20.0},
    "rate_usd_by_payer": {"Medicaid": 240.0, "Medicare": 600.0},
}

# One row a formula: its topic, its name, and arguments at which every parameter matters.
FORMULAS: list[tuple[str, str, dict[str, Any]]] = [
    ("clinic", "panel_size", {"visits_per_day": 20, "days_per_year": 220, "visits_per_patient_year": 2.0}),
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
    ("nursing_home", "hprd_weekday_and_weekend", {"days": DAYS, "kind": "rn"}),
    ("nursing_home", "weekend_change_share", {"days": DAYS, "kind": "rn"}),
    ("nursing_home", "hours_short", {"target_hprd": 2.45, "residents": 96.0, "hours": 218.0}),
    ("nursing_home", "census_revenue_usd", {**CENSUS, "days": 30.0}),
    ("nursing_home", "average_rate_usd", CENSUS),
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
    ("hprd_weekday_and_weekend", "days"): [
        [replace(DAYS[0], residents=97), DAYS[1]],
        [replace(DAYS[0], rn_hours=59), DAYS[1]],
        [replace(DAYS[0], weekend=True), replace(DAYS[1], weekend=False)],
    ],
    ("weekend_change_share", "days"): [
        [replace(DAYS[0], rn_hours=59), DAYS[1]],
        [replace(DAYS[0], residents=97), DAYS[1]],
    ],
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


# ---------------------------------------------------------------- the modules themselves


@pytest.mark.parametrize("topic", TOPICS)
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
