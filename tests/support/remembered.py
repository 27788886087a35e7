"""Draws an organization that many runs meet once: the unseen ones of the hidden checks, and the learners of the slips.

Nobody shares what is remembered: each run gets a copy, as fresh as if it had been drawn.
"""

from __future__ import annotations

import contextlib
import copyreg
import io
import pickle
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from course import datasets
from course.case import MODULES, joined_case

OFTEN = ("sample-", "ana", "ben", "reference")  # whom more runs than one meet; two hundred learners are met once
_copies: dict[tuple[Any, ...], bytes] = {}


@cache
def _parts() -> list[tuple[cached_property[Any], Callable[[Any], Any]]]:
    """Return the parts of every module's Case, with the function that draws each."""
    units = {unit for module in MODULES for unit in joined_case(module).__mro__}
    found = [part for unit in units for part in vars(unit).values() if isinstance(part, cached_property)]
    return [(part, part.func) for part in found]


def _drawn_once(draw: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def part(case: Any) -> Any:
        if not case.learner.startswith(OFTEN):
            return draw(case)
        return copy_of((type(case), draw.__name__, case.learner), lambda: draw(case))

    return part


def copy_of(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """Return a fresh copy of what was made at first."""
    if key not in _copies:
        _copies[key] = _pickled(make())
    return pickle.loads(_copies[key])


def _pickled(thing: Any) -> bytes:
    """Return a thing as bytes; a table that nobody may change is kept as one."""
    file = io.BytesIO()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, MappingProxyType: lambda it: (_read_only, (dict(it),))}
    pickler.dump(thing)
    return file.getvalue()


def _read_only(table: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(table)


@contextlib.contextmanager
def remembered() -> Iterator[None]:
    """While the block lasts, draw and load what was drawn or loaded before as a copy of it."""
    load = datasets.load
    for part, draw in _parts():
        part.func = _drawn_once(draw)
    datasets.load = lambda name: copy_of(("dataset", name), lambda: load(name))
    try:
        yield
    finally:
        datasets.load = load
        for part, draw in _parts():
            part.func = draw


def forget() -> None:
    """Free what is remembered, where the next tests meet others."""
    _copies.clear()
