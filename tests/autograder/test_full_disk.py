"""A full disk costs what it costs with stock nbgrader, whoever is slower; a verdict says so, and whose disk it was."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.confinement import full_disk, protections
from autograder.notebooks.verdicts import PASSING, Weight
from tests.autograder.hostile.arena import A_CELL_IS_CUT, Arena
from tests.autograder.hostile.cases import FULL, NOTHING, RIGHT, Case
from tests.support import small_disk, units
from tests.support.machine import lacks

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------- a submission's own share

HAVE = protections()
SHARE, ROOM = 24, 56  # megabytes: what it may hold at a check, and what it may fill in between
BIG = "def big(megabytes):\n    for n in range(0, megabytes, 7):\n        open(f'big-{n}', 'wb').write(bytes(7 << 20))"
TIDY = "import os\ndef tidy():\n    [os.unlink(n) for n in os.listdir() if n.startswith('big-')]"
TRY = f"{BIG}\n{TIDY}\ndef fill(megabytes):\n    try:\n        big(megabytes)\n    finally:\n        tidy()"
IN_A_CHECK = {**RIGHT, "double": "def double(x):\n    fill(70)\n    return 2 * x"}
TOO_LARGE = (
    "def double(x):\n    with open('large', 'wb') as file:\n        file.write(bytes(9 << 20))\n    return 2 * x"
)
PART_OF_FULL = (0.0, *FULL[1:])

ON_ANY_DISK = [
    Case("holds more than its share when a check is scored", [BIG, f"big({SHARE + 7})"], {"too much disk"}, NOTHING),
    Case("held more than its share for a while", [TRY, f"fill({SHARE + 7})"]),
    Case("holds what it may", [BIG, f"big({SHARE - 10})"]),
    Case("writes too large a file in a check", [], {"too much disk"}, PART_OF_FULL, {**RIGHT, "double": TOO_LARGE}),
]
ON_ITS_OWN = [
    Case("finds no room in a cell, and tidies up", [TRY, "fill(70)"], {"too much disk"}),
    Case("finds no room in a check, and tidies up", [TRY], {"too much disk"}, PART_OF_FULL, IN_A_CHECK),
    Case("finds no room, and leaves it so", [BIG, "big(70)"], {"too much disk"}, NOTHING),
]


CASES = [("of its own", case) for case in (*ON_ANY_DISK, *ON_ITS_OWN)]
CASES += [("of the machine", case) for case in ON_ANY_DISK]  # which is large; that it may be full is shown below


@pytest.fixture(scope="module")
def arena(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """A course whose runs have a disk of their own, or the machine's."""
    own = request.param == "of its own"
    if not HAVE.any or (own and not HAVE.namespaces):
        lacks(f"This machine gives no run a disk {request.param}: {'; '.join(HAVE.lines)}.")
    made = Arena(tmp_path_factory.mktemp("disk"), replace(HAVE, namespaces=own), A_CELL_IS_CUT)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("arena", "case"), CASES, indirect=["arena"], ids=[f"a disk {whose}: {case.name}" for whose, case in CASES]
)
def test_what_a_submission_writes_costs_what_the_disk_refuses(arena: Arena, case: Case, tmp_path: Path) -> None:
    arena.hand_in(case, tmp_path / "hw")
    outcome = arena.grade(tmp_path / "hw")
    assert outcome.points == case.points, (outcome.verdicts, outcome.text[-2000:])
    assert outcome.kinds == set(case.verdicts)
    assert arena.neighbor().verdicts == []


def test_the_cell_that_found_no_room_is_named() -> None:
    error = {"output_type": "error", "ename": "OSError", "evalue": "[Errno 28] No space left on device"}
    assert full_disk.kind(error, disk_is_own=True) == "too much disk"
    assert full_disk.kind(error, disk_is_own=False) == "disk full"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (f"[Errno {errno.ENOSPC}] No space left on device: 'x'", "disk full"),
        (f"[Errno {errno.EDQUOT}] Disk quota exceeded", "disk full"),
        (f"[Errno {errno.EFBIG}] File too large", "too much disk"),
        ("(sqlite3.OperationalError) database or disk is full", "disk full"),
        ("Not enough free space to write 8000000 bytes", "disk full"),
        (f"[Errno {errno.ENOENT}] No such file or directory: 'x'", None),
        ("a budget of 28 beds", None),
    ],
)
def test_an_error_is_known_by_its_number_or_its_words(words: str, kind: str | None) -> None:
    assert full_disk.kind({"ename": "OSError", "evalue": words}, disk_is_own=False) == kind


# ---------------------------------------------------------------- the machine's disk


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `tests.autograder.on_small_disk` found, on a disk that is soon full."""
    folder = tmp_path_factory.mktemp("small")
    disk = folder / "disk"
    disk.mkdir()
    command = [sys.executable, "-m", "tests.autograder.on_small_disk", str(folder / "course"), str(disk)]
    ran = small_disk.run(command, disk, "6m", units.ROOT, PYTHONPATH=str(units.ROOT), TMPDIR=str(disk))
    assert ran.returncode == 0, ran.stderr[-3000:]
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def test_on_a_full_disk_scores_are_those_of_stock(found: dict[str, Any]) -> None:
    """The cell that writes stops; a check that stops has no points; what comes after is run."""
    for student in ("honest", "in-a-cell", "in-a-check"):
        assert found["fast"][student] == found["stock"][student], student
    points = {student: [rows[f"p: check-{c}: points"][0] for c in "xyz"] for student, rows in found["fast"].items()}
    assert points["honest"] == [1, 2, 4]
    assert points["in-a-cell"] == [1, 0, 4]
    assert points["in-a-check"] == [1, 2, 0]
    assert points["heavy"] == [0, 0, 0]


def test_a_verdict_says_that_it_was_the_machines_disk(found: dict[str, Any]) -> None:
    assert found["verdicts"]["honest"] == []
    for student in ("in-a-cell", "in-a-check", "heavy"):
        ((kind, weight, say),) = found["verdicts"][student]
        assert (kind, weight) == ("disk full", Weight.ATTENTION), student
        assert "found the grading machine's own disk full" in say
        assert "Make room, and run the grader again" in say


def test_with_room_the_next_run_grades_again_whom_the_disk_cost_points(found: dict[str, Any]) -> None:
    assert "disk full" in PASSING
    assert sorted(found["graded again"]) == ["heavy", "in-a-cell", "in-a-check"]
    assert found["skipped"] == ["honest"]
    assert found["verdicts with room"] == {}
    assert found["points with room"] == dict.fromkeys(("honest", "in-a-cell", "in-a-check", "heavy"), 7)


def test_results_that_find_no_room_are_one_sentence_and_are_recorded_once_there_is(found: dict[str, Any]) -> None:
    """No student has half a result, and the run with room leaves what an undisturbed one leaves."""
    assert found["refused"].startswith("The disk is full, so the results that are left could not be recorded.")
    assert "run the same command again" in found["refused"]
    assert found["differs from an undisturbed run"] == {}
    assert found["graded in the end"] == ["ada", "ben", "cleo"]
