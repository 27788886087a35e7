"""The patients behind the stays: who came back, when, and under which record number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]

# Unplanned returns within 30 days: by condition CMS's mean expected rates for FY2026; all: 14 to 15%.
RETURN_SHARE = {
    "heart failure": 0.194,
    "COPD": 0.180,
    "pneumonia": 0.156,
    "AMI": 0.134,
    "CABG": 0.107,
    "hip or knee": 0.055,
    "birth": 0.025,
    "": 0.163,
}
SEEN_HERE = 0.85  # of returns; the others went to another hospital
COMES_AGAIN = 0.30  # of stays, later than 30 days
NOBODY = -1
DAYS_A_YEAR = 365.25


@dataclass
class Stays:
    """What linking needs to know of each stay, one entry each, ordered by discharge."""

    fiscal_year: Ints
    admit: Days
    discharge: Days
    condition: npt.NDArray[np.object_]
    severity: Ints
    female: Bools
    age: Ints
    payer: Ints
    planned: Bools
    eligible: Bools  # discharged alive, not transferred, not against advice


def choose_returns(stays: Stays, rng: np.random.Generator) -> Bools:
    """Return which eligible stays are followed by an unplanned one within 30 days, to each condition's rate."""
    chosen = np.zeros(len(stays.age), dtype=bool)
    for year in np.unique(stays.fiscal_year):
        for condition, share in RETURN_SHARE.items():
            pool = np.flatnonzero(stays.eligible & (stays.fiscal_year == year) & (stays.condition == condition))
            pull = 1 + 0.4 * stays.severity[pool]
            size = round(share * len(pool))
            chosen[rng.choice(pool, size, replace=False, p=pull / pull.sum())] = True
    return chosen


def link(stays: Stays, returns: Bools, rng: np.random.Generator) -> Ints:
    """Return for each stay the one before it of the same patient, or NOBODY."""
    by_admit = np.argsort(stays.admit, kind="stable")
    admits = stays.admit[by_admit]
    birth = stays.condition == "birth"
    before = np.full(len(stays.age), NOBODY)

    def follow(index: int, first: int, last: int, *, planned: bool) -> None:
        """Link a stay to one that begins so many days after it, of a like patient."""
        window = np.array([first, last + 1]) + stays.discharge[index]
        low, high = np.searchsorted(admits, window)
        later = by_admit[low:high]
        fits = (before[later] == NOBODY) & (stays.female[later] == stays.female[index]) & ~birth[later]
        fits &= (stays.payer[later] == stays.payer[index]) & (np.abs(stays.age[later] - stays.age[index]) <= 5)
        fits &= planned | ~stays.planned[later]
        if fits.any():
            before[rng.choice(later[fits])] = index

    here = returns & ~birth & (rng.random(len(returns)) < SEEN_HERE)
    for index in np.flatnonzero(here):
        follow(int(index), 1, 30, planned=False)
    again = stays.eligible & ~returns & ~birth & (rng.random(len(returns)) < COMES_AGAIN)
    for index in np.flatnonzero(again):
        gap = int(rng.integers(31, 480))
        follow(int(index), gap, gap + 20, planned=True)
    return before


def heads(before: Ints) -> Ints:
    """Return for each stay the patient's first one. A stay's predecessor always comes earlier in the order."""
    first = np.arange(len(before))
    for index in range(len(before)):
        if before[index] != NOBODY:
            first[index] = first[before[index]]
    return first


def ages(stays: Stays, first: Ints, rng: np.random.Generator) -> Ints:
    """Return ages that grow with time: each patient's birthday follows from the first stay."""
    born = stays.age * DAYS_A_YEAR + np.round(rng.random(len(first)) * 364)
    since = (stays.admit - stays.admit[first]).astype(int)
    return ((born[first] + since) // DAYS_A_YEAR).astype(np.int64)


def record_numbers(stays: Stays, first: Ints, rng: np.random.Generator) -> list[str]:
    """Return eight-digit numbers, given out in the order of first admissions, with gaps."""
    patients = np.unique(first)
    order = patients[np.argsort(stays.admit[patients], kind="stable")]
    number = np.zeros(len(first), dtype=np.int64)
    number[order] = 400_000 + np.cumsum(rng.integers(1, 25, len(order)))
    return [f"{n:08d}" for n in number[first]]
