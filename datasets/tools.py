"""Small tools that the generators share: seeded draws, exact splitting, plain writing.

Money is kept as whole cents until it is written, so that totals close exactly.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

CENTS = 100
Cents = npt.NDArray[np.int64]


def draws(name: str) -> np.random.Generator:
    """Return the random stream of one dataset: the same every time, unlike any other dataset's."""
    seed = int.from_bytes(hashlib.sha256(f"wrenfield/{name}".encode()).digest()[:8], "big")
    return np.random.default_rng(seed)


def apportion(total: int, weights: npt.ArrayLike) -> Cents:
    """Split a whole number by weights so that the parts sum to it exactly (largest remainders first).

    >>> [int(part) for part in apportion(100, [1, 1, 1])]
    [34, 33, 33]
    """
    weight = np.asarray(weights, dtype=float)
    if weight.min() < 0 or weight.sum() <= 0:
        raise ValueError("weights must be zero or more and one of them positive; check the table of weights")
    quota = total * (weight / weight.sum())
    part: Cents = np.floor(quota).astype(np.int64)
    short = total - int(part.sum())
    part[np.argsort(part - quota, kind="stable")[:short]] += 1
    return part


def usd(cents: int) -> str:
    """Write whole cents as dollars.

    >>> usd(-123456), usd(7)
    ('-1234.56', '0.07')
    """
    sign, size = ("-", -int(cents)) if cents < 0 else ("", int(cents))
    return f"{sign}{size // CENTS}.{size % CENTS:02d}"


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, encoding: str = "utf-8") -> Path:
    """Write a table as plain CSV with Unix line ends."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path
