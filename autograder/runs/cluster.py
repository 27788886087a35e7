"""Grades on a Dask cluster: the same pure function as on one machine, sent to its workers.

What travels is bytes: a submission as JSON there, its result as JSON back. Each worker process keeps warm templates.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from importlib import import_module
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import CannotGrade
from autograder.notebooks.submission import Submission
from autograder.runs.pool import Templates, cannot_run, failed_on
from autograder.warm import HERE
from autograder.warm.client import TemplateLost

CONNECT_SECONDS = 20
WORKERS_SECONDS = 60  # how long to wait for the first worker, or for another one when all are gone
KEPT_OPENINGS = 2  # assignments for which a worker keeps templates


class ClusterPool:
    """Warm templates in the workers of a Dask cluster.

    Parameters
    ----------
    opening : mapping
        The assignment, as `Assignment.opening` makes it.
    scheduler_address : str
        For instance ``tcp://scheduler:8786``.

    Raises
    ------
    CannotGrade
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, opening: Mapping[str, Any], scheduler_address: str) -> None:
        try:
            self._dask: Any = import_module("distributed")
        except ImportError:
            raise CannotGrade(
                "Grading on a cluster needs Dask: run “pip install 'nbgrader-confined-autograder[scale]'”, here and on "
                "the workers."
            ) from None
        self._opening, self._address = opening, scheduler_address
        sent = {**opening, "protections": HERE, "unconfined": opening["protections"] is None, "code": code_version()}
        self._content = json.dumps(sent, sort_keys=True).encode()
        self._digest = hashlib.sha256(self._content).hexdigest()
        try:
            self._client = self._dask.Client(scheduler_address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise CannotGrade(
                f"No Dask scheduler answers at {scheduler_address}: start one with “dask scheduler”, or check the "
                f"address ({type(problem).__name__})."
            ) from None
        self._wait_for_workers()

    def grade_all(
        self, students: Iterable[str], read: Callable[[str], Submission]
    ) -> Iterator[tuple[Submission, dict[str, Any]]]:
        """Yield each submission with its result, as they are done.

        The opening is a task's result, so it goes to each worker once and is made again when its worker is lost.
        """
        opening = self._client.submit(bytes, self._content, key=f"opening-{self._digest}", pure=True)
        waiting, running = iter(students), dict[Any, Submission]()
        while True:
            for student in waiting:
                submission = read(student)
                running[self._send(opening, submission)] = submission
                if len(running) >= self._in_flight():
                    break
            if not running:
                return
            for task in self._some_done(list(running)):
                yield running.pop(task), self._result(task)

    def _in_flight(self) -> int:
        """Return how many submissions are held at a time: enough that no worker waits for its next one."""
        return 2 * max(1, sum(self._client.nthreads().values()))

    def _send(self, opening: Any, submission: Submission) -> Any:
        request = json.dumps(submission.request()).encode("utf-8", "surrogatepass")
        return self._client.submit(grade_on_worker, opening, request, pure=False)

    def _some_done(self, running: list[Any]) -> list[Any]:
        while True:
            try:
                with self._client.as_current():
                    done = self._dask.wait(running, timeout=WORKERS_SECONDS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                self._wait_for_workers()  # a notebook may take minutes, but not without anybody to run it
            except CancelledError:
                raise self._lost() from None
            else:
                return list(done)

    def _result(self, task: Any) -> dict[str, Any]:
        try:
            result: dict[str, Any] = json.loads(task.result())
        except self._dask.scheduler.KilledWorker:
            return failed_on(self._opening, "every worker that it was given to ended")
        except CancelledError:
            raise self._lost() from None
        except ImportError as problem:
            raise CannotGrade(
                f"The workers at {self._address} lack what the grader needs ({problem}): install "
                "'nbgrader-confined-autograder[scale]' there too."
            ) from None
        finally:
            task.release()
        if "problem" in result:
            return failed_on(self._opening, result["problem"])
        if "refused" in result:
            raise CannotGrade(result["refused"])
        return result

    def _lost(self) -> CannotGrade:
        return CannotGrade(
            f"The connection to the scheduler at {self._address} was lost: start it again, then run the same command "
            "again; what is graded stays."
        )

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError:
            raise CannotGrade(
                f"The scheduler at {self._address} has no workers: start some with “dask worker {self._address}”, "
                "then run the same command again; what is graded stays."
            ) from None

    def close(self) -> None:
        """Let the workers' templates go, and the connection."""
        try:
            self._client.run(close_templates, self._digest, on_error="ignore")
        finally:
            self._client.close()

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


# ---------------------------------------------------------------- what happens in a worker's process

_templates: OrderedDict[str, Templates] = OrderedDict()
_lock = threading.Lock()


def grade_on_worker(opening: bytes, request: bytes) -> bytes:
    """Grade one submission in a worker's process.

    Parameters
    ----------
    opening : bytes
        The assignment, as JSON.
    request : bytes
        The submission, as JSON.

    Returns
    -------
    bytes
        JSON: the result; or a ``problem`` with this submission; or ``refused``, why no submission is graded here.
    """
    about = json.loads(opening)
    if about["code"] != code_version():
        refused = "The workers have another version of the grader: install the same version there, then grade again."
        return json.dumps({"refused": refused}).encode()
    templates = _for_opening(opening, about)
    try:
        result = templates.grade(json.loads(request.decode("utf-8", "surrogatepass")))
    except TemplateLost as lost:
        if not (templates.ever_started or templates.closed):
            return json.dumps({"refused": cannot_run(lost)}).encode()
        return json.dumps({"problem": str(lost)}).encode()
    return json.dumps(result).encode("utf-8", "surrogatepass")


def _for_opening(opening: bytes, about: Mapping[str, Any]) -> Templates:
    """Return this process's templates for an assignment, and let those of the one used longest ago go."""
    digest = hashlib.sha256(opening).hexdigest()
    with _lock:
        if digest not in _templates:
            _templates[digest] = Templates(about)
            while len(_templates) > KEPT_OPENINGS:
                _templates.popitem(last=False)[1].close()
        _templates.move_to_end(digest)
        return _templates[digest]


def close_templates(digest: str) -> None:
    """End this process's templates for an assignment."""
    with _lock:
        templates = _templates.pop(digest, None)
    if templates is not None:
        templates.close()


def code_version() -> str:
    """Return a fingerprint of the grader's own code, which has to be the same on every machine."""
    found = hashlib.sha256()
    here = Path(__file__).parents[1]
    for path in sorted(here.rglob("*.py")):
        found.update(f"{path.relative_to(here)}\0".encode() + path.read_bytes())
    return found.hexdigest()
