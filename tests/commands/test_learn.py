"""A learner's copy is made from the release, added to, and never overwritten; every problem is one sentence."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from course.cli import app
from course.commands import Stop, learn
from course.commands.refreshing import OLD_NAMES
from course.commands.start_page import start_page
from tests.support import learners_copy, units
from tests.support.jupyter import free_port

UNIT = "02_finance/1_operating_budget.ipynb"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, learn.Copied]:
    """A learner's copy, and what was done to make it."""
    return learners_copy.own_copy(tmp_path_factory), learners_copy.copied(tmp_path_factory)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A small release with two files."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "one.ipynb").write_text("first")
    (folder / "two.md").write_text("page")
    return folder


def medmgmt(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a learner does."""
    return subprocess.run(
        [sys.executable, "-m", "course.cli", *arguments],
        cwd=units.ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200", **environment},
    )


def test_the_copy_holds_every_unit_and_no_solution(made: tuple[Path, learn.Copied]) -> None:
    """No solution and no hidden test reaches a learner."""
    folder, copied = made
    for path in units.all_units():
        text = (folder / path.parent.name / path.name).read_text()
        assert not any(word in text for word in ("BEGIN SOLUTION", "BEGIN HIDDEN", "best_plan("))
    assert UNIT in copied.added
    assert not copied.kept


def test_the_checks_of_the_copy_are_folded(made: tuple[Path, learn.Copied]) -> None:
    """The release keeps the fold and the line that a learner reads on the bar."""
    folder, _ = made
    for path in units.all_units():
        cells = json.loads((folder / path.parent.name / path.name).read_text())["cells"]
        checks = [cell for cell in cells if cell["id"].endswith("-check")]
        assert len(checks) == len(units.exercises(path))
        for cell in checks:
            assert cell["metadata"]["jupyter"] == {"source_hidden": True}, cell["id"]
            assert "".join(cell["source"]).startswith('"""Check. '), cell["id"]


def test_the_start_page_lists_every_unit_with_its_question(made: tuple[Path, learn.Copied]) -> None:
    page = start_page(made[0])
    for path in units.all_units():
        assert f'href="{path.parent.name}/{path.name}"' in page
    assert "Where did the money go?" in page
    assert (made[0] / "start.md").read_text() == page


def test_the_name_is_written_beside_the_units_and_kept(made: tuple[Path, learn.Copied]) -> None:
    """A name once chosen keeps its hospital, whatever is given later."""
    folder, _ = made
    learn.prepare(folder, "someone-else")
    assert json.loads((folder / "02_finance/learner.json").read_text()) == {"learner": "ana"}


def test_a_second_start_adds_what_is_missing_and_leaves_edited_work(made: tuple[Path, learn.Copied]) -> None:
    folder, _ = made
    edited = folder / UNIT
    before = edited.read_text()
    try:
        edited.write_text(before + "\n")
        (folder / "02_finance/glossary.md").unlink()
        copied = learn.prepare(folder)
        assert edited.read_text() == before + "\n"
        assert copied.added == ["02_finance/glossary.md"]
    finally:
        edited.write_text(before)


def test_an_untouched_file_follows_a_new_release_and_an_edited_one_does_not(release: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    learn.bring_up_to_date(release, mine)
    (mine / "two.md").write_text("my notes")
    (release / "one.ipynb").write_text("second")
    (release / "two.md").write_text("new page")
    copied = learn.bring_up_to_date(release, mine)
    assert (mine / "one.ipynb").read_text() == "second"
    assert (mine / "two.md").read_text() == "my notes"
    assert (copied.updated, copied.kept) == (["one.ipynb"], ["two.md"])


def test_a_unit_that_was_split_stays_beside_what_it_became(release: Path, tmp_path: Path) -> None:
    """Its notebook is in no later release, and nobody's answers are lost with it."""
    mine = tmp_path / "mine"
    mine.mkdir()
    learn.bring_up_to_date(release, mine)
    (mine / "one.ipynb").write_text("my answers")
    (release / "one.ipynb").rename(release / "three.ipynb")
    copied = learn.bring_up_to_date(release, mine)
    assert (mine / "one.ipynb").read_text() == "my answers"
    assert (copied.added, copied.updated, copied.refreshed) == (["three.ipynb"], [], [])


DASHBOARD = "01_role/2_the_dashboard.ipynb"


def test_a_copy_of_an_earlier_release_runs_again_with_the_learners_answers(
    made: tuple[Path, learn.Copied], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its set-up called what the course no longer has, and one exercise had another name."""
    folder, _ = made
    mine, released = folder / DASHBOARD, folder / learn.RELEASE / DASHBOARD
    today = released.read_text()
    ((old, new),) = OLD_NAMES[DASHBOARD].items()
    earlier = today.replace(new, old).replace("from course.units.", "from course.labs.")
    assert f'"{old}-answer"' in earlier
    released.write_text(earlier)
    mine.write_text(earlier.replace("ftes_cut = ...", "ftes_cut = 120"))
    record = json.loads((folder / learn.RECORD).read_text())
    (folder / learn.RECORD).write_text(json.dumps(record | {DASHBOARD: "of the earlier release"}))

    def release(_: Path) -> Path:
        released.write_text(today)
        return folder / learn.RELEASE

    monkeypatch.setattr(learn, "_release", release)
    try:
        assert learn.prepare(folder).refreshed == [DASHBOARD]
        found = json.loads(mine.read_text())["cells"]
        told = {cell["id"]: "".join(cell["source"]) for cell in found}
        asked = {cell["id"]: "".join(cell["source"]) for cell in json.loads(today)["cells"]}
        answer = asked[f"{new}-answer"].replace("ftes_cut = ...", "ftes_cut = 120").replace(new, old)
        assert told.pop(f"{new}-answer") == answer
        assert told == {name: source for name, source in asked.items() if name != f"{new}-answer"}
        (backup,) = (folder / learn.BACKUPS).rglob("*.ipynb")
        assert "ftes_cut = 120" in backup.read_text()
    finally:
        mine.write_text(today)
        shutil.rmtree(folder / learn.BACKUPS, ignore_errors=True)


def test_what_was_brought_up_to_date_and_what_stays_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = learn.Copied(refreshed=[UNIT, DASHBOARD])
    monkeypatch.setattr(learn, "prepare", lambda folder, name: copied)
    monkeypatch.setattr("course.cli.console", Console(width=300, file=(said := io.StringIO())))
    CliRunner().invoke(app, ["learn", "--prepare-only", "--folder", str(tmp_path)])
    assert said.getvalue().splitlines()[0] == (
        "2 files edited by you: their set-up and checks are brought up to date, what you wrote stays, "
        "and before_updates/ keeps each as it was."
    )


def test_a_damaged_record_is_no_reason_to_overwrite(release: Path, tmp_path: Path) -> None:
    """Where it is not known whether a file was edited, it is left alone."""
    mine = tmp_path / "mine"
    mine.mkdir()
    learn.bring_up_to_date(release, mine)
    (mine / learn.RECORD).write_text("{")
    (release / "one.ipynb").write_text("second")
    assert learn.bring_up_to_date(release, mine).kept == ["one.ipynb"]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Stop, match="nothing you have done is lost"):
        learn.prepare(blocked)


def test_a_port_in_use_is_one_sentence(made: tuple[Path, learn.Copied]) -> None:
    """The remedy is in it, and JupyterLab is not started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        result = medmgmt("learn", "--folder", str(made[0]), "--no-browser", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "is in use" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b"{", "damaged"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'{"cells": 3}', "holds no cells"),
        (b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "no graded cell"),
        (b'{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "damaged"),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_a_corrupt_notebook_is_one_sentence_with_the_remedy(content: bytes | None, said: str, tmp_path: Path) -> None:
    """Nothing is run, nothing is changed."""
    path = tmp_path / "mine.ipynb"
    if content is not None:
        path.write_bytes(content)
    result = medmgmt("check", str(path))
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    assert content is None or path.read_bytes() == content


def test_a_renamed_notebook_is_known_by_its_cells_and_slips_are_named(made: tuple[Path, learn.Copied]) -> None:
    """`medmgmt check` prints points and slips for each exercise, and puts back what was lost."""
    book = json.loads((made[0] / UNIT).read_text())
    book["cells"] = [c for c in book["cells"] if c["id"] != "expense-check"]
    answer = next(c for c in book["cells"] if c["id"] == "commercial-answer")
    answer["source"] = ['commercial_net = hospital.gross_charges_usd * hospital.payer_mix["commercial"]']
    mine = made[0] / "02_finance" / "my budget (2).ipynb"
    mine.write_text(json.dumps(book))
    before = mine.read_bytes()
    result = medmgmt("check", str(mine))
    mine.unlink()
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Checked as 1_operating_budget" in result.stdout
    assert "“expense-check” was deleted and is back" in result.stdout
    assert "Slip: gross for net." in result.stdout
    assert "0 of 2" in result.stdout
    assert before == book_bytes(book)


def book_bytes(book: dict) -> bytes:
    return json.dumps(book).encode()


def test_an_unknown_assignment_is_one_sentence() -> None:
    result = medmgmt("class", "--assignment", "07_nowhere")
    assert result.returncode == 2
    assert "use one of 01_role, 02_finance" in result.stderr
    assert "Traceback" not in result.stderr
