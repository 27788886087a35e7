"""The ways into a notebook's shell that a learner's code can hook, as they were before it ran, and put back.

A hook that an installed library made is left alone (autoreload, matplotlib and rich make some); one that was made in
the notebook, or in a file beside it, is removed and named.
"""

from __future__ import annotations

import builtins
import functools
import gc
import re
import signal
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from operator import is_
from types import BuiltinFunctionType, CodeType, FrameType
from typing import Any

from autograder.integrity.change_tracking import Namespaces
from autograder.integrity.pristine import GONE

PARTS = (
    "compile display_formatter displayhook display_pub outputs events input_transformer_manager user_ns user_module "
    "InteractiveTB display_trap builtin_trap prefilter_manager loop_runner"
).split()
MAKERS = (
    "compile",
    "display_formatter",
    "displayhook",
    "display_pub",
    "outputs",
    "events",
    "display_trap",
    "input_transformer_manager",
    "InteractiveTB",
    "history_manager",
)
NUMBERS = (int, float, bool, complex, str)
FLOAT_FORMAT = re.compile(r"%(\.\d+)?[efgrsEFG]")  # what %precision sets
REWRITES = "a transformer that rewrites cells was installed"
SHELL = "the notebook's shell was changed"


def installed_places() -> tuple[str, ...]:
    """Return where Python and installed libraries lie."""
    found = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return tuple(sorted({f"{place}/" for place in found}))


def code_of(thing: Any, depth: int = 0) -> CodeType | None:
    """Return the code that calling something would run, None where it is not Python's."""
    for _ in range(20):
        if isinstance(thing, functools.partial):
            thing = thing.func
        elif hasattr(thing, "__func__"):
            thing = thing.__func__
        else:
            break
    found = getattr(thing, "__code__", None)
    if isinstance(found, CodeType):
        return found
    if depth or isinstance(thing, type) or not callable(thing):
        return None
    return code_of(type(thing).__call__, 1)


class ShellWatch:
    """Keeps a shell's hooks as they are now, and puts them back.

    Parameters
    ----------
    shell : GradingShell
        Before it has run a learner's code.
    """

    def __init__(self, shell: Any) -> None:
        self._places = installed_places()
        self._parts = {name: getattr(shell, name) for name in PARTS}
        self._classes = [(getattr(shell, name), type(getattr(shell, name))) for name in MAKERS]
        self._classes += [(shell, type(shell)), (sys.stdout, type(sys.stdout)), (sys.stderr, type(sys.stderr))]
        self._own_names = {id(thing): frozenset(vars(thing)) for thing, _ in self._classes}
        self._formatters = dict(shell.display_formatter.formatters)
        self._printers = [
            (formatter, dict(formatter.type_printers), dict(formatter.singleton_printers))
            for formatter in self._all_formatters(shell)
        ]
        tables = [table for formatter, *_ in self._printers for table in _printers_of(formatter)]
        self._printed = Namespaces([shell.display_formatter.formatters, *tables])
        self._tables = [(get, _copy(get())) for get in _tables(shell)]
        self._custom = (shell.CustomTB, shell.custom_exceptions)

    @property
    def watched(self) -> list[Any]:
        """The objects whose classes are to be sealed."""
        return [thing for thing, _ in self._classes]

    @staticmethod
    def _all_formatters(shell: Any) -> list[Any]:
        display = shell.display_formatter
        return [*display.formatters.values(), display.mimebundle_formatter, display.ipython_display_formatter]

    def is_learners(self, thing: Any) -> bool:
        """Return whether something callable was made in the notebook or beside it."""
        if isinstance(thing, BuiltinFunctionType):
            return False
        code = code_of(thing)
        if code is None:
            return callable(thing) and getattr(thing, "__module__", None) == "__main__"
        return not code.co_filename.startswith((*self._places, "<frozen "))

    # ------------------------------------------------------------ before each of the instructor's cells

    def put_back(self, shell: Any) -> Iterator[str]:
        """Put back what was changed, and yield a sentence for each change that an honest notebook does not make."""
        yield from self._parts_back(shell)
        if shell.ast_transformers:
            shell.ast_transformers.clear()
            yield REWRITES
        if shell.ast_node_interactivity == "none":
            shell.ast_node_interactivity = "last_expr"
            yield f"{SHELL} (ast_node_interactivity)"
        for get, before in self._tables:
            if not _same(table := get(), before):
                yield from self._table_back(table, before)
        if shell.custom_exceptions and shell.CustomTB is not self._custom[0] and self._explains(shell.CustomTB):
            shell.CustomTB, shell.custom_exceptions = self._custom
            yield "the way errors are reported was replaced"
        yield from self._printers_back(shell)
        yield from self._tracing_back()
        yield from self._threads(shell)

    def _parts_back(self, shell: Any) -> Iterator[str]:
        for thing, kind in self._classes:
            if type(thing) is not kind:
                object.__setattr__(thing, "__class__", kind)
                yield f"{SHELL} ({kind.__name__})"
            if len(own := vars(thing)) != len(before := self._own_names[id(thing)]) or not before.issuperset(own):
                for name in [n for n in own if n not in before and _hides(own[n], getattr(kind, n, None), thing)]:
                    if self.is_learners(own.pop(name)):  # rich, for one, draws tracebacks of its own
                        yield f"{SHELL} ({name})"
        for name, value in self._parts.items():
            if getattr(shell, name, GONE) is not value:
                setattr(shell, name, value)
                yield f"{SHELL} ({name})"
        if shell.display_trap.hook is not shell.displayhook:
            shell.display_trap.hook = shell.displayhook
            yield f"{SHELL} (displayhook)"

    def _table_back(self, table: Any, before: Any) -> Iterator[str]:
        """Put a list or dict of hooks back, but for what an installed library added."""
        if isinstance(table, list):
            for theirs in [hook for hook in table if not _holds(before, hook) and self._may_harm(hook)]:
                _remove(table, theirs)
                yield self._words_for(table, theirs)
            for gone in [hook for hook in before if not _holds(table, hook)]:
                table.append(gone)  # an honest notebook unloads one now and then: nothing to say of it
            return
        for name, hook in before.items():
            if (theirs := table.get(name, GONE)) is not hook:
                table[name] = hook
                if self._may_harm(theirs):
                    yield f"{SHELL} ({name})"
        for name in [n for n in table if n not in before and hasattr(builtins, n) and "get_ipython" in before]:
            del table[name]  # a builtin that IPython would put in place of Python's for every cell
            yield f"{SHELL} ({name})"

    def _may_harm(self, hook: Any) -> bool:
        """Return whether a hook is the learner's; of one with several methods, whether one of them is."""
        if isinstance(hook, list):
            return any(self._may_harm(one) for one in hook)
        methods = (getattr(hook, name, None) for name in ("find_spec", "transform", "check", "handle"))
        return self.is_learners(hook) or any(m is not None and self.is_learners(m) for m in methods)

    @staticmethod
    def _words_for(table: list[Any], hook: Any) -> str:
        if table is sys.meta_path:
            return "the way modules are found was changed"
        if table is gc.callbacks:
            return "code was hooked to run at any moment"
        name = getattr(hook, "__name__", type(hook).__name__)
        return f"code was hooked to run around or to rewrite every cell ({name})"

    def _explains(self, handler: Any) -> bool:
        """Return whether a handler for errors, which IPython has wrapped, is the learner's."""
        cells = getattr(getattr(handler, "__func__", handler), "__closure__", None) or ()
        inside = [cell.cell_contents for cell in cells if callable(cell.cell_contents)]
        return any(self.is_learners(thing) for thing in (handler, *inside))

    # ------------------------------------------------------------ how values are shown

    def _printers_back(self, shell: Any) -> Iterator[str]:
        if self._printed.changed(seen := self._printed.now()) or not self._same_tables(shell):
            yield from self._changed_printers_back(shell)
            if self._same_tables(shell):
                self._printed.note(seen)
        text = self._formatters["text/plain"]
        if not FLOAT_FORMAT.fullmatch(text.float_format):
            text.float_format = "%r"
            yield "the way numbers are shown was replaced"

    def _same_tables(self, shell: Any) -> bool:
        """Return whether the tables of printers are the very ones that are watched."""
        tables = [table for formatter, *_ in self._printers for table in _printers_of(formatter)]
        return self._printed.are([shell.display_formatter.formatters, *tables])

    def _changed_printers_back(self, shell: Any) -> Iterator[str]:
        formatters = shell.display_formatter.formatters
        for mime, formatter in self._formatters.items():
            if formatters.get(mime) is not formatter and self.is_learners(formatters.get(mime)):
                formatters[mime] = formatter
                yield f"the way values are shown was replaced ({mime})"
        for formatter, types, singles in self._printers:
            yield from self._table_of_printers_back(formatter.type_printers, types)
            yield from self._table_of_printers_back(formatter.singleton_printers, singles)

    def _table_of_printers_back(self, now: dict[Any, Any], before: dict[Any, Any]) -> Iterator[str]:
        if _same(now, before):
            return
        for kind in [k for k, printer in now.items() if before.get(k, GONE) is not printer]:
            if _may_be_a_number(kind) and self.is_learners(now[kind]):
                now.pop(kind)
                if kind in before:
                    now[kind] = before[kind]
                name = kind.__name__ if isinstance(kind, type) else "single"
                yield f"the way {name} values are shown was replaced"

    # ------------------------------------------------------------ code that runs by itself

    def _tracing_back(self) -> Iterator[str]:
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
            yield "a trace function was left running"
        for timer, number in ((signal.ITIMER_VIRTUAL, signal.SIGVTALRM), (signal.ITIMER_PROF, signal.SIGPROF)):
            if signal.getitimer(timer)[0]:
                signal.setitimer(timer, 0)
                signal.signal(number, signal.SIG_IGN)
                yield "a timer was left running"

    def _threads(self, shell: Any) -> Iterator[str]:
        frames = sys._current_frames()
        if len(frames) > 1:
            me = threading.get_ident()
            theirs = (frame for thread, frame in frames.items() if thread != me)
            if any(_in_an_answer(frame, shell.compile.is_answers) for frame in theirs):
                yield "a thread was left running"


def _printers_of(formatter: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
    return formatter.type_printers, formatter.singleton_printers


def _hides(found: Any, method: Any, thing: Any) -> bool:
    """Return whether something stands in place of an object's method; IPython puts some methods there themselves."""
    itself = getattr(found, "__func__", None) is method and getattr(found, "__self__", None) is thing
    return callable(method) and not itself


def _in_an_answer(frame: FrameType | None, is_answers: Callable[[str], bool]) -> bool:
    while frame is not None:
        if is_answers(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


def _may_be_a_number(kind: Any) -> bool:
    """Return whether a printer's key can stand for a number: a class of numbers, what they inherit, one object."""
    if not isinstance(kind, type):
        return True
    return any(issubclass(number, kind) for number in NUMBERS) or kind.__module__.split(".")[0] == "numpy"


def _tables(shell: Any) -> list[Callable[[], Any]]:
    """Return ways to the lists and dicts through which code comes to run around or in place of a cell."""
    manager, prefilter = shell.input_transformer_manager, shell.prefilter_manager
    found: list[Callable[[], Any]] = [
        lambda: manager.cleanup_transforms,
        lambda: manager.line_transforms,
        lambda: manager.token_transformers,
        lambda: shell.input_transformers_post,
        lambda: prefilter._transformers,
        lambda: prefilter._checkers,
        lambda: prefilter._handlers,
        lambda: sys.meta_path,
        lambda: gc.callbacks,
        lambda: shell.builtin_trap.auto_builtins,
        lambda: shell.events.callbacks,
        lambda: shell.magics_manager.magics["line"],
        lambda: shell.magics_manager.magics["cell"],
    ]
    for event in shell.events.callbacks:
        found.append(functools.partial(shell.events.callbacks.__getitem__, event))
    return found


def _copy(table: Any) -> Any:
    return list(table) if isinstance(table, list) else dict(table)


def _same(table: Any, before: Any) -> bool:
    """Compare by identity only: whether an object equals another is for its class to say, and that may lie."""
    if isinstance(table, list):
        return len(table) == len(before) and all(map(is_, table, before))
    return table.keys() == before.keys() and all(map(is_, map(table.get, before), before.values()))


def _holds(hooks: list[Any], hook: Any) -> bool:
    return any(one is hook for one in hooks)


def _remove(hooks: list[Any], hook: Any) -> None:
    hooks[:] = [one for one in hooks if one is not hook]
