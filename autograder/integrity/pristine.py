"""What modules, classes and functions look like before learners' code runs, compared quickly and put back.

There are thousands of names to look at before every check. `autograder.integrity.change_tracking` tells which
namespaces were changed at all; a comparison of one is made of C-level loops: `itemgetter` takes its names at once,
`map(is_)` compares them.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, is_, itemgetter
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from autograder.integrity.change_tracking import Functions, Namespaces

GONE = object()
INSIDE = ("__code__", "__defaults__", "__kwdefaults__")
PLAIN = (FunctionType, staticmethod, classmethod, property)
OF_IMPORTING = frozenset({"__builtins__", "__loader__", "__spec__", "__cached__"})


@dataclass(frozen=True)
class _Namespace:
    """A module or class and what belongs under some of its names.

    A `sealed` one gains no names either; one that is `loose` may be changed by whoever is no learner; a `still` one
    changes by nobody's hand while a check runs.
    """

    where: Any
    names: tuple[str, ...]
    values: tuple[Any, ...]
    take: itemgetter[Any]
    sealed: frozenset[str] | None
    loose: bool
    still: bool

    @property
    def now(self) -> Mapping[str, Any]:
        return vars(self.where)

    def is_as_it_was(self) -> bool:
        try:
            same = all(map(is_, self.take(self.now), self.values))
        except KeyError:
            return False
        return same and (self.sealed is None or len(self.sealed) == len(self.now))


@dataclass
class Pristine:
    """Keeps modules with their functions and classes, and puts back what was changed in them."""

    _builtins: tuple[dict[str, Any], dict[str, Any]] = field(
        default_factory=lambda: (vars(builtins), dict(vars(builtins)))
    )
    _spaces: list[_Namespace] = field(default_factory=list)
    _modules: dict[str, ModuleType] = field(default_factory=dict)
    _kinds_of_modules: tuple[type, ...] = ()
    _kinds: set[type] = field(default_factory=set)
    _functions: dict[int, FunctionType] = field(default_factory=dict)
    _inside: list[tuple[str, tuple[FunctionType, ...], tuple[Any, ...]]] = field(default_factory=list)
    _touched: tuple[Namespaces, Functions] = field(init=False)
    _of_builtins: Namespaces = field(init=False)
    _sizes: dict[int, int] = field(default_factory=dict)

    def keep_module(self, module: ModuleType, whole: bool = True, loose: bool = False, still: bool = False) -> None:
        """Keep what code a module holds, and, of a whole one, what is inside that which is its own.

        Code is whatever can be called, C's, Cython's and numpy's included, and modules. One that is not loose keeps
        its numbers too.
        """
        own = {n: v for n, v in vars(module).items() if _belongs(n, v, loose)}
        self._modules[module.__name__] = module
        self._keep(module, own, loose=loose, still=still)
        for value in own.values():
            function = getattr(value, "_implementation", value)  # of one of numpy's dispatchers
            if isinstance(function, FunctionType):
                self._keep_function(function)
            elif whole and isinstance(value, type) and value.__module__ == module.__name__:
                self.keep_class(value)

    def keep_class(self, kind: type, sealed: bool = False, still: bool = False) -> None:
        """Keep what a class defines; one that is sealed may not be given more, which would hide what it inherits."""
        if kind in self._kinds or not kind.__flags__ & _HEAP:
            return
        self._kinds.add(kind)
        own = {name: value for name, value in vars(kind).items() if isinstance(value, PLAIN) or callable(value)}
        self._keep(kind, own, frozenset(vars(kind)) if sealed else None, still=still)
        for value in own.values():
            parts = (value.fget, value.fset) if isinstance(value, property) else (value,)
            for part in parts:
                function = getattr(part, "__func__", part)
                if isinstance(function, FunctionType):
                    self._keep_function(function)

    def seal(self, found: Any) -> None:
        """Keep the classes that an object is made of, so that none of its methods can be hidden by another.

        To be called before the modules that define them are kept.
        """
        for kind in type(found).__mro__[:-1]:
            self.keep_class(kind, sealed=True)

    def _keep(
        self,
        where: Any,
        own: Mapping[str, Any],
        sealed: frozenset[str] | None = None,
        loose: bool = False,
        still: bool = False,
    ) -> None:
        names = tuple(own)
        if names:
            take = itemgetter(*names, names[0])  # two at least, so that it returns a tuple
            self._spaces.append(_Namespace(where, names, (*own.values(), own[names[0]]), take, sealed, loose, still))

    def _keep_function(self, function: FunctionType) -> None:
        while id(function) not in self._functions:
            self._functions[id(function)] = function
            wrapped = getattr(function, "__wrapped__", None)
            if not isinstance(wrapped, FunctionType):
                return
            function = wrapped

    def settle(self) -> None:
        """Note the insides of all functions that are kept, and begin to watch; after this nothing more is kept."""
        for part in INSIDE:  # a function without defaults, as most are, has none that could be changed
            found = tuple(f for f in self._functions.values() if getattr(f, part) is not None)
            self._inside.append((part, found, tuple(map(attrgetter(part), found))))
        self._kinds_of_modules = tuple(map(type, self._modules.values()))
        self._touched = Namespaces(space.now for space in self._spaces), Functions()
        self._of_builtins = Namespaces([self._builtins[0]])

    def builtins_back(self, may_change: frozenset[str]) -> list[str]:
        """Put Python's builtins back, and return a sentence for each change.

        Written without any builtin: what it is to put back cannot be what it works with.
        """
        found = []
        now, before = self._builtins
        for name in before:
            if now.get(name) is not before[name]:
                now[name] = before[name]
                if name not in may_change:
                    found.append(f"“builtins.{name}” was replaced")
        return found

    def put_back(self, may_change: frozenset[str], is_learners: Callable[[Any], bool]) -> Iterator[str]:
        """Put back what was changed, and yield a sentence for each change."""
        yield from self.builtins_back(may_change)
        for name, module in self._modules.items():
            if sys.modules.get(name) is not module:
                sys.modules[name] = module
                yield f"the module “{name}” was replaced"
        if not all(map(is_, map(type, self._modules.values()), self._kinds_of_modules)):
            yield from self._kinds_back()
        namespaces, insides = self._touched
        seen, heard = namespaces.now(), insides.now()
        for space in map(self._spaces.__getitem__, namespaces.changed(seen)):
            if not space.is_as_it_was():
                yield from _mended(space, may_change, is_learners)
        for part, functions, before in self._inside if heard else ():
            if not all(map(is_, map(attrgetter(part), functions), before)):
                for function, value in zip(functions, before, strict=True):
                    if getattr(function, part) is not value:
                        setattr(function, part, value)
                        yield f"the inside of “{function.__module__}.{function.__qualname__}” was replaced"
        namespaces.note(seen)
        insides.note(heard)  # not where putting back failed: what is left is looked at again

    def _kinds_back(self) -> Iterator[str]:
        for (name, module), kind in zip(self._modules.items(), self._kinds_of_modules, strict=True):
            if type(module) is not kind:
                object.__setattr__(module, "__class__", kind)
                yield f"the module “{name}” was replaced"

    # ------------------------------------------------------------ while a check runs

    def code_begins(self) -> None:
        """Note Python's builtins as they are when a check's own code begins."""
        self._of_builtins.note(self._of_builtins.now())

    def changed_while_it_ran(self) -> list[str]:
        """Return a sentence for each namespace that was changed since `put_back`, also if it is as it was again.

        What gained names is left out: a module that is imported becomes a name of the one that it is part of.
        """
        namespaces, _ = self._touched
        places = map(self._spaces.__getitem__, namespaces.changed(namespaces.now()))
        return [
            f"“{space.where.__name__}” was changed while a check ran"
            for space in places
            if space.still and len(space.now) == self._sizes[id(space)]
        ]

    def builtins_changed(self) -> bool:
        """Return whether Python's builtins were changed since `code_begins`; displays of doctest's own are none."""
        return bool(self._of_builtins.changed(self._of_builtins.now())) and "_" not in self._builtins[0]

    def note_sizes(self) -> None:
        """Note how many names each namespace has that is to keep still."""
        self._sizes = {id(space): len(space.now) for space in self._spaces if space.still}

    @property
    def size(self) -> tuple[int, int]:
        """How many names and how many functions are watched."""
        return sum(len(space.names) for space in self._spaces), len(self._functions)


def _mended(space: _Namespace, may_change: frozenset[str], is_learners: Callable[[Any], bool]) -> Iterator[str]:
    for name, value in zip(space.names, space.values, strict=False):
        now = space.now.get(name, GONE)
        if now is not value and (not space.loose or is_learners(now)):
            setattr(space.where, name, value)
            if name not in may_change and not _is_reloaded(now, value):
                yield f"“{space.where.__name__}.{name}” was replaced"
    for name in set(space.now) - space.sealed if space.sealed is not None else ():
        if callable(getattr(space.where, name)) and hasattr(super(space.where, space.where), name):
            delattr(space.where, name)
            yield f"“{space.where.__name__}.{name}” was replaced"


def _is_reloaded(now: Any, before: Any) -> bool:
    """Return whether code is the same again, as after its module was read anew."""
    if isinstance(now, FunctionType) and isinstance(before, FunctionType):
        return now.__code__ == before.__code__ and now.__globals__ is before.__globals__
    if isinstance(now, type) and isinstance(before, type):
        if (now.__module__, now.__qualname__) != (before.__module__, before.__qualname__):
            return False
        mine, theirs = ({n: v for n, v in vars(k).items() if isinstance(v, FunctionType)} for k in (now, before))
        return mine.keys() == theirs.keys() and all(_is_reloaded(mine[name], theirs[name]) for name in mine)
    if isinstance(now, BuiltinFunctionType) and isinstance(before, BuiltinFunctionType):
        return (now.__module__, now.__qualname__) == (before.__module__, before.__qualname__)
    if isinstance(now, MethodType) and isinstance(before, MethodType):
        return now.__func__.__code__ == before.__func__.__code__
    return isinstance(now, (int, float)) and type(now) is type(before) and now == before


_HEAP = 1 << 9  # a class made by Python code, whose attributes can be set


def _belongs(name: str, value: Any, loose: bool) -> bool:
    """Return whether a module's name is kept: code always, numbers unless the module may change."""
    if name in OF_IMPORTING:
        return False
    if callable(value) or isinstance(value, ModuleType):
        return True
    return not loose and not name.startswith("_") and isinstance(value, (int, float))
