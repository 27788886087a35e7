"""Sees that what checks compare with still tells unequal from equal: a C function's inside can be changed unseen."""

from __future__ import annotations

import builtins
import json
import math
import operator
import unittest
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

Probe = Callable[[], bool]  # whether a comparison behaves

BYTES = "".join(f"{number:02x}" for number in range(256))
ONES, TWOS = [1.0, 2.0], [1.0, 3.0]


class Comparisons:
    """What checks compare with, as it is now.

    Those that take long are tried only around a check that names them.
    """

    def __init__(self) -> None:
        self._quick = dict(_quick())
        self._slow = dict(_slow())
        if is_installed("numpy"):
            self._quick.update(_quick_of_numpy())
            self._slow.update(_slow_of_numpy())
        if is_installed("pandas"):
            self._slow.update(_slow_of_pandas())

    def misbehaving(self, source: str) -> list[str]:
        """Return a sentence for each comparison that cannot tell values apart.

        Parameters
        ----------
        source : str
            Of the check that runs next, or that has run: the slow ones that it names are tried.
        """
        found = [name for name, probe in self._quick.items() if not _holds(probe)]
        found += [name for name in self._named_in(source) if not _holds(self._slow[name])]
        return [f"“{name}” no longer tells values apart" for name in found]

    def is_slow_for(self, source: str) -> bool:
        """Return whether a check names what takes long to try."""
        return bool(self._named_in(source))

    def _named_in(self, source: str) -> list[str]:
        return [name for name in self._slow if name.rpartition(".")[2] in source]

    def warm_up(self) -> None:
        """Try every one once, so that what each loads at its first use is there before the fork.

        Raises
        ------
        RuntimeError
            If one does not behave here already: then no check could be trusted.
        """
        for name, probe in {**self._quick, **self._slow}.items():
            if not _holds(probe):
                raise RuntimeError(f"{name} does not tell values apart on this machine")


def _holds(probe: Probe) -> bool:
    try:
        return probe() is True
    except MemoryError:
        return True  # the notebook's data fills all there is: nothing is known
    except Exception:
        return False


def is_installed(module: str) -> bool:
    """Return whether notebooks here can use a module's library at all; one that they cannot needs no guard."""
    return find_spec(module.partition(".")[0]) is not None


def _quick() -> Iterator[tuple[str, Probe]]:
    near, far = 1.0, 2.0
    equal, isclose_, str_, starts = operator.eq, math.isclose, str, str.startswith
    yield "int", lambda: (3 == 4) is False and (4 == 4) is True and bytes(range(256)).hex() == BYTES
    yield "float", lambda: (near == far) is False and near - far == -1.0 and (near < far) is True
    yield "str", lambda: ("a" == "b") is False and starts("ab", "b") is False and str_(3) == "3"
    yield "list", lambda: (ONES == TWOS) is False and ({1: 2} == {1: 3}) is False and ((1,) == (2,)) is False
    yield "abs", lambda: abs(near - far) == 1.0 and len(ONES) == 2 and isinstance(near, str) is False
    yield "operator.eq", lambda: equal(near, far) is False
    yield "math.isclose", lambda: isclose_(near, far) is False and isclose_(near, 1.0) is True


def _quick_of_numpy() -> Iterator[tuple[str, Probe]]:
    import numpy as np
    from numpy._core.numeric import array_equal, isclose

    near, far = 1.0, 2.0
    ones, twos = np.array(ONES), np.array(TWOS)
    yield "numpy.ndarray", lambda: (ones == twos).tolist() == [True, False]
    yield "numpy.isclose", lambda: bool(isclose(near, far)) is False and bool(isclose(near, 1.0)) is True
    yield "numpy.array_equal", lambda: array_equal(ones, twos) is False


def _slow() -> Iterator[tuple[str, Probe]]:
    case, loads = unittest.TestCase(), json.loads
    yield "json.loads", lambda: loads("[1]") == [1]
    for name in ("assertEqual", "assertAlmostEqual", "assertIs", "assertIn"):
        yield f"unittest.TestCase.{name}", _must_raise(getattr(case, name), 1, [2])
    yield "unittest.TestCase.assertTrue", _must_raise(case.assertTrue, False)


def _slow_of_numpy() -> Iterator[tuple[str, Probe]]:
    import numpy as np
    from numpy import testing

    allclose, array_equiv = np.allclose, np.array_equiv
    yield "numpy.allclose", lambda: bool(allclose(1.0, 2.0)) is False
    yield "numpy.array_equiv", lambda: bool(array_equiv(ONES, TWOS)) is False
    for name in (
        "assert_allclose assert_array_equal assert_array_almost_equal assert_almost_equal assert_equal"
    ).split():
        yield f"numpy.testing.{name}", _must_raise(getattr(testing, name), ONES, TWOS)


def _slow_of_pandas() -> Iterator[tuple[str, Probe]]:
    import pandas as pd
    from pandas import testing as tables

    one, two = pd.Series(ONES), pd.Series(TWOS)
    frame, other = pd.DataFrame({"a": ONES}), pd.DataFrame({"a": TWOS})
    yield "pandas.Series.equals", lambda: one.equals(two) is False
    yield "pandas.Series", lambda: (one == two).tolist() == [True, False]
    yield "pandas.DataFrame", lambda: bool((frame == other).all(axis=None)) is False
    yield "pandas.testing.assert_series_equal", _must_raise(tables.assert_series_equal, one, two)
    yield "pandas.testing.assert_frame_equal", _must_raise(tables.assert_frame_equal, frame, other)
    yield "pandas.testing.assert_index_equal", _must_raise(tables.assert_index_equal, pd.Index(ONES), pd.Index(TWOS))


def _must_raise(check: Callable[..., Any], left: Any, right: Any = None) -> Probe:
    """Return a probe of a check that raises where values differ."""

    def probe() -> bool:
        try:
            check(left, right)
        except MemoryError:
            return True
        except (AssertionError, TypeError):
            return True
        return False

    return probe


@cache
def comparisons() -> Comparisons:
    """Return the comparisons of this process, tried once."""
    found = Comparisons()
    found.warm_up()
    return found


# ---------------------------------------------------------------- a learner's own version of a builtin

_NUMBERS = ((-3,), (2.5,), (0,), (-0.25,), (1_000_003,))
_LISTS = (([3, 1, 2],), ([-1.5],), ((4, 7, 7, -9),))
TRIED: dict[str, tuple[tuple[Any, ...], ...]] = {
    "abs": _NUMBERS,
    "sum": (*_LISTS, ([],)),
    "max": _LISTS,
    "min": _LISTS,
    "len": (*_LISTS, ([],), ("word",)),
    "sorted": _LISTS,
    "any": (([0, 1],), ([0, 0],), ([],)),
    "all": (([0, 1],), ([1, 2],), ([],)),
    "round": ((2.4,), (-1.7,), (3.14159, 2)),
    "pow": ((2, 5), (3.0, 2)),
    "float": (("2.5",), (3,)),
    "int": (("25",), (3.9,)),
    "range": ((4,), (2, 9, 3)),
}


def does_the_same(theirs: Any, name: str) -> bool:
    """Return whether a function of a learner's does what the builtin of its name does, where that can be tried."""
    own = vars(builtins)[name]
    try:
        return name in TRIED and all(theirs(*given) == own(*given) for given in TRIED[name])
    except Exception:  # it does not even take what the builtin takes
        return False
