"""Write a dirty extract of 6,000 claims, as a patient-accounts office might send it.

Every spoilt cell can be repaired without a second source: `tests/datasets` gets the clean claims back.
The rows that are spoilt follow from the seed and are recorded nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from datasets.claims.make import build, table
from datasets.tools import CENTS, draws, usd, write_csv

HERE = Path(__file__).parent
ENCODING = "cp1252"
FIRST_DAY, ROWS = date(2025, 1, 6), 6_000
DATES = ("submit_date", "appeal_date", "paid_date")
MONEY = ("billed_usd", "allowed_usd", "paid_usd", "final_writeoff_usd")
FLAGS = ("clean", "denied_initial", "overturned")
EXCEL_EPOCH = date(1899, 12, 30)

PAYER_NAMES = {
    "Medicare FFS": ("Medicare FFS", "MCR", "Medicare A", "Medicare Part B", "MEDICARE "),
    "Medicare Advantage": ("Medicare Advantage", "Mcare Adv", "MA PPO", "Medicare Adv HMO"),
    "Medicaid": ("Medicaid", "MCD", "Columbia Medicaid", "medicaid"),
    "Commercial": ("Commercial", "COMM", "Wrenfield Employers\u2019 Trust", "Blue Crest PPO"),
    "Self-pay": ("Self-pay", "SELF PAY", "Self\u2013pay", "Private pay"),
}
SETTINGS = {"inpatient": ("inpatient", "IP", "INPATIENT"), "outpatient": ("outpatient", "OP", "Outpt ")}
TRUTHS, FALSEHOODS = ("TRUE", "Y", "1"), ("FALSE", "N", "0")
NOTHING = ("", "N/A", "Not Available", "*")


@dataclass(frozen=True)
class Amount:
    """How often each kind of dirt strikes."""

    lost_zeros: float = 0.35
    synonym: float = 0.50
    group_code: float = 0.30
    dollar_signs: float = 0.15
    thousands_rows: int = 480
    duplicates: int = 130
    reversals: int = 60


DIRT = Amount()


def dirty_date(day: date, style: int) -> str:
    """Write a day in one of five ways; month before day where the order could be mistaken."""
    return (
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%Y%m%d}",
        f"{day:%d-%b-%Y}",
        str((day - EXCEL_EPOCH).days),
    )[style]


def dirty_money(cents: int, *, in_thousands: bool, dressed: bool) -> str:
    """Write an amount: plain dollars, dressed dollars or thousands of dollars to five decimals."""
    if in_thousands:
        sign, size = ("-", -cents) if cents < 0 else ("", cents)
        return f"{sign}{size // 100_000}.{size % 100_000:05d}"
    if dressed:
        text = f"${abs(cents) // CENTS:,}.{abs(cents) % CENTS:02d}"
        return f"({text})" if cents < 0 else text
    return usd(cents)


class Scribe:
    """Writes one clean claim as a row of careless text."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def one_of(self, options: tuple[str, ...]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def synonym(self, options: tuple[str, ...]) -> str:
        return self.one_of(options[1:]) if self.chance(DIRT.synonym) else options[0]

    def cell(self, column: str, value: Any, *, in_thousands: bool, sign: int) -> str:
        if column in MONEY:
            cents = sign * round(value * CENTS)
            return dirty_money(cents, in_thousands=in_thousands, dressed=self.chance(DIRT.dollar_signs))
        if value is None:
            return self.one_of(NOTHING)
        if column in FLAGS:
            return self.one_of(TRUTHS if value else FALSEHOODS)
        if column in DATES:
            return dirty_date(value, int(self.rng.integers(5)))
        if column == "claim_id":
            return str(value).lstrip("0") if self.chance(DIRT.lost_zeros) else str(value)
        if column == "payer":
            return self.synonym(PAYER_NAMES[value])
        if column == "setting":
            return self.synonym(SETTINGS[value])
        if column == "carc":
            return f"CO-{value}" if self.chance(DIRT.group_code) else str(value)
        return str(value)

    def row(self, claim: dict[str, Any], *, in_thousands: bool = False, sign: int = 1) -> list[str]:
        return [self.cell(name, value, in_thousands=in_thousands, sign=sign) for name, value in claim.items()]


def clean_slice() -> list[dict[str, Any]]:
    """Return 6,000 consecutive clean claims."""
    whole = table(build())
    start = whole["submit_date"].to_pylist().index(FIRST_DAY)
    rows: list[dict[str, Any]] = whole.slice(start, ROWS).to_pylist()
    return rows


def dirty_rows(claims: list[dict[str, Any]], rng: np.random.Generator) -> list[list[str]]:
    """Return the claims as careless rows: with copies, reversals and rebills, one batch in thousands."""
    scribe = Scribe(rng)
    batch = int(rng.integers(1_000, ROWS - DIRT.thousands_rows))
    picked = rng.choice(ROWS, DIRT.duplicates + DIRT.reversals, replace=False)
    copied, reversed_ = set(picked[: DIRT.duplicates].tolist()), set(picked[DIRT.duplicates :].tolist())
    rows = []
    for index, claim in enumerate(claims):
        in_thousands = batch <= index < batch + DIRT.thousands_rows
        rows.append(scribe.row(claim, in_thousands=in_thousands))
        if index in reversed_:
            rows.append(scribe.row(claim, in_thousands=in_thousands, sign=-1))
        if index in copied or index in reversed_:
            rows.append(scribe.row(claim, in_thousands=in_thousands))
    return rows


def footer(claims: list[dict[str, Any]], header: list[str]) -> list[list[str]]:
    """Return the total row and the note that a report writer leaves under the data."""
    totals = {name: usd(round(sum(claim[name] for claim in claims) * CENTS)) for name in MONEY}
    note = "Prepared by Wrenfield\u2019s patient accounts office \u2013 preliminary"
    return [
        ["TOTAL", *(totals.get(name, "") for name in header[1:])],
        [note, *("" for _ in header[1:])],
    ]


def check(rows: list[list[str]], claims: list[dict[str, Any]]) -> None:
    """Assert that each kind of dirt is there, and that no claim was lost."""
    assert len(rows) == ROWS + DIRT.duplicates + 2 * DIRT.reversals
    assert {row[0].zfill(10) for row in rows} == {claim["claim_id"] for claim in claims}
    assert sum(not row[0].startswith("0") for row in rows) > 1_500
    header = list(claims[0])
    billed = [row[header.index("billed_usd")] for row in rows]
    assert sum(text.startswith(("-", "(")) for text in billed) == DIRT.reversals
    payers = {row[header.index("payer")] for row in rows}
    assert payers == {name for names in PAYER_NAMES.values() for name in names}
    assert set(NOTHING) <= {row[header.index("carc")] for row in rows}


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    claims = clean_slice()
    header = list(claims[0])
    rows = dirty_rows(claims, draws("claims_dirty"))
    check(rows, claims)
    return [write_csv(folder / "data.csv", header, rows + footer(claims, header), encoding=ENCODING)]


if __name__ == "__main__":
    make()
