"""What went wrong with a figure: typed as on paper, asked for by a wrong name, or of a kind nobody can calculate with.

Python speaks of operand types, of keys and of attributes; a newcomer typed 27%, or subtracted two whole records.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import TracebackType
from typing import Any

from course.errors.tables import Told, cell_frame, near_name, stopped_statement

TEXT_OR_REMARK = re.compile(r"""(["']).*?\1|\#.*""")
PERCENT = re.compile(r"\d\s*%\s*(?:$|[)\],;*/]|of\b)")
DOLLAR = re.compile(r"\$\s*[\d.]|\d\s*\$")
COMMAS = re.compile(r"\b\d{1,3}(?:,\d{3})+\b")
SIGN = re.compile(r"operand type\(s\) for (\S+?)=?(?: or \S+)?:|^'(\S+)' not supported|unary (\S+):")
KIND = re.compile(r"'([\w.]+)'")
TEXT = re.compile(r"concatenate str|\bstr\b.*to str|multiply sequence")
MOST_NAMES = 8  # of a look-up are listed
NO_NUMBER = {
    "NoneType": (
        "One of the values there is empty (None), and Python cannot work out {sign} with it.",
        "look which of them is None, and whether a function above it lacks its return",
    ),
    "tuple": (
        "A comma made several numbers of one there.",
        "type each number without commas, 132000 for 132,000",
    ),
    "method": (
        "A tool is named there and not used, so there is no number yet.",
        "put brackets behind its name, like sum()",
    ),
}


def told_of_figures(value: BaseException, tb: TracebackType | None) -> Told | None:
    """Return what a learner did with a figure and how to mend it, or None if this error is about something else."""
    if isinstance(value, SyntaxError):
        return _typed_as_on_paper(value)
    if isinstance(value, KeyError):
        return _unknown_entry(value, tb)
    if isinstance(value, AttributeError):
        return _unknown_figure(value, tb)
    return _no_number(str(value), tb) if isinstance(value, TypeError) else None


def _typed_as_on_paper(value: SyntaxError) -> Told | None:
    """Explain a percent sign, a dollar sign, and commas in a number."""
    line = TEXT_OR_REMARK.sub("", value.text or "").rstrip()
    if PERCENT.search(line):
        return Told("Python cannot read a percent sign behind a number.", "type a share instead, 0.27 for 27%")
    if DOLLAR.search(line):
        return Told(
            "Python cannot read a dollar sign.",
            "type the number alone, without its sign and commas, 132000 for $132,000",
        )
    if COMMAS.search(line):
        return Told("Python cannot read a number with commas.", "type it without them, 132000 for 132,000")
    return None


# ---------------------------------------------------------------- names


def _unknown_entry(value: KeyError, tb: TracebackType | None) -> Told | None:
    """Explain a look-up that has no entry of that name."""
    if len(value.args) != 1 or not isinstance(value.args[0], (str, int)) or " " in str(value.args[0]):
        return None
    name, look_up = str(value.args[0]), None
    for node in stopped_statement(tb):
        if isinstance(node, ast.Subscript) and isinstance(found := _value_of(node.value, tb), Mapping):
            look_up = found if value.args[0] not in found else look_up
    names = [] if look_up is None else [str(key) for key in look_up]
    return Told(
        f"There is no entry “{name}”{_instead(name, names)}.",
        "spell the entry as the look-up does, or take its names from the look-up itself",
    )


def _unknown_figure(value: AttributeError, tb: TracebackType | None) -> Told | None:
    """Explain a name behind a dot that is not there."""
    if not value.name:
        return None
    nodes = (node for node in stopped_statement(tb) if isinstance(node, ast.Attribute) and node.attr == value.name)
    owner = next((f"“{ast.unparse(node.value)}”" for node in nodes), "What stands before the dot")
    if value.obj is None:
        return Told(f"{owner} is empty (None), so it has no “{value.name}”.", "look for the line that should fill it")
    names = [name for name in dir(value.obj) if not name.startswith("_")]
    near = near_name(value.name, names)
    return Told(
        f"{owner} has no “{value.name}”{f'; it has “{near}”' if near else ''}.",
        "spell the name behind the dot as the question does",
    )


def _instead(name: str, names: list[str]) -> str:
    """Return which name was probably meant, or the names that there are, where they are few."""
    if near := near_name(name, names):
        return f"; there is “{near}”"
    return f"; there are {_quoted(names)}" if 0 < len(names) <= MOST_NAMES else ""


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


# ---------------------------------------------------------------- what is no number


def _no_number(message: str, tb: TracebackType | None) -> Told | None:
    """Explain text, a whole record or look-up, an empty value, a tuple or a tool where a number is needed."""
    found, kinds = SIGN.search(message), KIND.findall(message)
    if "ellipsis" in kinds:  # an answer that is not given yet, which is told by itself
        return None
    if TEXT.search(message) or (found and "str" in kinds):
        return Told(
            "Something there is text, and Python calculates with numbers alone.",
            "type numbers without quotes, signs and commas, and names without quotes",
        )
    if not found:
        return None
    sign = next(part for part in found.groups() if part)
    for kind in kinds:
        says = NO_NUMBER.get("method" if kind.endswith(("method", "function")) else kind)
        if says is not None:
            return Told(says[0].format(sign=sign), says[1])
    return _whole_record(kinds, sign, tb)


def _whole_record(kinds: list[str], sign: str, tb: TracebackType | None) -> Told | None:
    """Explain a record or a look-up that stands where one of its figures is needed."""
    for node in stopped_statement(tb):
        if not isinstance(node, (ast.Name, ast.Attribute)):
            continue
        whole = _value_of(node, tb)
        if type(whole).__name__ in kinds and (example := _one_figure_of(whole, ast.unparse(node))):
            return Told(
                f"“{ast.unparse(node)}” holds several figures, and Python can work out {sign} with one alone.",
                f"name the figure that you need, like {example}",
            )
    return None


def _one_figure_of(whole: Any, name: str) -> str | None:
    """Return how the first figure of a record or a look-up is written."""
    if is_dataclass(whole) and fields(whole):
        return f"{name}.{fields(whole)[0].name}"
    if isinstance(whole, Mapping) and whole:
        return f"{name}[{next(iter(whole))!r}]".replace("'", '"')
    return None


def _value_of(node: ast.AST, tb: TracebackType | None) -> Any:
    """Return what a name, or names joined by dots, stands for in the learner's frame; nothing is run for it."""
    at = cell_frame(tb)
    if at is None:
        return None
    if isinstance(node, ast.Name):
        return {**at[0].f_globals, **at[0].f_locals}.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _value_of(node.value, tb)
        known = {field.name for field in fields(owner)} if is_dataclass(owner) else set()
        return getattr(owner, node.attr) if node.attr in known else None
    return None
