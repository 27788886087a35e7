"""What a regrade changes, for a screen, for a script, and as a page that can be kept or sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.regrading.changes import Change, Selection
from autograder.regrading.regrade import Comparison

COLUMNS = ("Student", "Notebook", "Check", "Before", "After", "Change", "Taken", "What the check says now")
PAGE = Path(__file__).with_name("page.html")


def summary(found: Comparison, applied: bool) -> str:
    """Return in a sentence or three how many gain and lose, and whether anything was changed."""
    gain = _totals(change for change in found.changes if change.gain > 0)
    lose = _totals(change for change in found.changes if change.gain < 0)
    if not found.changes:
        return f"{len(found.students)} submissions ran again, and every check earns what it earned before."
    marked = sum(change.by_hand is not None for change in found.changes)
    sentences = [
        f"{len(found.students)} submissions ran again.",
        f"{_people(gain)} would gain {_points(sum(gain.values()))}, {_people(lose)} would lose "
        f"{_points(-sum(lose.values()))}.",
    ]
    if marked:
        sentences.append(f"In {marked} of these checks a person gave the points, and those stay.")
    sentences.append("What is taken is in the gradebook." if applied else "Nothing was changed.")
    return " ".join(sentences)


def by_check(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return for each check how many students gain, how many lose, and how many points in all."""
    found: dict[tuple[str, str], list[float]] = {}
    for change in changes:
        found.setdefault((change.notebook, change.check), []).append(change.gain)
    return [
        {
            "notebook": notebook,
            "check": check,
            "gain": sum(gain > 0 for gain in gains),
            "lose": sum(gain < 0 for gain in gains),
            "points": signed(sum(gains)),
        }
        for (notebook, check), gains in found.items()
    ]


def table(found: Comparison, take: Selection | None) -> list[tuple[str, ...]]:
    """Return a row of `COLUMNS` for each change, the largest losses first."""
    ordered = sorted(found.changes, key=lambda change: (change.gain, change.student))
    return [
        (
            change.student,
            change.notebook,
            change.check,
            number(change.before),
            f"{number(change.after)} of {change.possible:g}",
            signed(change.gain) + ("" if change.by_hand is None else f" (by hand: {change.by_hand:g})"),
            "" if take is None else "yes" if take.takes(change) else "no",
            change.said,
        )
        for change in ordered
    ]


def as_plain_data(found: Comparison, take: Selection | None, record: str | None) -> dict[str, Any]:
    """Return a comparison for scripts; `record` is the id under which it can be undone."""
    changes = [
        {**asdict(change), "gain": change.gain, "taken": take is not None and take.takes(change)}
        for change in found.changes
    ]
    return {"students": list(found.students), "changes": changes, "record": record}


def as_html(name: str, found: Comparison, take: Selection | None) -> str:
    """Return a comparison as a page of its own; what students wrote is text in it and nothing else."""
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(PAGE.read_text(encoding="utf-8"))
    about: Mapping[str, Any] = {
        "name": name,
        "summary": summary(found, take is not None),
        "by_check": by_check(found.changes),
        "columns": COLUMNS,
        "rows": table(found, take),
    }
    return page.render(about)


def number(points: float | None) -> str:
    """Return points as they are written; what a person still has to mark is a dash."""
    return "–" if points is None else f"{points:g}"


def signed(points: float) -> str:
    """Return a difference in points with its sign."""
    return f"{points:+g}".replace("-", "−")


def _totals(changes: Iterable[Change]) -> dict[str, float]:
    found: dict[str, float] = {}
    for change in changes:
        found[change.student] = found.get(change.student, 0.0) + change.gain
    return found


def _people(totals: Mapping[str, float]) -> str:
    return "1 student" if len(totals) == 1 else f"{len(totals)} students"


def _points(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"
