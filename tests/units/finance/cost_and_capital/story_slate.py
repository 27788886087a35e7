"""Wrenfield's slate, and every slate that keeps its promises by a second route."""

from __future__ import annotations

import itertools

from course.units.finance.cost_and_capital.capital_slate_model import STORY_SLATE, Candidate, Slate

NPV_FLOOR_USD = 750_000  # loosened from the $1.5M of the design, which only three slates reach


def story_slate() -> Slate:
    """Return Wrenfield's nine candidates and its board's limits."""
    candidates = tuple(
        Candidate(key, label, round(y1 * 1e6), round(y2 * 1e6), round(npv * 1e6), mission, mandatory)
        for key, (label, y1, y2, npv, mission, mandatory) in STORY_SLATE.items()
    )
    return Slate(
        candidates,
        year1_limit_usd=9_500_000,
        year2_limit_usd=3_000_000,
        npv_floor_usd=NPV_FLOOR_USD,
        mission_floor=3.5,
        unrestricted_cash_usd=165_000_000,
        cash_expense_usd=329_800_000,
        days_cash_floor=169,
    )


def passing(slate: Slate) -> list[set[str]]:
    """Return every slate that keeps all promises, by plain loops and sums."""
    found = []
    for n in range(1, len(slate.candidates) + 1):
        for chosen in itertools.combinations(slate.candidates, n):
            year1, year2 = sum(c.year1_usd for c in chosen), sum(c.year2_usd for c in chosen)
            days = (slate.unrestricted_cash_usd - year1 - year2) * 365 / slate.cash_expense_usd
            if (
                year1 <= slate.year1_limit_usd
                and year2 <= slate.year2_limit_usd
                and days >= slate.days_cash_floor
                and sum(c.npv_usd for c in chosen) >= slate.npv_floor_usd
                and sum(c.mission for c in chosen) / n >= slate.mission_floor
                and all(c in chosen for c in slate.candidates if c.mandatory)
            ):
                found.append({c.key for c in chosen})
    return found


def ticks(slate: Slate, *keys: str) -> dict[str, bool]:
    """Return the plan that takes these projects and no other."""
    return {key: key in keys for key in slate.keys}
