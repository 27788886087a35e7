"""Draws the closing decision's budget: ranges around the course's story, Wrenfield Memorial's draft budget.

The story has $356.0M revenue and $355.4M expense against a floor of 1.3%; the initiatives are invented for teaching.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.units.finance.close_the_gap.decision import GapDecision
from course.units.finance.close_the_gap.model import (
    CHARGEMASTER,
    SHORTER_STAY,
    Gap,
    Initiative,
    counted_share,
    wrenfield,
)
from course.units.finance.close_the_gap.search import GapSearch

FEWEST_GOOD_PLANS = 12  # of 4,096, so that no learner has to find a needle
DAYS_THAT_ARE_NO_CASH_SHARE = 0.20  # of the promise of a shorter stay: beds that neither close nor refill
MEAN_RANDOM_SHARE = 0.26  # what all 4,096 plans earn on the mean; the mean of forty stays below 35%


def draw(rng: np.random.Generator) -> Gap:
    """Draw a budget that many plans can mend, that guessing cannot, and in which each slip can be told.

    It is first judged as if every day of a shorter stay were cash. Where the days that are cash leave too few good
    plans, another budget is drawn from a stream beside it, so that most learners keep theirs.
    """
    gap = first_accepted(
        lambda: _near_the_story(rng), lambda gap: _can_be_taught_with(_every_day_as_cash(gap)), "budget gap"
    )
    if _can_be_taught_with(gap):
        return gap
    beside = rng.spawn(1)[0]
    return first_accepted(lambda: _near_the_story(beside), _can_be_taught_with, "budget gap")


def _every_day_as_cash(gap: Gap) -> Gap:
    stay = gap.initiatives[SHORTER_STAY]
    share = round(counted_share(stay) + DAYS_THAT_ARE_NO_CASH_SHARE, 2)
    shown = {**gap.initiatives, SHORTER_STAY: replace(stay, realized_share=share)}
    return replace(gap, initiatives=MappingProxyType(shown))


def _can_be_taught_with(gap: Gap) -> bool:
    search = GapSearch(GapDecision(gap))
    return (
        search.full_mark_count >= FEWEST_GOOD_PLANS
        and search.mean_random_share <= MEAN_RANDOM_SHARE
        and search.every_slip_can_be_shown
    )


def _near_the_story(rng: np.random.Generator) -> Gap:
    story = wrenfield()
    size = rng.uniform(0.85, 1.15)
    revenue = _to_the_nearest(story.revenue_usd * size, 1e5)
    margin = rng.uniform(0.0005, 0.003)  # 0.17% in the story
    initiatives = {key: _vary(key, each, size, rng) for key, each in story.initiatives.items()}
    # The slide behind the chargemaster takes six percent of nearly all that arrives: 21.0 of 356.0 in the story.
    initiatives[CHARGEMASTER] = replace(initiatives[CHARGEMASTER], full_year_usd=_to_the_nearest(0.059 * revenue, 1e5))
    return replace(
        story,
        revenue_usd=revenue,
        expense_usd=_to_the_nearest(revenue * (1 - margin), 1e5),
        margin_floor=float(rng.choice((0.012, 0.013, 0.014))),
        one_time_limit_usd=_to_the_nearest(story.one_time_limit_usd * size, 1e5),
        initiatives=MappingProxyType(initiatives),
    )


def _vary(key: str, base: Initiative, size: float, rng: np.random.Generator) -> Initiative:
    """Draw one initiative near the story's, in figures that are easy to read."""
    full_year = _to_the_nearest(base.full_year_usd * size * rng.uniform(0.85, 1.15), 1e5)
    one_time = _to_the_nearest(base.one_time_usd * size * rng.uniform(0.85, 1.15), 5e4)
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
        realized_share=None if base.realized_share is None else round(base.realized_share + more, 2),
        label=f"Lay off {people}" if key == "lay_off" else base.label,
    )


def _to_the_nearest(value: float, step: float) -> float:
    return float(round(value / step) * step)
