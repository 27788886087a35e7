"""What was changed is looked at, what was not is left alone; where an interpreter does not tell, all is looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from autograder.integrity import change_tracking
from autograder.integrity.change_tracking import Functions, Namespaces
from autograder.integrity.pristine import Pristine


class Kind:
    size = 1

    def method(self) -> int:
        return 1


CHANGES: dict[str, Callable[[dict[str, Any], type], Any]] = {
    "a name of a module is replaced": lambda names, kind: names.update(a=2),
    "a name of a module goes": lambda names, kind: names.pop("a"),
    "a module gains a name": lambda names, kind: names.update(b=1),
    "a module is emptied": lambda names, kind: names.clear(),
    "a class's attribute is replaced": lambda names, kind: setattr(kind, "size", 2),
    "a class's method goes": lambda names, kind: delattr(kind, "method"),
    "a class gains a method": lambda names, kind: setattr(kind, "other", len),
}


@pytest.fixture
def kind() -> type:
    return type("Own", (), dict(vars(Kind)))


@pytest.mark.parametrize("what", CHANGES)
def test_a_namespace_that_is_changed_is_told_until_that_is_noted(what: str, kind: type) -> None:
    names: dict[str, Any] = {"a": 1}
    namespaces = Namespaces([{"untouched": 1}, names, vars(kind)])
    assert namespaces.changed(namespaces.now()) == []
    CHANGES[what](names, kind)
    seen = namespaces.now()
    assert namespaces.changed(seen) == [1 if "module" in what else 2]
    assert namespaces.changed(seen) == [1 if "module" in what else 2]
    namespaces.note(seen)
    assert namespaces.changed(namespaces.now()) == []


def test_a_change_after_the_look_is_told_by_the_next() -> None:
    names = {"a": 1}
    namespaces = Namespaces([names])
    seen = namespaces.now()
    names["a"] = 2
    namespaces.note(seen)
    assert namespaces.changed(namespaces.now()) == [0]


def test_reading_changes_nothing(kind: type) -> None:
    names = {"a": 1}
    namespaces = Namespaces([names, vars(kind)])
    assert (names["a"], names.get("b"), list(names), kind.size, kind().method()) == (1, None, ["a"], 1, 1)
    assert namespaces.changed(namespaces.now()) == []


def test_where_dicts_have_no_numbers_all_count_as_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_tracking, "_numbered", lambda: False)
    namespaces = Namespaces([{"a": 1}, {}])
    namespaces.note(namespaces.now())
    assert namespaces.changed(namespaces.now()) == [0, 1]


def plain(a: int = 1, *, b: int = 2) -> int:
    return a + b


def other(a: int = 1, *, b: int = 2) -> int:
    return a - b


@pytest.mark.parametrize(
    ("part", "value"),
    [("__code__", other.__code__), ("__defaults__", (5,)), ("__kwdefaults__", {"b": 5})],
    ids=["code", "defaults", "keyword defaults"],
)
def test_a_function_whose_inside_is_replaced_is_heard_of(part: str, value: Any) -> None:
    functions = Functions()
    before = getattr(plain, part)
    assert (plain(), functions.now()) == (3, 0)
    setattr(plain, part, value)
    heard = functions.now()
    assert heard == 1
    functions.note(heard)
    assert functions.now() == 0
    setattr(plain, part, before)


def test_defaults_that_are_deleted_are_heard_of() -> None:
    def with_default(a: int = 1) -> int:
        return a

    functions = Functions()
    del with_default.__defaults__
    assert functions.now() == 1


def test_where_an_interpreter_does_not_tell_functions_are_looked_at_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_tracking, "REPLACED", frozenset())
    functions = Functions()
    assert functions.now() == 1
    functions.note(1)
    assert functions.now() == 1


TAMPERING: dict[str, Callable[[Any], Any]] = {
    "helpers.check": lambda helpers: setattr(helpers, "check", print),
    "Kept.holds": lambda helpers: setattr(helpers.Kept, "holds", print),
    "the inside of": lambda helpers: setattr(helpers.check, "__code__", (lambda value: True).__code__),
}


@pytest.mark.parametrize("told", [True, False], ids=["an interpreter that tells", "one that does not"])
@pytest.mark.parametrize("what", TAMPERING)
def test_what_was_tampered_with_is_put_back_once_and_again(
    what: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not told:
        monkeypatch.setattr(change_tracking, "_numbered", lambda: False)
        monkeypatch.setattr(change_tracking, "REPLACED", frozenset())
    helpers: Any = ModuleType("helpers")
    exec(
        "def check(value):\n    assert value\n\nclass Kept:\n    def holds(self):\n        return False\n",
        vars(helpers),
    )
    monkeypatch.setitem(sys.modules, "helpers", helpers)
    pristine = Pristine()
    pristine.keep_module(helpers)
    pristine.settle()

    def said() -> list[str]:
        return list(pristine.put_back(frozenset(), callable))

    assert said() == []
    for _ in range(2):
        TAMPERING[what](helpers)
        (sentence,) = said()
        assert what in sentence
        assert said() == []
        assert helpers.Kept().holds() is False
        with pytest.raises(AssertionError):
            helpers.check(False)
