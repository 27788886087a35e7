"""Watches that a notebook's checks still mean what the instructor wrote, and puts them right where they do not.

Code that runs in the same process can always hide something from its neighbor: this is a watch that flags for a
person, not a wall. The wall is `autograder.confinement`.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from autograder.integrity.hooks import ShellWatch, installed_places
from autograder.integrity.pristine import GONE, Pristine

ALWAYS = (
    "numpy.testing numpy.testing._private.utils pandas.testing pandas._testing pandas._testing.asserters unittest.case "
    "json.encoder IPython.core.interactiveshell IPython.core.displayhook IPython.core.formatters "
    "IPython.core.compilerop IPython.core.events IPython.core.display_trap IPython.core.builtin_trap "
    "IPython.core.inputtransformer2 IPython.core.prefilter IPython.core.async_helpers IPython.lib.pretty "
    "autograder.warm.shell autograder.warm.outputs autograder.warm.child autograder.warm.frames autograder.warm "
    "autograder.integrity.guard autograder.integrity.hooks autograder.integrity.pristine "
    "autograder.integrity.change_tracking"
).split()
NAMES_OF = (
    "numpy pandas math statistics random operator unittest json json.decoder ast codeop types traceback linecache "
    "inspect os signal struct select threading collections contextlib functools itertools"
).split()
CLASSES = {"pandas": ("DataFrame", "Series", "Index")}
INSTRUCTORS = "<the instructor's cell>"  # the name that the shell gives to code of the instructor's cells
PROBED = 40  # names of one check whose values are tried

# IPython and the runner set these themselves.
_MAY_CHANGE = frozenset({"_", "input", "getpass", "display", "get_ipython", "exit", "quit"})
_STUBS = {"_", "__name__"}


class Guard:
    """What a pristine process looks like, kept before the fork.

    Parameters
    ----------
    sources : iterable of str
        The instructor's cells, without their solutions: what they import and define is watched.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        sources = tuple(sources)
        self.imported = imported_names(sources)
        defined = Counter(name for source in sources for name in _defined(source))
        self._once = {name for name, times in defined.items() if times == 1}
        self._helpers: dict[str, tuple[Any, Any]] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self._flags: list[str] = []
        self._pristine = Pristine()
        for source in sources:
            _used(source)  # kept, so that no child has to read it again

    def remember(self, shell: Any, modules: Iterable[str]) -> None:
        """Keep what a pristine process looks like: builtins, the modules that checks use, and the shell."""
        self._watch = ShellWatch(shell)
        for thing in self._watch.watched:
            self._pristine.seal(thing)
        places = installed_places()
        for name in dict.fromkeys([*ALWAYS, *NAMES_OF, *modules]):
            module = sys.modules.get(name)
            if isinstance(module, ModuleType):
                ours = not (getattr(module, "__file__", None) or places[0]).startswith(places)
                loose = not ours and name not in ALWAYS and name not in NAMES_OF
                self._pristine.keep_module(module, whole=name in ALWAYS or ours, loose=loose)
                for kind in CLASSES.get(name, ()):
                    self._pristine.keep_class(getattr(module, kind))
        self._pristine.settle()

    @property
    def size(self) -> tuple[int, int]:
        """How many names and how many functions are watched."""
        return self._pristine.size

    # ------------------------------------------------------------ around each of the instructor's cells

    def restore(self, shell: Any, source: str) -> list[str]:
        """Put back what was changed, and return a sentence for each change that an honest notebook does not make.

        Parameters
        ----------
        shell : GradingShell
            The shell of the run.
        source : str
            The instructor's cell that runs next: the names it uses are made sure of.
        """
        found, self._flags = self._flags, []
        try:
            found.extend(self._pristine.put_back(_MAY_CHANGE, self._watch.is_learners))
            found.extend(self._watch.put_back(shell))
            found.extend(self._namespace_back(shell.user_ns, source))
        except Exception as problem:  # whatever a learner's objects raise when they are looked at
            found.append(f"the notebook's shell was changed so that it cannot be put back ({type(problem).__name__})")
        return found

    def builtins_back(self) -> None:
        """Put Python's own builtins back at once: the runner itself works with them."""
        self._flags.extend(self._pristine.builtins_back(_MAY_CHANGE))

    def learn(self, names: dict[str, Any], source: str) -> None:
        """Keep the functions and classes that one of the instructor's cells has just defined."""
        for name in _defined(source) & self._once:
            helper = names.get(name)
            code = getattr(helper, "__code__", None)
            if isinstance(helper, type) or (code is not None and code.co_filename == INSTRUCTORS):
                self._helpers[name] = (helper, code)
                self._needs[name] = _used(source)

    def _namespace_back(self, names: dict[str, Any], source: str) -> Iterator[str]:
        """Make sure that a check's own helpers are the instructor's, where a learner's cell took their names."""
        if names.get("__builtins__") is not builtins and names.get("__builtins__") is not vars(builtins):
            names["__builtins__"] = builtins
            yield "the notebook's builtins were replaced"
        for name in sorted(self._used_by(source)):
            helper, code = self._helpers.get(name, (None, None))
            if isinstance(helper, FunctionType) and helper.__code__ is not code:
                helper.__code__ = code
                yield f"the inside of “{name}”, which the checks use, was replaced"
            belongs = self._helper(name)
            if belongs is not GONE and name in names and names[name] is not belongs:
                names[name] = belongs
                yield f"“{name}”, which the checks use, was redefined"
            elif belongs is GONE and name in names and self._hides_a_builtin(name, names[name]):
                del names[name]
                yield f"“{name}”, which the checks use, was redefined"

    def _used_by(self, source: str) -> set[str]:
        """Return the names that a cell uses, and those that the instructor's helpers use that it calls."""
        found: set[str] = set()
        waiting = set(_used(source))
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting |= self._needs.get(name, frozenset()) - found
        return found

    def _helper(self, name: str) -> Any:
        """Return what a name means in the instructor's cells: what they import or define, if they do."""
        if name in self._helpers:
            return self._helpers[name][0]
        return self._imported(name) if name in self.imported else GONE

    def _imported(self, name: str) -> Any:
        module, attribute = self.imported[name]
        found = sys.modules.get(module)
        if found is None or attribute is None:
            return found if found is not None else GONE
        return getattr(found, attribute, sys.modules.get(f"{module}.{attribute}", GONE))

    def _hides_a_builtin(self, name: str, value: Any) -> bool:
        """Return whether a builtin's name stands for a function of the learner's, or for another builtin."""
        own = vars(builtins).get(name, GONE)
        if own is GONE or name in _STUBS or value is own or not callable(value):
            return False
        return self._watch.is_learners(value) or getattr(value, "__module__", None) == "builtins"

    def equal_to_all(self, names: dict[str, Any], source: str) -> list[str]:
        """Return a sentence for each value a check uses that says it equals whatever it is compared with."""
        found = []
        for name in sorted(_used(source))[:PROBED]:
            value = names.get(name)
            inside = list(value[:PROBED]) if value is not None and type(value) in (list, tuple) else []
            if any(map(_equals_anything, (value, *inside))):
                found.append(f"“{name}” says that it equals everything")
        return found

    # ------------------------------------------------------------ canaries

    @staticmethod
    def canaries() -> list[tuple[str, Callable[[list[dict[str, Any]]], bool]]]:
        """Return cells and what must hold of their outputs: two that must fail, one that must show its number."""

        def fails(outputs: list[dict[str, Any]]) -> bool:
            return any(output["output_type"] == "error" for output in outputs)

        def shows(outputs: list[dict[str, Any]]) -> bool:
            texts = [o["data"].get("text/plain") for o in outputs if o["output_type"] == "execute_result"]
            return len(texts) == 1 and _as_number(texts[0]) == 3

        return [("assert 1 == 2", fails), ("raise AssertionError('probe')", fails), ("1 + 2", shows)]


class _Unlike:
    """Equal to nothing but itself."""


_UNLIKE = _Unlike()


def _equals_anything(value: Any) -> bool:
    kind = type(value)
    if kind.__module__.split(".")[0] in ("builtins", "numpy", "pandas") or isinstance(value, type):
        return False
    if "__eq__" not in {name for base in kind.__mro__[:-1] for name in vars(base)}:
        return False
    try:
        return (value == _UNLIKE) is True
    except Exception:  # it cannot be compared with just anything, as it should be
        return False


@cache
def _used(source: str) -> frozenset[str]:
    """Return the names that a cell uses and does not set itself."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()  # it uses IPython's own syntax
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {n.id for n in names if isinstance(n.ctx, ast.Store)}
    return frozenset({n.id for n in names if isinstance(n.ctx, ast.Load)} - stored)


@cache
def _defined(source: str) -> frozenset[str]:
    """Return the names that a cell defines or sets at its top."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()
    found = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    assigned = (node for part in tree.body if isinstance(part, ast.Assign) for node in ast.walk(part))
    return frozenset(found | {n.id for n in assigned if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)})


def _as_number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def imported_names(sources: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Return the names that cells import: each with its module, and its name there (None for a whole module)."""
    found: dict[str, tuple[str, str | None]] = {}
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    bound = alias.asname or alias.name.split(".")[0]
                    found[bound] = (alias.name if alias.asname else bound, None)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    found[alias.asname or alias.name] = (node.module, alias.name)
    return found
