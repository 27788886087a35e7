"""A sealed check gives the whole verdict at the moment of answering, and costs a class nothing."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from course.bundle import Verdict
from course.checks import NotYet
from course.checks.core import Points
from course.checks.sealed import FOLDER, as_json, check_now, seal
from course.errors.stopped import forget
from tests.support.displays import Displays

TEST = """
from course.checks import Parts, Slip, expect

secret = worked / 0.87
parts = Parts(then="read on.")
with parts.part(2, form=1):
    expect(
        paid,
        what="paid hours",
        value=secret,
        tolerance=0.1,
        slips=[Slip("leave added", worked * 1.13, "You added leave.")],
        sensible=(100, 130),
        size="A little more than was worked.",
        then="",
    )
parts.earned()
"""
ALONE = """
from course.checks import expect

expect(paid, what="paid hours", value=worked / 0.87, tolerance=0.1, then="read on.")
"""


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names of a learner's notebook, which stands beside its seals."""
    forget()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    (tmp_path / FOLDER).mkdir()
    seals = {"hours-check": seal(TEST, 2.0), "alone-check": seal(ALONE, 1.0)}
    (tmp_path / FOLDER / "1_unit.json").write_text(as_json(seals), encoding="utf-8")
    return {"my": object(), "worked": 100.0, "paid": 100 / 0.87, "check_now": check_now}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (100 / 0.87, ["✓ Right: paid hours.", "2 of 2 points.", "Next: read on."]),
        (113, ["Slip: leave added. You added leave.", "1 of 2 points."]),
        (114, ["Nearly: that is the right number, rounded too far.", "1 of 2 points.", "give more decimals"]),
        (900, ["A little more than was worked.", "0 of 2 points."]),
        (..., ["It still holds three dots or nothing at all.", "0 of 2 points."]),
    ],
)
def test_right_wrong_and_rounded_are_told_at_once_with_the_points(
    answer: object, said: list[str], notebook: dict[str, Any], capsys: pytest.CaptureFixture[str], displays: Displays
) -> None:
    notebook["paid"] = answer
    exec('check_now("1_unit", "hours-check")', notebook)
    found = capsys.readouterr()
    assert all(line in found.out for line in said), found.out
    assert found.err == ""
    (bundle,) = displays.bundles
    assert bundle.possible == 2


def test_nothing_of_the_test_is_left_among_the_learners_names(notebook: dict[str, Any]) -> None:
    """What a check works out on its way is the answer."""
    exec('check_now("1_unit", "hours-check")', notebook)
    assert "secret" not in notebook
    assert "parts" not in notebook


def test_a_check_without_parts_says_its_points_too(
    notebook: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for answer, points in ((100 / 0.87, 1), (113, 0)):
        notebook["paid"] = answer
        exec('check_now("1_unit", "alone-check")', notebook)
        assert f"{points} of 1 points." in capsys.readouterr().out


def test_an_answer_that_is_not_there_is_said_so(notebook: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    del notebook["paid"]
    exec('check_now("1_unit", "alone-check")', notebook)
    said = capsys.readouterr().out
    assert "Not yet: “paid”." in said
    assert "Next: run the answer cell above" in said


def test_before_the_set_up_has_run_the_learner_is_sent_to_it(
    notebook: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    del notebook["my"], notebook["paid"]
    exec('check_now("1_unit", "alone-check")', notebook)
    assert "the set-up cell has not run" in capsys.readouterr().out


def test_an_answer_of_a_kind_that_nobody_thought_of_is_no_traceback(
    notebook: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """The notebook's own figure was overwritten by text, so the check itself cannot count."""
    notebook["worked"] = "a hundred"
    exec('check_now("1_unit", "hours-check")', notebook)
    said = capsys.readouterr().out
    assert "Not yet: your answer." in said
    assert "TypeError" in said


@pytest.mark.parametrize("damage", ["gone", "no JSON", "cut", "another check"])
def test_without_a_seal_that_can_be_read_the_cell_says_when_it_is_marked(
    damage: str, notebook: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(FOLDER, "1_unit.json")
    if damage == "gone":
        file.unlink()
    elif damage == "no JSON":
        file.write_text("{")
    elif damage == "cut":
        file.write_text(file.read_text().replace(seal(TEST, 2.0).packed, base64.b85encode(b"x" * 90).decode()))
    name = "other-check" if damage == "another check" else "hours-check"
    exec(f'check_now("1_unit", "{name}")', notebook)
    assert "This is marked on figures that are not shown here" in capsys.readouterr().out


def test_a_seal_is_not_read_at_a_glance() -> None:
    """Neither the answer's formula nor a slip's sentence can be found by a search."""
    text = as_json({"hours-check": seal(TEST, 2.0)})
    assert not any(word in text for word in ("0.87", "expect", "leave added", "secret"))
    assert seal(TEST, 2.0).source == TEST


def test_where_nbgrader_validates_a_wrong_answer_stops_the_cell(
    notebook: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its Validate button counts errors alone, and would call everything right."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    exec('check_now("1_unit", "hours-check")', notebook)
    notebook["paid"] = 113
    with pytest.raises(NotYet) as problem:
        exec('check_now("1_unit", "hours-check")', notebook)
    assert problem.value.found.verdict is Verdict.NOT_YET


@pytest.mark.parametrize(("execution", "shown"), [(None, False), ("autograde", True), ("validate", True)])
def test_points_are_a_number_for_nbgrader_and_no_second_line_for_a_learner(
    execution: str | None, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check's text has told them already."""
    from IPython.core.formatters import DisplayFormatter

    if execution is None:
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    else:
        monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    data, _ = DisplayFormatter().format(Points(2.5))
    assert data.get("text/plain") == ("2.5" if shown else None)
