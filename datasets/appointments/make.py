"""Write a year of appointments at Wrenfield Physician Group: 24 providers at four sites, and who came.

Whether a patient comes depends on the odds ratios of a published study; one patient in seven does not (story).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from datasets.tools import draws

HERE = Path(__file__).parent
COUNT = 120_000
SITES = ("Wrenfield Main", "North Clinic", "Mill Street", "Stony Fork Road")
SLOT_MINUTES = (15, 20, 30)  # providers 1 to 24 in turn
DAY_PARTS = ((8 * 60, 12 * 60), (13 * 60, 16 * 60))  # minutes after midnight
HOLIDAYS = (
    "2024-07-04",
    "2024-09-02",
    "2024-11-28",
    "2024-11-29",
    "2024-12-24",
    "2024-12-25",
    "2025-01-01",
    "2025-05-26",
)
KINDS = ("acute", "follow-up", "annual", "new patient")
KIND_SHARE = (0.24, 0.46, 0.17, 0.13)
KIND_LEAD = (1.0, 17.0, 31.0, 19.0)  # median days from booking to visit
KIND_SPREAD = (0.9, 0.7, 0.6, 0.45)  # sigma of log days
PAYERS = ("Medicare FFS", "Medicare Advantage", "Medicaid", "Commercial", "Self-pay")
PAYER_SHARE = (0.20, 0.15, 0.27, 0.33, 0.05)
STATUSES = ("seen", "no-show", "canceled")
CANCELED_SHARE, NO_SHOW_SHARE, PRIOR_SHARE = 0.07, 0.14, 0.13
# Marshfield Clinic, 2021: odds of a missed appointment. They are associations, in one system.
LOG_ODDS = {"prior": np.log(4.4), "long_lead": np.log(5.45), "medicaid": np.log(1.56), "male": np.log(1.14)}
LONG_LEAD_DAYS = 28

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass
class Appointments:
    """The columns, one entry an appointment, ordered by time."""

    provider: Ints
    slot: npt.NDArray[np.datetime64]
    kind: Ints
    lead: Ints
    payer: Ints
    age: Ints
    male: Bools
    prior: Bools
    distance: npt.NDArray[np.float64]
    status: Ints


def open_slots() -> tuple[Ints, npt.NDArray[np.datetime64]]:
    """Return every slot of the year: its provider (from 0) and its time."""
    days = np.arange("2024-07-01", "2025-07-01", dtype="datetime64[D]")
    days = days[np.is_busday(days, holidays=HOLIDAYS)]
    providers, times = [], []
    for one in range(24):
        step = SLOT_MINUTES[one % 3]
        starts = np.concatenate([np.arange(first, last, step) for first, last in DAY_PARTS])
        slots = (days.astype("datetime64[m]")[:, None] + starts).ravel()
        providers.append(np.full(len(slots), one))
        times.append(slots)
    provider, time = np.concatenate(providers), np.concatenate(times)
    order = np.lexsort((provider, time))
    return provider[order], time[order]


def draw_status(booked: Appointments, rng: np.random.Generator) -> Ints:
    """Return who was seen: cancellations by chance, then no-shows by their odds, to a share of 14% of the rest."""
    status = np.zeros(COUNT, dtype=np.int64)
    canceled = rng.choice(COUNT, round(CANCELED_SHARE * COUNT), replace=False)
    status[canceled] = STATUSES.index("canceled")
    expected = np.flatnonzero(status == 0)
    medicaid = booked.payer == PAYERS.index("Medicaid")
    odds = LOG_ODDS["prior"] * booked.prior + LOG_ODDS["long_lead"] * (booked.lead > LONG_LEAD_DAYS)
    odds = odds + LOG_ODDS["medicaid"] * medicaid + LOG_ODDS["male"] * booked.male
    luck = np.round(odds[expected] + rng.logistic(size=len(expected)), 9)
    missed = np.argsort(-luck, kind="stable")[: round(NO_SHOW_SHARE * len(expected))]
    status[expected[missed]] = STATUSES.index("no-show")
    return status


def build() -> Appointments:
    """Draw the year."""
    rng = draws("appointments")
    provider, slot = open_slots()
    taken = np.sort(rng.choice(len(slot), COUNT, replace=False))
    kind = rng.choice(len(KINDS), COUNT, p=KIND_SHARE)
    spread = np.array(KIND_SPREAD)[kind] * np.clip(rng.standard_normal(COUNT), -3, 2.5)
    lead = np.rint(np.array(KIND_LEAD)[kind] * np.exp(spread)).astype(np.int64)
    lead = np.where((kind == 0) & (rng.random(COUNT) < 0.4), 0, lead)
    payer = rng.choice(len(PAYERS), COUNT, p=PAYER_SHARE)
    old = rng.integers(65, 93, COUNT)
    age = np.where(payer < 2, old, np.where(payer == 2, rng.integers(0, 64, COUNT), rng.integers(1, 68, COUNT)))
    distance = np.round(np.minimum(np.exp(1.5 + 0.8 * rng.standard_normal(COUNT)), 60), 1).astype(np.float64)
    booked = Appointments(
        provider[taken],
        slot[taken],
        kind,
        lead,
        payer,
        age,
        rng.random(COUNT) < 0.42,
        rng.random(COUNT) < PRIOR_SHARE,
        distance,
        np.zeros(COUNT, dtype=np.int64),
    )
    booked.status = draw_status(booked, rng)
    return booked


def odds_ratio(missed: Bools, exposed: Bools) -> float:
    """Return the crude odds ratio of a missed appointment."""
    cells = [
        np.sum((missed == m) & (exposed == e)) for m, e in ((True, True), (False, True), (True, False), (False, False))
    ]
    return float(cells[0] * cells[3] / (cells[1] * cells[2]))


def check(booked: Appointments) -> None:
    """Assert the no-show share, the leads and the direction of each association."""
    kept = booked.status != STATUSES.index("canceled")
    missed = (booked.status == STATUSES.index("no-show"))[kept]
    assert abs(missed.mean() - NO_SHOW_SHARE) < 1e-4
    assert np.median(booked.lead[booked.kind == KINDS.index("new patient")]) == 19
    assert 3.5 < odds_ratio(missed, booked.prior[kept]) < 4.6
    assert 4.5 < odds_ratio(missed, booked.lead[kept] > LONG_LEAD_DAYS) < 5.8
    assert 1.4 < odds_ratio(missed, booked.payer[kept] == PAYERS.index("Medicaid")) < 1.7
    assert 1.0 < odds_ratio(missed, booked.male[kept]) < 1.25


def table(booked: Appointments) -> pa.Table:
    """Return the appointments as an Arrow table with the columns of the dictionary."""
    columns = {
        "appt_id": [f"AP25{n:06d}" for n in range(1, COUNT + 1)],
        "provider_id": [f"P{n + 1:02d}" for n in booked.provider],
        "site": np.array(SITES)[booked.provider % 4].tolist(),
        "type": np.array(KINDS)[booked.kind].tolist(),
        "booked_date": booked.slot.astype("datetime64[D]") - booked.lead,
        "slot_time": booked.slot.astype("datetime64[us]"),
        "minutes": np.array(SLOT_MINUTES)[booked.provider % 3],
        "lead_days": booked.lead,
        "payer": np.array(PAYERS)[booked.payer].tolist(),
        "age": booked.age,
        "sex": np.where(booked.male, "M", "F").tolist(),
        "prior_no_show": booked.prior,
        "distance_miles": booked.distance,
        "status": np.array(STATUSES)[booked.status].tolist(),
    }
    return pa.table(columns)


def make(folder: Path = HERE) -> list[Path]:
    """Write data.parquet into a folder."""
    booked = build()
    check(booked)
    path = folder / "data.parquet"
    pq.write_table(table(booked), path, compression="zstd", compression_level=12)
    return [path]


if __name__ == "__main__":
    make()
