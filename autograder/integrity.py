"""Watches that a notebook's checks still mean what the instructor wrote, and puts them right where they do not.

Code that runs in the same process can always hide something from its neighbour: this is a watch that flags for a
person, not a wall. The wall is `autograder.confinement`.
"""

from __future__ import annotations

import ast
import builtins
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

ALWAYS = (
    "numpy numpy.testing pandas pandas.testing pandas._testing math statistics random unittest unittest.case "
    "json operator functools itertools collections inspect traceback IPython.core.interactiveshell "
    "IPython.core.displayhook IPython.core.formatters IPython.core.compilerop numpy.testing._private.utils "
    "autograder.warm.shell autograder.warm.outputs autograder.warm.child autograder.warm.frames "
    "autograder.integrity"
).split()
NUMBERS = (int, float, bool, complex, str)

Kept = tuple[Mapping[str, Any], Any, str, Any]  # the names of a module or class, itself, a name, what belongs there


Inside = tuple[FunctionType, Any, Any, Any]  # a function, its code, its defaults, its keyword defaults


@dataclass
class Guard:
    """What a pristine process looks like, kept before the fork.

    Parameters
    ----------
    imported : dict of str to (str, str)
        The names that the instructor's cells import, each with its module and its name there ("" for a module).
    """

    imported: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    _names: list[Kept] = field(default_factory=list)
    _insides: list[Inside] = field(default_factory=list)
    _printers: dict[str, dict[Any, Any]] = field(default_factory=dict)
    _shell: dict[str, Any] = field(default_factory=dict)

    def remember(self, shell: Any, modules: Iterable[str]) -> None:
        """Keep what a pristine process looks like: builtins, the modules that checks use, and the shell."""
        self._names = [(vars(builtins), builtins, name, value) for name, value in vars(builtins).items()]
        for name in dict.fromkeys([*ALWAYS, *modules]):
            module = sys.modules.get(name)
            if isinstance(module, ModuleType):
                self._keep(module)
        self._printers = {mime: dict(f.type_printers) for mime, f in shell.display_formatter.formatters.items()}
        self._shell = {
            name: getattr(shell, name)
            for name in ("compile", "display_formatter", "displayhook", "display_pub", "outputs", "events",
                         "input_transformer_manager", "user_ns", "user_module", "InteractiveTB", "CustomTB",
                         "custom_exceptions")
        }  # fmt: skip

    def _keep(self, module: ModuleType) -> None:
        for name, value in list(vars(module).items()):
            if isinstance(value, (FunctionType, BuiltinFunctionType, type)) and not name.startswith("__"):
                self._names.append((vars(module), module, name, value))
            if isinstance(value, FunctionType):
                self._keep_inside(value)
            elif isinstance(value, type) and value.__module__ == module.__name__:
                for attribute, inside in list(vars(value).items()):
                    function = inside.__func__ if isinstance(inside, (staticmethod, classmethod)) else inside
                    if isinstance(function, FunctionType):
                        self._names.append((vars(value), value, attribute, inside))
                        self._keep_inside(function)

    def _keep_inside(self, function: FunctionType) -> None:
        self._insides.append((function, function.__code__, function.__defaults__, function.__kwdefaults__))

    # ------------------------------------------------------------ before each of the instructor's cells

    def restore(self, shell: Any, source: str) -> list[str]:
        """Put back what was changed, and return a sentence for each change that an honest notebook does not make.

        Parameters
        ----------
        shell : GradingShell
            The shell of the run.
        source : str
            The instructor's cell that runs next: the names it uses are made sure of.
        """
        return [
            *self._restore_names(),
            *self._restore_shell(shell),
            *self._restore_tracing(),
            *(self._restore_shadowed(shell.user_ns, source) if source else []),
        ]

    def _restore_names(self) -> Iterator[str]:
        changed = [kept for kept in self._names if kept[0].get(kept[2], _GONE) is not kept[3]]
        for _, where, name, value in changed:
            setattr(where, name, value)
            if name not in _MAY_CHANGE:
                yield f"“{where.__name__}.{name}” was replaced"
        for function, code, defaults, keywords in [
            kept
            for kept in self._insides
            if kept[0].__code__ is not kept[1]
            or kept[0].__defaults__ is not kept[2]
            or kept[0].__kwdefaults__ is not kept[3]
        ]:
            function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, keywords
            yield f"the inside of “{function.__module__}.{function.__qualname__}” was replaced"

    def _restore_shell(self, shell: Any) -> Iterator[str]:
        for name, value in self._shell.items():
            if getattr(shell, name, _GONE) is not value:
                setattr(shell, name, value)
                yield f"the notebook's shell was changed ({name})"
        for name in [n for n, v in vars(shell).items() if callable(v) and isinstance(v, FunctionType)]:
            if callable(getattr(type(shell), name, None)):
                delattr(shell, name)
                yield f"the notebook's shell was changed ({name})"
        if shell.ast_transformers:
            shell.ast_transformers.clear()
            yield "a transformer that rewrites cells was installed"
        manager = shell.input_transformer_manager
        for transformers in (manager.cleanup_transforms, manager.line_transforms, shell.input_transformers_post):
            for theirs in [t for t in transformers if _is_learners(t)]:
                transformers.remove(theirs)
                yield "a transformer that rewrites cells was installed"
        for event, callbacks in shell.events.callbacks.items():
            for theirs in [c for c in callbacks if _is_learners(c)]:
                shell.events.unregister(event, theirs)
                yield f"code was hooked to run around every cell ({event})"
        yield from self._restore_printers(shell)

    def _restore_printers(self, shell: Any) -> Iterator[str]:
        for mime, formatter in shell.display_formatter.formatters.items():
            kept = self._printers.get(mime, {})
            for kind in NUMBERS:
                now = formatter.type_printers.get(kind, _GONE)
                if now is not kept.get(kind, _GONE):
                    formatter.type_printers.pop(kind, None)
                    if kind in kept:
                        formatter.type_printers[kind] = kept[kind]
                    if _is_learners(now):
                        yield f"the way {kind.__name__} values are shown was replaced"

    def _restore_tracing(self) -> Iterator[str]:
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
            yield "a trace function was left running"
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and _is_learners(getattr(thread, "_target", None)):
                yield "a thread was left running"

    def _restore_shadowed(self, names: dict[str, Any], source: str) -> Iterator[str]:
        """Make sure that a check's own helpers are the instructor's, where a learner's cell took their names."""
        for name in _used(source):
            if name in self.imported and name in names:
                belongs = self._imported(name)
                if belongs is not _GONE and names[name] is not belongs:
                    names[name] = belongs
                    yield f"“{name}”, which the checks use, was redefined"
            elif name in names and hasattr(builtins, name) and _is_learners(names[name]) and name not in _STUBS:
                del names[name]
                yield f"“{name}”, which the checks use, was redefined"

    def _imported(self, name: str) -> Any:
        module, attribute = self.imported[name]
        found = sys.modules.get(module)
        if found is None or attribute is None:
            return found if found is not None else _GONE
        return getattr(found, attribute, sys.modules.get(f"{module}.{attribute}", _GONE))

    # ------------------------------------------------------------ canaries

    @staticmethod
    def canaries() -> list[tuple[str, Callable[[list[dict[str, Any]]], bool]]]:
        """Return cells and what must hold of their outputs: two that must fail, one that must show its number."""

        def fails(outputs: list[dict[str, Any]]) -> bool:
            return any(output["output_type"] == "error" for output in outputs)

        def shows(outputs: list[dict[str, Any]]) -> bool:
            texts = [o["data"].get("text/plain") for o in outputs if o["output_type"] == "execute_result"]
            return len(texts) == 1 and _as_number(texts[0]) == 0.25

        return [("assert 1 == 2", fails), ("raise AssertionError('probe')", fails), ("0.5 / 2", shows)]


_GONE = object()
_MAY_CHANGE = {"_", "input", "display", "get_ipython"}  # IPython and the runner set these themselves
_STUBS = {"_", "__name__"}


def _is_learners(thing: Any) -> bool:
    """Return whether something callable was made in the notebook."""
    function = getattr(thing, "__func__", thing)
    return callable(function) and getattr(function, "__module__", None) == "__main__"


def _used(source: str) -> set[str]:
    """Return the names that a cell uses and does not set itself."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()  # it uses IPython's own syntax
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {n.id for n in names if isinstance(n.ctx, ast.Load)} - {n.id for n in names if isinstance(n.ctx, ast.Store)}


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
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
