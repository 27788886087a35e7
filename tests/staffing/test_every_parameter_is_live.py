"""Move each parameter of each formula alone: the answer must move, or the parameter is not used."""

import importlib
import inspect
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from numbers import Number

import numpy as np
import pytest

from course.staffing.coverage import HourPrices, Shift

TOPICS = ("hours", "ratios", "coverage", "turnover", "cover_cost")

MIX = {"RN": 0.7, "aide": 0.3}
CENSUS = [24] * 8 + [30] * 12 + [26] * 4
DAY = {"shifts": [Shift(8, 12), Shift(20, 8, is_float=True)], "nurses": [7, 6]}
NEED = {"census_by_hour": CENSUS, "patients_per_nurse": 5, "break_minutes": 30.0}
POSTS = [(date(2025, 1, 1), date(2025, 3, 1)), (date(2025, 2, 1), date(2025, 6, 1))]

# One row a formula: its topic, its name, and arguments at which every parameter matters.
FORMULAS = [
    ("hours", "ftes", {"paid": 90_155.0, "paid_hours_per_fte": 2_080.0}),
    ("hours", "productive_share_of", {"nonproductive_hours": 280.0, "paid": 2_080.0}),
    ("hours", "relief_factor", {"productive_share": 0.87}),
    ("hours", "paid_hours", {"productive": 100.0, "productive_share": 0.87}),
    (
        "hours",
        "post_ftes",
        {"hours_per_day": 12.0, "days_per_week": 5.0, "productive_share": 0.87, "paid_hours_per_fte": 2_080.0},
    ),
    ("hours", "patient_days", {"average_daily_census": 26.0, "days": 365.0}),
    ("hours", "hours_per_patient_day", {"productive": 247.0, "days_of_care": 26.0}),
    ("hours", "productive_hours", {"hours_per_day_of_care": 9.5, "days_of_care": 26.0}),
    (
        "hours",
        "unit_ftes",
        {
            "average_daily_census": 26.0,
            "hours_per_day_of_care": 9.5,
            "productive_share": 0.87,
            "paid_hours_per_fte": 2_080.0,
        },
    ),
    ("hours", "staff_per_day", {"average_daily_census": 26.0, "hours_per_day_of_care": 9.5, "shift_hours": 12.0}),
    ("hours", "day_and_night_staff", {"staff": 20.58, "day_share": 0.55}),
    ("hours", "hours_by_role", {"productive": 200.0, "mix": MIX}),
    ("ratios", "nurses_by_ratio", {"census": 25, "patients_per_nurse": 5}),
    ("ratios", "break_relief", {"nurses": 8, "break_minutes": 30.0, "block_minutes": 240.0}),
    (
        "ratios",
        "nurses_at_all_times",
        {"census": 40, "patients_per_nurse": 5, "break_minutes": 30.0, "block_minutes": 240.0},
    ),
    ("coverage", "census_by_block", {"census_by_hour": CENSUS}),
    ("coverage", "required_by_block", NEED),
    ("coverage", "required_by_hour", NEED),
    ("coverage", "on_duty_by_hour", DAY),
    ("coverage", "on_duty_by_block", DAY),
    ("coverage", "worked_hours", DAY),
    ("coverage", "day_cost_usd", DAY | {"prices": HourPrices(62.0, 6.0, 9.0)}),
    ("turnover", "average_headcount", {"headcounts": [84.0, 80.0]}),
    ("turnover", "turnover", {"separations": 14.0, "headcount": 82.0}),
    ("turnover", "annual_turnover", {"separations": 7.0, "headcount": 82.0, "months": 6.0}),
    ("turnover", "turnover_cost_usd", {"separations": 14.0, "cost_usd": 61_110.0}),
    ("turnover", "vacancy", {"budgeted": 84.0, "filled": 76.0}),
    ("turnover", "time_to_fill_days", {"posts": POSTS}),
    ("turnover", "first_year_loss_of_hires", {"left_within_a_year": 4.0, "hires": 16.0}),
    ("turnover", "first_year_share_of_separations", {"left_within_a_year": 4.0, "separations": 10.0}),
    ("turnover", "span_of_control", {"direct_reports": 96.0, "managers": 2.0}),
    ("turnover", "injury_rate", {"cases": 46.0, "hours_worked": 2.75e6}),
    (
        "cover_cost",
        "overtime_cost_usd",
        {"worked_hours": 400.0, "wage_usd": 45.0, "differential_usd": 5.0, "multiple": 1.5, "payroll_tax_share": 0.08},
    ),
    (
        "cover_cost",
        "staff_cost_usd",
        {
            "worked_hours": 400.0,
            "wage_usd": 45.0,
            "benefits_share": 0.2,
            "productive_share": 0.87,
            "payroll_tax_share": 0.08,
        },
    ),
]
# Where a number ten per cent larger will not do.
OTHER_VALUES = {
    "mix": [{"RN": 0.6, "aide": 0.4}],
    "census_by_hour": [[*CENSUS[:9], 36, *CENSUS[10:]]],
    "patients_per_nurse": [4],
    "break_minutes": [60.0],
    "block_minutes": [120.0],
    "shifts": [[Shift(8, 8), DAY["shifts"][1]], [Shift(4, 16), DAY["shifts"][1]]],
}
# A price or a premium of a shift moves the cost and nothing else.
MORE_VALUES = {("day_cost_usd", "shifts"): [[DAY["shifts"][0], Shift(20, 8)], [Shift(12, 12), DAY["shifts"][1]]]}


def moved(value):
    """Return versions of a value with one number moved in each."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, Number):
        return [value * 1.1]
    if isinstance(value, date):
        return [value - timedelta(days=3)]
    if is_dataclass(value):
        names = [field.name for field in fields(value)]
        return [replace(value, **{name: other}) for name in names for other in moved(getattr(value, name))]
    if isinstance(value, dict):
        return [value | {key: other} for key in value for other in moved(value[key])]
    if isinstance(value, list | tuple):
        kind = type(value)
        return [kind([*value[:i], other, *value[i + 1 :]]) for i, old in enumerate(value) for other in moved(old)]
    return []


def moves():
    """Yield a test case for each number of each parameter of each formula."""
    for topic, name, base in FORMULAS:
        for parameter in base:
            others = (OTHER_VALUES.get(parameter) or moved(base[parameter])) + MORE_VALUES.get((name, parameter), [])
            for number, other in enumerate(others):
                yield pytest.param(topic, name, base, parameter, other, id=f"{name}-{parameter}-{number}")


@pytest.mark.parametrize(("topic", "name", "arguments", "parameter", "other"), list(moves()))
def test_moving_a_parameter_moves_the_answer(topic, name, arguments, parameter, other):
    formula = getattr(importlib.import_module(f"course.staffing.{topic}"), name)
    assert not np.array_equal(formula(**arguments), formula(**arguments | {parameter: other}))


@pytest.mark.parametrize(("topic", "name", "arguments"), FORMULAS, ids=[row[1] for row in FORMULAS])
def test_the_table_moves_every_parameter_there_is(topic, name, arguments):
    formula = getattr(importlib.import_module(f"course.staffing.{topic}"), name)
    assert set(arguments) == set(inspect.signature(formula).parameters)
    for parameter in arguments:
        assert OTHER_VALUES.get(parameter) or moved(arguments[parameter]), f"{parameter} is never moved"


def test_the_table_has_every_formula_there_is():
    modules = [importlib.import_module(f"course.staffing.{topic}") for topic in TOPICS]
    public = {name for module in modules for name in module.__all__ if inspect.isfunction(getattr(module, name))}
    assert public == {name for _, name, _ in FORMULAS}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_formula_says_what_goes_in_and_what_comes_out(topic):
    module = importlib.import_module(f"course.staffing.{topic}")
    for name in module.__all__:
        formula = getattr(module, name)
        if inspect.isfunction(formula):
            text = inspect.getdoc(formula)
            assert "Parameters\n----" in text, f"{name} lacks its parameters"
            assert "Returns\n----" in text, f"{name} lacks what it returns"
            for parameter in inspect.signature(formula).parameters:
                assert parameter in text, f"{name} does not explain {parameter}"
