"""What holds for every lab of the course: live, labeled controls, words for every picture, no crash on bad input."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from course.catalog import every_lab, every_pictured_lab, open_lab
from course.decisions.plan_file import PlanProblem, read
from course.decisions.plan_schema import validated
from course.labs.lab import Choice, Lab, Reading, Slider, Tick
from tests.support import units

LABS = list(every_lab())


@pytest.fixture(scope="module")
def labs() -> dict[str, Lab]:
    return {name: open_lab(module, name, "ana") for module, name in LABS}


@pytest.fixture
def lab(request: pytest.FixtureRequest, labs: dict[str, Lab]) -> Iterator[Lab]:
    """The lab as it opens: opened once, and put back after each test."""
    lab = labs[request.param[1]]
    values = dict(getattr(lab, "values", {}))
    yield lab
    if values:
        lab.values = values


on_every_lab = pytest.mark.parametrize("lab", LABS, indirect=True, ids=lambda lab: lab[1])
# A grid to edit is read cell by cell: it has neither a picture nor controls by name, and tests of its own.
on_every_pictured_lab = pytest.mark.parametrize("lab", every_pictured_lab(), indirect=True, ids=lambda lab: lab[1])


def shown(lab: Lab) -> tuple[bytes, str, str, str]:
    return lab.png, lab.alt, lab.sentence, json.dumps(lab.marks)


def another_value(lab: Lab, control: Slider | Tick | Choice) -> object:
    """Return a value that a control does not stand on."""
    now = lab.values[control.name]
    if isinstance(control, Tick):
        return not now
    if isinstance(control, Choice):
        return next(value for value, _ in control.options if value != now)
    middle = (control.low + control.high) / 2
    return control.low + control.step * round(
        (control.high - control.low) * (0.8 if now < middle else 0.2) / control.step
    )


@on_every_lab
def test_the_first_view_has_words(lab: Lab) -> None:
    """A title, what the manager asks, and what is seen, in a sentence."""
    assert len(lab.sentence.split()) >= 5
    assert lab.title
    assert lab.question.endswith(("?", "."))


@on_every_pictured_lab
def test_the_first_view_has_a_picture_and_says_what_it_shows(lab: Lab) -> None:
    """A picture of a screen's size, described in a sentence of its own."""
    picture = Image.open(io.BytesIO(lab.png))
    assert picture.width <= 900
    assert picture.height <= 520
    assert len(lab.alt.split()) >= 5


@on_every_pictured_lab
def test_the_picture_is_drawn_with_the_pixels_that_the_page_shows_it_with(lab: Lab) -> None:
    """Twice as many each way on a screen with two pixels for one, and as before when the page is smaller again."""
    plain = Image.open(io.BytesIO(lab.png)).size
    lab.pixel_ratio = 2.0
    assert Image.open(io.BytesIO(lab.png)).size == (2 * plain[0], 2 * plain[1])
    lab.pixel_ratio = 1.0
    assert Image.open(io.BytesIO(lab.png)).size == plain


@on_every_pictured_lab
def test_every_control_is_live(lab: Lab) -> None:
    """Each control, moved, changes what is shown: a parameter that moves nothing is a slip of the maker."""
    for control in list(lab._bounds.values()):
        before = shown(lab)
        lab.set(**{control.name: another_value(lab, control)})
        assert shown(lab) != before, control.name
        if "guess" in control.name:
            continue  # until the answer is uncovered, a guess moves its mark in the picture and its own words alone
        assert lab.png != before[0] or lab.sentence != before[2], control.name


@on_every_pictured_lab
def test_every_control_has_a_label_and_a_slider_its_unit(lab: Lab) -> None:
    for control in lab._bounds.values():
        assert control.label
        if isinstance(control, Slider):
            assert control.unit
            assert control.low <= control.start <= control.high


@on_every_pictured_lab
def test_whatever_a_page_sends_the_lab_answers(lab: Lab) -> None:
    """No crash, no kernel restart; the controls' bounds hold."""
    for value in (None, "", "much", float("nan"), float("inf"), -1e12, 1e12, [], {}):
        lab.values = dict.fromkeys(lab._bounds, value)
        assert lab.png, value
        for control in lab._bounds.values():
            if isinstance(control, Slider) and control.name in lab.decisions():
                assert control.low <= lab.decisions()[control.name] <= control.high, (control.name, value)


@on_every_pictured_lab
def test_an_unknown_control_is_named_in_the_refusal(lab: Lab) -> None:
    with pytest.raises(ValueError, match="no control 'wages'"):
        lab.set(wages=1)


@on_every_pictured_lab
def test_the_picture_is_drawn_anew_from_the_same_figure(lab: Lab) -> None:
    """Going back to where one was shows the same picture, byte for byte."""
    start, values = lab.png, dict(lab.values)
    for control in list(lab._bounds.values()):
        lab.set(**{control.name: another_value(lab, control)})
    lab.values = values
    assert lab.png == start


@pytest.mark.parametrize(("module", "name"), LABS, ids=[name for _, name in LABS])
def test_what_a_lab_keeps_can_be_read_and_typed(
    module: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kept decisions are plain data, the same that a learner may type."""
    monkeypatch.chdir(tmp_path)
    lab = open_lab(module, name, "ana")
    if not lab.keeps:
        assert lab.keep() == "This lab keeps no plan."
        return
    lab._heard(lab, {"do": "keep", "because": "it is so"}, [])
    assert lab.status.startswith("Kept as plans/")
    plan = read(lab._plan)
    assert plan["decisions"] == lab.decisions()
    assert plan["because"] == "it is so"
    if getattr(lab, "asks_because", True):  # a decision, and no guess: the start page tells what it meant
        assert plan["title"]
        assert len(plan["meant"].split()) >= 4
        assert "redict" not in plan["meant"]
        assert "would close" not in plan["meant"]  # how to mend it is a hint, and asked for
    else:
        assert plan["meant"] == ""


@pytest.mark.parametrize("path", [pytest.param(p, id=units.label(p)) for p in units.all_units()])
def test_a_labs_plan_fits_the_exercise_that_grades_it(path: Path, tmp_path: Path, labs: dict[str, Lab]) -> None:
    """Anything a lab can decide can also be typed as plain data for the same points."""
    from tests.support.running import run

    result = run(path, "ana", tmp_path)
    for exercise in units.exercises(path).values():
        for decision in [c.decision for c in result.comparisons(exercise) if c.decision is not None]:
            lab = next(lab for lab in labs.values() if lab._plan == decision.name)
            assert validated(lab.decisions(), decision.schema, decision.name) == lab.decisions()


def test_a_model_that_refuses_becomes_the_sentence_and_the_picture_stays(labs: dict[str, Lab]) -> None:
    """A ValueError of the model is words to the learner, and the lab goes on."""

    class View:
        def draw(self, result: float) -> bytes:
            return str(result).encode()

        def describe(self, result: float) -> str:
            return "A number, drawn for this test only."

    def model(share: float) -> float:
        if share > 0.9:
            raise ValueError("More than nine tenths cannot be.")
        return share

    lab = Lab(
        title="t",
        question="q?",
        controls=[Slider("share", "Share", 0, 1, 0.1, 0.5, unit="of all")],
        model=model,
        view=View(),
        reading=lambda result: Reading(f"It is {result}."),
    )
    lab.set(share=1.0)
    assert lab.sentence == "More than nine tenths cannot be. The picture still shows the last plan that works."
    assert lab.png == b"0.5"
    lab.set(share=0.2)
    assert lab.png == b"0.2"


def test_a_source_folder_keeps_no_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labs: dict[str, Lab]) -> None:
    """The lab says why, in a sentence, and nothing is written."""
    (tmp_path / "nbgrader_config.py").touch()
    folder = tmp_path / "modules" / "02_finance"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert "source folder" in labs["budget"].keep()
    with pytest.raises(PlanProblem):
        read("budget")
