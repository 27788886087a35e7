"""The process that kernels are forked from: `python -m autograder.warm.kernels`; see `autograder.warm.provisioner`.

It has the scientific stack loaded, but neither pyplot with its back end nor ipywidgets, which behave differently when
they are imported before a shell is there.
"""

from __future__ import annotations

import os

# One thread, set before any library is loaded: a process with threads cannot be forked safely.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
for _name in _ONE_THREAD:
    os.environ[_name] = "1"
os.environ["JE_ARROW_MALLOC_CONF"] = "background_thread:false"
_INLINE = "module://matplotlib_inline.backend_inline"
os.environ["MPLBACKEND"] = _INLINE  # as a kernel sets it
os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends when this process does; read when ipykernel is loaded

import argparse  # noqa: E402
import atexit  # noqa: E402
import gc  # noqa: E402
import importlib  # noqa: E402
import random  # noqa: E402
import select  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

from autograder.confinement import namespaces  # noqa: E402
from autograder.warm import frames  # noqa: E402

STACK = ("ipykernel.kernelapp ipykernel.ipkernel ipykernel.zmqshell matplotlib matplotlib.figure numpy pandas").split()
LOOK_EVERY_SECONDS = 0.02


def main() -> None:
    """Serve the client whose socket was inherited, for as long as it is there."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--socket", type=int, required=True, help="the inherited socket's number")
    connection = socket.socket(fileno=arguments.parse_args().socket)
    namespaces.die_with_parent()
    os.setsid()  # a client's Ctrl-C is the client's
    for module in STACK:
        try:
            importlib.import_module(module)
        except ImportError:
            continue  # the kernel works without, and says what is missing when a notebook asks for it
    gc.collect()
    gc.freeze()
    count = len(os.listdir("/proc/self/task"))
    Kernels(connection, f"the template has {count} threads" if count != 1 else "").serve()


class Kernels:
    """The kernels that were forked, and how those ended that did.

    Parameters
    ----------
    connection : socket
        To the client.
    problem : str
        Why there can be no kernels, "" where there can.
    """

    def __init__(self, connection: socket.socket, problem: str) -> None:
        self._connection, self._problem = connection, problem
        self._running: set[int] = set()
        self._ended: dict[int, int] = {}

    def serve(self) -> None:
        """Answer the client until it is gone; whoever ended meanwhile is taken note of, so that none stays a zombie."""
        while True:
            self._reap()
            if select.select([self._connection], [], [], 1.0 if self._running else None)[0]:
                try:
                    message = frames.receive(self._connection.fileno())
                    frames.send(self._connection.fileno(), self._answer(message))
                except frames.Closed:
                    break
        for pid in self._running:
            os.killpg(pid, signal.SIGKILL)

    def _reap(self) -> None:
        for pid in list(self._running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self._running.discard(pid)
                self._ended[pid] = os.waitstatus_to_exitcode(status)

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        if "launch" in message:
            files = socket.recv_fds(self._connection, 1, 3)[1]
            answer = {"problem": self._problem} if self._problem else {"pid": self._launch(message, files)}
            for handle in files:
                os.close(handle)
            return answer
        if "poll" in message:
            self._reap()
            return {"ended": self._ended.get(message["poll"])}
        if "wait" in message:
            return {"ended": self._waited(message["wait"], message["seconds"])}
        return {"problem": self._problem} if self._problem else {"ready": True}

    def _waited(self, pid: int, seconds: float | None) -> int | None:
        deadline = time.monotonic() + (seconds if seconds is not None else 3600.0)
        while pid in self._running and time.monotonic() < deadline:
            time.sleep(LOOK_EVERY_SECONDS)
            self._reap()
        return self._ended.get(pid)

    def _launch(self, message: dict[str, Any], files: list[int]) -> int:
        ready, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ready)
            _be_kernel(message, files, self._connection, theirs)
        os.close(theirs)
        os.read(ready, 1)  # it has bound its sockets, or has ended: who connects before waits for a second try
        os.close(ready)
        self._running.add(pid)
        return pid


def _be_kernel(message: dict[str, Any], files: list[int], connection: socket.socket, ready: int) -> None:
    """Become a kernel, in a session of its own, and end this process when it ends."""
    code = 1
    try:
        namespaces.die_with_parent()
        os.setsid()
        connection.close()
        for place, handle in enumerate(files):
            os.dup2(handle, place, inheritable=True)
        os.closerange(3, ready)
        os.closerange(ready + 1, 1 << 16)
        os.chdir(message["cwd"])
        _take_environment(message["environment"])
        atexit._clear()  # what the template registered for its own end
        sys.argv = ["ipykernel_launcher", *message["launch"]]
        from ipykernel.kernelapp import IPKernelApp

        app = IPKernelApp.instance()
        app.initialize(sys.argv[1:])
        os.close(ready)
        app.start()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # to the kernel's own error file, as where a kernel is started afresh
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
        os._exit(code)


def _take_environment(environment: dict[str, str]) -> None:
    """Be as if started with an environment: its search path, its plotting back end, its own randomness."""
    asked = environment.get("MPLBACKEND") or _INLINE
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)
    time.tzset()
    added = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path and path not in sys.path]
    sys.path[:0] = added
    if sys.path and os.path.abspath(sys.path[0]) == os.getcwd() and not added:
        del sys.path[0]  # as the launcher does: the shell adds it again
    importlib.invalidate_caches()
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcParams["backend"] = asked
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


if __name__ == "__main__":
    main()
