"""Write a year of shifts on the six nursing units: who was on duty, how many patients there were.

The order of work: midnight census that sums to the budget's patient days, shifts needed by role, agency shifts that
sum to the budget's agency hours, then people from the roster, fairly by their FTE and never a day shift after a night.
Call-outs keep their row, without hours, and somebody else steps in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from datasets import story
from datasets.dept_budget_actual.departments import DEPARTMENTS
from datasets.dept_budget_actual.make import build as build_budget
from datasets.staff_roster.make import Person
from datasets.staff_roster.make import build as build_roster
from datasets.staff_roster.posts import NURSING_UNITS, Unit
from datasets.tools import apportion, draws

HERE = Path(__file__).parent
YEAR, DAYS = 2025, 365
STAFFED_BEDS = {"D01": 64, "D02": 40, "D03": 28, "D04": 24, "D05": 14, "D06": 10}
NAMES = {dept.dept_id: dept.name for dept in DEPARTMENTS}
SHIFT_HOURS, DAY_SHARE = 12, 0.55
SHIFTS = ("D", "N")
CALL_OUT_SHARE = 0.05
LONGEST_RUN = 3  # shifts in a row
WEEKDAY_CENSUS = (1.0, 1.03, 1.04, 1.03, 1.0, 0.95, 0.95)  # Monday first
WORKED = ((12.0, 0.68), (12.25, 0.12), (12.5, 0.06), (11.75, 0.10), (11.0, 0.04))  # hours, share; the mean is 12.0
OVERTIME_AFTER = 40  # hours in a week that begins on Sunday
OTHER_SHIFT, CHANCE = 0.25, 0.10  # how little people change shifts, and how much luck decides

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
CALENDAR = np.arange("2024-07-01", "2025-07-01", dtype="datetime64[D]")
MONTH = np.searchsorted(np.array(story.months(YEAR), dtype="datetime64[D]"), CALENDAR, side="right") - 1
WEEKDAY = (CALENDAR.astype(int) + 3) % 7


@dataclass(frozen=True)
class Duty:
    """One row: a person on a shift."""

    day: int
    unit: str
    shift: str
    emp_id: str
    role: str
    agency: bool
    worked: float
    callout: bool


@dataclass(frozen=True)
class Ward:
    """A unit's year: census by day and shift (midday, midnight) and how ill the patients were."""

    unit: Unit
    census: Ints
    acuity: Floats


def midnight_census(patient_days: Ints, rng: np.random.Generator) -> Ints:
    """Split twelve months of patient days over their midnights, fuller in midweek."""
    pull = np.array(WEEKDAY_CENSUS)[WEEKDAY] * (1 + 0.05 * np.clip(rng.standard_normal(DAYS), -2, 2))
    return np.concatenate([apportion(int(total), pull[month == MONTH]) for month, total in enumerate(patient_days)])


def draw_ward(unit: Unit, patient_days: Ints, rng: np.random.Generator) -> Ward:
    """Return a unit's census: more patients are in their beds at noon than at midnight."""
    midnight = midnight_census(patient_days, rng)
    noon = np.rint(midnight * (1.05 + 0.03 * np.clip(rng.standard_normal(DAYS), -1.5, 2)))
    beds = STAFFED_BEDS[unit.dept_id]
    acuity = np.round(1 + 0.05 * np.clip(rng.standard_normal((DAYS, 2)), -3, 3), 2)
    return Ward(unit, np.column_stack([np.minimum(noon, beds).astype(np.int64), midnight]), acuity)


def needed(ward: Ward, role: str) -> Ints:
    """Return shifts of a role by day and shift; over the year they are the unit's hours per patient day."""
    midnight = ward.census[:, 1]
    hours = ward.unit.hours_per_patient_day * ward.unit.mix[role] * int(midnight.sum())
    columns = []
    for at, share in enumerate((DAY_SHARE, 1 - DAY_SHARE)):
        load = np.cumsum(midnight * (0.5 + 0.5 * ward.acuity[:, at]))
        columns.append(np.diff(np.rint(hours * share / SHIFT_HOURS * load / load[-1]), prepend=0))
    return np.column_stack(columns).astype(np.int64)


def agency_slots(hours: Ints, need: Ints, rng: np.random.Generator) -> Ints:
    """Return agency shifts by day and shift: each month's hours to within one shift, never a whole crew."""
    shifts = np.diff(np.rint(np.cumsum(hours) / SHIFT_HOURS), prepend=0).astype(int)
    slots = np.zeros_like(need)
    for month, count in enumerate(shifts):
        days = np.flatnonzero(month == MONTH)
        room = [(day, at) for day in days for at in (0, 1) for _ in range(int(need[day, at] * 0.6))]
        for pick in rng.choice(len(room), count, replace=False):
            slots[room[pick]] += 1
    return slots


class Crew:
    """The people of one role on one unit, and what they have worked so far."""

    def __init__(self, people: list[Person], rng: np.random.Generator) -> None:
        self.people, self.rng = people, rng
        self.fte = np.array([person.tenths / 10 for person in people])
        self.night = np.array([person.night for person in people])
        self.first = np.array([person.hired for person in people], dtype="datetime64[D]")
        self.last = np.array([person.left or date(2099, 1, 1) for person in people], dtype="datetime64[D]")
        self.shifts = np.zeros(len(people))
        # on duty by shift, day and person; the first days are before the year and the last after it
        self.on = np.zeros((2, LONGEST_RUN + DAYS + 1, len(people)), dtype=bool)

    def free(self, day: int, at: int) -> Bools:
        """Return who is employed, not on duty, and has neither a night before nor a day shift after."""
        today = day + LONGEST_RUN
        there = (self.first <= CALENDAR[day]) & (self.last >= CALENDAR[day]) & ~self.on[:, today].any(axis=0)
        return there & ~(self.on[1, today - 1] if at == 0 else self.on[0, today + 1])

    def choose(self, day: int, at: int, count: int) -> list[Person]:
        """Choose who comes, as far as there are enough: rested, and furthest behind their FTE."""
        if count <= 0:
            return []
        there = self.free(day, at)
        tired = self.on[:, day : day + LONGEST_RUN].any(axis=0).all(axis=0)
        served = np.maximum((CALENDAR[day] - np.maximum(self.first, CALENDAR[0])).astype(int), 7)
        behind = self.shifts / (self.fte * served / 7 * 3) + OTHER_SHIFT * (self.night != (at == 1)) + 9 * tired
        behind += CHANCE * self.rng.standard_normal(len(behind))
        order = np.argsort(np.where(there, behind, np.inf), kind="stable")[: min(count, int(there.sum()))]
        self.on[at, day + LONGEST_RUN, order] = True
        self.shifts[order] += 1
        return [self.people[int(index)] for index in order]


def worked_hours(rng: np.random.Generator, count: int) -> Floats:
    """Draw the hours of so many shifts."""
    hours, share = zip(*WORKED, strict=True)
    return rng.choice(np.array(hours), count, p=np.array(share))


def staff_duties(ward: Ward, need: Ints, crews: list[Crew], rng: np.random.Generator) -> list[Duty]:
    """Return the duties of the hospital's own people in one role: the unit's first, then whoever can float to it."""
    duties = []
    for day in range(DAYS):
        for at, shift in enumerate(SHIFTS):
            count = int(need[day, at])
            out = int(rng.binomial(count, CALL_OUT_SHARE))
            chosen: list[Person] = []
            for crew in crews:
                chosen += crew.choose(day, at, count + out - len(chosen))
            hours = worked_hours(rng, len(chosen))
            for place, (person, worked) in enumerate(zip(chosen, hours, strict=True)):
                hour = 0.0 if place < out else float(worked)
                duties.append(Duty(day, ward.unit.dept_id, shift, person.emp_id, person.role, False, hour, place < out))
    return duties


def agency_duties(ward: Ward, slots: Ints, rng: np.random.Generator) -> list[Duty]:
    """Return agency nurses' duties: each quarter brings its own people, with numbers that begin with A."""
    duties = []
    place = [unit.dept_id for unit in NURSING_UNITS].index(ward.unit.dept_id) + 1
    busiest = int(slots.sum(axis=1).max())
    size = 3 * busiest + 2
    last_day, last_night = np.full(4 * size, -9), np.full(4 * size, -9)
    shifts = np.zeros(4 * size)
    for day in range(DAYS):
        for at, shift in enumerate(SHIFTS):
            mine = np.arange(size) + size * (MONTH[day] // 3)
            free = mine[(last_day[mine] < day) & (last_night[mine] < day - (at == 0))]
            chosen = free[np.argsort(shifts[free] + rng.random(len(free)), kind="stable")][: slots[day, at]]
            shifts[chosen] += 1
            (last_day, last_night)[at][chosen] = day
            hours = worked_hours(rng, len(chosen))
            duties += [
                Duty(day, ward.unit.dept_id, shift, f"A{place}{int(index):03d}", "RN", True, float(worked), False)
                for index, worked in zip(chosen, hours, strict=True)
            ]
    return duties


def build() -> tuple[list[Ward], list[Duty]]:
    """Draw the year: wards and duties."""
    rng = draws("nurse_shifts")
    actual = build_budget()[1][YEAR]
    wards = [draw_ward(unit, actual.volumes[(unit.dept_id, "supplies")], rng) for unit in NURSING_UNITS]
    there = [person for person in build_roster() if not person.left or person.left >= date(2024, 7, 1)]
    duties = []
    for role in ("RN", "LPN", "CNA"):
        crew = {unit.dept_id: Crew([p for p in there if p.cell == (unit.dept_id, role)], rng) for unit in NURSING_UNITS}
        for ward in (ward for ward in wards if ward.unit.mix[role]):
            need = needed(ward, role)
            if role == "RN":
                slots = agency_slots(actual.volumes[(ward.unit.dept_id, "agency")], need, rng)
                duties += agency_duties(ward, slots, rng)
                need = need - slots
            own = ward.unit.dept_id
            others = [crew[dept] for dept in crew if dept != own]
            duties += staff_duties(ward, need, [crew[own], *others], rng)
    return wards, sorted(duties, key=lambda duty: (duty.day, duty.unit, duty.shift, duty.emp_id))


def overtime(duties: list[Duty]) -> Floats:
    """Return each duty's hours beyond 40 of its person's week."""
    week_hours: dict[tuple[str, int], float] = {}
    beyond = np.zeros(len(duties))
    for at, duty in enumerate(duties):
        key = (duty.emp_id, int((CALENDAR[duty.day].astype(int) + 4) // 7))
        before = week_hours.get(key, 0.0)
        week_hours[key] = before + duty.worked
        beyond[at] = max(0.0, week_hours[key] - OVERTIME_AFTER) - max(0.0, before - OVERTIME_AFTER)
    return beyond


def check(wards: list[Ward], duties: list[Duty]) -> None:
    """Assert census, hours per patient day, agency hours and call-outs."""
    actual = build_budget()[1][YEAR]
    assert sum(STAFFED_BEDS.values()) == story.STAFFED_BEDS
    assert sum(int(ward.census[:, 1].sum()) for ward in wards) == story.PATIENT_DAYS
    assert len({(duty.day, duty.emp_id) for duty in duties}) == len(duties)
    called = [duty.callout for duty in duties if not duty.agency]
    assert 0.04 < np.mean(called) < 0.06
    for ward in wards:
        assert ward.census.max() <= STAFFED_BEDS[ward.unit.dept_id]
        mine = [duty for duty in duties if duty.unit == ward.unit.dept_id]
        per_day = sum(duty.worked for duty in mine) / int(ward.census[:, 1].sum())
        assert abs(per_day / ward.unit.hours_per_patient_day - 1) < 0.01
        hired = sum(duty.agency for duty in mine) * SHIFT_HOURS
        assert abs(hired - int(actual.volumes[(ward.unit.dept_id, "agency")].sum())) <= SHIFT_HOURS
    assert 0.02 < overtime(duties).sum() / sum(duty.worked for duty in duties) < 0.10


def table(wards: list[Ward], duties: list[Duty]) -> pa.Table:
    """Return the shifts as an Arrow table with the columns of the dictionary."""
    ward = {one.unit.dept_id: one for one in wards}
    at = {shift: place for place, shift in enumerate(SHIFTS)}
    columns = {
        "date": CALENDAR[[duty.day for duty in duties]],
        "dept_id": [duty.unit for duty in duties],
        "unit": [NAMES[duty.unit] for duty in duties],
        "shift": [duty.shift for duty in duties],
        "emp_id": [duty.emp_id for duty in duties],
        "role": [duty.role for duty in duties],
        "sched_hours": np.full(len(duties), float(SHIFT_HOURS)),
        "worked_hours": np.array([duty.worked for duty in duties]),
        "overtime_hours": overtime(duties),
        "agency": np.array([duty.agency for duty in duties]),
        "census": np.array([ward[duty.unit].census[duty.day, at[duty.shift]] for duty in duties]),
        "acuity_index": np.array([ward[duty.unit].acuity[duty.day, at[duty.shift]] for duty in duties]),
        "callout": np.array([duty.callout for duty in duties]),
    }
    return pa.table(columns)


def make(folder: Path = HERE) -> list[Path]:
    """Write data.parquet into a folder."""
    wards, duties = build()
    check(wards, duties)
    path = folder / "data.parquet"
    pq.write_table(table(wards, duties), path, compression="zstd", compression_level=12)
    return [path]


if __name__ == "__main__":
    make()
