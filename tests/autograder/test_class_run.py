"""Who is unchanged is skipped, whatever a result depends on makes it run again, and memory does not grow."""

from __future__ import annotations

import copy
import gc
import json
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.assignments.assignment import Assignment, CannotGrade
from autograder.gradebook.recording import record_path
from autograder.notebooks.submission import Submission
from autograder.runs import pool
from autograder.runs.class_run import grade_class
from autograder.runs.pool import LocalPool, Templates
from autograder.warm.client import TemplateLost
from tests.autograder.scale import copied, everything, make_class
from tests.autograder.small_courses import NAME, Course


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class that is graded once."""
    made = make_class(tmp_path_factory.mktemp("graded") / "course", 3)
    made.grade()
    return made


@pytest.fixture
def school(graded: Course, tmp_path: Path) -> Course:
    """A copy, graded once where it stands, for its folder counts too."""
    made = copied(graded, tmp_path / "course")
    made.grade()
    return made


def no_pool() -> Any:
    raise AssertionError("there was nothing to grade")


def waiting(school: Course, **options: Any) -> list[str]:
    """Return who would be graded now, without grading."""

    class Asked:
        def __enter__(self) -> Asked:
            return self

        def __exit__(self, *problem: object) -> None:
            pass

        def grade_all(self, students: list[str], read: Callable[[str], Submission]) -> list[Any]:
            asked.extend(students)
            return []

    asked: list[str] = []
    grade_class(school.assignment, Asked, **options)
    return asked


def test_what_is_unchanged_is_skipped_and_its_verdicts_are_still_known(school: Course) -> None:
    result = grade_class(school.assignment, no_pool)
    assert result.graded == []
    assert result.skipped == ["ada", "ben", "cleo"]
    assert [verdict.kind for verdict in result.verdicts["cleo"]] == ["unreadable"]


def test_again_grades_everybody(school: Course) -> None:
    assert waiting(school, again=True) == ["ada", "ben", "cleo"]


def test_one_changed_byte_is_graded_again(school: Course) -> None:
    file = school.root / "submitted/ben/hw/p.ipynb"
    file.write_bytes(file.read_bytes() + b"\n")
    assert waiting(school) == ["ben"]


def test_a_file_beside_the_notebook_counts(school: Course) -> None:
    (school.root / "submitted/ben/hw/learner.json").write_text('{"learner": "x"}')
    assert waiting(school) == ["ben"]


def test_the_same_work_of_another_student_is_graded(school: Course) -> None:
    """The result depends on whose it is."""
    import shutil

    shutil.copytree(school.root / "submitted/ada", school.root / "submitted/zoe")
    shutil.copytree(school.root / "autograded/ada", school.root / "autograded/zoe")
    shutil.copy(record_path(school.assignment, "ada"), record_path(school.assignment, "zoe"))
    assert waiting(school) == ["zoe"]


def test_a_new_release_is_graded_again(school: Course) -> None:
    source = school.root / "source/hw/p.ipynb"
    source.write_text(source.read_text().replace("assert x == 1", "assert x in (1, 2)"))
    school.generate()
    assert waiting(school) == ["ada", "ben", "cleo"]


def test_a_file_of_the_source_counts(school: Course) -> None:
    (school.root / "source/hw/helper.py").write_text("y = 1\n")
    assert waiting(school) == ["ada", "ben", "cleo"]


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("FastEngine", "memory_mb", 1024),
        ("FastEngine", "learner_variable", "WHO"),
        ("FastEngine", "extensions", ["json"]),
        ("ExecutePreprocessor", "timeout", 17),
        ("LateSubmissionPlugin", "penalty_method", "zero"),
    ],
)
def test_settings_count(school: Course, section: str, name: str, value: Any) -> None:
    school.config[section][name] = value
    assert waiting(school) == ["ada", "ben", "cleo"]


def test_the_data_that_notebooks_read_counts(school: Course) -> None:
    """A dataset that is made anew changes what a right answer is."""
    (school.root / "data").mkdir()
    (school.root / "data/table.csv").write_text("a\n1\n")
    school.config.FastEngine.readable = ["data/"]
    before = school.assignment.version()
    school.config.FastEngine.readable = ["data/*"]
    named = school.assignment.version()
    (school.root / "data/table.csv").write_text("a\n2\n")
    assert len({before, named, school.assignment.version()}) == 3


def test_an_extension_of_the_due_date_is_graded_again(school: Course) -> None:
    """The penalty is another one then; only that student's."""
    with Gradebook(school.db_url, "small") as gradebook:
        gradebook.grant_extension(NAME, "ben", days=2)
    assert waiting(school) == ["ben"]


def test_installed_packages_and_the_courses_own_code_count(school: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.assignments import assignment

    installed, own = school.root / "installed", school.root / "own.py"
    (installed / "table-1.0.dist-info").mkdir(parents=True)
    before = school.assignment.version()
    monkeypatch.syspath_prepend(installed)
    packages = school.assignment.version()
    (installed / "table-1.0.dist-info").rename(installed / "table-1.1.dist-info")
    newer = school.assignment.version()
    own.write_text("a = 1\n")
    monkeypatch.setattr(assignment, "_own_code", lambda top: [own] if top == "autograder" else [])
    one = school.assignment.version()
    own.write_text("a = 2\n")
    assert len({before, packages, newer, one, school.assignment.version()}) == 5


@pytest.mark.parametrize("lost", ["autograded/ben/hw", "autograded/ben/hw/p.ipynb"])
def test_a_graded_folder_that_is_gone_is_made_again(school: Course, lost: str) -> None:
    import shutil

    path = school.root / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = everything(school)["students"]
    assert waiting(school) == ["ben"]
    school.grade()
    assert path.exists()
    assert everything(school)["students"] == before


def test_a_gradebook_put_back_from_a_copy_is_filled_again(school: Course) -> None:
    """The grader's own notes say that ben is graded; the gradebook, which counts, does not."""
    with Gradebook(school.db_url, "small") as gradebook:
        gradebook.remove_submission(NAME, "ben")
    assert waiting(school) == ["ben"]


def test_a_record_that_is_damaged_is_no_record(school: Course) -> None:
    record_path(school.assignment, "ben").write_text("{")
    assert waiting(school) == ["ben"]


def test_a_submission_on_which_the_grader_failed_is_tried_again(school: Course) -> None:
    path = record_path(school.assignment, "ben")
    record = json.loads(path.read_text())
    record["verdicts"] = [{"kind": "grader failed", "detail": "it was unplugged", "notebook": "p"}]
    path.write_text(json.dumps(record))
    assert waiting(school) == ["ben"]


def test_two_graders_of_one_assignment_do_not_meet(school: Course) -> None:
    class Busy:
        def __enter__(self) -> Busy:
            with pytest.raises(CannotGrade, match="Another grader"):
                grade_class(school.assignment, no_pool)
            seen.append(True)
            return self

        def __exit__(self, *problem: object) -> None:
            pass

        def grade_all(self, students: list[str], read: Callable[[str], Submission]) -> list[Any]:
            return []

    seen: list[bool] = []
    grade_class(school.assignment, Busy, again=True)
    assert seen == [True]


def test_nobody_and_an_unknown_student_are_one_sentence(school: Course) -> None:
    with pytest.raises(CannotGrade, match="handed in nothing"):
        grade_class(school.assignment, no_pool, ["nobody"])
    nobody = copy.deepcopy(school.config)
    nobody.CourseDirectory.submitted_directory = "not-yet"
    with pytest.raises(CannotGrade, match=f"Nobody has handed in {NAME} yet"):
        grade_class(Assignment(NAME, nobody), no_pool)
    with pytest.raises(CannotGrade, match="generate_assignment never"):
        grade_class(Assignment("never", school.config), no_pool)


# ---------------------------------------------------------------- the pool


class FakeTemplate:
    """Answers at once, and keeps count of itself."""

    made: list[FakeTemplate] = []
    lose: set[str] = set()

    def __init__(self, opening: Any) -> None:
        self.closed = False
        FakeTemplate.made.append(self)

    def grade(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.closed or request["student"] in self.lose:
            raise TemplateLost("it fell over")
        return {"notebooks": [], "verdicts": [], "student": request["student"]}

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeTemplate]:
    FakeTemplate.made, FakeTemplate.lose = [], set()
    monkeypatch.setattr(pool, "WarmTemplate", FakeTemplate)
    return FakeTemplate


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_a_large_class_is_held_a_few_submissions_at_a_time(fake: type[FakeTemplate], jobs: int) -> None:
    """What is read and not yet recorded is bounded by the workers, not by the class."""
    alive: weakref.WeakSet[Submission] = weakref.WeakSet()
    read_so_far, most, lock = 0, 0, threading.Lock()

    def read(student: str) -> Submission:
        nonlocal read_so_far
        submission = Kept(student, {"p.ipynb": b"x" * 1000})
        with lock:
            read_so_far += 1
            alive.add(submission)
        return submission

    students = [f"s{place}" for place in range(300)]
    found = []
    with LocalPool({"blueprints": []}, jobs) as local:
        for done, (submission, result) in enumerate(local.grade_all(students, read), start=1):
            found.append(submission.student)
            assert result["student"] == submission.student
            with lock:
                assert read_so_far - done < 2 * jobs
                most = max(most, len(alive))
            if done % 50 == 0:
                gc.collect()
    assert sorted(found) == sorted(students)
    assert most <= 2 * jobs + 2
    assert len(fake.made) <= jobs


class Kept(Submission):
    """A submission that can be watched."""

    __hash__ = object.__hash__


def test_a_template_that_is_lost_is_started_again_and_then_the_submission_is_given_up(fake: type[FakeTemplate]) -> None:
    fake.lose = {"bad"}
    with LocalPool({"blueprints": []}, 1) as local:
        results = {s.student: r for s, r in local.grade_all(["a", "bad", "b"], Submission)}
    assert set(results) == {"a", "bad", "b"}
    assert "student" not in results["bad"]
    assert results["a"]["student"] == "a"
    assert results["b"]["student"] == "b"
    assert all(template.closed for template in fake.made)


def test_a_pool_that_is_closed_starts_no_template_any_more(fake: type[FakeTemplate]) -> None:
    templates = Templates({})
    templates.warm_up(2)
    templates.close()
    assert [template.closed for template in fake.made] == [True, True]
    with pytest.raises(TemplateLost):
        templates.grade({"student": "late"})
    assert len(fake.made) == 2
