"""Says at once what can have changed since the last look, so that what has not need not be compared.

CPython gives a dict a new number at every change of it (PEP 509), and tells audit hooks before the code or the defaults
of a function are replaced (PEP 578). To read the one and to hear of the other touches nothing: in a fork, a comparison
would copy the memory of everything that it looks at. Where an interpreter does neither, all counts as changed.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Mapping
from ctypes import c_ssize_t, c_uint64, sizeof
from operator import is_
from typing import Any

AT = object.__basicsize__ + sizeof(c_ssize_t)  # a dict's number comes after what all objects have, and its length
REPLACED = frozenset({"object.__setattr__", "object.__delattr__"})  # a function's code, defaults or keyword defaults


class Namespaces:
    """Knows which of some namespaces were changed.

    Parameters
    ----------
    found : iterable of mapping
        What `vars` returns of modules and classes.
    """

    def __init__(self, found: Iterable[Mapping[str, Any]]) -> None:
        self._dicts = [_behind(mapping) for mapping in found]  # kept, so that none can go away under its number
        self._numbers = [c_uint64.from_address(id(each) + AT) for each in self._dicts] if _numbered() else []
        self._before = self.now()

    def now(self) -> list[int]:
        """Return the numbers as they are."""
        return [number.value for number in self._numbers]

    def changed(self, now: list[int]) -> list[int]:
        """Return the places of those that can have changed since the look that was noted last."""
        if not self._numbers:
            return list(range(len(self._dicts)))
        if now == self._before:
            return []
        return [place for place, number in enumerate(now) if number != self._before[place]]

    def are(self, found: Iterable[Mapping[str, Any]]) -> bool:
        """Return whether these dicts are the very ones that are watched, in their order."""
        return all(map(is_, found, self._dicts))

    def note(self, now: list[int]) -> None:
        """Note that all is well as it was with these numbers."""
        self._before = now


def _behind(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dict itself; of a class, `vars` shows only a view of it."""
    if isinstance(namespace, dict):
        return namespace
    (found,) = gc.get_referents(namespace)
    assert isinstance(found, dict)
    return found


def _numbered() -> bool:
    """Return whether this interpreter numbers dicts, by trying every kind of change."""
    probe: dict[str, int] = {}
    number = c_uint64.from_address(id(probe) + AT)
    seen = [number.value]
    for change in (lambda: probe.update(a=1), lambda: probe.update(a=2), lambda: probe.pop("a"), probe.clear):
        change()
        probe.get("a")
        seen.append(number.value)
    kind = type("Probe", (), {"a": 1})
    inside = c_uint64.from_address(id(_behind(vars(kind))) + AT)
    before = inside.value
    kind.a = 2  # type: ignore[attr-defined]
    return len(set(seen[:4])) == 4 and inside.value != before


Heeded = Callable[[str, tuple[Any, ...]], None]
_heeded: dict[str, Heeded] = {}  # what is done at an event; one hook for all, for each costs time at every event
_hooked: list[bool] = []


def _hear(event: str, about: tuple[Any, ...], heeded: dict[str, Heeded] = _heeded) -> None:
    if event in heeded:
        heeded[event](event, about)


def heed(events: Iterable[str], by: Heeded) -> None:
    """Have a function called at each of some audit events from now on, in place of the one that was before."""
    _heeded.update(dict.fromkeys(events, by))
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked.append(True)


def is_heeded(events: Iterable[str], by: Heeded) -> bool:
    """Return whether a function is still the one that is called at some audit events."""
    return all(_heeded.get(event) == by for event in events)


def disregard(events: Iterable[str]) -> None:
    """Have nothing called any more at some audit events."""
    for event in events:
        _heeded.pop(event, None)


class Functions:
    """Hears when the inside of any function is about to be replaced."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        heed(REPLACED, self._hear)
        self._hears = self._try()

    def _hear(self, event: str, about: tuple[Any, ...]) -> None:
        self._heard.append(event)

    def _try(self) -> bool:
        def probe(a: int = 1) -> int:
            return a

        for name, value in (("__code__", probe.__code__), ("__defaults__", (2,)), ("__kwdefaults__", {})):
            self._heard.clear()
            setattr(probe, name, value)
            if not self._heard:
                return False
        self._heard.clear()
        return True

    def now(self) -> int:
        """Return how often this has happened since it was noted last; never 0 where this interpreter does not tell."""
        return len(self._heard) if self._hears and is_heeded(REPLACED, self._hear) else 1

    def note(self, now: int) -> None:
        """Note that all is well as it was at that count."""
        del self._heard[:now]
