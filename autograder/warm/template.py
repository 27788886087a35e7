"""The warm template: what is loaded once, and one forked child for each notebook."""

from __future__ import annotations

import gc
import importlib
import itertools
import os
import resource
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.confinement import Limits, Protections, landlock, namespaces, seccomp
from autograder.integrity import Guard, imported_names
from autograder.warm.child import Job, run
from autograder.warm.folder import clear, lay_out, used_bytes
from autograder.warm.outputs import Outputs
from autograder.warm.processes import adopt_orphans, children, end_strays
from autograder.warm.shell import GradingShell, make_shell
from autograder.warm.supervising import Ran, supervise
from autograder.warm.transforms import is_plain

# Where a Python process finds its libraries, fonts, time zones and certificates.
SYSTEM = (
    "/usr/lib /usr/lib64 /lib /lib64 /usr/local/lib /usr/share/fonts /usr/local/share/fonts "
    "/usr/share/zoneinfo /usr/share/locale /usr/share/mime /usr/share/tcltk /etc/fonts /etc/localtime "
    "/etc/timezone /etc/ld.so.cache /etc/ld.so.conf /etc/mime.types /etc/matplotlibrc /var/cache/fontconfig "
    "/dev/urandom /dev/random /dev/zero /proc/cpuinfo /proc/meminfo /proc/stat /sys/devices/system/cpu"
).split()


# What is loaded at its first use only, which takes longer than the rest of a run; each where its package is loaded.
LOADED_LATE = ("numpy.random", "IPython.core.logger", "pygments.formatters.terminal256")


class NotSingleThreaded(RuntimeError):
    """Something that was loaded started a thread; a fork of this process could hang."""


@dataclass(frozen=True)
class Readiness:
    """What a template is to be ready for.

    Parameters
    ----------
    sources : tuple of str
        The instructor's cells: what they import is loaded before the fork, and watched.
    readable : tuple of str
        Files and folders that notebooks read beside their own, as globs.
    extensions : tuple of str
        IPython extensions that the course's kernels load.
    limits : Limits
        What one notebook may use.
    """

    sources: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


class Template:
    """A process that has loaded what notebooks import, and forks a child for each.

    Parameters
    ----------
    ready : Readiness
        What to load and allow.
    have : Protections or None
        What children are confined with; None runs them unconfined.
    scratch : Path
        An empty folder in which each child gets one of its own.

    Raises
    ------
    NotSingleThreaded
        If something that was loaded started a thread.
    """

    def __init__(self, ready: Readiness, have: Protections | None, scratch: Path) -> None:
        self._runs = itertools.count(1)
        self._have, self._scratch, self._limits = have, scratch, ready.limits
        self._shell: GradingShell = make_shell(Outputs(ready.limits.output_kb), ready.extensions)
        self._guard = Guard(ready.sources)
        for source in ready.sources:
            is_plain(source)  # kept, so that no child has to look again
        with self._shell.builtin_trap:  # pandas, for one, asks at its import whether a notebook loads it
            modules = load(ready.sources)
        self._guard.remember(self._shell, modules)
        self._readable = landlock.opened(readable_paths(ready.readable)) if have is not None and have.landlock else []
        if have is not None and have.seccomp:
            seccomp.available()  # loads the library, which a confined child could not
        adopt_orphans()
        if have is not None:
            namespaces.seal(str(scratch))
        gc.collect()
        gc.freeze()  # the garbage collector of a child must not touch, and so copy, what it shares with this process
        if (count := threads()) != 1:
            raise NotSingleThreaded(f"the template has {count} threads")

    def run(
        self,
        cells: list[dict[str, Any]],
        files: dict[str, bytes],
        environment: dict[str, str],
        progress: Callable[[int], None] = lambda place: None,
    ) -> tuple[Ran, dict[str, float]]:
        """Run one notebook's code cells in a child, and return their outputs and what they used.

        Parameters
        ----------
        cells : list of dict
            See `autograder.warm.child.Job`.
        files : dict of str to bytes
            What lies beside the notebook.
        environment : dict of str to str
            Variables to set.
        """
        folder = self._scratch / f"run-{os.getpid()}-{next(self._runs)}"
        try:
            lay_out(folder, files)
            return self._run(cells, folder, environment, progress)
        finally:
            clear(folder)

    def _run(
        self, cells: list[dict[str, Any]], folder: Path, environment: dict[str, str], progress: Callable[[int], None]
    ) -> tuple[Ran, dict[str, float]]:
        others = children()
        results, theirs = os.pipe()
        ours_to_read, control = os.pipe()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        child = os.fork()
        if child == 0:
            os.close(results)
            os.close(control)
            job = Job(cells, environment, str(folder), self._limits)
            run(job, self._shell, self._guard, self._have, self._readable, theirs, ours_to_read)
        os.close(theirs)
        os.close(ours_to_read)
        try:
            ran = supervise(child, results, control, cells, self._limits, lambda: used_bytes(folder, child), progress)
        finally:
            os.close(results)
            os.close(control)
            end_strays(others)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return ran, {"cpu_seconds": seconds, "peak_mb": after.ru_maxrss / 1024}


def threads() -> int:
    """Return how many threads this process has, those of C libraries included."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        import threading

        return threading.active_count()


def load(sources: Iterable[str]) -> list[str]:
    """Import what cells import, and return the modules whose functions are watched.

    What cannot be imported here (a file beside the notebook, say) is left to the notebook.
    """
    named = sorted({module for module, _ in imported_names(sources).values()})
    late = [module for module in LOADED_LATE if module.split(".")[0] in {*sys.modules, *named}]
    for module in [*named, *late]:
        try:
            importlib.import_module(module)
        except Exception:  # whatever a module raises at import, the notebook's own cell will show it
            continue
    for bound, (module, attribute) in imported_names(sources).items():
        if attribute is not None and module in sys.modules and not hasattr(sys.modules[module], attribute):
            try:
                importlib.import_module(f"{module}.{attribute}")
            except Exception:  # as above; “bound” stays unknown until the cell runs
                del bound
    own = {m.split(".")[0] for m in named if m in sys.modules and not _is_installed(m)}
    return [*named, *(m for m in list(sys.modules) if m.split(".")[0] in own)]


def _is_installed(module: str) -> bool:
    """Return whether a module belongs to Python or to an installed library, not to the course itself."""
    file = getattr(sys.modules[module], "__file__", None)
    places = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return file is None or any(str(Path(file)).startswith(place) for place in places)


def readable_paths(patterns: Iterable[str]) -> list[str]:
    """Return what a child may read beside its own folder: Python, its libraries, what it has loaded, and the globs.

    A folder on Python's path that is not an installation (the course's own, say) is opened package by package: it
    may hold solutions and gradebooks too.
    """
    import glob

    # A prefix itself may be a course's own folder, where someone made the environment in place.
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix}
    installed = {f"{prefix}/{inner}" for prefix in prefixes for inner in ("lib", "lib64", "share", "etc")} | {*SYSTEM}
    installed |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    packages = set()
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        top = (getattr(module, "__name__", "") or "").split(".")[0]
        if file and top and not any(str(file).startswith(f"{place}/") for place in installed):
            root = getattr(sys.modules.get(top), "__path__", None)
            packages |= set(root) if root else {str(file)}
    patterns = list(patterns)
    chosen = {path for pattern in patterns if not pattern.endswith("/") for path in glob.glob(pattern)}
    listed = {pattern for pattern in patterns if pattern.endswith("/")}
    return sorted(installed | chosen | listed | {p for p in packages if not p.startswith(_OWN)})


_OWN = str(Path(__file__).resolve().parents[1])  # the grader itself is loaded; a notebook has no need to read it
