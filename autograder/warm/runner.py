"""Has notebooks run in forks of a template, one at a time, and watches each.

The process that grades and its template are two. The one that grades holds what students handed in; the template holds
the scientific stack and nothing of any student, so a learner's code, which runs in a fork of it, finds nothing of
others in its memory. What a fork is to run goes to it by a pipe, past the template.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from autograder.confinement import Limits, Protections, full_disk, namespaces
from autograder.warm import TemplateLost, forked, frames
from autograder.warm.folder import Room, clear, lay_out
from autograder.warm.forked import Forked
from autograder.warm.readiness import Readiness
from autograder.warm.supervising import Ran, supervise

if TYPE_CHECKING:
    from autograder.warm.template import Template


class Runner:
    """Starts a template in a process of its own; `load` and `wait_until_ready` make it fit to run notebooks.

    Parameters
    ----------
    have : Protections or None
        What notebooks are confined with; None runs them unconfined. Where the machine allows, this process moves into
        namespaces of its own, and the template becomes the first process of a further one.
    scratch : Path
        An empty folder in which each notebook gets one of its own.
    limits : Limits
        What one notebook may use.
    not_theirs : tuple of int
        Handles of this process that the template is not to have.

    Raises
    ------
    TemplateLost
        If the kernel is too old to hand one process a hold on another.
    """

    def __init__(
        self, have: Protections | None, scratch: Path, limits: Limits, not_theirs: tuple[int, ...] = ()
    ) -> None:
        self._runs = itertools.count(1)
        self._scratch, self._limits = scratch, limits
        if not forked.can_be_held():
            raise TemplateLost("notebooks can be watched from Linux 5.3 on, and this kernel is older")
        self._connection, theirs = socket.socketpair()
        inside = have is not None and have.namespaces and namespaces.enter()
        if os.fork() == 0:
            for handle in (self._connection.detach(), *not_theirs):
                os.close(handle)
            _be_template(theirs, have, scratch, limits, inside)
        theirs.close()

    def load(self, ready: Readiness) -> None:
        """Have the template load what notebooks import; it does so while this process goes on."""
        with contextlib.suppress(frames.Closed):  # it ended: whoever waits for it is told
            frames.send(self._connection.fileno(), asdict(ready))

    def wait_until_ready(self) -> None:
        """Wait until the template has loaded everything.

        Raises
        ------
        TemplateLost
            If it cannot be forked from, with the reason.
        """
        try:
            answer = frames.receive(self._connection.fileno())
        except frames.Closed:
            raise TemplateLost("the template ended while it started") from None
        if "problem" in answer:
            raise TemplateLost(answer["problem"])

    def run(
        self,
        cells: list[dict[str, Any]],
        files: Mapping[str, bytes],
        environment: Mapping[str, str],
        progress: Callable[[int], None] = lambda place: None,
    ) -> tuple[Ran, dict[str, float]]:
        """Run one notebook's code cells in a fork, and return their outputs and what they used.

        Parameters
        ----------
        cells : list of dict
            See `autograder.warm.child.Job`.
        files : mapping of str to bytes
            What lies beside the notebook.
        environment : mapping of str to str
            Variables to set.
        progress : callable
            Told the place of each cell as it begins.

        Raises
        ------
        TemplateLost
            If the template's process has ended.
        """
        folder = self._scratch / f"run-{os.getpid()}-{next(self._runs)}"
        job = {"environment": dict(environment), "folder": str(folder)}
        try:
            if (full := self._laid_out(folder, files)) is not None:
                return full, {"cpu_seconds": 0.0, "peak_mb": 0.0}
            return self._run(cells, job, folder, progress)
        finally:
            clear(folder)

    def _laid_out(self, folder: Path, files: Mapping[str, bytes]) -> Ran | None:
        """Lay out a run's folder; without room for that, return a run that ended before its first cell."""
        try:
            lay_out(folder, files)
        except OSError as problem:
            if not full_disk.is_full(problem):
                raise
            own = self._disk_is_own()
            return Ran(ended=(full_disk.OWN if own else full_disk.MACHINES, 0), disk_is_own=own)
        return None

    def _disk_is_own(self) -> bool:
        """Return whether the template could give its runs a disk of their own."""
        return os.path.ismount(self._scratch)

    def _run(
        self, cells: list[dict[str, Any]], job: dict[str, Any], folder: Path, progress: Callable[[int], None]
    ) -> tuple[Ran, dict[str, float]]:
        with contextlib.ExitStack() as ours:
            orders_to_read, orders = os.pipe()
            results, results_to_write = os.pipe()
            for handle in (results, orders):
                ours.callback(os.close, handle)
            child = ours.enter_context(Forked(self._connection, [orders_to_read, results_to_write]))
            with contextlib.suppress(frames.Closed):  # it ended before it had read all: the watch says how
                frames.send(orders, job)
            room = Room(folder, child.number, self._limits, self._disk_is_own())
            ran, ended = supervise(child, results, orders, cells, self._limits, room, progress)
        return ran, {"cpu_seconds": ended.cpu_seconds, "peak_mb": ended.peak_mb}


def _be_template(
    connection: socket.socket, have: Protections | None, scratch: Path, limits: Limits, inside: bool
) -> NoReturn:
    """Load what is asked for, then fork for each order; end with the process that orders."""
    namespaces.die_with_parent()
    if inside:
        namespaces.mount_scratch(str(scratch), limits.room_mb)
    with contextlib.suppress(frames.Closed):
        template = _loaded(connection, have, scratch)
        frames.send(connection.fileno(), {"ready": True})
        template.serve(connection)
    os._exit(0)


def _loaded(connection: socket.socket, have: Protections | None, scratch: Path) -> Template:
    """Return the template, loaded. What it was made ready for is gone with this frame: it holds the hidden tests."""
    ready = Readiness.from_plain_data(frames.receive(connection.fileno()))
    try:
        from autograder.warm.template import Template

        return Template(ready, have, scratch)
    except Exception as problem:  # whatever keeps it from starting, the one who asked is told
        frames.send(connection.fileno(), {"problem": f"the template could not start ({problem})"})
        os._exit(1)
