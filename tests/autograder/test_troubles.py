"""A run that cannot go on says why in a sentence; what is one submission's own does not stop the others."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.assignments.assignment import CannotGrade
from autograder.notebooks.submission import Submission
from autograder.notebooks.verdicts import Weight, gravest
from autograder.runs import pool
from autograder.runs.class_run import ClassResult, grade_class
from autograder.runs.pool import LocalPool, failed_on
from autograder.runs.troubles import require_open_files
from autograder.warm.client import TemplateLost
from tests.autograder.scale import copied, make_class
from tests.autograder.small_courses import NAME, Course

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return make_class(tmp_path_factory.mktemp("released") / "course", 2)


@pytest.fixture
def school(released: Course, tmp_path: Path) -> Course:
    return copied(released, tmp_path / "course")


def graded(school: Course) -> ClassResult:
    """Grade without running anything: what is tested is what comes before and after."""
    assignment = school.assignment

    class Quick:
        def __enter__(self) -> Quick:
            return self

        def __exit__(self, *problem: object) -> None:
            pass

        def grade_all(
            self, students: Sequence[str], read: Callable[[str], Submission]
        ) -> Iterator[tuple[Submission, dict[str, Any]]]:
            for student in students:
                yield read(student), failed_on(assignment.opening(None), "quick")

    return grade_class(assignment, Quick)


def test_a_folder_whose_name_is_no_text_is_told_and_the_others_are_graded(school: Course) -> None:
    os.makedirs(os.fsencode(school.root / "submitted") + b"/zo\xeb/" + NAME.encode())
    result = graded(school)
    assert sorted(result.graded) == ["ada", "ben"]
    (found,) = [verdicts for student, verdicts in result.verdicts.items() if student.startswith("zo")]
    assert (found[0].kind, gravest(found)) == ("bad folder", Weight.ATTENTION)
    json.dumps(list(result.verdicts)).encode("utf-8")


def test_a_file_in_the_place_of_one_students_folder_is_told_and_the_others_are_graded(school: Course) -> None:
    (school.root / "autograded").mkdir()
    (school.root / "autograded" / "ada").write_text("a file")
    result = graded(school)
    assert result.graded == ["ben"]
    assert [verdict.kind for verdict in result.verdicts["ada"]] == ["not recorded"]


@pytest.mark.parametrize("name", ["autograded", "grading", "grading/backups"])
def test_a_file_in_the_place_of_a_folder_stops_the_run(school: Course, name: str) -> None:
    place = school.root / name
    place.parent.mkdir(exist_ok=True)
    place.write_text("a file")
    with pytest.raises(CannotGrade, match="a file, or lies in one, where a folder should be"):
        graded(school)


def test_a_gradebook_that_is_damaged_stops_the_run(school: Course) -> None:
    (school.root / "gradebook.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(CannotGrade, match=r"cannot be used \(file is not a database\): put back a copy"):
        graded(school)


def test_a_gradebook_that_is_in_use_stops_the_run(school: Course) -> None:
    school.config.CourseDirectory.db_url = f"sqlite:///{school.root / 'gradebook.db'}?timeout=0"
    with closing(sqlite3.connect(school.root / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotGrade, match=r"cannot be used \(database is locked\): close formgrader"):
            graded(school)


def test_a_folder_that_may_not_be_written_to_stops_the_run(school: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the answer of the system is given here."""
    monkeypatch.setattr(os, "access", lambda place, mode: False)
    with pytest.raises(CannotGrade, match="may not be read or written: give this user the right"):
        graded(school)


@pytest.mark.parametrize(("number", "words"), [(errno.EROFS, "may not be"), (errno.ENOSPC, "disk is full")])
def test_a_disk_that_takes_no_more_stops_the_run(
    school: Course, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(self: Path, content: bytes) -> int:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(CannotGrade, match=words):
        graded(school)


def test_where_no_notebook_can_be_run_nobody_is_scored(school: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(opening: Any) -> Any:
        raise TemplateLost("it did not start")

    monkeypatch.setattr(pool, "WarmTemplate", lost)
    opening = school.assignment.opening(None)
    with pytest.raises(CannotGrade, match="nothing was graded: it did not start"):
        grade_class(school.assignment, lambda: LocalPool(opening, 2))
    assert not (school.root / "autograded").exists()


def test_too_few_open_files_are_refused_and_a_soft_limit_is_raised() -> None:
    program = (
        "import resource\nfrom autograder.runs.troubles import require_open_files\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (40, 300))\nrequire_open_files(256)\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))\n"
        "try:\n    require_open_files(256)\nexcept ValueError as problem:\n    print(problem)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    raised, refused = done.stdout.splitlines()
    assert raised == "256"
    assert refused.startswith("A program may open only 40 files here, and grading needs 256: run “ulimit -n 1024”")
    require_open_files(1)
