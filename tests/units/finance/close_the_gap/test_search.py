"""All 4,096 plans of the story's gap: how many pass, what guessing earns, which come first."""

from __future__ import annotations

import functools
import json
import operator
from collections.abc import Iterable

import numpy as np
import pytest

from course.units.finance.close_the_gap.decision import GapDecision, rules_kept
from course.units.finance.close_the_gap.model import AGENCY, FLOAT_POOL, as_row, counted_share, wrenfield
from course.units.finance.close_the_gap.search import GapSearch

STORY = wrenfield()
NOTHING = GapDecision(STORY).nothing()


def plan(*chosen: str) -> dict[str, bool]:
    """Return the plan that does only these initiatives."""
    return {**NOTHING, **dict.fromkeys(chosen, True)}


def row(*chosen: str) -> np.ndarray:
    return as_row(STORY, plan(*chosen))


SEARCH = GapSearch(GapDecision(STORY))


def test_sixty_two_of_the_four_thousand_and_ninety_six_plans_pass():
    """Counted by another route, in whole dollars."""
    assert SEARCH.full_mark_count == 62
    assert len(passing(exact=True)) == 62


def test_one_time_money_spent_to_the_last_dollar_is_not_overspent():
    """Added in floating dollars, 0.1 + 0.2 + 0.5 + 0.4 + 0.3 million comes out a hair above the limit of 1.5."""
    names = ("supply", FLOAT_POOL, "length_of_stay", "denials", "imaging")
    assert added_plainly(STORY.initiatives[name].one_time_usd / 1e6 for name in names) > 1.5
    _, once_kept, *others = rules_kept(STORY, row(*names))
    assert once_kept and all(others)


def added_plainly(numbers: Iterable[float]) -> float:
    """Add one after the other; from Python 3.12 `sum` carries the rounding errors along and hides them."""
    return functools.reduce(operator.add, numbers, 0.0)


def passing(exact: bool) -> list[set[str]]:
    """Return the passing plans by a plain walk over all subsets."""
    found = []
    keys = list(STORY.initiatives)
    for number in range(2 ** len(keys)):
        names = [key for place, key in enumerate(keys) if number >> place & 1]
        sheets = [STORY.initiatives[name] for name in names]
        value = sum(round(i.full_year_usd) * round(counted_share(i) * 100) * (13 - i.start_month) for i in sheets)
        if AGENCY in names and FLOAT_POOL in names:
            value -= 1_400_000 * 70 * 10 // 2
        once = sum(round(i.one_time_usd) for i in sheets)
        over = once > 1_500_000 if exact else added_plainly(i.one_time_usd / 1e6 for i in sheets) > 1.5
        led = [i.executive for i in sheets]
        short = 100 * 12 * (4_628_000 - 600_000 + once) > value
        if (
            not short
            and not over
            and sum(i.laid_off for i in sheets) <= 25
            and "close_ob" not in names
            and max((led.count(who) for who in led), default=0) <= 2
        ):
            found.append(set(names))
    return found


def test_guessing_earns_less_than_a_third():
    assert SEARCH.mean_random_share == pytest.approx(0.2273, abs=5e-4)


def test_one_plan_scores_the_same_alone_as_among_all():
    decision = GapDecision(STORY)
    for place in np.random.default_rng(5).integers(0, 4096, 60):
        one = dict(zip(STORY.initiatives, map(bool, SEARCH.every_plan[place]), strict=True))
        assert decision.scorecard(one).share == pytest.approx(SEARCH.every_share[place])


def test_the_best_plans_come_first():
    decision = GapDecision(STORY)
    first = [next_plan for next_plan, _ in zip(SEARCH.candidates(), range(80), strict=False)]
    assert [decision.scorecard(p).full for p in first] == [True] * 62 + [False] * 18
    assert json.loads(json.dumps(first[0])) == first[0]
