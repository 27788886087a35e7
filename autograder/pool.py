"""Grades many submissions at a time, each worker with a warm template of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from autograder.blueprint import Blueprint
from autograder.grading import failed
from autograder.submission import Submission
from autograder.warm.client import TemplateLost, WarmTemplate

TRIES = 2  # a template that was lost (out of memory, say) is started again once for a submission


class LocalPool:
    """Warm templates in processes of this machine.

    Parameters
    ----------
    opening : mapping
        The assignment, as `Assignment.opening` makes it.
    jobs : int
        How many submissions are graded at a time.
    """

    def __init__(self, opening: Mapping[str, Any], jobs: int) -> None:
        self._opening, self.jobs = opening, jobs
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="grading")
        self._mine = threading.local()
        self._templates: list[WarmTemplate] = []
        self._lock = threading.Lock()

    def grade_all(
        self, students: Iterable[str], read: Callable[[str], Submission]
    ) -> Iterator[tuple[Submission, dict[str, Any]]]:
        """Yield each submission with its result, as they are done.

        Only a few submissions are held at a time, so memory does not grow with the class.
        """
        waiting = iter(students)
        running: set[Future[tuple[Submission, dict[str, Any]]]] = set()
        while True:
            for student in waiting:
                running.add(self._threads.submit(self._grade, student, read))
                if len(running) >= 2 * self.jobs:
                    break
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for task in done:
                yield task.result()

    def _grade(self, student: str, read: Callable[[str], Submission]) -> tuple[Submission, dict[str, Any]]:
        submission = read(student)
        problem = ""
        for _ in range(TRIES):
            try:
                return submission, self._template().grade(submission.request())
            except TemplateLost as lost:
                problem = str(lost)
                self._mine.template = None
        blueprints = [Blueprint.from_plain_data(data) for data in self._opening["blueprints"]]
        return submission, failed(blueprints, problem)

    def _template(self) -> WarmTemplate:
        template: WarmTemplate | None = getattr(self._mine, "template", None)
        if template is None:
            template = self._mine.template = WarmTemplate(self._opening)
            with self._lock:
                self._templates.append(template)
        return template

    def close(self) -> None:
        """End every worker, at once."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for template in self._templates:
                template.close()

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()
