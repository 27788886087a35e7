"""The first year of twelve initiatives, against the board's floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course.units.finance.close_the_gap.decision import GapDecision
from course.units.finance.close_the_gap.model import (
    AGENCY,
    CHARGEMASTER,
    FLOAT_POOL,
    SHORTER_STAY,
    as_row,
    contributions,
    counted_share,
    first_year_value,
    operating_margin,
    overlap_usd,
    still_short_usd,
    tally,
    wrenfield,
)
from course.units.finance.close_the_gap.pictures import facts
from datasets import story

STORY = wrenfield()
NOTHING = GapDecision(STORY).nothing()


def plan(*chosen: str) -> dict[str, bool]:
    """Return the plan that does only these initiatives."""
    return {**NOTHING, **dict.fromkeys(chosen, True)}


def row(*chosen: str) -> np.ndarray:
    return as_row(STORY, plan(*chosen))


def test_a_saving_from_month_four_works_nine_months():
    """3.2 a year, 80% realized, from month 4: 3.2 x 0.8 x 9/12."""
    assert first_year_value(STORY.initiatives[AGENCY]) == pytest.approx(1.92e6)


def test_a_saving_from_month_one_works_all_year_and_one_from_month_twelve_a_twelfth():
    imaging = STORY.initiatives["imaging"]
    assert first_year_value(replace(imaging, start_month=1)) == pytest.approx(1.3e6 * 0.8)
    assert first_year_value(replace(imaging, start_month=12)) == pytest.approx(1.3e6 * 0.8 / 12)


def test_the_chargemaster_promises_most_and_brings_nothing():
    promised = {key: i.full_year_usd for key, i in STORY.initiatives.items()}
    assert max(promised, key=promised.__getitem__) == CHARGEMASTER
    assert contributions(STORY, plan(CHARGEMASTER))[CHARGEMASTER] == pytest.approx(-0.1e6)


def test_a_saved_day_is_worth_what_a_day_leaves_and_not_what_it_costs_on_average():
    """0.2 days of 10,250 stays, at the $480 that a patient day adds to income, are four tenths of the promise."""
    stay = STORY.initiatives[SHORTER_STAY]
    days = 0.2 * story.DISCHARGES
    assert stay.full_year_usd / days == pytest.approx(1_171, abs=1)
    worth = days * story.DAY_CONTRIBUTION_USD
    assert worth == pytest.approx(984_000)
    assert stay.full_year_usd * stay.realized_share == pytest.approx(worth, rel=0.03)


def test_where_nobody_has_a_record_the_sheet_says_so_and_nothing_is_counted():
    """What arrives of a higher price list is asked, so the sheet does not tell it."""
    rise = STORY.initiatives[CHARGEMASTER]
    assert rise.realized_share is None and "no record" in facts(rise)
    assert counted_share(rise) == 0 == first_year_value(rise)
    assert "80% realized" in facts(STORY.initiatives[AGENCY])


def test_the_shared_hours_are_counted_once():
    """Agency and float pool together bring half a float pool less than the two apart."""
    together = tally(STORY, row(AGENCY, FLOAT_POOL)).value_usd
    apart = tally(STORY, row(AGENCY)).value_usd + tally(STORY, row(FLOAT_POOL)).value_usd
    assert apart - together == pytest.approx(1.4e6 * 0.7 * 10 / 12 / 2) == pytest.approx(overlap_usd(STORY))


def test_the_contributions_sum_to_the_change_in_income():
    rng = np.random.default_rng(2)
    for _ in range(50):
        drawn = GapDecision(STORY).random(rng)
        assert sum(contributions(STORY, drawn).values()) == pytest.approx(tally(STORY, as_row(STORY, drawn)).added_usd)


def test_the_draft_is_four_million_short():
    """1.3% of 356.0 is 4.628; the draft leaves 0.6."""
    assert still_short_usd(STORY, row()) == pytest.approx(4.028e6)
    assert operating_margin(STORY, row()) == pytest.approx(0.6 / 356.0)
