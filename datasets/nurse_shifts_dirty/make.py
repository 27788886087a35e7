"""Write a dirty extract of four weeks of shifts, as a scheduling office might send it.

Every spoilt cell can be repaired from the file itself; rows of people who had left are found against the roster.
The rows that are spoilt follow from the seed and are recorded nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from datasets.claims_dirty.make import FALSEHOODS, TRUTHS, dirty_date
from datasets.encounters_dirty.make import UNIT_NAMES
from datasets.nurse_shifts.make import NAMES, build, table
from datasets.staff_roster.make import NURSES, Person
from datasets.staff_roster.make import build as build_roster
from datasets.staff_roster.posts import NURSING_UNITS
from datasets.tools import draws, write_csv

HERE = Path(__file__).parent
ENCODING = "utf-8-sig"
FIRST_DAY, DAYS = date(2025, 3, 2), 28
SHIFTS = {"D": ("D", "Day", "07-19"), "N": ("N", "Night", "19-07")}
ROLES = {"RN": ("RN", "R.N.", "rn"), "LPN": ("LPN", "LVN", "lpn"), "CNA": ("CNA", "NA", "Nurse aide")}
HOURS_A_PAY_PERIOD = 80  # two weeks of full time


@dataclass(frozen=True)
class Amount:
    """How often each kind of dirt strikes."""

    lost_zeros: float = 0.30
    synonym: float = 0.30
    nameless_agency: float = 0.60
    fte_in_hours: float = 0.40
    former_staff: int = 14
    copies: int = 36
    no_clock_out: int = 22
    in_minutes: int = 70


DIRT = Amount()
Shift = dict[str, Any]


class Scribe:
    """Writes one clean shift as a row of careless text."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def one_of(self, options: tuple[str, ...]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def fte(self, tenths: int) -> str:
        if not tenths:
            return ""
        return str(HOURS_A_PAY_PERIOD * tenths // 10) if self.chance(DIRT.fte_in_hours) else f"{tenths / 10:.1f}"

    def cell(self, column: str, value: Any) -> str:
        for name, names in (("unit", UNIT_NAMES), ("shift", SHIFTS), ("role", ROLES)):
            if column == name:
                options = names[value]
                return self.one_of(options[1:]) if self.chance(DIRT.synonym) else options[0]
        if column == "date":
            return dirty_date(value, int(self.rng.integers(5)))
        if column in ("agency", "callout"):
            return self.one_of(TRUTHS if value else FALSEHOODS)
        if column == "emp_id":
            return str(value).lstrip("0") if self.chance(DIRT.lost_zeros) else str(value)
        return str(value)

    def row(self, shift: Shift, tenths: int) -> list[str]:
        written = {name: self.cell(name, value) for name, value in shift.items()}
        if shift["agency"] and self.chance(DIRT.nameless_agency):
            written["emp_id"] = ""
        return [*written.values(), self.fte(tenths)]


def clean_slice() -> list[Shift]:
    """Return four weeks of clean shifts."""
    last = FIRST_DAY + timedelta(days=DAYS - 1)
    rows: list[Shift] = table(*build()).to_pylist()
    return [shift for shift in rows if FIRST_DAY <= shift["date"] <= last]


def former_staff(shifts: list[Shift], roster: list[Person], rng: np.random.Generator) -> list[Shift]:
    """Return shifts posted to people who had left their unit before: nobody of that name was there."""
    units = {unit.dept_id for unit in NURSING_UNITS}
    gone = [p for p in roster if p.dept_id in units and p.role in NURSES and p.left and p.left < FIRST_DAY]
    chosen = [gone[int(index)] for index in rng.choice(len(gone), DIRT.former_staff, replace=False)]
    posted = []
    for person in chosen:
        peers = [s for s in shifts if s["dept_id"] == person.dept_id and not s["callout"] and not s["agency"]]
        like = peers[int(rng.integers(len(peers)))]
        own = {"emp_id": person.emp_id, "role": person.role, "unit": NAMES[person.dept_id], "overtime_hours": 0.0}
        posted.append(like | own)
    return posted


def dirty_rows(shifts: list[Shift], rng: np.random.Generator) -> list[list[str]]:
    """Return the shifts as careless rows, with copies, former staff, and hours that cannot be."""
    scribe, roster = Scribe(rng), build_roster()
    tenths = {person.emp_id: person.tenths for person in roster}
    worked = np.array([row for row, shift in enumerate(shifts) if not shift["callout"]])
    odd = rng.choice(worked, DIRT.no_clock_out + DIRT.in_minutes, replace=False).tolist()
    late, minutes = set(odd[: DIRT.no_clock_out]), set(odd[DIRT.no_clock_out :])
    named = np.array([row for row, shift in enumerate(shifts) if not shift["agency"]])  # only these can be told apart
    copies = set(rng.choice(named, DIRT.copies, replace=False).tolist())
    rows = []
    for index, shift in enumerate(shifts):
        hours = shift["worked_hours"]
        hours = hours + 24 if index in late else hours * 60 if index in minutes else hours
        written = scribe.row(shift | {"worked_hours": hours}, tenths.get(shift["emp_id"], 0))
        rows += [written, list(written)] if index in copies else [written]
    for shift in former_staff(shifts, roster, rng):
        rows.insert(int(rng.integers(len(rows))), scribe.row(shift, tenths[shift["emp_id"]]))
    return rows


def footer(shifts: list[Shift], header: list[str]) -> list[list[str]]:
    """Return the total row and the note that a report writer leaves under the data."""
    total = {"worked_hours": f"{sum(shift['worked_hours'] for shift in shifts):.2f}"}
    note = "Scheduling office \u2013 preliminary, before payroll"
    return [["TOTAL", *(total.get(name, "") for name in header[1:])], [note, *("" for _ in header[1:])]]


def check(rows: list[list[str]], shifts: list[Shift], header: list[str]) -> None:
    """Assert that each kind of dirt is there."""
    assert len(rows) == len(shifts) + DIRT.copies + DIRT.former_staff
    column = {name: [row[at] for row in rows] for at, name in enumerate(header)}
    hours = np.array(column["worked_hours"], dtype=float)
    copied = [tuple(row) for row in rows]
    first = np.array([copied.index(row) == at for at, row in enumerate(copied)])
    assert ((hours > 24) & (hours < 60) & first).sum() == DIRT.no_clock_out
    assert ((hours > 600) & first).sum() == DIRT.in_minutes
    assert column["emp_id"].count("") > 100 and {"80", "1.0", ""} <= set(column["fte"])
    for name, names in (("unit", UNIT_NAMES), ("shift", SHIFTS), ("role", ROLES)):
        assert set(column[name]) == {text for options in names.values() for text in options}


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    shifts = clean_slice()
    header = [*shifts[0], "fte"]
    rows = dirty_rows(shifts, draws("nurse_shifts_dirty"))
    check(rows, shifts, header)
    return [write_csv(folder / "data.csv", header, rows + footer(shifts, header), encoding=ENCODING)]


if __name__ == "__main__":
    make()
