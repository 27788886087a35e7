"""What happens in the fork: one notebook's cells run, confined, and their outputs go back over a pipe."""

from __future__ import annotations

import builtins
import getpass
import os
import random
import secrets
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

from autograder.confinement import Limits, Protections, confine, environment
from autograder.integrity.guard import Guard
from autograder.warm import frames
from autograder.warm.forgetting import Before
from autograder.warm.forked import OUT_OF_MEMORY
from autograder.warm.shell import GradingShell, in_words, no_input

RING_AGAIN_SECONDS = 1.0  # where a ring was swallowed
SOON_SECONDS = 0.001
LOOK_SECONDS = 2.0  # for a learner's own comparisons to answer, when they are asked outside of any cell
UNSHOWN = "ERROR: An error occurred while showtraceback was disabled"  # as a kernel says it
CAPTURE_BYTES = 64 * 1024  # what is kept of text that C code writes past Python


class CellTimeout(KeyboardInterrupt):
    """A cell that ran out of time; learners' `except Exception` does not catch it."""


@dataclass(frozen=True)
class Job:
    """One notebook to run; its cells come one at a time, so that none is here before its turn.

    Parameters
    ----------
    environment : mapping of str to str
        Variables to set.
    folder : str
        Where its files are.
    limits : Limits
        What it may use.
    """

    environment: Mapping[str, str]
    folder: str
    limits: Limits


def run(
    orders: int,
    results: int,
    limits: Limits,
    shell: GradingShell,
    guard: Guard,
    have: Protections | None,
    readable: list[tuple[int, int]],
) -> NoReturn:
    """Run one notebook in this process and end the process.

    Parameters
    ----------
    orders, results : int
        The pipe that the job and then its cells come from, and the one that results go to.
    limits : Limits
        What it may use.
    shell, guard
        The template's.
    have : Protections or None
        What to confine with; None runs the owner's own work unconfined.
    readable : list of (int, bool)
        Handles of what may be read beside the notebook's folder.
    """
    try:
        job = Job(**frames.receive(orders), limits=limits)
        _settle(job, [orders, results, *(handle for handle, _ in readable)], confined=have is not None)
        if have is not None:
            confine(have, job.limits, readable, job.folder)
        for handle, _ in readable:
            os.close(handle)
    except BaseException as problem:  # the fork must end here, whatever happens: it holds the template's memory
        _last_words(results, ["failed", f"{type(problem).__name__}: {problem}"])
        os._exit(4)
    try:
        _run_cells(job, shell, guard, orders, results)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (frames.Closed, frames.Malformed, OSError, KeyboardInterrupt, SystemExit):
        os._exit(3)  # the learner's code closed the pipes, or aimed an interrupt at the moment between two cells
    except BaseException as problem:
        _last_words(results, ["failed", f"{type(problem).__name__}: {problem}"])
        os._exit(4)
    os._exit(0)


def _last_words(results: int, message: list[str]) -> None:
    try:
        frames.send(results, message)
    except (frames.Closed, OSError):
        os._exit(4)


def _settle(job: Job, keep: list[int], confined: bool) -> None:
    """Make this fork a fresh process: its own folder, files, environment, randomness and signals."""
    here = os.getcwd()
    os.chdir(job.folder)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    for stream in (1, 2):
        name = f".captured-{secrets.token_hex(8)}"  # no name that can have been handed in
        file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_EXCL, 0o600)
        os.unlink(name)
        os.dup2(file, stream)
    _close_all_but({0, 1, 2, *keep})
    if confined:
        for name in set(os.environ) - set(environment.kept(os.environ)):
            del os.environ[name]
    os.environ.update(job.environment)
    os.environ.update({"HOME": job.folder, "TMPDIR": job.folder, "MPLCONFIGDIR": job.folder})
    tempfile.tempdir = None
    _look_for_modules_as_a_kernel_does(here)
    random.seed()
    if "numpy.random" in sys.modules:  # numpy loads it at its first use, which takes as long as ten cells
        sys.modules["numpy.random"].seed()
    vars(builtins)["input"] = vars(getpass)["getpass"] = no_input
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # but for the time that a cell runs
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def _look_for_modules_as_a_kernel_does(started_in: str) -> None:
    """Find what lies beside the notebook after Python's own library and before what is installed."""
    if started_in not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        sys.path[:] = [place for place in sys.path if place != started_in]
    installed = (i for i, p in enumerate(sys.path) if os.path.basename(p) in ("site-packages", "dist-packages"))
    if "" not in sys.path:
        sys.path.insert(next(installed, 0), "")


def _close_all_but(keep: set[int]) -> None:
    low = 0
    for handle in [*sorted(keep), 1 << 20]:
        if handle > low:  # an empty range would close everything
            os.closerange(low, handle)
        low = handle + 1


def _run_cells(job: Job, shell: GradingShell, guard: Guard, orders: int, results: int) -> None:
    """Run each cell that is ordered, until there is none: ``source``, whether ``locked`` and whether ``scored``.

    What the last cell left in the notebook's history is forgotten where the order after it says so: which cells are
    probes is not known here while they run.
    """
    before: Before | None = None
    flags: list[str] = []
    order = frames.receive(orders)
    while order["what"] == "run":
        before = Before(shell) if order["cell"]["scored"] else None  # as probes are
        flags += _run_watched(order["cell"], shell, guard, job.limits.cell_seconds)
        done = {"outputs": shell.outputs.as_plain_data(), "flags": _once(flags), "exits": shell.ended}
        flags.clear()  # they are with the watcher now, whatever happens to this process
        frames.send(results, ["done", order["ticket"], done])
        order = frames.receive(orders)
        if order["forget"] and before is not None:
            before.put_back(shell)
    if order["scored"]:
        flags += guard.restore(shell, "") + guard.last_look()
    frames.send(results, ["end", _once(flags)])


def _run_watched(cell: Mapping[str, Any], shell: GradingShell, guard: Guard, seconds: float) -> list[str]:
    """Run a cell, look after it as its role asks, and return what there is to flag."""
    source = cell["source"]
    flags = guard.restore(shell, source) if cell["locked"] else guard.before_answer(source)
    if cell["scored"]:
        with _interrupted_after(LOOK_SECONDS, looking=True):  # a learner's own classes are asked
            flags += guard.before_check(shell.user_ns, source)
    shell.outputs.begin()
    guard.cell_begins()
    _run_one(shell, guard, cell, seconds)
    _captured(shell)
    if cell["scored"]:
        with _interrupted_after(LOOK_SECONDS, looking=True):
            flags += guard.after_check(shell, source)
    if cell["locked"]:
        guard.learn(shell.user_ns, source, ran=not shell.outputs.has_error)
    if shell.ended:
        flags += guard.restore(shell, "")
    flags += shell.outputs.forged
    shell.outputs.forged.clear()
    return flags


def _once(flags: list[str]) -> list[str]:
    return list(dict.fromkeys(flags))


def _run_one(shell: GradingShell, guard: Guard, cell: Mapping[str, Any], seconds: float) -> None:
    """Run a cell as a kernel does, and see to it that a failure shows."""
    shell.compile.locked = bool(cell["locked"])
    failed: BaseException | None = None
    with _interrupted_after(seconds) as clock:
        try:
            result = shell.run_cell(cell["source"], store_history=cell.get("counts", True))
            failed = result.error_before_exec or result.error_in_exec
        except CellTimeout:
            raise
        except BaseException as problem:  # an exception of the learner's that cannot even be shown
            failed = problem
        finally:
            guard.builtins_back()
    if clock.rang:
        shell.outputs.failed("CellTimeoutError", f"CellTimeoutError: this cell ran longer than {seconds:g} seconds")
    if failed is not None and not shell.outputs.has_error:
        shell.outputs.failed(type(failed).__name__, UNSHOWN, in_words(failed))


@dataclass
class _Clock:
    rang: bool = False
    over: bool = False


@contextmanager
def _interrupted_after(seconds: float, looking: bool = False) -> Iterator[_Clock]:
    """Interrupt what runs inside after a time; while `looking`, with no hook of its own that would pass for theirs."""
    clock = _Clock()

    def ring(number: int, frame: FrameType | None) -> None:
        if not clock.over:
            clock.rang = True
            raise CellTimeout(f"this cell ran longer than {seconds:g} seconds")

    def lost(about: Any) -> None:
        """Ring again at once where Python drops whatever is raised: in a destructor, or in what runs around a fork."""
        if about.exc_type is CellTimeout:
            signal.setitimer(signal.ITIMER_REAL, SOON_SECONDS, RING_AGAIN_SECONDS)
        else:
            shown(about)

    shown = sys.unraisablehook
    if not looking:
        sys.unraisablehook = lost
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN_SECONDS)
    try:
        try:
            yield clock
        finally:
            clock.over = True
    except CellTimeout:
        pass  # it rang between the cell's end and here
    finally:
        clock.over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.unraisablehook = shown if sys.unraisablehook is lost else sys.unraisablehook


def _captured(shell: GradingShell) -> None:
    """Add what was written past Python, by C code or to the bare file descriptors."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        try:
            if os.fstat(number).st_size:
                text = os.pread(number, CAPTURE_BYTES, 0).decode("utf-8", "replace")
                os.ftruncate(number, 0)
                shell.outputs.text(name, text)
        except OSError:
            continue  # the learner's code closed it, or put another file in its place
