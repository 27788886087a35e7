"""The variance walk: what its controls do to the picture and the sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.labs.lab import Lab
from course.units.finance.flexible_budget.variance_walk_lab import variance_walk_lab


@pytest.fixture
def lab() -> Lab:
    return variance_walk_lab()


def test_the_first_view_is_the_bill_of_the_story(lab: Lab) -> None:
    """$659,300 over: volume, efficiency and rate as in the story's worked example."""
    for part in ("$659,300 over", "$256,500", "$143,100", "$259,700"):
        assert part in lab.sentence
    assert lab.result.variances.total_usd == pytest.approx(4_934_300 - 4_275_000)


@pytest.mark.parametrize("change", [{"patient_days": 9_800}, {"hours_per_patient_day": 9.3}, {"hour_usd": 44.0}])
def test_each_control_changes_the_picture_and_the_sentence(lab: Lab, change: dict[str, float]) -> None:
    png, sentence, alt = lab.png, lab.sentence, lab.alt
    lab.set(**change)
    assert lab.png != png
    assert lab.sentence != sentence
    assert lab.alt != alt


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"patient_days": 11_000}, "Volume"),
        ({"hours_per_patient_day": 10.2}, "Efficiency"),
        ({"hour_usd": 49.0}, "Rate"),
    ],
)
def test_from_the_budget_one_control_moves_one_variance(lab: Lab, change: dict[str, float], step: str) -> None:
    """With the other two as planned, nobody else has anything to answer for."""
    lab.set(patient_days=10_000, hours_per_patient_day=9.5, hour_usd=45.0)
    assert "what the static budget said" in lab.sentence
    lab.set(**change)
    moved = [name for name, usd in lab.result.variances.steps() if abs(usd) > 0.5]
    assert moved == [step]


def test_more_patients_alone_leave_the_manager_nothing_to_answer_for(lab: Lab) -> None:
    lab.set(hours_per_patient_day=9.5, hour_usd=45.0)
    assert "$256,500 over" in lab.sentence
    assert "brought revenue" in lab.sentence
    assert "nothing to answer for" in lab.sentence


def test_the_alternative_text_is_a_sentence_with_the_three_variances(lab: Lab) -> None:
    assert lab.alt.endswith(".")
    assert all(f"{name} $" in lab.alt for name in ("volume", "efficiency", "rate"))
    assert lab.alt.count("unfavorable") == 3


def test_the_table_says_who_answers_for_each_step(lab: Lab) -> None:
    who = {row[0]: row[3] for row in lab.table}
    assert who["Efficiency"] == "the unit manager"
    assert "unit manager" not in who["Volume"] + who["Rate"]
    assert "revenue" in who["Volume"]


def test_every_corner_of_the_controls_draws_inside_the_axis(lab: Lab) -> None:
    """The dearest and the cheapest year still stand on the cut axis, and nonsense is held within bounds."""
    low, high = lab._view.stage.figure.axes[0].get_ylim()
    for ends in ((9_400, 9.0, 43.0), (11_200, 10.4, 50.0), (-1e9, 0, 0), (1e9, 1e9, 1e9)):
        lab.set(**dict(zip(("patient_days", "hours_per_patient_day", "hour_usd"), ends, strict=True)))
        assert lab.png.startswith(b"\x89PNG")
        assert low < lab.result.variances.actual_usd / 1e6 < high


def test_the_lab_keeps_no_plan(lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no decision in this unit."""
    monkeypatch.chdir(tmp_path)
    assert not lab.keeps
    lab.keep()
    assert not list(tmp_path.iterdir())
