"""The worth of a cause of denial, and the most that a month's hours can bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from course.case import sample_cases
from course.units.finance.revenue_cycle.denials_model import (
    CAUSE_KEYS,
    STORY_CAUSES,
    STORY_HOURS,
    DenialCause,
    as_plan,
    every_row,
    fits_hours,
    gross_denied_usd,
    hourly_usd,
    most_within_hours,
    ranked,
    recoverable_usd,
    selected,
    total_of,
    without_overturns_usd,
)
from datasets import story

CAUSE = DenialCause("registration", 100, 5_000, 1_000, 0.25, 0.40, 10, rework_usd=0)


def by_brute_force(causes: Sequence[DenialCause], hours: int) -> float:
    """Return the best value by a second route: a table of hours in steps of five."""
    best = {0: 0.0}
    for cause in causes:
        taken = {h + cause.hours: usd + recoverable_usd(cause) for h, usd in best.items() if h + cause.hours <= hours}
        best |= {h: max(usd, best.get(h, 0.0)) for h, usd in taken.items()}
    return max(best.values())


# ---------------------------------------------------------------- the worth of a cause


def test_a_cause_is_worth_cases_times_net_times_what_stays_lost_times_what_can_be_prevented() -> None:
    assert recoverable_usd(CAUSE) == 30_000
    assert hourly_usd(CAUSE) == 3_000


def test_a_denial_prevented_spares_the_appeal_that_would_have_won_it_back() -> None:
    """Ten of the forty prevented would have been won back, at $60 each: an overturned denial is not free."""
    assert recoverable_usd(replace(CAUSE, rework_usd=60)) == 30_000 + 10 * 60
    assert recoverable_usd(replace(CAUSE, rework_usd=60, overturned_share=1.0)) == 40 * 60
    assert recoverable_usd(replace(CAUSE, rework_usd=60, overturned_share=0.0)) == 40_000


def test_who_forgets_the_appeals_takes_a_cause_for_more() -> None:
    assert without_overturns_usd(CAUSE) == 40_000
    assert gross_denied_usd(CAUSE) == 500_000


@pytest.mark.parametrize(
    ("change", "worth"),
    [
        ({"cases": 200}, 60_000),
        ({"net_usd": 500}, 15_000),
        ({"overturned_share": 1.0}, 0),
        ({"preventable_share": 0.8}, 60_000),
        ({"gross_usd": 50_000}, 30_000),
        ({"hours": 99}, 30_000),
    ],
)
def test_charges_and_hours_do_not_change_what_a_cause_is_worth(change, worth) -> None:
    assert recoverable_usd(replace(CAUSE, **change)) == pytest.approx(worth)


def test_duplicates_are_worth_nothing() -> None:
    assert recoverable_usd(next(c for c in STORY_CAUSES if c.key == "duplicate")) == 0


def test_the_causes_are_those_of_the_claims_dataset() -> None:
    """The case and the 60,000 claims tell one story."""
    told = {c.label: (c.cases, c.gross_usd, c.net_usd, c.overturned_share) for c in STORY_CAUSES}
    assert told == {name: (c.cases, c.gross_usd, c.net_usd, c.overturned) for name, c in story.CAUSES.items()}


# ---------------------------------------------------------------- plans


def test_the_best_use_of_the_storys_hours_brings_256_600_dollars() -> None:
    """$253,322 that would stay lost, and the appeals of three causes that nobody need write."""
    appeals = 60 * (140 * 0.35 * 0.55 + 38 * 0.02 * 0.90 + 120 * 0.30 * 0.75)
    assert most_within_hours(STORY_CAUSES, STORY_HOURS) == pytest.approx(253_322 + appeals, abs=0.5)
    assert 253_322 + appeals == pytest.approx(256_600, abs=0.5)


def test_the_best_value_agrees_with_a_second_route_for_fifty_learners() -> None:
    for case in sample_cases("02_finance", 50):
        causes, hours = case.revenue.causes, case.revenue.hours_available
        assert most_within_hours(causes, hours) == pytest.approx(by_brute_force(causes, hours))


def test_more_hours_bring_no_less_and_all_hours_bring_everything() -> None:
    most = [most_within_hours(STORY_CAUSES, hours) for hours in range(0, 600, 20)]
    assert most[0] == 0 and np.all(np.diff(most) >= 0)
    assert most[-1] == pytest.approx(sum(recoverable_usd(c) for c in STORY_CAUSES))


def test_there_are_512_sets_of_causes_each_once() -> None:
    rows = every_row()
    assert rows.shape == (512, 9) and len({tuple(row) for row in rows}) == 512


def test_a_row_a_plan_and_its_causes_are_three_ways_to_say_one_thing() -> None:
    rows = every_row()
    for place in range(0, 512, 37):
        plan = as_plan(rows[place])
        taken = selected(STORY_CAUSES, plan)
        assert [cause.key for cause in taken] == [key for key in CAUSE_KEYS if plan[key]]
        assert total_of(rows[place], STORY_CAUSES, recoverable_usd) == pytest.approx(sum(map(recoverable_usd, taken)))
        assert fits_hours(rows[place], STORY_CAUSES, STORY_HOURS) == (sum(c.hours for c in taken) <= STORY_HOURS)


def test_a_ranking_runs_downward() -> None:
    assert [c.key for c in ranked(STORY_CAUSES, lambda c: c.cases)][:2] == ["duplicate", "registration"]
