"""How few stays are long, and how many of the bed days they hold."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from course.datasets import load

FISCAL_YEAR, WEEK_DAYS = 2025, 7


class LongStays(NamedTuple):
    """Shares of long stays: of all stays, and of all bed days."""

    of_stays: float
    of_days: float


@cache
def wrenfield_shares() -> LongStays:
    """Return the share of Wrenfield's stays of a year that lasted a week or more, and of the bed days they held."""
    stays = load("encounters")
    days = stays.loc[stays["fiscal_year"] == FISCAL_YEAR, "los_days"]
    long = days >= WEEK_DAYS
    return LongStays(float(long.mean()), float(days[long].sum() / days.sum()))
