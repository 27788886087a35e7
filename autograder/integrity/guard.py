"""Watches that a notebook's checks still mean what the instructor wrote, and puts them right where they do not.

Code that runs in the same process can always hide something from its neighbor: this is a watch that flags for a
person, not a wall. The wall is `autograder.confinement`.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import Any

from autograder.integrity.comparing import comparisons, does_the_same, is_installed
from autograder.integrity.hooks import ShellWatch, installed_places
from autograder.integrity.lookalikes import Lookalikes, equals_anything
from autograder.integrity.overhearing import Overheard
from autograder.integrity.pristine import GONE, Pristine
from autograder.integrity.source_facts import names_in

ALWAYS = (
    "numpy.testing numpy.testing._private.utils pandas.testing pandas._testing pandas._testing.asserters unittest.case "
    "json.encoder IPython.core.interactiveshell IPython.core.displayhook IPython.core.formatters "
    "IPython.core.compilerop IPython.core.events IPython.core.display_trap IPython.core.builtin_trap "
    "IPython.core.inputtransformer2 IPython.core.prefilter IPython.core.async_helpers IPython.lib.pretty "
    "autograder.warm.shell autograder.warm.outputs autograder.warm.child autograder.warm.frames autograder.warm "
    "autograder.warm.forgetting autograder.integrity.guard autograder.integrity.hooks autograder.integrity.pristine "
    "autograder.integrity.change_tracking autograder.integrity.comparing autograder.integrity.lookalikes "
    "autograder.integrity.overhearing"
).split()
NAMES_OF = (
    "numpy pandas math cmath statistics random operator unittest json json.decoder ast codeop types traceback "
    "linecache inspect os signal struct select threading collections contextlib functools itertools decimal fractions "
    "datetime re gc numpy.linalg numpy._core.numeric numpy._core.fromnumeric numpy._core.umath numpy._core.multiarray "
    "numpy._core._methods pandas._libs.testing pandas._libs.ops pandas._libs.lib pandas._libs.missing "
    "pandas._libs.ops_dispatch pandas.core.ops pandas.core.ops.array_ops pandas.core.ops.common pandas.core.nanops "
    "pandas.core.dtypes.missing pandas.core.algorithms pandas.core.arraylike pandas.core.generic pandas.core.base"
).split()
CLASSES = {
    "pandas": ("DataFrame", "Series", "Index"),
    "unittest": ("TestCase",),
    "fractions": ("Fraction",),
    "statistics": ("NormalDist",),
}
# What compares keeps still while a check runs: whoever changes it then does so to deceive the check.
STILL = frozenset(
    "math operator unittest.case numpy.testing numpy.testing._private.utils numpy._core.numeric pandas.testing "
    "pandas._testing pandas._testing.asserters pandas._libs.testing pandas.core.arraylike".split()
)
DRAWS = frozenset("matplotlib mpl_toolkits seaborn plotly altair bokeh ipywidgets IPython tqdm".split())
PATCHES = ("patch", "setattr", "builtins")  # in a check's own source: it changes names itself
TO_MEMORY = ("memmove", "memset", "from_address", "pythonapi", "py_object", "POINTER", "cast(")
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
        The instructor's cells, without their solutions: what they import and define is watched. They themselves are
        not kept, for a learner's code could find them.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        sources = tuple(sources)
        self.imported = imported_names(sources)
        defined = Counter(name for source in sources for name in names_in(source).defined)
        self._defined = frozenset(defined)
        self._once = {name for name, times in defined.items() if times == 1}
        self._helpers: dict[str, tuple[Any, Any]] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self._flags: list[str] = []
        self._is_clean = False  # whether all was put back, and no code ran since
        self._pristine = Pristine()

    def remember(self, shell: Any, modules: Iterable[str]) -> None:
        """Keep what a pristine process looks like: builtins, the modules that checks use, and the shell.

        Raises
        ------
        ImportError
            If a module that is always watched cannot be loaded: nobody would see it replaced.
        RuntimeError
            If a comparison does not work.
        """
        with shell.builtin_trap:  # pandas asks at its import whether a notebook loads it
            for name in filter(is_installed, (*ALWAYS, *NAMES_OF)):
                importlib.import_module(name)
        self._comparisons = comparisons()
        self._watch = ShellWatch(shell)
        places = (*installed_places(), "<frozen ")
        self._lookalikes = Lookalikes(self._watch.is_learners, lambda file: file == "" or file.startswith(places))
        for thing in self._watch.watched:
            self._pristine.seal(thing)
        for name, kinds in ((name, kinds) for name, kinds in CLASSES.items() if is_installed(name)):
            for base in {base for kind in kinds for base in getattr(sys.modules[name], kind).__mro__[:-1]}:
                self._pristine.keep_class(base, sealed=True, still=True)
        self._keep_modules(modules)
        self._pristine.settle()
        files = {getattr(module, "__file__", None) for module in list(sys.modules.values())} | {INSTRUCTORS}
        self._overheard = Overheard(lambda file: file in files or file.startswith(places))
        shell.around_code = self._around_code

    def _keep_modules(self, modules: Iterable[str]) -> None:
        places = installed_places()
        core = frozenset((*ALWAYS, *NAMES_OF))
        for name in dict.fromkeys([*ALWAYS, *NAMES_OF, *modules]):
            module = sys.modules.get(name)
            if isinstance(module, ModuleType) and (name in core or name.split(".")[0] not in DRAWS):
                ours = not (getattr(module, "__file__", None) or places[0]).startswith(places)
                loose = not ours and name not in core
                self._pristine.keep_module(module, name in ALWAYS or ours, loose, name in STILL)

    @contextmanager
    def _around_code(self) -> Iterator[None]:
        """Watch Python's builtins while the code of a check runs: IPython itself changes them before and after."""
        self._pristine.code_begins()
        try:
            yield
        finally:
            if self._overheard.in_check and self._pristine.builtins_changed():
                self._flags.append("“builtins” was changed while a check ran")

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
            if self._is_clean:
                found.extend(self._namespace_back(shell.user_ns, source))
                return found
            found.extend(self._pristine.put_back(_MAY_CHANGE, self._watch.is_learners))
            found.extend(self._watch.put_back(shell))
            found.extend(self._namespace_back(shell.user_ns, source))
        except Exception as problem:  # whatever a learner's objects raise when they are looked at
            found.append(f"the notebook's shell was changed so that it cannot be put back ({type(problem).__name__})")
        return found

    def before_check(self, names: dict[str, Any], source: str) -> list[str]:
        """Look for what would deceive a check that runs next, and begin to watch what it must not change."""
        found = self.equal_to_all(names, source) + self._lookalikes.new() + self._overheard.told()
        if not self._is_clean or self._comparisons.is_slow_for(source):
            found += self._comparisons.misbehaving(source)
        self._overheard.begin()
        self._pristine.note_sizes()
        if not any(word in source for word in PATCHES):
            self._overheard.check_begins()
        return found

    def after_check(self, shell: Any, source: str) -> list[str]:
        """Return a sentence for each thing that was bent while a check ran, and put it back."""
        found = self._pristine.changed_while_it_ran() if self._overheard.check_ends() else []
        found += self._lookalikes.new() + self._comparisons.misbehaving(source) + self._overheard.told()
        found += self.restore(shell, "")
        self._is_clean = True
        return found

    def cell_begins(self) -> None:
        """Know that code runs now: what was put back and tried before it has to be again."""
        self._is_clean = False

    def last_look(self) -> list[str]:
        """Return a sentence for each thing that was heard since the last check."""
        return self._overheard.told()

    def before_answer(self, source: str) -> list[str]:
        """Return what one of the learner's own cells is flagged for before it runs; begin to listen."""
        self._overheard.begin()
        self._lookalikes.look_where(source)
        writes = "ctypes" in source and any(word in source for word in TO_MEMORY)
        return ["a cell writes to memory by its address (ctypes)"] if writes else []

    def builtins_back(self) -> None:
        """Put Python's own builtins back at once: the runner itself works with them."""
        self._flags.extend(self._pristine.builtins_back(_MAY_CHANGE))

    def learn(self, names: dict[str, Any], source: str, ran: bool = True) -> None:
        """Keep the functions and classes that one of the instructor's cells has just defined, if it `ran` through."""
        for name in names_in(source).defined & self._once:
            helper = names.get(name)
            code = getattr(helper, "__code__", None)
            if (isinstance(helper, type) and ran) or (code is not None and code.co_filename == INSTRUCTORS):
                self._helpers[name] = (helper, code)
                self._needs[name] = names_in(source).used

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
                theirs = names.pop(name)
                if not does_the_same(theirs, name):
                    yield f"“{name}”, which the checks use, was redefined"

    def _used_by(self, source: str) -> set[str]:
        """Return the names that a cell uses, and those that the instructor's helpers use that it calls."""
        found: set[str] = set()
        waiting = set(names_in(source).used)
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
        if own is GONE or name in _STUBS or name in self._defined or value is own or not callable(value):
            return False
        return self._watch.is_learners(value) or getattr(value, "__module__", None) == "builtins"

    def equal_to_all(self, names: dict[str, Any], source: str) -> list[str]:
        """Return a sentence for each value a check uses that says it equals whatever it is compared with."""
        found = []
        for name in sorted(names_in(source).used)[:PROBED]:
            value = names.get(name)
            inside = list(value[:PROBED]) if value is not None and type(value) in (list, tuple) else []
            if any(map(equals_anything, (value, *inside))):
                found.append(f"“{name}” says that it equals everything")
        return found


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
