"""The start page tells what is next, the points so far, what was learned, and the learner's hospital so far."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from course.checks.progress import note_results
from course.commands.fresh_start_page import Watch
from course.commands.standing import OWN_MARK, Unit, every_unit, kept_plans, next_unit, own_marks, standings
from course.commands.start_page import FILE, refresh_start_page, start_page
from course.decisions.plan_file import keep
from course.labs.own_mark import SUFFIX
from tests.support import units

EVERY = every_unit()
FIRST, SECOND = EVERY[:2]
BUDGET = next(unit for unit in EVERY if "budget" in unit.plans)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder in which nothing is done yet."""
    for name in ("COURSE_LEARNER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    for unit in EVERY:
        (tmp_path / unit.module).mkdir(exist_ok=True)
    (tmp_path / "learner.json").write_text(json.dumps({"learner": "ana"}))
    return tmp_path


@pytest.fixture
def done(folder: Path) -> Callable[..., None]:
    """Note that a share of a unit's points was earned, in all its exercises or in the first ones."""

    def done(unit: Unit, share: float = 1.0, exercises: int = 99) -> None:
        results = {name: (share * most, most) for name, most in list(unit.exercises.items())[:exercises]}
        note_results(unit.name, results, folder / unit.module)

    return done


def text(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page)


@pytest.mark.parametrize("unit", EVERY, ids=lambda unit: unit.name)
def test_points_are_those_of_the_notebooks(unit: Unit) -> None:
    """By a second route: the cells as nbformat reads them."""
    book = units.read(units.MODULES / unit.path)
    roles = [cell.metadata.get("nbgrader", {}) for cell in book.cells]
    assert unit.possible + unit.by_hand == sum(role.get("points", 0) for role in roles if role.get("grade"))
    assert unit.minutes > 0


@pytest.mark.parametrize("unit", EVERY, ids=lambda unit: unit.name)
def test_each_unit_says_in_a_sentence_what_to_remember(unit: Unit) -> None:
    """In its module's README, under “In a sentence”."""
    assert unit.learned
    assert len(unit.learned) <= 160
    assert unit.learned.count(".") == 1


def test_a_new_learner_is_led_to_the_first_unit(folder: Path) -> None:
    page = start_page(folder)
    assert "Start here" in page
    assert next_unit(standings(folder)).unit == FIRST
    assert "so far." not in text(page).splitlines()[3]
    assert "Your hospital so far" not in page
    assert all(unit.question.split("'")[0].split("&")[0] in page for unit in EVERY)


def test_what_is_under_way_is_next_and_after_it_what_is_not_begun(folder: Path, done: Callable[..., None]) -> None:
    done(SECOND, exercises=1)
    assert next_unit(standings(folder)).unit == SECOND
    assert "Go on with" in start_page(folder)
    done(SECOND)
    assert next_unit(standings(folder)).unit == FIRST
    for unit in EVERY:
        done(unit, share=0.6)
    found = next_unit(standings(folder))
    assert found.unit == FIRST
    assert "Points left" in start_page(folder)
    for unit in EVERY:
        done(unit)
    assert next_unit(standings(folder)) is None
    assert "You have every point of the course." in start_page(folder)


def test_what_was_learned_is_said_when_half_of_the_points_are_earned(folder: Path, done: Callable[..., None]) -> None:
    done(FIRST, share=0.4)
    assert FIRST.learned not in start_page(folder)
    done(FIRST, share=0.5)
    page = start_page(folder)
    assert FIRST.learned in page
    assert f"{FIRST.possible / 2:g} of {FIRST.possible:g}" in page
    assert f"You have {FIRST.possible / 2:g} of {sum(u.possible for u in EVERY):g} points so far." in page


def test_points_of_an_exercise_that_is_gone_do_not_count(folder: Path) -> None:
    note_results(FIRST.name, {"gone": (5, 5)}, folder / FIRST.module)
    assert standings(folder)[0].earned == 0
    assert not standings(folder)[0].begun


def test_a_kept_plan_is_told_with_what_it_meant_and_its_reason(folder: Path) -> None:
    at = folder / BUDGET.module
    said = "Income is $5.5M: <short> of the floor by $0.7M."
    keep("budget", {}, case_id="", because="I & the board", title="Budgeting lab: My", meant=said, folder=at)
    (plan,) = kept_plans(folder)
    assert (plan.unit, plan.title, plan.meant) == (BUDGET, "Budgeting lab", said)
    page = start_page(folder)
    assert "Your hospital so far" in page
    assert "&lt;short&gt;" in page
    assert "I &amp; the board" in page
    assert "$" not in page  # two in one paragraph would be read as mathematics


def test_the_learners_own_mark_is_told_apart_from_the_plans(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No points come of it."""
    marked = dataclasses.replace(BUDGET, memos=("board",))
    monkeypatch.setattr("course.commands.standing.every_unit", lambda: [marked])
    at = folder / BUDGET.module
    assert OWN_MARK == SUFFIX
    keep(f"board{OWN_MARK}", {}, case_id="", title="Your memo", meant="9 of 12: Evidence 2.", folder=at)
    assert [mark.meant for mark in own_marks(folder)] == ["9 of 12: Evidence 2."]
    assert kept_plans(folder) == []
    assert standings(folder)[0].earned == 0
    page = start_page(folder)
    assert "Your memos, by your own mark" in page
    assert "Your hospital so far" not in page


@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"decisions": {}, "meant": "x"}', '{"decisions": {}, "meant": 3, "kept_at": "2026-01-01"}']
)
def test_a_plan_that_cannot_be_read_is_left_out(damage: str, folder: Path) -> None:
    plans = folder / BUDGET.module / "plans"
    plans.mkdir()
    (plans / "budget.json").write_text(damage)
    assert kept_plans(folder) == []


def test_a_plan_of_which_no_lab_said_anything_is_not_told(folder: Path) -> None:
    keep("budget", {}, case_id="", folder=folder / BUDGET.module)
    assert kept_plans(folder) == []


def test_the_server_writes_the_page_anew_when_more_is_done(folder: Path, done: Callable[..., None]) -> None:
    refresh_start_page(folder)
    watch = Watch(folder)
    watch.look()
    before = (folder / FILE).stat().st_mtime_ns
    os.utime(folder / FILE, ns=(1, 1))
    watch.look()
    assert (folder / FILE).stat().st_mtime_ns == 1 < before  # nothing new, nothing written
    done(FIRST)
    watch.look()
    assert f"✓ {FIRST.possible:g} of {FIRST.possible:g}" in (folder / FILE).read_text(encoding="utf-8")


def test_a_full_disk_leaves_the_page_and_the_server_as_they_were(
    folder: Path, done: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_start_page(folder)
    before = (folder / FILE).read_text(encoding="utf-8")
    watch = Watch(folder)
    done(FIRST)

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("course.commands.start_page.write_whole", full)
    watch.look()
    assert (folder / FILE).read_text(encoding="utf-8") == before
    monkeypatch.undo()
    watch.look()
    assert (folder / FILE).read_text(encoding="utf-8") != before
