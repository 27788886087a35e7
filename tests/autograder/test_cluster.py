"""A Dask cluster gives the gradebook that one machine gives, also when its workers are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.assignments.assignment import CannotGrade
from autograder.confinement import protections
from autograder.runs import cluster
from autograder.runs.class_run import grade_class
from autograder.runs.cluster import ClusterPool, grade_on_worker
from autograder.runs.pool import Templates
from tests.autograder.scale import copied, everything, make_class
from tests.autograder.small_courses import Course
from tests.support.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.slow
CLASS = 10


@pytest.fixture(scope="module")
def distributed() -> Iterator[Any]:
    if os.environ.get("CI"):
        import distributed  # may not be absent there
    else:
        distributed = pytest.importorskip(
            "distributed", reason="Dask is missing: pip install 'nbgrader-confined-autograder[scale]'"
        )
    import dask

    times = {f"distributed.comm.timeouts.{name}": f"{PATIENCE_SECONDS}s" for name in ("connect", "tcp")}
    with dask.config.set(times):
        yield distributed


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return make_class(tmp_path_factory.mktemp("cluster") / "course", CLASS)


@pytest.fixture(scope="module")
def local(handed_in: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one machine leaves."""
    made = copied(handed_in, tmp_path_factory.mktemp("local") / "course")
    made.grade()
    return everything(made)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is started again on a busy machine may take a while."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", PATIENCE_SECONDS)


@pytest.fixture(scope="module", params=[(2, 1), (1, 2)], ids=["two workers", "two threads"])
def workers(
    request: pytest.FixtureRequest, distributed: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A real cluster of separate processes."""
    count, threads = request.param
    with distributed.LocalCluster(
        n_workers=count,
        threads_per_worker=threads,
        processes=True,
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("dask")),
    ) as made:
        yield made


def opening_of(made: Course) -> dict[str, Any]:
    have = protections()
    return made.assignment.opening(have if have.any else None)


def test_the_gradebook_is_the_same_though_workers_are_killed(
    handed_in: Course, local: dict[str, Any], workers: Any, tmp_path: Path
) -> None:
    """One worker after the second result, and another after the fifth: what they held goes to others."""
    made = copied(handed_in, tmp_path / "course")
    killed: list[int] = []

    def kill_one(done: int, of: int) -> None:
        if done in (2, 5):
            victim = next(iter(dask.run(os.getpid).values()))
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    from distributed import Client

    with Client(workers.scheduler_address, set_as_default=False) as dask:
        result = grade_class(
            made.assignment, lambda: ClusterPool(opening_of(made), workers.scheduler_address), progress=kill_one
        )
    assert len(killed) == 2
    assert sorted(result.graded) == made.students
    assert everything(made) == local


def test_only_a_few_submissions_are_on_their_way(handed_in: Course, workers: Any) -> None:
    """And a worker's templates go when the run ends."""
    assignment, read_so_far = handed_in.assignment, 0

    def read(student: str) -> Any:
        nonlocal read_so_far
        read_so_far += 1
        return assignment.submission(student)

    with ClusterPool(opening_of(handed_in), workers.scheduler_address) as pool:
        for done, _ in enumerate(pool.grade_all(handed_in.students, read), start=1):
            assert read_so_far - done < 2 * 2
        assert sum(pool._client.run(count_templates).values()) >= 1
    with ClusterPool(opening_of(handed_in), workers.scheduler_address) as pool:
        assert sum(pool._client.run(count_templates).values()) == 0


def count_templates() -> int:
    """Run in a worker: how many templates it has."""
    return sum(len(templates._all) for templates in cluster._templates.values())


def test_what_comes_back_is_json(handed_in: Course) -> None:
    """Nothing that a student's process wrote is ever unpickled: the result is bytes, and they are text."""
    have = {"protections": "here", "unconfined": True, "code": cluster.code_version()}
    opening = json.dumps({**opening_of(handed_in), **have}).encode()
    request = json.dumps(handed_in.assignment.submission("ada").request()).encode()
    try:
        result = json.loads(grade_on_worker(opening, request))
        assert [score["points"] for score in result["notebooks"][0]["scores"]] == [2, 1]
        wrong = json.dumps({**opening_of(handed_in), **have, "code": "another"}).encode()
        assert "another version of the grader" in json.loads(grade_on_worker(wrong, request))["refused"]
    finally:
        for templates in cluster._templates.values():
            templates.close()
        cluster._templates.clear()


def test_a_worker_keeps_templates_of_two_assignments_only(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []
    monkeypatch.setattr(Templates, "close", lambda self: closed.append(self._opening["assignment"]))
    monkeypatch.setattr(cluster, "_templates", type(cluster._templates)())
    for name in ("a", "b", "a", "c"):
        cluster._for_opening(name.encode(), {"assignment": name})
    assert closed == ["b"]
    assert len(cluster._templates) == 2


def test_a_scheduler_that_does_not_answer_is_one_sentence(
    handed_in: Course, distributed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(CannotGrade, match=r"No Dask scheduler answers at tcp://127.0.0.1:9"):
        ClusterPool(opening_of(handed_in), "tcp://127.0.0.1:9")


def test_a_scheduler_without_workers_is_one_sentence(
    handed_in: Course, distributed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 1)
    with (
        distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=None) as empty,
        pytest.raises(CannotGrade, match="has no workers: start some"),
    ):
        ClusterPool(opening_of(handed_in), empty.scheduler_address)


def test_without_dask_the_sentence_has_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(cluster, "import_module", absent)
    with pytest.raises(CannotGrade, match=r"pip install 'nbgrader-confined-autograder\[scale\]'"):
        ClusterPool({"protections": None}, "tcp://127.0.0.1:9")


def test_dask_is_loaded_only_where_it_is_used() -> None:
    code = "import sys, autograder.runs.cluster; print('distributed' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
