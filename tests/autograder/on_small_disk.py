"""Grades on a disk that is soon full: run by `tests.autograder.test_full_disk` with a course and the disk's folder.

Writes a line of JSON: what the fast engine and stock nbgrader gave, and what a run with more room gave afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import CannotGrade
from autograder.confinement import protections
from autograder.gradebook.recording import read_record, verdicts_of
from autograder.runs import class_run
from autograder.runs.class_run import ClassResult
from autograder.runs.pool import LocalPool
from tests.autograder.scale import copied, everything, make_class
from tests.autograder.small_courses import Course, answer, check, course, write

HOLDS = "import tempfile\nwith tempfile.TemporaryFile() as file:\n    file.write(bytes(16 << 20))\n    file.flush()"
IN_A_CELL = f"x = 1\n{HOLDS}\ny = 2"
IN_A_CHECK = f"def z():\n    {HOLDS.replace(chr(10), chr(10) + '    ')}\n    return 3"
CELLS = [
    answer("one", "x = 1\ny = 2"),
    check("check-x", "assert x == 1", 1),
    check("check-y", "assert y == 2", 2),
    answer("two", "def z():\n    return 3"),
    check("check-z", "assert z() == 3", 4),
]
RIGHT = {"one": "x = 1\ny = 2", "two": "def z():\n    return 3"}
CLASS = 3


def on_the_machines_disk(made: Course) -> ClassResult:
    """Grade without a disk for each run, as in a container that allows none."""
    assignment, have = made.assignment, replace(protections(), namespaces=False)
    opening = {**assignment.opening(have), "protections": asdict(have)}
    return class_run.grade_class(assignment, lambda: LocalPool(opening, 1))


def submissions_meet_it(root: Path, disk: Path) -> dict[str, Any]:
    """Grade work that writes more than the disk has room for, then again with room."""
    made = course(root)
    made.source({"p": CELLS})
    made.hand_in("honest", {"p": write(**RIGHT)})
    made.hand_in("in-a-cell", {"p": write(**{**RIGHT, "one": IN_A_CELL})})
    made.hand_in("in-a-check", {"p": write(**{**RIGHT, "two": IN_A_CHECK})})
    first = on_the_machines_disk(made)
    stock = made.rows_by_stock(disk / "stock")
    made.hand_in("heavy", {"p": write(**RIGHT)}, {"heavy.bin": bytes(8 << 20)})
    heavy = on_the_machines_disk(made)
    fast = {student: made.rows(student) for student in made.students}
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
    again = on_the_machines_disk(made)
    return {
        "fast": fast,
        "stock": stock,
        "verdicts": {
            student: [(v.kind, v.weight, v.say) for v in found]
            for student, found in {**first.verdicts, "heavy": heavy.verdicts["heavy"]}.items()
        },
        "graded again": again.graded,
        "skipped": again.skipped,
        "verdicts with room": {s: [v.kind for v in found] for s, found in again.verdicts.items() if found},
        "points with room": {s: points_of(made, s) for s in made.students},
    }


def points_of(made: Course, student: str) -> float:
    return sum(value[0] for name, value in made.rows(student).items() if name.endswith("points"))


def results_meet_it(root: Path, disk: Path) -> dict[str, Any]:
    """Record a class on a disk without room, then again with room."""
    handed_in = make_class(root, CLASS)
    undisturbed = copied(handed_in, root.with_name("undisturbed"))
    undisturbed.grade()
    made = copied(handed_in, disk / "course")
    filler = disk / "filler"
    _fill(filler)
    try:
        made.grade()
        refused = ""
    except CannotGrade as problem:
        refused = str(problem)
    filler.unlink()
    recorded = {s: read_record(made.assignment, s) for s in made.students}
    done = [s for s, record in recorded.items() if record is not None and verdicts_of(record) is not None]
    graded = sorted([*done, *made.grade().graded])
    return {
        "refused": refused,
        "graded in the end": graded,
        "differs from an undisturbed run": differing(everything(made), everything(undisturbed)),
    }


def differing(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, str]:
    return {name: f"{found[name]} for {expected[name]}" for name in expected if found[name] != expected[name]}


def _fill(place: Path) -> None:
    """Leave no room at all on the disk of a file."""
    with place.open("wb", buffering=0) as file:
        for block in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(block))
            except OSError:
                continue


def main() -> None:
    root, disk = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps({**submissions_meet_it(root, disk), **results_meet_it(root.with_name("class"), disk)}))


if __name__ == "__main__":
    main()
