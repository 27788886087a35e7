"""Write a dirty extract of a quarter's stays, as a records office might send it.

Every spoilt cell can be repaired from the file itself and `drg_ref`: `tests/datasets` gets the clean stays back.
The rows that are spoilt follow from the seed and are recorded nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from datasets.claims_dirty.make import FALSEHOODS, NOTHING, PAYER_NAMES, TRUTHS, dirty_date, dirty_money
from datasets.encounters.make import build, table
from datasets.tools import CENTS, draws, usd, write_csv

HERE = Path(__file__).parent
ENCODING = "cp1252"
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2025, 3, 31)
DATES = ("admit_date", "discharge_date")
MONEY = ("charges_usd", "cost_usd", "paid_usd")
FLAGS = ("readmit_30d", "died")
CODES = ("mrn", "zip", "drg")  # text with leading zeros
FOLLOWS = ("los_days", "fiscal_year", "drg_weight")  # can be worked out from other cells

UNIT_NAMES = {
    "Medical unit": ("Medical unit", "MED", "Med unit ", "medical unit"),
    "Surgical unit": ("Surgical unit", "SURG", "Surgical Unit"),
    "Telemetry unit": ("Telemetry unit", "TELE", "Tele"),
    "Step-down unit": ("Step-down unit", "Step\u2013down", "PCU"),
    "Intensive care unit": ("Intensive care unit", "ICU", "I.C.U."),
    "Obstetrics": ("Obstetrics", "OB", "Mothers\u2019 unit"),
}
SEXES = {"F": ("F", "Female", "f"), "M": ("M", "Male", "m")}


@dataclass(frozen=True)
class Amount:
    """How often each kind of dirt strikes."""

    lost_zeros: float = 0.35
    synonym: float = 0.40
    missing: float = 0.04
    dollar_signs: float = 0.15
    thousands_rows: int = 300
    copies: int = 45
    swapped: int = 24
    second_numbers: float = 0.012  # of patients


DIRT = Amount()
Stay = dict[str, Any]


class Scribe:
    """Writes one clean stay as a row of careless text."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def one_of(self, options: tuple[str, ...]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def synonym(self, options: tuple[str, ...]) -> str:
        return self.one_of(options[1:]) if self.chance(DIRT.synonym) else options[0]

    def cell(self, column: str, value: Any, *, in_thousands: bool) -> str:
        if column in MONEY:
            return dirty_money(round(value * CENTS), in_thousands=in_thousands, dressed=self.chance(DIRT.dollar_signs))
        if column in FOLLOWS and self.chance(DIRT.missing):
            return self.one_of(NOTHING)
        if column in FLAGS:
            return self.one_of(TRUTHS if value else FALSEHOODS)
        if column in DATES:
            return dirty_date(value, int(self.rng.integers(5)))
        if column in CODES:
            return str(value).lstrip("0") if self.chance(DIRT.lost_zeros) else str(value)
        for name, options in (("payer", PAYER_NAMES), ("unit", UNIT_NAMES), ("sex", SEXES)):
            if column == name:
                return self.synonym(options[value])
        return str(value)

    def row(self, stay: Stay, *, in_thousands: bool) -> list[str]:
        return [self.cell(name, value, in_thousands=in_thousands) for name, value in stay.items()]


def clean_slice() -> list[Stay]:
    """Return the quarter's clean stays."""
    rows: list[Stay] = table(build()).to_pylist()
    return [stay for stay in rows if FIRST_DAY <= stay["discharge_date"] <= LAST_DAY]


def swapped(stay: Stay) -> Stay:
    """Return a stay with its two dates in each other's place."""
    return stay | {"admit_date": stay["discharge_date"], "discharge_date": stay["admit_date"]}


def second_numbers(stays: list[Stay], rng: np.random.Generator) -> dict[int, str]:
    """Return which rows come again under a second, later record number, one row a patient."""
    first_row = {stay["mrn"]: row for row, stay in reversed(list(enumerate(stays)))}
    rows = np.array(sorted(first_row.values()))
    chosen = rng.choice(rows, round(DIRT.second_numbers * len(rows)), replace=False)
    return {int(row): f"{900_000 + 7 * at:08d}" for at, row in enumerate(np.sort(chosen))}


def dirty_rows(stays: list[Stay], rng: np.random.Generator) -> list[list[str]]:
    """Return the stays as careless rows, with copies, second numbers and one batch in thousands."""
    scribe = Scribe(rng)
    batch = int(rng.integers(500, len(stays) - DIRT.thousands_rows))
    again = second_numbers(stays, rng)
    free = np.array([row for row in range(len(stays)) if row not in again])
    picked = rng.choice(free, DIRT.copies + DIRT.swapped, replace=False)
    copies, turned = set(picked[: DIRT.copies].tolist()), set(picked[DIRT.copies :].tolist())
    rows = []
    for index, stay in enumerate(stays):
        in_thousands = batch <= index < batch + DIRT.thousands_rows
        written = scribe.row(swapped(stay) if index in turned else stay, in_thousands=in_thousands)
        rows.append(written)
        if index in copies:
            rows.append(list(written))
        if index in again:
            rows.append(scribe.row(stay | {"mrn": again[index]}, in_thousands=in_thousands))
    return rows


def footer(stays: list[Stay], header: list[str]) -> list[list[str]]:
    """Return the total row and the note that a report writer leaves under the data."""
    totals = {name: usd(round(sum(stay[name] for stay in stays) * CENTS)) for name in MONEY}
    note = "Prepared by Wrenfield\u2019s records office \u2013 preliminary"
    return [["TOTAL", *(totals.get(name, "") for name in header[1:])], [note, *("" for _ in header[1:])]]


def check(rows: list[list[str]], stays: list[Stay]) -> None:
    """Assert that each kind of dirt is there, and that no stay was lost."""
    patients = len({stay["mrn"] for stay in stays})
    assert len(rows) == len(stays) + DIRT.copies + round(DIRT.second_numbers * patients)
    assert {row[0] for row in rows} == {stay["enc_id"] for stay in stays}
    assert all(stay["mrn"] < "00900000" for stay in stays)
    column = {name: [row[at] for row in rows] for at, name in enumerate(stays[0])}
    assert sum(len(text) < 8 for text in column["mrn"]) > 700
    assert set(column["unit"]) == {name for names in UNIT_NAMES.values() for name in names}
    assert set(column["payer"]) == {name for names in PAYER_NAMES.values() for name in names}
    assert all(set(NOTHING) <= set(column[name]) for name in FOLLOWS)


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    stays = clean_slice()
    header = list(stays[0])
    rows = dirty_rows(stays, draws("encounters_dirty"))
    check(rows, stays)
    return [write_csv(folder / "data.csv", header, rows + footer(stays, header), encoding=ENCODING)]


if __name__ == "__main__":
    make()
