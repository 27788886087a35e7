"""Read the plain-text format of the public nurse-rostering benchmark, and write rosters that it can check.

The format and its meaning are those of the instances 1 to 24 at schedulingbenchmarks.org (Curtois and Qu 2014,
"Computational results on new staff scheduling benchmark instances"): sections with a header line each, comments
that start with ``#``, days counted from 0, which is a Monday. No instance is part of this course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from course.rostering.problem import Cover, Nurse, Request, RosterProblem, ShiftType
from course.rostering.roster import Roster, validated

HORIZON, SHIFTS, STAFF = "SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF"
DAYS_OFF, ON, OFF_REQUESTS = "SECTION_DAYS_OFF", "SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS"
COVER = "SECTION_COVER"
SECTIONS = (HORIZON, SHIFTS, STAFF, DAYS_OFF, ON, OFF_REQUESTS, COVER)
NEEDED = (HORIZON, SHIFTS, STAFF)


class Unreadable(ValueError):
    """A text that is not in the benchmark's format, with the line that does not fit."""


def read(path: str | Path) -> RosterProblem:
    """Return the problem in a file.

    Raises
    ------
    Unreadable
        If a line does not fit the format, in one sentence with its number.
    OSError
        If the file cannot be read.
    """
    return parse(Path(path).read_text(encoding="utf-8-sig"))


def parse(text: str) -> RosterProblem:
    """Return the problem in a text.

    Raises
    ------
    Unreadable
        If a line does not fit the format, in one sentence with its number.
    """
    draft, section, last = _Draft(), None, 0
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        last = number
        if content.startswith("SECTION_"):
            section = _section(content, seen, number)
        elif section is None:
            raise Unreadable(f"Line {number} stands before the first section; begin with {HORIZON}.")
        else:
            _READERS[section](draft, [part.strip() for part in content.split(",")], number)
    missing = [name for name in NEEDED if name not in seen]
    if missing:
        raise Unreadable(f"The text ends at line {last} without a {missing[0]}.")
    return draft.problem()


def to_solution_text(problem: RosterProblem, roster: Roster) -> str:
    """Return a roster as a tab-separated table, a line a nurse and an empty field for each day off.

    The nurses stand in the order of the problem; this is the form that is pasted from a spreadsheet.
    """
    whole = validated(problem, roster)
    return "".join("\t".join(line) + "\n" for line in whole.values())


def from_solution_text(problem: RosterProblem, text: str) -> Roster:
    """Return the roster that `to_solution_text` wrote.

    Raises
    ------
    Unreadable
        If there is not one line for each nurse with one field for each day.
    ValueError
        If a field is no shift.
    """
    lines = text.splitlines()
    if len(lines) != len(problem.nurses):
        raise Unreadable(f"The table has {len(lines)} lines; the problem has {len(problem.nurses)} nurses.")
    for number, line in enumerate(lines, start=1):
        fields = line.count("\t") + 1
        if fields != problem.days:
            raise Unreadable(f"Line {number} has {fields} days; the problem has {problem.days}.")
    return validated(problem, {n.id: line.split("\t") for n, line in zip(problem.nurses, lines, strict=True)})


# ---------------------------------------------------------------- section by section


@dataclass
class _Draft:
    """What has been read so far, each nurse, shift and wish with its line for later complaints."""

    days: int = 0
    shifts: dict[str, tuple[int, ShiftType]] = field(default_factory=dict)
    nurses: dict[str, tuple[int, Nurse]] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def problem(self) -> RosterProblem:
        for number, shift in self.shifts.values():
            for follower in shift.forbidden_next:
                self.known_shift(follower, number)
        return RosterProblem(
            days=self.days,
            shifts=tuple(shift for _, shift in self.shifts.values()),
            nurses=tuple(nurse for _, nurse in self.nurses.values()),
            covers=tuple(self.covers),
            requests=tuple(self.requests),
        )

    def known_day(self, text: str, number: int) -> int:
        day = _whole(text, "day", number)
        if day >= self.days:
            raise Unreadable(f"Line {number} names day {day}; the horizon has days 0 to {self.days - 1}.")
        return day

    def known_shift(self, text: str, number: int) -> str:
        if text not in self.shifts:
            raise Unreadable(f"Line {number} names the shift {text!r}, which {SHIFTS} does not have.")
        return text

    def known_nurse(self, text: str, number: int) -> str:
        if text not in self.nurses:
            raise Unreadable(f"Line {number} names the employee {text!r}, whom {STAFF} does not have.")
        return text


def _section(content: str, seen: set[str], number: int) -> str:
    if content not in SECTIONS:
        raise Unreadable(f"Line {number} opens {content}, which is none of the format's sections.")
    if content in seen:
        raise Unreadable(f"Line {number} opens {content} a second time.")
    needs = next((name for name in NEEDED[: SECTIONS.index(content)] if name not in seen), None)
    if needs:
        raise Unreadable(f"Line {number} opens {content} before {needs}.")
    seen.add(content)
    return content


def _horizon(draft: _Draft, parts: list[str], number: int) -> None:
    if draft.days:
        raise Unreadable(f"Line {number} gives the horizon a second time.")
    (days,) = _fields(parts, number, "the number of days")
    draft.days = _whole(days, "horizon", number)
    if draft.days < 1:
        raise Unreadable(f"Line {number} gives a horizon of {draft.days} days; at least 1.")


def _shift(draft: _Draft, parts: list[str], number: int) -> None:
    name, minutes, never = _fields([*parts, ""] if len(parts) == 2 else parts, number, "id, minutes, followers")
    if name in draft.shifts:
        raise Unreadable(f"Line {number} names the shift {name!r} a second time.")
    shift = ShiftType(name, _whole(minutes, "length", number), tuple(_listed(never)))
    if not name or shift.minutes < 1:
        raise Unreadable(f"Line {number} needs a shift's name and a length above 0.")
    draft.shifts[name] = (number, shift)


def _staff(draft: _Draft, parts: list[str], number: int) -> None:
    what = "id, shift limits, most and least minutes, longest and shortest run, shortest rest, weekends"
    name, limits, *figures = _fields(parts, number, what, count=8)
    if name in draft.nurses:
        raise Unreadable(f"Line {number} names the employee {name!r} a second time.")
    most, least, longest, shortest, rest, weekends = (_whole(text, "figure", number) for text in figures)
    nurse = Nurse(
        id=name,
        max_minutes=most,
        min_minutes=least,
        max_consecutive_shifts=longest,
        min_consecutive_shifts=max(1, shortest),
        min_consecutive_days_off=max(1, rest),
        max_weekends=weekends,
        max_shifts=MappingProxyType(dict(_limit(text, number) for text in _listed(limits))),
    )
    with _naming_line(number):
        # The rules of a nurse are the model's own: ask it now, while the line is known.
        RosterProblem(draft.days, tuple(replace(s, forbidden_next=()) for _, s in draft.shifts.values()), (nurse,))
    draft.nurses[name] = (number, nurse)


def _days_off(draft: _Draft, parts: list[str], number: int) -> None:
    name = draft.known_nurse(parts[0], number)
    days = {draft.known_day(text, number) for text in parts[1:] if text}
    where, nurse = draft.nurses[name]
    draft.nurses[name] = (where, replace(nurse, leave=tuple(sorted({*nurse.leave, *days}))))


def _request(wanted: bool) -> Callable[[_Draft, list[str], int], None]:
    def reader(draft: _Draft, parts: list[str], number: int) -> None:
        name, day, shift, weight = _fields(parts, number, "employee, day, shift, weight")
        draft.requests.append(
            Request(
                draft.known_nurse(name, number),
                draft.known_day(day, number),
                draft.known_shift(shift, number),
                _whole(weight, "weight", number),
                wanted,
            )
        )

    return reader


def _cover(draft: _Draft, parts: list[str], number: int) -> None:
    day, shift, *figures = _fields(parts, number, "day, shift, people, weight under, weight over")
    needed, under, over = (_whole(text, "figure", number) for text in figures)
    cover = Cover(draft.known_day(day, number), draft.known_shift(shift, number), needed, under, over)
    if any((c.day, c.shift) == (cover.day, cover.shift) for c in draft.covers):
        raise Unreadable(f"Line {number} asks for cover of day {day}, shift {shift} a second time.")
    draft.covers.append(cover)


_READERS: dict[str, Callable[[_Draft, list[str], int], None]] = {
    HORIZON: _horizon,
    SHIFTS: _shift,
    STAFF: _staff,
    DAYS_OFF: _days_off,
    ON: _request(wanted=True),
    OFF_REQUESTS: _request(wanted=False),
    COVER: _cover,
}


# ---------------------------------------------------------------- fields


@contextmanager
def _naming_line(number: int) -> Iterator[None]:
    """Give a complaint of the model the number of the line it is about."""
    try:
        yield
    except Unreadable:
        raise
    except ValueError as problem:
        raise Unreadable(f"Line {number} does not hold together: {problem}") from None


def _fields(parts: list[str], number: int, what: str, count: int | None = None) -> list[str]:
    expected = count or what.count(",") + 1
    if len(parts) != expected:
        raise Unreadable(f"Line {number} has {len(parts)} fields; it needs {expected}: {what}.")
    return parts


def _whole(text: str, what: str, number: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = -1
    if value < 0:
        raise Unreadable(f"Line {number} has {text!r} where a {what} belongs: a whole number of 0 or more.")
    return value


def _listed(text: str) -> Iterator[str]:
    """Yield the entries of a field that are separated by bars; none for an empty field."""
    return (entry.strip() for entry in text.split("|") if entry.strip())


def _limit(text: str, number: int) -> tuple[str, int]:
    shift, equals, most = text.partition("=")
    if not equals:
        raise Unreadable(f"Line {number} has the limit {text!r}; write it as SHIFT=number.")
    return shift.strip(), _whole(most.strip(), "limit", number)
