"""Grades many submissions at a time, each worker with a warm template of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from autograder.assignments.assignment import CannotGrade
from autograder.grading.grade import failed
from autograder.notebooks.blueprint import Blueprint
from autograder.notebooks.submission import Submission
from autograder.printable import printable
from autograder.warm.client import TemplateLost, WarmTemplate

TRIES = 2  # a template that was lost (out of memory, say) is started again once for a submission


class Templates:
    """The warm templates of one process for one assignment: as many as submissions are graded at a time.

    Parameters
    ----------
    opening : mapping
        The assignment, as `Assignment.opening` makes it.
    """

    def __init__(self, opening: Mapping[str, Any]) -> None:
        self._opening = opening
        self._idle: list[WarmTemplate] = []
        self._all: list[WarmTemplate] = []
        self._lock = threading.Lock()
        self.closed = False
        self.ever_started = False

    def warm_up(self, count: int) -> None:
        """Start this many templates now, rather than with their first submissions."""
        with ThreadPoolExecutor(count) as threads:
            for template in list(threads.map(lambda _: self._start(), range(count))):
                self._give_back(template)

    def grade(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Grade one submission with a template that is free.

        Raises
        ------
        TemplateLost
            If the template was lost, and so was the one that took its place.
        """
        for tries_left in reversed(range(TRIES)):
            template = self._take()
            try:
                result = template.grade(request)
            except TemplateLost:
                self._drop(template)
                if not tries_left or self.closed:
                    raise
            else:
                self._give_back(template)
                return result
        raise AssertionError("a try ends in a result or an exception")

    def _take(self) -> WarmTemplate:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._start()

    def _start(self) -> WarmTemplate:
        if self.closed:
            raise TemplateLost("the run was stopped")
        template = WarmTemplate(self._opening)
        self.ever_started = True
        with self._lock:
            self._all.append(template)
        if self.closed:  # while it started
            self._drop(template)
            raise TemplateLost("the run was stopped")
        return template

    def _give_back(self, template: WarmTemplate) -> None:
        with self._lock:
            self._idle.append(template)

    def _drop(self, template: WarmTemplate) -> None:
        template.close()
        with self._lock:
            if template in self._all:
                self._all.remove(template)

    def close(self) -> None:
        """End every template, at once; who still waits for one loses it."""
        self.closed = True
        with self._lock:
            templates, self._all, self._idle = self._all, [], []
        for template in templates:
            template.close()


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
        self._templates = Templates(opening)

    def warm_up(self) -> None:
        """Start every worker's template now, rather than with its first submission."""
        self._templates.warm_up(self.jobs)

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
            while done:
                yield done.pop().result()

    def _grade(self, student: str, read: Callable[[str], Submission]) -> tuple[Submission, dict[str, Any]]:
        submission = read(student)
        try:
            return submission, self._templates.grade(submission.request())
        except TemplateLost as lost:
            if not (self._templates.ever_started or self._templates.closed):
                raise CannotGrade(cannot_run(lost)) from None
            return submission, failed_on(self._opening, str(lost))

    def close(self) -> None:
        """End every worker, at once."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._templates.close()
        self._threads.shutdown(wait=True)

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


def failed_on(opening: Mapping[str, Any], problem: str) -> dict[str, Any]:
    """Return the result of a submission on which the grader itself failed."""
    return failed([Blueprint.from_plain_data(data) for data in opening["blueprints"]], problem)


def cannot_run(lost: TemplateLost) -> str:
    """Return why nothing can be graded where no template starts: nobody's work is to be scored 0 for that."""
    return f"No notebook can be run here, so nothing was graded: {printable(str(lost))}."
