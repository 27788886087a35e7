"""A right answer in a learner's own words is right, and a figure copied from the example is told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import units
from tests.support.running import UnitRun, run

MODULE = units.ROOT / "modules" / "01_role"
WITH_ARTICLES = """
from course.units.role.the_manager.authority_key_model import body_of
decides = {letter: f"the {body_of(question)}".title() for letter, question in questions.items()}
"""
SHORT_UNIT = """
planner_unit = (stays["los_days"] >= long_days).groupby(stays["unit"]).sum().idxmax().removesuffix(" unit")
picture, sentence = "A", "K"
"""
TWO_DECIMALS = """
payer_back = stays[stays["payer"] == my_payer]["readmit_30d"].mean()
house_days = round(stays["los_days"].mean(), 2)
"""
WRENFIELDS = TWO_DECIMALS + "house_days = 4.81"


def answered(unit: str, exercise: str, source: str, folder: Path) -> tuple[UnitRun, units.Exercise]:
    """Return a learner's run up to an exercise that is answered so, and the exercise."""
    path = MODULE / f"{unit}.ipynb"
    return run(path, "ana", folder, {exercise: source}, until=exercise), units.exercises(path)[exercise]


@pytest.mark.parametrize(
    ("unit", "exercise", "source"),
    [
        ("1_the_manager", "authority", WITH_ARTICLES),
        ("3_first_steps_with_data", "where", SHORT_UNIT),
        ("3_first_steps_with_data", "groups", TWO_DECIMALS),
    ],
    ids=["The Medical Staff", "Medical for Medical unit", "two decimals, as asked"],
)
def test_a_right_answer_as_people_give_it_earns_every_point(unit, exercise, source, tmp_path: Path) -> None:
    result, of = answered(unit, exercise, source, tmp_path)
    assert result.points(of) == of.points, result.said(of)


def test_the_average_stay_of_wrenfields_year_is_not_that_of_a_table_which_differs_by_four_hundredths(
    tmp_path: Path,
) -> None:
    """4.81 was once within the tolerance of tables whose stays last 4.82 or 4.79 days."""
    result, of = answered("3_first_steps_with_data", "groups", WRENFIELDS, tmp_path)
    assert result.points(of) == of.points - 1
    assert "Slip: Wrenfield's figure for yours." in result.said(of)


BEDS = """
occupancy_staffed, occupancy_licensed = {by} / year.beds["staffed"], {by} / year.beds["licensed"]
turns = year.discharges / year.beds["staffed"]
"""


@pytest.mark.parametrize(
    ("census", "by", "lost", "said"),
    [
        ("year.discharge_days / year.days", "census", 0, "staffed beds, worked out from your own census."),
        ("year.discharge_days / year.days", "year.patient_days / year.days", 0, "of your staffed beds."),
        ("year.discharges / year.days", "census", 0, "licensed beds, worked out from your own census."),
        ("year.patient_days / year.days", "year.discharges / year.days", 2.5, "Slip: leavers for patients."),
        ("year.discharge_days / year.days", "0.6 * census", 2, "✗ the occupancy of your staffed beds."),
        ("year.beds['licensed'] * 3", "census", 2.5, "It should be a share"),
        ("'135'", "year.patient_days / year.days", 0, "of your staffed beds."),
    ],
    ids=["follows", "is right", "leavers", "right census", "does not follow", "too large", "text"],
)
def test_a_mistake_in_the_census_is_not_charged_again_in_the_beds(
    census: str, by: str, lost: float, said: str, tmp_path: Path
) -> None:
    """Where the shares follow from it, and it is fewer than the beds; the slip without that census is charged."""
    path = MODULE / "2_the_dashboard.ipynb"
    answers = {"census": f"census = {census}", "beds": BEDS.format(by=by)}
    result, of = run(path, "ana", tmp_path, answers, until="beds"), units.exercises(path)["beds"]
    assert result.points(of) == pytest.approx(of.points - lost)
    assert said in result.said(of)
    assert "your own census" not in result.said(of) or lost == 0
