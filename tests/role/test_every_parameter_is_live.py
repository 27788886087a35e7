"""Move each parameter of each formula alone: the answer must move, or the parameter is not used."""

from __future__ import annotations

import inspect

import pytest

from course.role import adjusted, kpi

EVERY_FORMULA = {name: getattr(topic, name) for topic in (kpi, adjusted) for name in topic.__all__}
FORMULAS = {
    "average_daily_census": {"patient_days": 4_000.0, "calendar_days": 31.0},
    "average_length_of_stay": {"discharge_days": 3_900.0, "discharges": 800.0},
    "approximate_length_of_stay": {"patient_days": 4_000.0, "discharges": 800.0},
    "occupancy": {"patient_days": 4_000.0, "calendar_days": 31.0, "beds": 180.0},
    "occupancy_by_beds": {"patient_days": 4_000.0, "calendar_days": 31.0, "beds": {"staffed": 180.0}},
    "turnover_interval_days": {"patient_days": 4_000.0, "calendar_days": 31.0, "beds": 180.0, "discharges": 800.0},
    "bed_turns": {"discharges": 800.0, "beds": 180.0},
    "case_mix_index": {"weights": 1_296.0, "discharges": 800.0},
    "outpatient_adjustment_factor": {"inpatient_gross_usd": 6.0, "outpatient_gross_usd": 7.0},
    "adjusted_patient_days": {"patient_days": 4_000.0, "outpatient_factor": 2.1},
    "adjusted_discharges": {"discharges": 800.0, "outpatient_factor": 2.1},
    "adjusted_occupied_beds": {"adjusted_days": 8_400.0, "calendar_days": 31.0},
    "ftes_per_adjusted_occupied_bed": {"paid_ftes": 1_500.0, "occupied_beds": 283.5},
    "cmi_adjusted_discharges": {"adjusted": 1_680.0, "case_mix": 1.6},
    "cost_per_cmi_adjusted_discharge": {"operating_expense_usd": 29e6, "weighed_discharges": 2_700.0},
    "cost_per_adjusted_patient_day": {"operating_expense_usd": 29e6, "adjusted_days": 8_400.0},
    "ratio_of_sums": {"numerators": [380.0, 350.0], "denominators": [90.0, 100.0]},
    "average_of_ratios": {"numerators": [380.0, 350.0], "denominators": [90.0, 100.0]},
}


def moved(value):
    """Return versions of a value with one number moved in each."""
    if isinstance(value, dict):
        return [value | {key: other} for key in value for other in moved(value[key])]
    if isinstance(value, list):
        return [[*value[:i], other, *value[i + 1 :]] for i, old in enumerate(value) for other in moved(old)]
    return [value * 1.1]


MOVES = [
    pytest.param(name, parameter, other, id=f"{name}-{parameter}-{number}")
    for name, base in FORMULAS.items()
    for parameter, value in base.items()
    for number, other in enumerate(moved(value))
]


@pytest.mark.parametrize(("name", "parameter", "other"), MOVES)
def test_moving_a_parameter_moves_the_answer(name: str, parameter: str, other) -> None:
    formula, base = EVERY_FORMULA[name], FORMULAS[name]
    assert formula(**base) != formula(**base | {parameter: other})


def test_the_table_has_every_formula_and_every_parameter_there_is() -> None:
    assert set(FORMULAS) == set(EVERY_FORMULA)
    for name, base in FORMULAS.items():
        assert set(base) == set(inspect.signature(EVERY_FORMULA[name]).parameters)
