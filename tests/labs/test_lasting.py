"""What a lab leaves in a notebook for the day its kernel is gone, and the kept plan on which it opens again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course.case import case_for
from course.catalog import every_lab, open_lab
from course.decisions.plan_file import plan_path
from course.labs.check_button import CheckButton
from course.labs.lab import Lab
from course.units.finance.operating_budget.budget_lab import budget_lab

LARGEST = 90_000  # characters of a notebook's file for one lab


class Published:
    """Stands for the notebook: outputs as they were published, and as they are now."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.updates = 0

    def display(self, data: dict[str, Any], *, display_id: bool = False, **_options: Any) -> Any:
        self.outputs.append(dict(data))
        return Handle(self, len(self.outputs) - 1) if display_id else None


class Handle:
    def __init__(self, published: Published, place: int) -> None:
        self.published, self.place = published, place

    def update(self, data: dict[str, Any], **_options: Any) -> None:
        self.published.updates += 1
        self.published.outputs[self.place] = dict(data)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Published:
    monkeypatch.chdir(tmp_path)
    notebook = Published()
    monkeypatch.setattr("IPython.display.display", notebook.display)
    return notebook


@pytest.fixture
def budget(published: Published) -> Lab:
    return budget_lab(case_for("02_finance", "ana"))


def test_a_lab_stands_beside_its_last_view(published: Published, budget: Lab) -> None:
    """First the lab, then plain HTML with its picture, what the picture shows, its sentence, and how to go on."""
    budget._ipython_display_()
    alive, left = published.outputs
    assert "application/vnd.jupyter.widget-view+json" in alive
    html = left["text/html"]
    assert "data:image/png;base64," in html
    assert f'alt="{budget.alt[:20]}' in html
    assert budget.sentence.split("$")[0] in html
    assert "Run this cell to go on" in html


def test_the_last_view_follows_when_a_plan_is_kept_and_when_the_lab_rests(published: Published, budget: Lab) -> None:
    """A move by itself writes nothing; a rest writes once, and only what is new."""
    budget._ipython_display_()
    before = published.outputs[1]["text/html"]
    budget.set(volume_change=0.02)
    assert published.outputs[1]["text/html"] == before
    budget._heard(budget, {"do": "rest"}, [])
    budget._heard(budget, {"do": "rest"}, [])
    assert published.updates == 1
    rested = published.outputs[1]["text/html"]
    assert rested != before
    budget.set(volume_change=0.01)
    budget.keep()
    assert published.outputs[1]["text/html"] != rested


def test_a_lab_that_no_notebook_shows_leaves_nothing(published: Published, budget: Lab) -> None:
    budget.keep()
    assert published.outputs == []


def test_a_lab_leaves_nothing_while_graded(published: Published, budget: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    budget._ipython_display_()
    assert len(published.outputs) == 1


def test_dollars_are_no_formula(published: Published, budget: Lab) -> None:
    """Two dollars in a sentence each stand in an element of their own."""
    budget.tell()
    assert budget.sentence.count("$") >= 2
    assert f"{budget.sentence.split('$')[0]}<span>&#36;</span>" in budget.last_view().html()


@pytest.mark.parametrize("place", list(every_lab()), ids=lambda place: place[1])
def test_every_lab_leaves_little(place: tuple[str, str], published: Published) -> None:
    lab = open_lab(*place, "ana")
    assert len(lab.last_view().html()) < LARGEST


def test_the_check_button_leaves_its_last_table(published: Published) -> None:
    button = CheckButton()
    button.rows, button.status = [["rule", "1 of 2", "Look at the units."]], "1 of 2 points."
    html = button.last_view().html()
    assert "Look at the units." in html
    assert "1 of 2 points." in html


# ---------------------------------------------------------------- opening again


def other(lab: Any) -> dict[str, Any]:
    """Return a plan that the lab does not open on by itself."""
    if hasattr(lab, "edit"):
        name, line = next(iter(lab.decisions().items()))
        lab.edit(name, 0, "" if line[0] != "." else "D")
        return lab.decisions()
    from tests.labs.test_all_labs import another_value

    for control in lab._bounds.values():
        lab.set(**{control.name: another_value(lab, control)})
    return lab.decisions()


@pytest.mark.parametrize("place", list(every_lab()), ids=lambda place: place[1])
def test_a_lab_opens_on_the_kept_plan_and_says_so(place: tuple[str, str], published: Published) -> None:
    """Whatever a lab has kept is what it opens on, and there is a way back."""
    first = open_lab(*place, "ana")
    if not first.keeps:
        pytest.skip("this lab keeps no plan")
    start = first.decisions()
    kept = other(first)
    assert kept != start
    first.keep()
    again = open_lab(*place, "ana")
    assert again.decisions() == kept
    assert again.opened.startswith("This opens on the ")
    again._heard(again, {"do": "start again"}, [])
    assert (again.decisions(), again.opened) == (start, "")


def test_a_plan_of_another_organization_is_left_alone(published: Published, budget: Lab) -> None:
    budget.set(volume_change=0.02)
    budget.keep()
    assert budget_lab(case_for("02_finance", "ben")).opened == ""


@pytest.mark.parametrize("decisions", [{}, {"volume_change": "much"}, {"volume_change": 9e9}, {"wages": 1}])
def test_a_kept_plan_that_does_not_fit_harms_nothing(decisions: dict[str, Any], published: Published) -> None:
    """A plan typed into the file opens the lab within its bounds."""
    my = case_for("02_finance", "ana")
    path = plan_path("budget")
    path.parent.mkdir()
    path.write_text(json.dumps({"case_id": my.case_id, "kept_at": "then", "decisions": decisions}))
    lab = budget_lab(my)
    assert lab.png
    assert lab.opened == "This opens on the plan that you kept."


@pytest.mark.parametrize("module,name", [("03_staffing", "hiring"), ("03_staffing", "roster")])
def test_a_kept_plan_of_another_form_is_left_alone(module: str, name: str, published: Published) -> None:
    lab = open_lab(module, name, "ana")
    path = plan_path(name)
    path.parent.mkdir()
    path.write_text(json.dumps({"case_id": lab._case_id, "decisions": {"hires": 3}}))
    assert open_lab(module, name, "ana").decisions() == lab.decisions()
