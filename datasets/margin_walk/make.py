"""Write the walk from the FY2024 to the FY2025 operating margin, which closes to the cent."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from datasets import story
from datasets.tools import CENTS, usd, write_csv

HERE = Path(__file__).parent
HEADER = ("step", "description", "revenue_change_usd", "expense_change_usd")
BEFORE, AFTER = story.ACTUAL[2024], story.ACTUAL[2025]
Step = tuple[str, str, int, int]


def volume_part(account: str) -> int:
    """Return the cents that volume alone added to an expense, at FY2024 prices."""
    if account == "wages":
        return round((AFTER.paid_hours - BEFORE.paid_hours) * BEFORE.wages_usd * CENTS / BEFORE.paid_hours)
    base: int = getattr(BEFORE, f"{account}_usd")
    return base * CENTS * story.VOLUME_GROWTH_PER_MILLE * story.VARIABLE_PCT[account] // 100_000


def change(account: str) -> int:
    """Return the whole change of an account, in cents."""
    return int(getattr(AFTER, f"{account}_usd") - getattr(BEFORE, f"{account}_usd")) * CENTS


def steps() -> list[Step]:
    """Return the walk: the FY2024 base, then seven changes, in cents."""
    payer_shift = (story.net_usd(2025) - story.net_usd(2025, mix_of=2024)) * CENTS
    volume = BEFORE.npsr_usd * CENTS * story.VOLUME_GROWTH_PER_MILLE // 1_000
    worse = story.FINAL_DENIAL_PER_MILLE[2025] - story.FINAL_DENIAL_PER_MILLE[2024]
    denials = -AFTER.npsr_usd * CENTS * worse // 1_000
    rates = change("npsr") - payer_shift - volume - denials
    volume_cost = sum(volume_part(account) for account in ("wages", "supplies", "purchased"))
    wages = change("wages") - volume_part("wages")
    other = sum(change(account) for account in ("supplies", "purchased", "depreciation"))
    other -= volume_part("supplies") + volume_part("purchased")
    return [
        (
            "fy2024_base",
            "FY2024 operating revenue and expense",
            BEFORE.revenue_usd * CENTS,
            BEFORE.expense_usd * CENTS,
        ),
        (
            "payer_shift",
            "Two points of gross charges move from commercial to Medicaid, at FY2025 charges",
            payer_shift,
            0,
        ),
        ("rate_updates", "Higher payment rates, at the FY2024 payer mix", rates, 0),
        (
            "volume",
            "1.5% more adjusted discharges, with the expense that varies with them",
            volume,
            volume_cost,
        ),
        ("denials", "Final denials rise from 2.4% to 2.8% of net patient service revenue", denials, 0),
        ("wages", "Higher pay per paid hour of employed staff", 0, wages),
        ("agency_rate", "Agency hours unchanged, $12 dearer an hour", 0, change("agency")),
        (
            "supplies_other",
            "Dearer supplies, purchased services and depreciation; more other operating revenue",
            change("other_operating"),
            other,
        ),
    ]


def margin_effects(walk: list[Step]) -> list[Fraction]:
    """Return each step's exact effect on the margin, taken in order (the base's effect is its margin)."""
    revenue = expense = 0
    margins = [Fraction(0)]
    for _, _, more_revenue, more_expense in walk:
        revenue, expense = revenue + more_revenue, expense + more_expense
        margins.append(Fraction(revenue - expense, revenue))
    return [after - before for before, after in pairwise(margins)]


def check(walk: list[Step]) -> None:
    """Assert that the walk closes and that the steps tell the story."""
    story.check()
    assert sum(step[2] for step in walk) == AFTER.revenue_usd * CENTS
    assert sum(step[3] for step in walk) == AFTER.expense_usd * CENTS
    effects = margin_effects(walk)
    assert sum(effects) == Fraction(AFTER.revenue_usd - AFTER.expense_usd, AFTER.revenue_usd)
    assert round(float(effects[0]), 3) == 0.029 and round(float(sum(effects)), 3) == 0.012
    by_step = {step[0]: step for step in walk}
    assert by_step["payer_shift"][2] == -6_405_840 * CENTS
    assert BEFORE.agency_hours == AFTER.agency_hours
    assert by_step["agency_rate"][3] == AFTER.agency_hours * 12 * CENTS


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    walk = steps()
    check(walk)
    rows = [(step, text, usd(revenue), usd(expense)) for step, text, revenue, expense in walk]
    return [write_csv(folder / "data.csv", HEADER, rows)]


if __name__ == "__main__":
    make()
