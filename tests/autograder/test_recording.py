"""What is written once is written whole; written twice, it is the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.gradebook.recording import BACKUPS, Recorder, back_up, entries, read_record, record_path, write_record
from autograder.runs.pool import failed_on
from autograder.warm.scratch import PREFIX, Scratch, remove, sweep
from tests.autograder.scale import copied, everything, make_class
from tests.autograder.small_courses import NAME, Course


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = make_class(tmp_path_factory.mktemp("recorded") / "course", 3)
    made.grade()
    return made


@pytest.fixture
def school(graded: Course, tmp_path: Path) -> Course:
    return copied(graded, tmp_path / "course")


def test_written_twice_it_is_the_same(school: Course) -> None:
    before = everything(school)
    assert sorted(school.grade(again=True).graded) == ["ada", "ben", "cleo"]
    assert everything(school) == before


def test_a_manual_mark_and_comment_survive_a_regrade(school: Course) -> None:
    with Gradebook(school.db_url, "small") as gradebook:
        grade = gradebook.find_grade("test-x", "p", NAME, "ben")
        grade.manual_score = 1.5
        gradebook.find_comment("one", "p", NAME, "ben").manual_comment = "well tried"
        gradebook.db.commit()
    school.grade(["ben"], again=True)
    with Gradebook(school.db_url, "small") as gradebook:
        grade = gradebook.find_grade("test-x", "p", NAME, "ben")
        assert (grade.manual_score, grade.needs_manual_grade) == (1.5, True)
        assert gradebook.find_comment("one", "p", NAME, "ben").comment == "well tried"


def test_a_failure_half_way_leaves_no_record_nor_half_grades(school: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be new, but what says that it is done is not there, and the gradebook is as it was."""
    before = everything(school)
    with monkeypatch.context() as patched:
        patched.setattr(Recorder, "late_penalties", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            school.grade(["ben"], again=True)
    assert read_record(school.assignment, "ben") is None
    assert everything(school)["students"] == before["students"]
    assert school.grade().graded == ["ben"]
    assert everything(school) == before


def test_what_a_killed_run_left_beside_a_folder_is_removed(school: Course) -> None:
    for word in ("new", "old"):
        left = school.root / "autograded/ben" / f".{NAME}.{word}"
        left.mkdir()
        (left / "half").write_text("x")
    before = everything(school)
    school.grade(["ben"], again=True)
    assert sorted(path.name for path in (school.root / "autograded/ben").iterdir()) == [NAME]
    assert set(everything(school)["files"]) == {n for n in before["files"] if "/." not in n}


def test_a_submission_on_which_the_grader_failed_has_a_row_without_points(school: Course) -> None:
    assignment = school.assignment
    recorder = Recorder(assignment)
    submission = assignment.submission("ben")
    recorder.record(submission, failed_on(assignment.opening(None), "it was unplugged"), "key")
    recorder.close()
    with Gradebook(school.db_url, "small") as gradebook:
        assert gradebook.find_submission(NAME, "ben").score == 0
    assert "it was unplugged" in (school.root / "autograded/ben" / NAME / "p.ipynb").read_text()


def test_five_backups_are_kept_and_none_is_half(school: Course) -> None:
    folder = school.root / "grading/backups"
    (folder / "gradebook-20200101-000000-000000.part").write_text("half")
    made = [back_up(school.assignment) for _ in range(BACKUPS + 2)]
    kept = sorted(folder.iterdir())
    assert [path for path in made if path][-BACKUPS:] == kept
    url = f"sqlite:///{kept[-1]}"
    with Gradebook(url, "small") as gradebook:
        assert len(gradebook.assignment_submissions(NAME)) == 3


def test_a_records_name_is_the_students_whatever_is_in_it(school: Course) -> None:
    for student in ("a.b", "a", "Ä é", "a.new"):
        write_record(school.assignment, student, {"key": student})
    for student in ("a.b", "a", "Ä é", "a.new"):
        assert read_record(school.assignment, student) == {"key": student}
        assert record_path(school.assignment, student).name == f"{student}.json"


def test_who_is_entered_has_every_notebook(school: Course) -> None:
    assert entries(school.assignment).complete == {"ada", "ben", "cleo"}
    with Gradebook(school.db_url, "small") as gradebook:
        gradebook.db.delete(gradebook.find_submission_notebook("p", NAME, "ben"))
        gradebook.db.commit()
    assert entries(school.assignment).complete == {"ada", "cleo"}


# ---------------------------------------------------------------- scratch


def test_scratch_that_is_held_is_left_and_what_nobody_holds_is_swept(tmp_path: Path) -> None:
    held = Scratch(tmp_path)
    code = "import sys, os, pathlib; from autograder.warm.scratch import Scratch; "
    code += "print(Scratch(pathlib.Path(sys.argv[1])).folder, flush=True); os.kill(os.getpid(), 9)"
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    left = Path(ran.stdout.strip())
    assert left.is_dir()
    (left / "run").mkdir()
    assert sweep(tmp_path) == [left]
    assert not left.exists()
    assert held.folder.is_dir()
    held.close()
    assert not held.folder.exists()


def test_only_what_looks_like_scratch_is_swept(tmp_path: Path) -> None:
    """A folder of somebody's own is nobody's scratch, and a link is not followed."""
    own, elsewhere = tmp_path / f"{PREFIX}my-notes", tmp_path / "elsewhere"
    own.mkdir()
    elsewhere.mkdir()
    (tmp_path / f"{PREFIX}abcdefgh").symlink_to(elsewhere)
    assert sweep(tmp_path) == []
    assert own.is_dir()
    assert elsewhere.is_dir()


def test_scratch_is_removed_though_a_submission_shut_it(tmp_path: Path) -> None:
    """As an ordinary user, folders without rights have to be opened first; its parent's rights are left alone."""
    folder = tmp_path / "scratch"
    (folder / "a/b/c").mkdir(parents=True)
    (folder / "a/b/c/file").write_text("x")
    if os.getuid() == 0:
        shutil.chown(tmp_path, 65534)
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, 65534)
    code = "import os, sys, pathlib; p = pathlib.Path(sys.argv[1])\n"
    code += "from autograder.warm.scratch import remove\n"
    code += "os.getuid() or os.setuid(65534)\n"
    code += "for name in ('a/b/c', 'a/b', 'a', '.'): os.chmod(p / name, 0)\n"
    code += "remove(p)"
    mode = tmp_path.stat().st_mode
    for parent in list(tmp_path.parents)[:3]:
        if os.getuid() == 0 and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o011)
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    assert not folder.exists()
    assert tmp_path.stat().st_mode == mode
    remove(folder)
