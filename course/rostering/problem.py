"""A rostering problem as plain data: shift types, nurses and their contracts, cover and requests.

Contracts, rest rules and leave are kept to without exception. Cover and requests are wishes with a weight: what
cannot be met is named and paid for in the roster's cost, so that a demand nobody can fill is still answered.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)

DAYS_A_WEEK = 7
SATURDAY, SUNDAY = 5, 6
OFF = ""  # a day without a shift; in a request, any shift
ANYONE = ""  # cover that counts heads, whatever their skills


@dataclass(frozen=True)
class ShiftType:
    """A kind of shift.

    Parameters
    ----------
    id : str
        Short name, for instance ``"D"``.
    minutes : int
        Paid length, in minutes.
    forbidden_next : tuple of str
        Shifts that the same nurse must not work on the following day.
    label : str
        What people call it: "day, 07 to 19".
    """

    id: str
    minutes: int
    forbidden_next: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Nurse:
    """A nurse, and what the contract and the law ask of every roster.

    Parameters
    ----------
    id : str
        Name on the roster.
    max_minutes, min_minutes : int
        Bounds of the paid minutes in the whole roster.
    max_consecutive_shifts, min_consecutive_shifts : int
        Bounds of a run of working days. The days before and after the roster are taken as off for the longest
        run, and as working for the shortest, so that a run cut by the edge is not called short.
    min_consecutive_days_off : int
        Shortest run of days off between two working days.
    max_weekends : int
        Weekends with a shift on Saturday or Sunday.
    max_consecutive_days_off : int, optional
        Longest run of days off; a run with a day of leave in it is exempt.
    skills : tuple of str
        Skills that cover may ask for.
    max_shifts : mapping of str to int
        Most shifts of one type in the roster; a type that is not named has no limit.
    leave : tuple of int
        Days of fixed leave, counted from 0.
    """

    id: str
    max_minutes: int
    min_minutes: int = 0
    max_consecutive_shifts: int = DAYS_A_WEEK
    min_consecutive_shifts: int = 1
    min_consecutive_days_off: int = 1
    max_weekends: int = 10**6
    max_consecutive_days_off: int | None = None
    skills: tuple[str, ...] = ()
    max_shifts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    leave: tuple[int, ...] = ()

    def may_work(self, shift: str) -> bool:
        """Return whether the contract allows this type of shift at all."""
        return self.max_shifts.get(shift, 1) > 0


@dataclass(frozen=True)
class Cover:
    """How many people a shift needs on one day, and what each one missing or too many costs.

    Parameters
    ----------
    day : int
        Counted from 0.
    shift : str
        A shift type.
    needed : int
        People.
    under_weight, over_weight : int
        Cost of each person missing, and of each one more than needed.
    skill : str
        Only people with this skill count; empty counts everybody.
    """

    day: int
    shift: str
    needed: int
    under_weight: int
    over_weight: int = 0
    skill: str = ANYONE


@dataclass(frozen=True)
class Request:
    """A nurse's wish to work a shift, or not to.

    Parameters
    ----------
    nurse : str
        Who asks.
    day : int
        Counted from 0.
    shift : str
        The shift type; empty means any shift, so that an empty wish for off is a day off.
    weight : int
        Cost where it is not granted.
    wanted : bool
        True asks to work it, False not to.
    """

    nurse: str
    day: int
    shift: str
    weight: int
    wanted: bool


@dataclass(frozen=True)
class RosterProblem:
    """Everything that a roster is made from.

    Parameters
    ----------
    days : int
        Length of the roster.
    shifts, nurses, covers, requests : tuple
        What is worked, by whom, how many are needed and who asks for what.
    first_weekday : int
        Weekday of day 0; 0 is Monday, 6 is Sunday.

    Raises
    ------
    ValueError
        If something does not fit, in one sentence.
    """

    days: int
    shifts: tuple[ShiftType, ...]
    nurses: tuple[Nurse, ...]
    covers: tuple[Cover, ...] = ()
    requests: tuple[Request, ...] = ()
    first_weekday: int = 0

    def __post_init__(self) -> None:
        _check_frame(self)
        for each in self.shifts:
            _check_shift(self, each)
        for nurse in self.nurses:
            _check_nurse(self, nurse)
        for cover in self.covers:
            _check_cover(self, cover)
        twice = _first_repeated((c.day, c.shift, c.skill) for c in self.covers)
        if twice is not None:
            day, shift, skill = twice
            raise ValueError(f"Cover of day {day} shift {shift} is asked for twice ({skill or 'anyone'}); ask once.")
        for request in self.requests:
            _check_request(self, request)

    @cached_property
    def shift(self) -> Mapping[str, ShiftType]:
        """Shift types by id."""
        return MappingProxyType({s.id: s for s in self.shifts})

    @cached_property
    def nurse(self) -> Mapping[str, Nurse]:
        """Nurses by id."""
        return MappingProxyType({n.id: n for n in self.nurses})

    @cached_property
    def weekends(self) -> tuple[tuple[int, ...], ...]:
        """The Saturdays and Sundays of the roster, one group of days for each weekend."""
        found: dict[int, list[int]] = {}
        for day in range(self.days):
            if self.weekday(day) in (SATURDAY, SUNDAY):
                found.setdefault((day + self.first_weekday) // DAYS_A_WEEK, []).append(day)
        return tuple(tuple(days) for days in found.values())

    @cached_property
    def covers_on(self) -> tuple[tuple[Cover, ...], ...]:
        """The cover asked for on each day."""
        return tuple(tuple(c for c in self.covers if c.day == day) for day in range(self.days))

    def weekday(self, day: int) -> int:
        """Return the weekday of a day, 0 for Monday."""
        return (self.first_weekday + day) % DAYS_A_WEEK


# ---------------------------------------------------------------- to and from plain data


def to_plain(problem: RosterProblem) -> dict[str, Any]:
    """Return the problem as what JSON can hold."""
    return {
        "days": problem.days,
        "first_weekday": problem.first_weekday,
        "shifts": [asdict(s) for s in problem.shifts],
        "nurses": [{**vars(n), "max_shifts": dict(n.max_shifts)} for n in problem.nurses],
        "covers": [asdict(c) for c in problem.covers],
        "requests": [asdict(r) for r in problem.requests],
    }


def from_plain(plain: Mapping[str, Any]) -> RosterProblem:
    """Return the problem that `to_plain` wrote down.

    Raises
    ------
    ValueError
        If the problem does not hold together.
    """
    nurse_lists = ("skills", "leave")
    return RosterProblem(
        days=plain["days"],
        first_weekday=plain["first_weekday"],
        shifts=tuple(ShiftType(**{**s, "forbidden_next": tuple(s["forbidden_next"])}) for s in plain["shifts"]),
        nurses=tuple(Nurse(**{**n, **{key: tuple(n[key]) for key in nurse_lists}}) for n in plain["nurses"]),
        covers=tuple(Cover(**c) for c in plain["covers"]),
        requests=tuple(Request(**r) for r in plain["requests"]),
    )


# ---------------------------------------------------------------- what does not fit, in sentences


def _check_frame(problem: RosterProblem) -> None:
    if not _whole(problem.days) or problem.days < 1:
        raise ValueError(f"A roster has at least one day, got {problem.days}; give whole days.")
    if problem.first_weekday not in range(DAYS_A_WEEK):
        raise ValueError(f"first_weekday must be 0 (Monday) to 6 (Sunday), got {problem.first_weekday}.")
    names = {"shift type": [s.id for s in problem.shifts], "nurse": [n.id for n in problem.nurses]}
    for what, ids in names.items():
        if not ids:
            raise ValueError(f"A roster needs at least one {what}.")
        twice = _first_repeated(ids)
        if twice is not None:
            raise ValueError(f"The {what} {twice!r} is there twice; give each its own name.")


def _check_shift(problem: RosterProblem, shift: ShiftType) -> None:
    if not shift.id:
        raise ValueError("A shift type needs a name; the empty name is a day off.")
    if not _whole(shift.minutes) or shift.minutes < 1:
        raise ValueError(f"Shift {shift.id} lasts {shift.minutes} minutes; give whole minutes above 0.")
    for follower in shift.forbidden_next:
        _known_shift(problem, follower, f"Shift {shift.id} forbids {follower!r} on the next day")


def _check_nurse(problem: RosterProblem, nurse: Nurse) -> None:
    who = nurse.id
    if not who:
        raise ValueError("A nurse needs a name.")
    if not 0 <= nurse.min_minutes <= nurse.max_minutes:
        raise ValueError(f"{who} has {nurse.min_minutes} to {nurse.max_minutes} minutes; the least exceeds the most.")
    if not 1 <= nurse.min_consecutive_shifts <= nurse.max_consecutive_shifts:
        low, high = nurse.min_consecutive_shifts, nurse.max_consecutive_shifts
        raise ValueError(f"{who} works runs of {low} to {high} shifts; give at least 1, and the least first.")
    if nurse.min_consecutive_days_off < 1 or nurse.max_weekends < 0:
        raise ValueError(f"{who} needs min_consecutive_days_off of at least 1 and max_weekends of at least 0.")
    longest = nurse.max_consecutive_days_off
    if longest is not None and longest < nurse.min_consecutive_days_off:
        raise ValueError(f"{who} may have at most {longest} days off in a row, fewer than the shortest run allowed.")
    for shift, most in nurse.max_shifts.items():
        _known_shift(problem, shift, f"{who} has a limit on shift {shift!r}")
        if most < 0:
            raise ValueError(f"{who} has a limit of {most} on shift {shift}; give 0 or more.")
    for day in nurse.leave:
        _known_day(problem, day, f"{who} has leave on day {day}")


def _check_cover(problem: RosterProblem, cover: Cover) -> None:
    _known_day(problem, cover.day, f"Cover is asked for on day {cover.day}")
    _known_shift(problem, cover.shift, f"Cover is asked for on shift {cover.shift!r}")
    if not _whole(cover.needed) or cover.needed < 0:
        raise ValueError(f"Day {cover.day} shift {cover.shift} needs {cover.needed} people; give a whole number.")
    _whole_weight(cover.under_weight, f"Cover of day {cover.day} shift {cover.shift}")
    _whole_weight(cover.over_weight, f"Cover of day {cover.day} shift {cover.shift}")


def _check_request(problem: RosterProblem, request: Request) -> None:
    if request.nurse not in problem.nurse:
        raise ValueError(f"A request is made by {request.nurse!r}, who is no nurse of this roster.")
    _known_day(problem, request.day, f"{request.nurse} asks for day {request.day}")
    if request.shift != OFF:
        _known_shift(problem, request.shift, f"{request.nurse} asks about shift {request.shift!r}")
    _whole_weight(request.weight, f"The request of {request.nurse} on day {request.day}")


def _known_day(problem: RosterProblem, day: int, what: str) -> None:
    if not _whole(day) or not 0 <= day < problem.days:
        raise ValueError(f"{what}, but the roster's days run from 0 to {problem.days - 1}.")


def _known_shift(problem: RosterProblem, shift: str, what: str) -> None:
    if shift not in problem.shift:
        raise ValueError(f"{what}, which is none of its shift types ({', '.join(problem.shift)}).")


def _whole_weight(weight: int, what: str) -> None:
    if not _whole(weight) or weight < 0:
        raise ValueError(f"{what} has a weight of {weight}; weights are whole numbers of 0 or more.")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _first_repeated(names: Iterable[T]) -> T | None:
    seen: set[T] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
