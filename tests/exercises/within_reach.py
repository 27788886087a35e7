"""Lists what a learner reaches from a unit's own names in one line: to see that no answer lies about.

From what the released cells name (the set-up's names, and what they import) it prints, takes attributes and items,
calls functions without arguments and on the names, and gathers an attribute over a list. Labs and pictures are left
out: what they show is drawn and said on purpose.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from types import ModuleType
from typing import Any

from tests.support.units import cleared

DEPTH = 3  # my.part.attribute
ITEMS = 40  # of one list or table of cases; the longest is a ward's roster
NUMBER = re.compile(r"(?<![\w.])-?\d[\d,_]*(?:\.\d+)?(?![\w.])")
SHOWN = ("_lab", "_pictures", ".lab", ".pictures", "check_button")


@dataclass(frozen=True)
class Reached:
    """One thing in reach, and the line that reaches it."""

    line: str
    value: Any


def names_of(notebook: Any, namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the released cells name: the names that the set-up leaves, and what other cells import."""
    found = {name: value for name, value in namespace.items() if not name.startswith("_") and not _is_shown(value)}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for statement in ast.parse(cleared(cell.source)).body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                imported: dict[str, Any] = {}
                exec(compile(ast.Module([statement], []), "<import>", "exec"), imported)
                found.update({n: v for n, v in imported.items() if n != "__builtins__" and not _is_shown(v)})
    return found


def _is_shown(value: Any) -> bool:
    module = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None) or ""
    return isinstance(value, ModuleType) or (callable(value) and module.endswith(SHOWN))


def in_reach(names: Mapping[str, Any]) -> list[Reached]:
    """Return all that one line reaches."""
    roots = [Reached(name, value) for name, value in names.items()]
    found = [thing for root in roots for thing in _below(root, DEPTH)]
    found += list(_calls(roots, found))
    found += [each for thing in found for each in _gathered(thing)]
    return found


def _below(thing: Reached, depth: int) -> Iterator[Reached]:
    """Yield a thing, and what its attributes and items hold."""
    yield thing
    if depth > 1:
        for part in _parts(thing):
            yield from _below(part, depth - 1)


def _parts(thing: Reached) -> Iterator[Reached]:
    value = thing.value
    if isinstance(value, Mapping):
        yield from (Reached(f"{thing.line}[{key!r}]", item) for key, item in list(value.items())[:ITEMS])
    elif isinstance(value, (list, tuple)):
        yield from (Reached(f"{thing.line}[{place}]", item) for place, item in enumerate(value[:ITEMS]))
    elif _is_ours(value):
        for name in _attributes(value):
            try:
                yield Reached(f"{thing.line}.{name}", getattr(value, name))
            except Exception:  # a property that this object has none of
                continue


def _is_ours(value: Any) -> bool:
    return type(value).__module__.startswith("course.") and not isinstance(value, type) and not callable(value)


def _attributes(value: Any) -> list[str]:
    own = [field.name for field in fields(value)] if is_dataclass(value) else []
    return list(dict.fromkeys([*own, *(name for name in dir(type(value)) if not name.startswith("_"))]))


def _calls(roots: Sequence[Reached], found: Sequence[Reached]) -> Iterator[Reached]:
    """Yield what functions return without arguments, and on each of the names."""
    for thing in found:
        if not callable(thing.value) or not _is_the_courses(thing.value):
            continue
        yield from _called(thing, "", ())
        if thing in roots or "." in thing.line:
            for root in roots:
                if not callable(root.value):
                    yield from _called(thing, root.line, (root.value,))


def _is_the_courses(function: Any) -> bool:
    return (getattr(function, "__module__", None) or "").startswith("course.") and not _is_shown(function)


def _called(thing: Reached, argument: str, arguments: tuple[Any, ...]) -> Iterator[Reached]:
    try:
        inspect.signature(thing.value).bind(*arguments)
        returned = thing.value(*arguments)
    except Exception:
        return
    yield from _below(Reached(f"{thing.line}({argument})", returned), 2)


def _gathered(thing: Reached) -> Iterator[Reached]:
    """Yield an attribute of each item, for a list or a table of things that are alike."""
    value = thing.value
    items = value if isinstance(value, Mapping) else dict(enumerate(value)) if isinstance(value, (list, tuple)) else {}
    first = next(iter(items.values()), None)
    if len(items) < 2 or first is None or not _is_ours(first):
        return
    for name in _attributes(first):
        try:
            each = {key: getattr(item, name) for key, item in items.items()}
        except Exception:
            continue
        yield Reached(f"{{key: item.{name} for key, item in {thing.line}.items()}}", each)


def printed_numbers(value: Any) -> list[float]:
    """Return the numbers that printing something shows."""
    try:
        text = str(value)
    except Exception:
        return []
    return [float(found.replace(",", "").replace("_", "")) for found in NUMBER.findall(text[:20_000])]
