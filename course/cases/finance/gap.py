"""The closing decision's budget: what is missing from the board's floor, and twelve initiatives that might bring it.

Ranges are drawn around the course's story: Wrenfield Memorial's draft budget of $356.0M revenue and $355.4M
expense against a floor of 1.3%. The initiatives' figures are invented for teaching.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

AGENCY, FLOAT_POOL, CHARGEMASTER, OBSTETRICS = "agency", "float_pool", "chargemaster", "close_ob"
EXECUTIVES = {"CNO": "chief nursing officer", "CFO": "chief financial officer", "COO": "chief operating officer"}
FEWEST_GOOD_PLANS = 12  # of 4,096, so that no learner has to find a needle
MEAN_RANDOM_SHARE = 0.26  # what all 4,096 plans earn on the mean; the mean of forty stays below 35%


@dataclass(frozen=True)
class Initiative:
    """One proposal as its sponsor wrote it down, and what such proposals have really brought.

    Parameters
    ----------
    label : str
        What managers call it.
    full_year_usd : float
        What the sponsor promises for a full year, in dollars.
    start_month : int
        Month of the budget year, 1 to 12, from whose first day it works.
    one_time_usd : float
        Paid once, in the first year, to bring it about.
    laid_off : int
        People who would be laid off.
    executive : str
        Who would lead it: CNO, CFO or COO.
    realized_share : float
        Share of the promise that arrives, from 0 to 1, by the controller's record of earlier initiatives.
    """

    label: str
    full_year_usd: float
    start_month: int
    one_time_usd: float
    laid_off: int
    executive: str
    realized_share: float


@dataclass(frozen=True)
class Gap:
    """A draft budget, the board's floor and rules, and the twelve initiatives by name.

    The overlap is the share of the float pool's value that is lost where agency hours are cut as well: both
    remove the same hours.
    """

    revenue_usd: float
    expense_usd: float
    margin_floor: float
    one_time_limit_usd: float
    laid_off_limit: int
    per_executive_limit: int
    overlap_share: float
    initiatives: Mapping[str, Initiative]

    @property
    def income_usd(self) -> float:
        """Operating income of the draft budget, without any initiative."""
        return self.revenue_usd - self.expense_usd

    @property
    def shortfall_usd(self) -> float:
        """What is missing from the income that the board's floor asks for."""
        return self.margin_floor * self.revenue_usd - self.income_usd


def wrenfield() -> Gap:
    """Return the story's base case."""
    return Gap(
        revenue_usd=356.0e6,
        expense_usd=355.4e6,
        margin_floor=0.013,
        one_time_limit_usd=1.5e6,
        laid_off_limit=25,
        per_executive_limit=2,
        overlap_share=0.5,
        initiatives=MappingProxyType(
            {
                AGENCY: Initiative("Agency hours to 4%", 3.2e6, 4, 0.30e6, 0, "CNO", 0.80),
                FLOAT_POOL: Initiative("Float pool", 1.4e6, 3, 0.20e6, 0, "CNO", 0.70),
                "denials": Initiative("Denials at the front end", 2.6e6, 4, 0.40e6, 0, "CFO", 0.75),
                "supply": Initiative("Supply contract", 1.9e6, 2, 0.10e6, 0, "COO", 0.90),
                "audit_340b": Initiative("340B audit", 0.9e6, 5, 0.10e6, 0, "COO", 0.80),
                "lay_off": Initiative("Lay off 40", 3.6e6, 2, 0.90e6, 40, "COO", 0.95),
                "attrition": Initiative("Attrition of 18 posts", 1.5e6, 4, 0.0, 0, "COO", 0.70),
                OBSTETRICS: Initiative("Close obstetrics", 2.2e6, 7, 1.10e6, 22, "COO", 0.90),
                "length_of_stay": Initiative("Stay 0.2 days shorter", 2.4e6, 5, 0.50e6, 0, "CNO", 0.60),
                CHARGEMASTER: Initiative("Chargemaster +6%", 21.0e6, 1, 0.10e6, 0, "CFO", 0.0),
                "imaging": Initiative("Evening imaging", 1.3e6, 3, 0.30e6, 0, "COO", 0.80),
                "coding": Initiative("Coding and CDI", 1.8e6, 3, 0.35e6, 0, "CFO", 0.70),
            }
        ),
    )


def draw(rng: np.random.Generator) -> Gap:
    """Draw a budget that many plans can mend, that guessing cannot, and in which each slip can be told."""
    from course.finance.gap import GapDecision

    while True:
        gap = _one(rng)
        decision = GapDecision(gap)
        if (
            decision.full_mark_count >= FEWEST_GOOD_PLANS
            and decision.mean_random_share <= MEAN_RANDOM_SHARE
            and decision.every_slip_can_be_shown
        ):
            return gap


def _one(rng: np.random.Generator) -> Gap:
    story = wrenfield()
    size = rng.uniform(0.85, 1.15)
    revenue = _round(story.revenue_usd * size, 1e5)
    margin = rng.uniform(0.0005, 0.003)  # 0.17% in the story
    initiatives = {key: _vary(key, each, size, rng) for key, each in story.initiatives.items()}
    # The slide behind the chargemaster takes six percent of nearly all that arrives: 21.0 of 356.0 in the story.
    initiatives[CHARGEMASTER] = replace(initiatives[CHARGEMASTER], full_year_usd=_round(0.059 * revenue, 1e5))
    return replace(
        story,
        revenue_usd=revenue,
        expense_usd=_round(revenue * (1 - margin), 1e5),
        margin_floor=float(rng.choice((0.012, 0.013, 0.014))),
        one_time_limit_usd=_round(story.one_time_limit_usd * size, 1e5),
        initiatives=MappingProxyType(initiatives),
    )


def _vary(key: str, base: Initiative, size: float, rng: np.random.Generator) -> Initiative:
    """Draw one initiative near the story's, in figures that are easy to read."""
    full_year = _round(base.full_year_usd * size * rng.uniform(0.85, 1.15), 1e5)
    one_time = _round(base.one_time_usd * size * rng.uniform(0.85, 1.15), 5e4)
    later, more = int(rng.integers(-1, 2)), float(rng.integers(-1, 2)) * 0.05
    people = base.laid_off + int(rng.integers(-3, 4)) if base.laid_off else 0
    if key == CHARGEMASTER:
        later = more = 0
    return replace(
        base,
        full_year_usd=full_year,
        one_time_usd=one_time,
        start_month=base.start_month + later,
        laid_off=people,
        realized_share=round(base.realized_share + more, 2),
        label=f"Lay off {people}" if key == "lay_off" else base.label,
    )


def _round(value: float, step: float) -> float:
    return float(round(value / step) * step)
