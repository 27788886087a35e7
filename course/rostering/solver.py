"""Find the best roster with a proof that none is better, in a process of its own.

The solver is HiGHS, an open-source solver of mixed-integer programs (Huangfu and Hall 2018, Mathematical
Programming Computation 10:119-142). It is started when it is asked for and gone when it has answered: whoever
imports this module pays for neither its loading nor its threads, and a lab stays responsive while it works.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course.rostering.problem import OFF, Request, RosterProblem, to_plain
from course.rostering.roster import CoverGap, Roster, under_cover, validated

DEFAULT_SECONDS = 60.0
DEFAULT_THREADS = 1  # a second one gained nothing on the course's rosters, and the lab wants a core too
GRACE_SECONDS = 5.0  # from asking the solver to stop to ending its process


class NoLegalLine(ValueError):
    """The rules leave some nurses no line at all, whatever the demand."""


class SolverFailed(RuntimeError):
    """The solver's process ended without an answer."""


@dataclass(frozen=True)
class Progress:
    """How far the solver is.

    Parameters
    ----------
    objective : int or None
        Cost of the best roster found so far; None before the first.
    bound : int or None
        Cost below which no roster can be; None before it is known.
    seconds : float
        Since the solver began.
    """

    objective: int | None
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """How far objective and bound are apart, as a share of the objective; 0 is proof."""
        if self.objective is None or self.bound is None:
            return None
        return (self.objective - self.bound) / self.objective if self.objective > 0 else 0.0

    @property
    def proven(self) -> bool:
        """Whether no roster can cost less."""
        return self.objective is not None and self.bound is not None and self.objective <= self.bound

    @property
    def say(self) -> str:
        """The standing in a sentence."""
        if self.objective is None:
            return f"{self.seconds:.1f} s: no roster yet."
        if self.proven:
            return f"{self.seconds:.1f} s: a roster that costs {self.objective}, proven the least."
        known = f"none can cost less than {self.bound}" if self.bound is not None else "no bound yet"
        apart = f" ({self.gap:.0%} apart)" if self.gap is not None else ""
        return f"{self.seconds:.1f} s: a roster that costs {self.objective}; {known}{apart}."


@dataclass(frozen=True)
class Solution(Progress):
    """What the solver ends with.

    Parameters
    ----------
    roster : Roster or None
        The best roster found; None if the solver was stopped before the first.
    under_cover : tuple of CoverGap
        Demand it does not meet, by day, shift and skill.
    stopped : bool
        Whether it was asked to stop.
    """

    roster: Roster | None = None
    under_cover: tuple[CoverGap, ...] = ()
    stopped: bool = False


def staying_near(problem: RosterProblem, posted: Roster, weight: int) -> RosterProblem:
    """Return the problem in which each change to a posted roster costs `weight`, as a request not granted.

    A posted shift that leave or contract now rules out must change whatever is chosen, and costs nothing.
    """
    wishes = []
    for name, line in validated(problem, posted).items():
        nurse = problem.nurse[name]
        for day, shift in enumerate(line):
            if shift == OFF:
                wishes.append(Request(name, day, OFF, weight, wanted=False))
            elif day not in nurse.leave and nurse.may_work(shift):
                wishes.append(Request(name, day, shift, weight, wanted=True))
    return replace(problem, requests=problem.requests + tuple(wishes))


def solve(
    problem: RosterProblem,
    *,
    seconds: float = DEFAULT_SECONDS,
    threads: int = DEFAULT_THREADS,
    start: Roster | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Solution:
    """Return the best roster that the solver finds in the time, and how good it is proven to be.

    Parameters
    ----------
    problem : RosterProblem
        What to roster.
    seconds : float
        Longest time to search.
    threads : int
        Processor cores to use.
    start : Roster, optional
        A roster to begin from.
    on_progress : callable, optional
        Told a `Progress` some times a second, from another thread.

    Raises
    ------
    NoLegalLine
        If the rules leave a nurse no line at all; too much demand is no such case, it comes back as under-cover.
    SolverFailed
        If the solver's process ends without an answer.
    """
    with Solving(problem, seconds=seconds, threads=threads, start=start, on_progress=on_progress) as solving:
        return solving.result()


class Solving:
    """A search that is under way in its own process.

    Takes what `solve` takes. Use it as a context manager, or call `stop`: the process does not outlive either.

    Attributes
    ----------
    progress : Progress
        The latest standing.
    """

    def __init__(
        self,
        problem: RosterProblem,
        *,
        seconds: float = DEFAULT_SECONDS,
        threads: int = DEFAULT_THREADS,
        start: Roster | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.problem = problem
        self.progress = Progress(None, None, 0.0)
        self._on_progress = on_progress
        self._answer: dict[str, Any] | None = None
        self._order_is_out = threading.Event()
        order = {
            "problem": to_plain(problem),
            "seconds": seconds,
            "threads": threads,
            "start": None if start is None else validated(problem, start),
        }
        self._process = _worker()
        # One thread writes the order and reads the answers, so that nothing here waits for the process.
        self._reader = threading.Thread(target=self._listen, args=(json.dumps(order),), daemon=True)
        self._reader.start()

    @property
    def running(self) -> bool:
        """Whether the search is still under way."""
        return self._reader.is_alive()

    def stop(self) -> None:
        """Ask the solver to end with what it has, and return soon; `result` then has the best roster so far."""
        self._order_is_out.wait(GRACE_SECONDS)  # an end of input before the order would not be understood
        _close(self._process.stdin)

    def result(self, timeout: float | None = None) -> Solution:
        """Wait for the search to end and return what it found.

        Raises
        ------
        TimeoutError
            If it is still under way after `timeout` seconds.
        NoLegalLine, SolverFailed
            As `solve`.
        """
        self._reader.join(timeout)
        if self.running:
            raise TimeoutError(f"The solver is still at work after {timeout} seconds.")
        return self._solution()

    def __enter__(self) -> Solving:
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()
        self._reader.join(GRACE_SECONDS)
        if self.running:
            self._process.kill()
            self._reader.join()

    def _listen(self, order: str) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(order + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            pass  # it died before it began; the missing answer says so
        self._order_is_out.set()
        with self._process.stdout as lines:
            for line in lines:
                self._hear(json.loads(line))
        self._process.wait()
        _close(self._process.stdin)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["kind"] in ("progress", "result"):
            self.progress = Progress(message["objective"], message["bound"], message["seconds"])
            if self._on_progress is not None:
                self._on_progress(self.progress)
        if message["kind"] != "progress":
            self._answer = message

    def _solution(self) -> Solution:
        answer = self._answer or {"kind": "failed", "say": f"its process ended with {self._process.returncode}"}
        if answer["kind"] == "failed":
            raise SolverFailed(f"The solver gave no answer ({answer['say']}); start it again.")
        if answer["kind"] == "impossible":
            names = ", ".join(answer["nurses"])
            raise NoLegalLine(
                f"No line keeps every rule for {names}: loosen their hours, runs, rest, weekends or leave."
            )
        found = None if answer["roster"] is None else validated(self.problem, answer["roster"])
        return Solution(
            objective=answer["objective"],
            bound=answer["bound"],
            seconds=answer["seconds"],
            roster=found,
            under_cover=tuple(under_cover(self.problem, found)) if found is not None else (),
            stopped=answer["stopped"],
        )


def _worker() -> subprocess.Popen[str]:
    """Start the solver's process, which finds this course wherever it was imported from."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", "course.rostering.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        encoding="utf-8",
    )


def _close(pipe: Any) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        pass  # the process is gone already
