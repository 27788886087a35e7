"""A learner marks the own memo on the rubric beside two samples; the mark is kept apart and no grader reads it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from course.figures.skipping import NotDrawn
from course.labs.own_mark import LEVELS, RUBRIC, SAMPLES, SUFFIX, OwnMark, mark_my_memo, rubric_in, samples_in
from tests.support.units import MODULES

MODULES_WITH_MEMOS = [path.parent.name for path in sorted(MODULES.glob(f"*/{SAMPLES}"))]
KEPT = f"plans/board{SUFFIX}.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's module with its rubric and its samples."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    for name in (RUBRIC, SAMPLES):
        shutil.copy(MODULES / "02_finance" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def choose(lab: OwnMark, *levels: int) -> None:
    lab.chosen = {name: level for (name, _), level in zip(lab.criteria, levels, strict=True)}


@pytest.mark.parametrize("module", MODULES_WITH_MEMOS)
def test_every_modules_rubric_and_samples_can_be_read(module: str) -> None:
    """Four criteria of four levels; two samples whose points add up to what their headings say."""
    criteria = rubric_in((MODULES / module / RUBRIC).read_text(encoding="utf-8"))
    page = (MODULES / module / SAMPLES).read_text(encoding="utf-8")
    samples = samples_in(page)
    assert [len(criterion.levels) for criterion in criteria] == [LEVELS] * 4
    assert [sum(points for points, _ in sample.marks) for sample in samples] == [
        int(points) for points in re.findall(r"^## .*: (\d+) of 12", page, re.M)
    ]
    assert len(samples) == 2
    said = [word for c in criteria for word in (c.name, *c.levels)]
    said += [text for s in samples for text in (s.text, *(why for _, why in s.marks))]
    assert all(text and not re.search(r"\*|\\|</?span>|\|", text) for text in said)


def test_a_mark_is_kept_when_every_criterion_has_one(folder: Path) -> None:
    lab = mark_my_memo("board")
    assert lab.sentence == "4 of 4 criteria are left to mark."
    assert "first" in lab.keep()
    assert not (folder / KEPT).exists()
    choose(lab, 3, 2, 1, 3)
    assert lab.sentence == ("You give yourself 9 of 12. To gain a point, look at “Trade-off”: names what is given up.")
    lab._heard(lab, {"do": "keep"}, [])
    assert lab.status.startswith(f"Kept as {KEPT}")
    kept = json.loads((folder / KEPT).read_text())
    assert kept["meant"].startswith("9 of 12: Recommendation first 3, Evidence 2")
    assert mark_my_memo("board").marks == lab.marks  # run again, it shows what was kept
    left = lab.last_view().html()  # and so does a notebook that is opened again
    assert "You give yourself 9 of 12" in left
    assert left.count("<tr>") >= 5
    choose(lab, 3, 3, 3, 3)
    assert lab.sentence.startswith("You give yourself 12 of 12.")


def test_what_a_page_may_send_is_held_to_the_rubric(folder: Path) -> None:
    lab = mark_my_memo("board")
    lab.chosen = {"Evidence": 9, "Trade-off": "2", "Recommendation first": True, "Nothing": 1}
    assert lab.marks == {}


def test_a_damaged_mark_and_missing_samples_are_no_harm(folder: Path) -> None:
    (folder / "plans").mkdir()
    (folder / KEPT).write_text("{")
    (folder / SAMPLES).unlink()
    lab = mark_my_memo("board")
    assert lab.marks == {}
    assert lab.samples == []


def test_without_a_rubric_it_says_where_to_get_one(folder: Path) -> None:
    (folder / RUBRIC).write_text("# Nothing here")
    with pytest.raises(ValueError, match="holds no rubric"):
        mark_my_memo("board")


def test_a_grader_draws_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert isinstance(mark_my_memo("board"), NotDrawn)
