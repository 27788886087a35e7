"""A kernel provisioner whose kernels are forks of a warm process: ordinary kernels that start in a tenth of the time.

Chosen by ``JUPYTER_DEFAULT_PROVISIONER_NAME=warm``. Kernels are not confined: this is for one's own notebooks.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from autograder.warm import TemplateLost, frames
from autograder.warm.client import started

LAUNCHERS = ("ipykernel_launcher", "ipykernel")


class WarmProvisioner(LocalProvisioner):
    """Launches Python kernels of this environment as forks, and every other kernel as the local provisioner does."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch a kernel."""
        plain = {"stdin", "stdout", "stderr", "cwd", "env", "extra_arguments", "kernel_id"}
        if not is_ours(cmd) or set(kwargs) - plain:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            forked: Any = kernels().launch(cmd, kwargs)
        except TemplateLost:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info


def is_ours(command: list[str]) -> bool:
    """Return whether a command starts this environment's own Python kernel, with nothing that changes Python."""
    if not sys.platform.startswith("linux") or len(command) < 3 or command[1] != "-m" or command[2] not in LAUNCHERS:
        return False
    return os.path.abspath(command[0]) == os.path.abspath(sys.executable) or (
        command[0] == "python" and sys.prefix != sys.base_prefix
    )


class ForkedKernel:
    """A kernel's process, as `subprocess.Popen` has one: its parent, the warm process, is asked about it.

    Parameters
    ----------
    pid : int
        Its process id, and its process group's.
    """

    stdin = stdout = stderr = None

    def __init__(self, parent: KernelTemplate, pid: int) -> None:
        self._parent, self.pid = parent, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        if self.returncode is None:
            try:
                self.returncode = self._parent.ask({"poll": self.pid})["ended"]
            except TemplateLost:
                self.returncode = -signal.SIGKILL  # it ends with its template
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        if self.returncode is None:
            try:
                self.returncode = self._parent.ask({"wait": self.pid, "seconds": timeout})["ended"]
            except TemplateLost:
                self.returncode = -signal.SIGKILL
        if self.returncode is None:
            raise subprocess.TimeoutExpired(["kernel"], timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class KernelTemplate:
    """The warm process, `python -m autograder.warm.kernels`: it ends with this process, and its kernels with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair()
        command = [sys.executable, "-m", "autograder.warm.kernels", "--socket", str(theirs.fileno())]
        self.process = started(command, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL)
        theirs.close()
        answer = self.ask({"ready": True})
        if "problem" in answer:
            raise TemplateLost(answer["problem"])

    def ask(self, message: dict[str, Any], handles: tuple[int, ...] = ()) -> dict[str, Any]:
        """Send a message, with open files where it needs them, and return the answer.

        Raises
        ------
        TemplateLost
            If the process has ended.
        """
        with self._lock:
            try:
                frames.send(self._socket.fileno(), message)
                if handles:
                    socket.send_fds(self._socket, [b"."], list(handles))
                answer: dict[str, Any] = frames.receive(self._socket.fileno())
            except (frames.Closed, frames.Malformed, OSError) as problem:
                raise TemplateLost(str(problem)) from None
        return answer

    def launch(self, command: list[str], options: dict[str, Any]) -> ForkedKernel:
        """Fork a kernel: its command's arguments, folder, environment and standard files."""
        null = os.open(os.devnull, os.O_RDWR)
        try:
            files = [
                _handle(options.get(name), place, null) for place, name in enumerate(("stdin", "stdout", "stderr"))
            ]
            if files[2] == subprocess.STDOUT:
                files[2] = files[1]
            answer = self.ask(
                {
                    "launch": command[3:],
                    "cwd": str(options.get("cwd") or os.getcwd()),
                    "environment": dict(options.get("env") or os.environ),
                },
                tuple(files),
            )
        finally:
            os.close(null)
        if "problem" in answer:
            raise TemplateLost(answer["problem"])
        return ForkedKernel(self, answer["pid"])

    def close(self) -> None:
        """End the process and its kernels."""
        self.process.kill()
        self.process.wait()
        self._socket.close()


def _handle(chosen: Any, place: int, null: int) -> int:
    """Return the open file that a kernel gets as one of its standard files.

    Raises
    ------
    TemplateLost
        If a pipe is asked for, which only a process of one's own can give.
    """
    if place == 0 and chosen is None:
        return null  # as the launcher does: a kernel reads nothing from a terminal
    if chosen == subprocess.PIPE:
        raise TemplateLost("a pipe was asked for")
    if chosen == subprocess.DEVNULL:
        return null
    if chosen is None:
        return place
    return chosen if isinstance(chosen, int) else int(chosen.fileno())


_kernels: KernelTemplate | None = None
_starting = threading.Lock()


def kernels() -> KernelTemplate:
    """Return this process's warm process, started at first use, and again where it was lost."""
    global _kernels
    with _starting:
        if _kernels is None or _kernels.process.poll() is not None:
            _kernels = KernelTemplate()
        return _kernels


def _forget() -> None:
    global _kernels
    _kernels = None


os.register_at_fork(after_in_child=_forget)  # a fork's kernels are not its own children's
