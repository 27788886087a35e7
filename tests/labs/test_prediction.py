"""A lab that asks for a prediction tells nothing of the plan before one is kept, and after that what is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course.case import case_for
from course.catalog import every_pictured_lab, open_lab
from course.decisions.plan_file import read
from course.labs.lab import Lab
from course.labs.prediction import PREDICT_FIRST
from course.units.finance.operating_budget.budget_lab import budget_lab

# Labs whose text asks for a prediction of what the lab itself would tell at once.
ASKING = {
    "inbox",
    "dashboard",
    "budget",
    "payer_mix",
    "variance_walk",
    "denials",
    "capital",
    "capital_slate",
    "gap",
    "shift_mix",
    "hiring",
    "retention",
    "nursing_home_week",
    "clinic_template",
    "registration_desk",
}
PLACES = [place for place in every_pictured_lab() if place[1] in ASKING]


@pytest.fixture(autouse=True)
def beside_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lab(request: pytest.FixtureRequest) -> Lab:
    return open_lab(*request.param, "ana")


on_every_asking_lab = pytest.mark.parametrize("lab", PLACES, indirect=True, ids=lambda place: place[1])


def test_every_lab_that_asks_is_known() -> None:
    """A lab of those that no longer asks is missed here."""
    asks = {name for module, name in every_pictured_lab() if open_lab(module, name, "ana").prediction}
    assert asks == ASKING


@on_every_asking_lab
def test_nothing_is_told_before_a_prediction_is_kept(lab: Lab) -> None:
    """Marks have their names alone, moved or not; sentence and table tell nothing."""
    from tests.labs.test_all_labs import another_value

    control = next(iter(lab._bounds.values()))
    for _ in range(2):
        assert lab.told is False
        assert lab.sentence == PREDICT_FIRST
        assert lab.table == []
        assert all(met is None and ":" not in text for met, text in lab.marks)
        lab.hint()
        assert lab.hints == []
        lab.set(**{control.name: another_value(lab, control)})


@on_every_asking_lab
def test_a_kept_prediction_is_told_beside_what_is_so_and_stays_kept(lab: Lab, request: pytest.FixtureRequest) -> None:
    """Marks keep their lines, so nothing moves; a lab that is opened again asks no more."""
    names = [text for _, text in lab.marks]
    value, label = lab.prediction["options"][-1]
    lab._heard(lab, {"do": "predict", "value": value}, [])
    assert lab.told
    assert lab.predicted.startswith(f"You predicted: {label}. ")
    assert len(lab.predicted.removeprefix(f"You predicted: {label}. ").split()) >= 3
    assert lab.sentence != PREDICT_FIRST
    assert [text.partition(":")[0] for _, text in lab.marks] == names
    assert all(met is not None for met, _ in lab.marks)
    assert read(lab._predicts.plan)["decisions"] == {"prediction": value}
    again = open_lab(*request.node.callspec.params["lab"], "ana")
    assert (again.told, again.predicted) == (True, lab.predicted)


@pytest.mark.parametrize("value", ["", "much", None, 3, [], {}])
def test_what_is_no_option_is_no_prediction(value: Any) -> None:
    lab = budget_lab(case_for("02_finance", "ana"))
    lab._heard(lab, {"do": "predict", "value": value}, [])
    assert lab.told is False


def test_the_truth_is_of_the_first_view_and_not_of_a_kept_plan() -> None:
    """Whoever kept a plan and comes back reads the same sentence."""
    lab = open_lab("02_finance", "gap", "ana")
    lab.predict("2")
    said = lab.predicted
    lab.set(**dict.fromkeys(lab._bounds, False))
    lab.keep()
    assert open_lab("02_finance", "gap", "ana").predicted == said


def test_a_picture_that_would_give_it_away_is_in_no_last_view() -> None:
    lab = open_lab("03_staffing", "shift_mix", "ana")
    assert lab.prediction["veils"]
    assert "base64" not in lab.last_view().html()
    lab.predict("night")
    assert "base64" in lab.last_view().html()


def test_a_source_folder_keeps_no_prediction_and_the_lab_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nbgrader_config.py").touch()
    folder = tmp_path / "modules" / "02_finance"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    lab = budget_lab(case_for("02_finance", "ana"))
    lab.predict("volume_change")
    assert lab.told
    assert not (folder / "plans").exists()


def test_an_instructor_may_tell_without_a_prediction() -> None:
    lab = budget_lab(case_for("02_finance", "ana"))
    lab.tell()
    assert lab.sentence.startswith("Operating income is ")
    assert lab.predicted == ""
