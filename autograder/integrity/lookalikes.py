"""Finds objects that say they equal, or are close to, whatever they are compared with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from autograder.integrity.comparing import is_installed

LIBRARIES = ("builtins", "numpy", "pandas")
MAKES_CLASSES = ("class", "type", "exec", "eval", "__", "compile", "loads", "getattr")  # or what could
COMPARES = frozenset("__eq__ __sub__ __rsub__ __abs__ __array_function__ __array_ufunc__".split())


class Unlike:
    """Equal to nothing but itself."""


PAIRS: tuple[tuple[Any, Any], ...] = ((Unlike(), Unlike()), (7.25, 11.5), (3, 1048576), ("one", "another"))


def _data_classes() -> list[Any]:
    """Return the classes of data that checks compare, of the libraries that are installed."""
    found: list[Any] = []
    if is_installed("numpy"):
        import numpy as np

        found += [np.ndarray, np.float64]
    if is_installed("pandas"):
        import pandas as pd

        found += [pd.Series, pd.DataFrame, pd.Index]
    return found


class Lookalikes:
    """Watches for classes that learners' code makes.

    Parameters
    ----------
    is_learners : callable
        Whether a function is a learner's.
    is_trusted : callable
        Whether a file is a library's.
    """

    def __init__(self, is_learners: Callable[[Any], bool], is_trusted: Callable[[str], bool]) -> None:
        self._is_learners, self._is_trusted = is_learners, is_trusted
        self._looks = False
        self._tops, self._loaded = frozenset(name.split(".")[0] for name in sys.modules), len(sys.modules)
        plain = (object, int, float, complex, str, list, tuple, dict, set, frozenset)
        self._bases: tuple[Any, ...] = (*plain, *_data_classes())
        self._known: dict[Any, int] = {base: len(type.__subclasses__(base)) for base in self._bases}
        self._seen: set[int] = set()
        for base in self._bases:
            self._seen.update(map(id, type.__subclasses__(base)))

    def look_where(self, source: str) -> None:
        """Look from now on if a learner's cell may make classes: to look costs as much as ten cells."""
        self._looks = self._looks or any(word in source for word in MAKES_CLASSES)

    def new(self) -> list[str]:
        """Return a sentence for each class that was made since the last look and equals everything."""
        if not (self._looks or self._has_own_modules()):
            return []
        return [
            f"a class “{kind.__name__}” says that it equals everything" for kind in self._made() if suspicious(kind)
        ]

    def _has_own_modules(self) -> bool:
        """Return whether a module was loaded that lies beside the notebook."""
        if len(sys.modules) != self._loaded:
            names = list(islice(reversed(sys.modules), max(0, len(sys.modules) - self._loaded)))  # the newest
            self._loaded = len(sys.modules)
            new = [sys.modules[name] for name in names if name.split(".")[0] not in self._tops]
            self._looks = any(not self._is_trusted(getattr(module, "__file__", None) or "") for module in new)
        return self._looks

    def _made(self) -> Iterator[type]:
        for base in self._bases:
            kinds = type.__subclasses__(base)
            if len(kinds) == self._known[base]:
                continue
            self._known[base] = len(kinds)
            for kind in kinds:
                if id(kind) not in self._seen:
                    self._seen.add(id(kind))
                    own = [value for name, value in vars(kind).items() if name in COMPARES]
                    if any(map(self._is_learners, own)):
                        yield kind


def suspicious(kind: type) -> bool:
    """Return whether an object of a class, made without asking the class, equals everything."""
    makers = [base.__new__ for base in kind.__mro__ if base.__module__ in LIBRARIES and "__new__" in vars(base)]
    for given in ((), (1,)):  # numpy's arrays ask for a length
        try:
            blank = makers[0](kind, *given)
        except Exception:  # a class that cannot be made empty holds what it is made of
            continue
        return equals_anything(blank)
    return False


def equals_anything(value: Any) -> bool:
    """Return whether a value says that it equals, or is close to, two values that have nothing in common."""
    kind = type(value)
    if kind.__module__.split(".")[0] in LIBRARIES or isinstance(value, type):
        return False
    own = COMPARES & {name for base in kind.__mro__ if base.__module__ not in LIBRARIES for name in vars(base)}
    if not own:
        return False
    return any(_both(claim, value, pair) for claim, names, pairs in CLAIMS if own & names for pair in pairs)


def _both(claim: Callable[[Any, Any], Any], value: Any, pair: tuple[Any, Any]) -> bool:
    """Return whether a claim that can hold of one of two values only is made of both."""
    try:
        return all(claim(value, other) is True for other in pair)
    except Exception:  # it cannot be compared with just anything, as it should be
        return False


def _close(value: Any, other: Any) -> Any:
    import numpy as np

    return bool(np.isclose(value, other)) is True


def _all_close(value: Any, other: Any) -> Any:
    import numpy as np

    return bool(np.allclose(value, other)) is True


_EQUAL, _NUMPY = frozenset({"__eq__"}), frozenset({"__array_function__", "__array_ufunc__"})
_DISTANCE = frozenset({"__sub__", "__rsub__", "__abs__"})
_NUMBERS: tuple[tuple[Any, Any], ...] = ((7.25, 1048576.5),)
CLAIMS: tuple[tuple[Callable[[Any, Any], Any], frozenset[str], tuple[tuple[Any, Any], ...]], ...] = (
    (lambda value, other: value == other, _EQUAL, PAIRS),
    (lambda value, other: abs(value - other) < 1e-9, _DISTANCE, _NUMBERS),
    (lambda value, other: abs(other - value) < 1e-9, _DISTANCE, _NUMBERS),
    (_close, _NUMPY, _NUMBERS),
    (_all_close, _NUMPY, _NUMBERS),
)
