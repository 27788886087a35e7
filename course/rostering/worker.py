"""The solver's own process: one problem comes in as JSON, progress and the answer go out as JSON, a line each.

It stops when its input is closed, so that a lab that is gone, or has pressed Stop, leaves nothing running behind.
Run by `course.rostering.solver`; nothing else needs it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, inf, isfinite
from typing import Any, TextIO

from course.rostering.problem import Nurse, RosterProblem, from_plain
from course.rostering.program import Program, build_program
from course.rostering.roster import Roster

SECONDS_BETWEEN_REPORTS = 0.2
ROUNDING = 1e-6


def main() -> None:
    """Solve the problem on standard input."""
    out = _private_output()
    order = json.loads(sys.stdin.readline())
    stop = threading.Event()
    threading.Thread(target=_wait_for_the_end_of_input, args=(stop,), daemon=True).start()
    try:
        answer = search(
            from_plain(order["problem"]),
            seconds=order["seconds"],
            threads=order["threads"],
            start=order["start"],
            stop=stop,
            report=lambda standing: _send(out, {"kind": "progress", **standing}),
        )
    except Exception as problem:  # whatever it is, the lab shows it as a sentence
        answer = {"kind": "failed", "say": f"{type(problem).__name__}: {problem}"}
    _send(out, answer)


def _private_output() -> TextIO:
    """Return standard output for our lines alone; what the solver prints goes nowhere."""
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return ours


def _wait_for_the_end_of_input(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


def _send(out: TextIO, message: dict[str, Any]) -> None:
    try:
        out.write(json.dumps(message) + "\n")
        out.flush()
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more


def search(
    problem: RosterProblem,
    *,
    seconds: float,
    threads: int,
    start: Roster | None = None,
    stop: threading.Event | None = None,
    report: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """Return the answer to one problem as plain data; blocks until it is proven, stopped or out of time.

    Parameters
    ----------
    problem : RosterProblem
        What to roster.
    seconds, threads : float, int
        Longest time to search, and processor cores to use.
    start : Roster, optional
        A roster to begin from.
    stop : threading.Event, optional
        Ends the search once it is set.
    report : callable, optional
        Told objective, bound and seconds some times a second.

    Returns
    -------
    dict
        ``kind`` is ``"result"``, with objective, bound, seconds, roster and stopped; or ``"impossible"``, with the
        nurses to whom the rules leave no line.
    """
    stop = stop or threading.Event()
    program = build_program(problem)
    highs = _loaded(program, threads, seconds)
    if start is not None:
        _start_from(highs, program, start)
    began = time.monotonic()
    _watch(highs, began, stop, report)
    highs.run()
    if _is_infeasible(highs):
        return {"kind": "impossible", "nurses": [n.id for n in problem.nurses if not _has_a_line(problem, n)]}
    objective, values = _found(highs)
    return {
        "kind": "result",
        "roster": None if values is None else program.roster(problem, values),
        "stopped": stop.is_set(),
        **_standing(objective, highs.getInfo().mip_dual_bound, time.monotonic() - began),
    }


def _watch(highs: Any, began: float, stop: threading.Event, report: Callable[[dict[str, Any]], None] | None) -> None:
    """Let a search end once it is to stop, and report some times a second how it stands."""
    last = [0.0]

    def watch(event: Any) -> None:
        now, seen = time.monotonic(), event.data_out
        if stop.is_set():
            event.interrupt()
        if report is not None and now - last[0] >= SECONDS_BETWEEN_REPORTS:
            last[0] = now
            report(_standing(seen.mip_primal_bound, seen.mip_dual_bound, now - began))

    highs.cbMipInterrupt += watch
    highs.cbSimplexInterrupt += lambda event: event.interrupt(stop.is_set())


def _is_infeasible(highs: Any) -> bool:
    import highspy

    return bool(highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible)


def _found(highs: Any) -> tuple[float, Sequence[float] | None]:
    """Return the cost of the best solution and the values of its columns, None where there is none yet."""
    import highspy

    info = highs.getInfo()
    if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        return inf, None
    return info.objective_function_value, highs.getSolution().col_value


def _standing(objective: float, bound: float, seconds: float) -> dict[str, Any]:
    """Return objective and bound as whole numbers, None where there is none yet; all costs are whole."""
    return {
        "objective": round(objective) if isfinite(objective) else None,
        "bound": ceil(bound - ROUNDING) if isfinite(bound) else None,
        "seconds": seconds,
    }


def _has_a_line(problem: RosterProblem, nurse: Nurse) -> bool:
    """Return whether the rules leave this nurse any line at all."""
    highs = _loaded(build_program(replace(problem, nurses=(nurse,), covers=(), requests=())), 1, 60.0)
    highs.run()
    return not _is_infeasible(highs)


def _loaded(program: Program, threads: int, seconds: float) -> Any:
    """Return a solver that holds the program."""
    import highspy
    import numpy as np

    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("time_limit", float(seconds))
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 1 - ROUNDING)  # costs are whole, so less than 1 apart is proof
    columns = len(program.cost)
    highs.addVars(columns, np.zeros(columns), np.array(program.upper))
    places = np.arange(columns, dtype=np.int32)
    highs.changeColsCost(columns, places, np.array(program.cost))
    highs.changeColsIntegrality(columns, places, np.full(columns, highspy.HighsVarType.kInteger))
    highs.changeObjectiveOffset(program.constant)
    low, terms, high = zip(*program.rows, strict=True)
    starts = np.cumsum([0, *(len(t) for t in terms[:-1])], dtype=np.int32)
    index = np.array([column for t in terms for column in t], dtype=np.int32)
    value = np.array([factor for t in terms for factor in t.values()])
    highs.addRows(len(low), np.array(low, dtype=float), np.array(high, dtype=float), len(index), starts, index, value)
    return highs


def _start_from(highs: Any, program: Program, start: Roster) -> None:
    """Offer a roster to begin from; the solver mends or drops it as it sees fit."""
    import numpy as np

    columns = list(program.cells.values())
    worked = [float(start[nurse][day] == shift) for nurse, day, shift in program.cells]
    highs.setSolution(len(columns), np.array(columns, dtype=np.int32), np.array(worked))


if __name__ == "__main__":
    main()
