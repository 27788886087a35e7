"""The warm template: what notebooks import is loaded once, and each notebook runs in a fork of it."""

from __future__ import annotations

import gc
import importlib
import os
import socket
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from autograder.confinement import Protections, landlock, namespaces, seccomp
from autograder.integrity.guard import Guard, imported_names
from autograder.integrity.source_facts import is_python, names_in
from autograder.warm import forked
from autograder.warm.child import run
from autograder.warm.outputs import Outputs
from autograder.warm.processes import adopt_orphans, end_strays
from autograder.warm.readiness import Readiness
from autograder.warm.shell import GradingShell, make_shell

# Where a Python process finds its libraries, fonts, time zones and certificates.
SYSTEM = (
    "/usr/lib /usr/lib64 /lib /lib64 /usr/local/lib /usr/share/fonts /usr/local/share/fonts "
    "/usr/share/zoneinfo /usr/share/locale /usr/share/mime /usr/share/tcltk /etc/fonts /etc/localtime "
    "/etc/timezone /etc/ld.so.cache /etc/ld.so.conf /etc/mime.types /etc/matplotlibrc /var/cache/fontconfig "
    "/dev/urandom /dev/random /dev/zero /proc/cpuinfo /proc/meminfo /proc/stat /sys/devices/system/cpu"
).split()


# What is loaded at its first use only, which takes longer than the rest of a run; each where its package is loaded.
LOADED_LATE = ("numpy.random", "IPython.core.logger", "pygments.formatters.terminal256")
# A fork has no cache of fonts: a notebook that draws without being expected to would look through all of them, and
# where that takes five seconds matplotlib says so on stderr, which costs the cell its points.
FONTS = "matplotlib.font_manager"


OWN = __name__.split(".")[0]


class NotSingleThreaded(RuntimeError):
    """Something that was loaded started a thread; a fork of this process could hang."""


class Template:
    """A process that has loaded what notebooks import, and forks a child for each.

    Parameters
    ----------
    ready : Readiness
        What to load and allow.
    have : Protections or None
        What children are confined with; None runs them unconfined.
    scratch : Path
        The folder in which each child has one of its own.

    Raises
    ------
    NotSingleThreaded
        If something that was loaded started a thread.
    """

    def __init__(self, ready: Readiness, have: Protections | None, scratch: Path) -> None:
        self._have, self._limits = have, ready.limits
        os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")  # pandas, always loaded, may load it
        self._shell: GradingShell = make_shell(Outputs(ready.limits.output_kb), ready.extensions)
        self._shell.starts_programs = have is None or not have.seccomp
        self._guard = Guard(ready.sources)
        for source in ready.sources:
            is_python(source)  # what is found is kept, so that no child has to look again
            names_in(source)
        with self._shell.builtin_trap:  # pandas, for one, asks at its import whether a notebook loads it
            modules = load(ready.sources)
        self._guard.remember(self._shell, modules)
        self._readable = landlock.opened(readable_paths(ready.readable)) if have is not None and have.landlock else []
        hide_own_files()
        if have is not None and have.seccomp:
            for sealed in (True, False):
                seccomp.prepared(sealed)
        adopt_orphans()
        if have is not None:
            namespaces.seal(str(scratch))
        gc.collect()
        gc.freeze()  # the garbage collector of a child must not touch, and so copy, what it shares with this process
        if (count := threads()) != 1:
            raise NotSingleThreaded(f"the template has {count} threads")

    def serve(self, connection: socket.socket) -> None:
        """Fork for each order, until nobody orders any more.

        What a fork is to run does not come here: it reads that itself, so no fork has in its memory what was run
        before.

        Parameters
        ----------
        connection : socket
            To the `autograder.warm.runner.Runner`.
        """
        while handles := forked.taken(connection):
            child = os.fork()
            if child == 0:
                connection.close()
                orders, results = handles
                run(orders, results, self._limits, self._shell, self._guard, self._have, self._readable)
            for handle in handles:
                os.close(handle)
            forked.announce(connection, child)
            _, status, used = os.wait4(child, 0)
            end_strays()
            forked.report(connection, status, used)


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
    _import([*named, FONTS])
    _import(module for module in LOADED_LATE if module.split(".")[0] in sys.modules)
    for module, attribute in imported_names(sources).values():
        if attribute is not None and module in sys.modules and not hasattr(sys.modules[module], attribute):
            _import([f"{module}.{attribute}"])
    own = {m.split(".")[0] for m in named if m in sys.modules and not _is_installed(m)}
    return [*named, *(m for m in list(sys.modules) if m.split(".")[0] in own)]


def _import(modules: Iterable[str]) -> None:
    for module in modules:
        try:
            importlib.import_module(module)
        except Exception:  # whatever a module raises at import, the notebook's own cell will show it
            continue


def hide_own_files() -> None:
    """Let the grader's own modules name no file: %autoreload reads the file of each, and no notebook may read these."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == OWN:
            vars(module).pop("__file__", None)


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
