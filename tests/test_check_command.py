"""`medmgmt check` tells a learner the first thing that is still wrong, wherever in an exercise it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.confinement import Limits
from autograder.scoring import CellScore
from course.commands import Stop, check
from course.commands.check import CheckResult, as_plain_data, by_exercise, stopped_answers, summary, without_praise
from course.errors.explaining import explanation
from tests.support import units

UNIT = units.ROOT / "modules/02_finance/1_operating_budget.ipynb"

PASSED = CellScore("expense-check", 1, 1, "✓ Right: expense.\nNext: run the next cell.")
HIDDEN = "Marked on figures that are not shown here: when you hand in.\nNext: read on.\n"
ADVICE = "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer."
SLIPPED = CellScore(
    "expense-transfer",
    0,
    1,
    HIDDEN + "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer.",
)


def test_a_slip_that_only_the_hidden_check_sees_is_told() -> None:
    """The visible check's praise does not stand before it."""
    exercise = by_exercise([PASSED, SLIPPED])[0]
    assert exercise.paid == "1 of 2"
    assert (
        exercise.advice == "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer."
    )
    assert exercise.slips == ["nothing flexed"]


def test_an_exercise_with_all_its_points_needs_no_advice() -> None:
    exercise = by_exercise([PASSED, CellScore("expense-transfer", 1, 1, HIDDEN)])[0]
    assert exercise.advice == "✓ all points"


def test_what_is_marked_by_hand_is_said_to_be_and_counts_for_neither_side() -> None:
    memo = CellScore("board-reflect", None, 12, "")
    result = CheckResult(
        units.ROOT / "modules/02_finance/1_operating_budget.ipynb", by_exercise([PASSED, SLIPPED, memo]), ()
    )
    assert [e.paid for e in result.exercises] == ["1 of 2", "by hand"]
    assert summary(result) == "1 of 2 points. Next: look at “expense” first."
    assert as_plain_data(result)["exercises"][0]["slips"] == ["nothing flexed"]


def test_a_finished_notebook_is_told_where_to_go() -> None:
    result = CheckResult(units.ROOT / "x.ipynb", by_exercise([PASSED]), ())
    assert result.complete
    assert summary(result).endswith("go on to the next unit.")


def test_what_is_marked_by_hand_is_named_once_the_rest_is_earned() -> None:
    memo = CellScore("letter-reflect", None, 12, "")
    result = CheckResult(units.ROOT / "x.ipynb", by_exercise([PASSED, memo]), ())
    assert summary(result) == (
        "1 of 1 points. Next: write “letter”, which is marked by hand, unless you have, and go on to the next unit."
    )


HALF = "✓ Right: who decides A.\n✗ who decides E.\nSlip: asked counsel. It knows not.\n0.5 of 1 points.\nNext: mend it."


def test_an_exercise_shows_one_score_and_says_that_there_is_more_to_mend() -> None:
    """A cell's own points would stand beside those of the exercise; its other cell is not met, either."""
    other = CellScore("authority-transfer", 1, 2, HIDDEN + HALF.replace("asked counsel", "asked the board"))
    exercise = by_exercise([CellScore("authority-check", 0.5, 1, HALF), other])[0]
    assert exercise.paid == "1.5 of 3"
    assert exercise.advice == (
        "✗ who decides E.\nSlip: asked counsel. It knows not.\nNext: mend it.\nThere is more to mend in this exercise."
    )


def test_the_same_slip_in_two_cells_is_mended_at_once() -> None:
    shown = CellScore("expense-check", 0, 1, ADVICE)
    assert by_exercise([shown, SLIPPED])[0].advice == ADVICE


# ---------------------------------------------------------------- answers that stopped

CONSEQUENCE = "Your answer “way_out” is not there: its cell stopped or was not run.\nNext: run the answer cell above."


def answer(*said: str, name: str = "NameError") -> dict[str, object]:
    error = {"output_type": "error", "ename": name, "evalue": "as Python says", "traceback": list(said)}
    about = {"grade_id": "dyad-answer", "solution": True, "grade": False}
    return {"metadata": {"nbgrader": about}, "outputs": [error]}


def test_why_the_answer_stopped_is_told_before_what_the_check_missed() -> None:
    said = (
        "Python does not know “close” yet. Next: put it in quotes, then run this cell again.",
        "Look at line 2: x = close",
    )
    stopped = stopped_answers([answer(*said), {"metadata": {}, "outputs": []}])
    exercise = by_exercise([CellScore("dyad-check", 0, 1, CONSEQUENCE), CellScore("dyad-transfer", 0, 3, "")], stopped)[
        0
    ]
    assert exercise.advice == (
        "Your answer cell stopped at line 2: Python does not know “close” yet. "
        "Next: put it in quotes, then run the answer cell again.\nLook at line 2: x = close"
    )


def test_a_stop_after_the_answer_was_given_costs_nothing_and_is_not_told() -> None:
    assert (
        by_exercise([CellScore("dyad-check", 1, 1, "✓")], stopped_answers([answer("No.")]))[0].advice == "✓ all points"
    )


def test_pythons_own_traceback_is_no_advice() -> None:
    """Where the kernel lacks the course's explanations."""
    stopped = stopped_answers([answer("Traceback (most recent call last)", "File …")])
    assert stopped == {"dyad": "Your answer cell stopped: Python says: NameError: as Python says"}


@pytest.mark.parametrize(
    ("lines", "at"), [("a = 1\nb = (2", 2), ("b = {\n'A': 'c'\n'D': 'e'}", 3), ("a = 1\nb = c", 2)]
)
def test_the_line_is_read_from_what_a_cell_says(lines: str, at: int) -> None:
    """The words are `course.errors`'s own, and none of them is about “this cell”."""
    shell = InteractiveShell(user_ns={"my": object()})
    shell.run_line_magic("load_ext", "course.errors")
    result = shell.run_cell(lines, store_history=True)
    shell.history_manager.end_session()
    problem = result.error_before_exec or result.error_in_exec
    said = explanation(problem, problem.__traceback__, {"my": object()})
    told = stopped_answers([answer(*said, name=type(problem).__name__)])["dyad"]
    assert told.startswith(f"Your answer cell stopped at line {at}: Python")
    assert "this cell" not in told
    assert "above that makes it" not in told


def test_praise_and_its_next_action_are_left_out_and_the_rest_is_kept() -> None:
    said = (
        "✓ Right: price.\n✗ volume.\nSlip: sign turned round. Say which way.\n1 of 2 points.\nNext: change your answer."
    )
    assert without_praise(said) == said.split("\n", 1)[1]


def test_what_is_only_noted_is_left_out_with_where_it_is_marked() -> None:
    """The button is pressed already, so its advice does not send the learner to it."""
    noted = (
        "✓ Noted, of sensible size: price.\nWhether it is right is marked when you press “Check my work” near the end."
    )
    assert without_praise(f"{noted}\nNext: run the next cell.\n{ADVICE}") == ADVICE
    assert without_praise(f"{noted}\n✗ volume.\nToo small.") == "✗ volume.\nToo small."


# ---------------------------------------------------------------- where it runs


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first unit with its reference answers, one of which is changed into a slip, and a name beside it."""
    path = tmp_path_factory.mktemp("mine") / UNIT.name
    book = json.loads(UNIT.read_text())
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["id"] == "commercial-answer":
            cell["source"] = 'commercial_net = hospital.gross_charges_usd * hospital.payer_mix["commercial"]'
        if cell["id"] == "lever-answer":
            cell["source"] = "lever = 2\nlever = rate x 2"
    path.write_text(json.dumps(book))
    (path.parent / "learner.json").write_text('{"learner": "ana"}')
    return path


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of the test's own for the background template, which ends soon."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("AUTOGRADER_IDLE_SECONDS", "20")
    yield tmp_path


@pytest.mark.slow
def test_the_template_and_the_kernel_find_the_same(mine: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Points, slips and advice of every exercise; only the kernel says what it is."""
    warm = check.check(mine)
    monkeypatch.setenv("MEDMGMT_WARM", "0")
    cold = check.check(mine)
    assert cold.notes == ("Run in an ordinary kernel, which takes a few seconds: MEDMGMT_WARM is 0.",)
    if sys.platform.startswith("linux"):
        assert warm.notes == ()
    assert as_plain_data(warm)["exercises"] == as_plain_data(cold)["exercises"]
    advice = {exercise.name: exercise.advice for exercise in warm.exercises}
    assert advice["lever"].startswith("Your answer cell stopped at line 2: Python says: SyntaxError")
    assert "gross for net" in [slip for exercise in warm.exercises for slip in exercise.slips]
    assert any(exercise.complete for exercise in warm.exercises)


@pytest.mark.slow
def test_a_check_leaves_the_folder_as_it_was(mine: Path, runtime: Path) -> None:
    before = {path.name: path.read_bytes() for path in mine.parent.iterdir()}
    check.check(mine)
    assert {path.name: path.read_bytes() for path in mine.parent.iterdir()} == before


@pytest.mark.slow
def test_progress_is_told_cell_by_cell(mine: Path, runtime: Path) -> None:
    told: list[tuple[int, int]] = []
    check.check(mine, lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_a_folder_that_holds_too_much_is_run_where_it_is(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MAX_FILES", 0)
    with pytest.raises(check.NoTemplate, match="holds more than a check takes along"):
        check.beside(mine)


def test_it_is_the_owners_organization_that_is_checked(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name beside the notebook goes along and counts; where there is none, the hub's name is handed over."""
    monkeypatch.setenv("JUPYTERHUB_USER", "hub-name")
    monkeypatch.delenv("COURSE_LEARNER", raising=False)
    assert check.learner(mine) == ""
    assert check.beside(mine)["learner.json"] == b'{"learner": "ana"}'
    assert check.learner(UNIT) == "hub-name"
    monkeypatch.setenv("COURSE_LEARNER", "by-the-grader")
    assert check.learner(mine) == "by-the-grader"


def test_what_goes_along_is_what_lies_beside_it_but_no_other_notebook(tmp_path: Path) -> None:
    for name in ("mine.ipynb", "other.ipynb", "plans/budget.json", ".hidden/x", "__pycache__/y.pyc", "helper.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = check.beside(tmp_path / "mine.ipynb")
    assert found == {"helper.py": b"helper.py", "plans/budget.json": b"plans/budget.json"}


def test_a_units_cells_are_known_without_nbformat(tmp_path: Path) -> None:
    """Importing it takes longer than the check; `medmgmt check` as a whole imports none of the heavy libraries."""
    assert check.source_of(tmp_path / "renamed.ipynb", check.cell_ids(UNIT)) == UNIT
    code = (
        "import sys; from pathlib import Path; from course import cli; from course.commands import check\n"
        "from autograder.warm import background\n"
        f"check.opening_for(check.source_of(Path('x.ipynb'), check.cell_ids(Path({str(UNIT)!r}))).parent)\n"
        "check.loaded_code()\n"
        "print([name for name in ('nbformat', 'nbgrader', 'pandas', 'numpy', 'IPython', 'traitlets') "
        "if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=units.ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_notebook_of_no_unit_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    with pytest.raises(Stop, match="no graded cell of this course"):
        check.check(path)


def test_settings_are_those_of_the_class() -> None:
    """What nbgrader_config.py allows a notebook, a check allows it too."""
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(units.ROOT)).load_config()
    assert config.FastEngine.readable == list(check.READABLE)
    assert config.FastEngine.extensions == list(check.EXTENSIONS)
    assert config.ExecutePreprocessor.timeout == check.LIMITS["cell_seconds"]
    assert asdict(Limits(**check.LIMITS)).keys() == asdict(Limits()).keys()


def test_the_fingerprint_changes_with_the_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = check.loaded_code()
    assert before == check.loaded_code()
    (tmp_path / "course").mkdir()
    (tmp_path / "course/x.py").write_text("a = 1")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    one = check.loaded_code()
    os.utime(tmp_path / "course/x.py", (1, 1))
    assert len({before, one, check.loaded_code()}) == 3
