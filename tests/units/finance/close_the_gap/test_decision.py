"""Closing the gap: twelve initiatives, their first year, and the board's floor and four rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course.units.finance.close_the_gap.decision import GapDecision, claimed, rules_kept
from course.units.finance.close_the_gap.model import AGENCY, CHARGEMASTER, FLOAT_POOL, as_row, tally, wrenfield
from course.units.finance.close_the_gap.search import GapSearch

STORY = wrenfield()
NOTHING = GapDecision(STORY).nothing()


def plan(*chosen: str) -> dict[str, bool]:
    """Return the plan that does only these initiatives."""
    return {**NOTHING, **dict.fromkeys(chosen, True)}


def row(*chosen: str) -> np.ndarray:
    return as_row(STORY, plan(*chosen))


def score(*chosen: str) -> float:
    return GapDecision(STORY).scorecard(plan(*chosen)).share


# ---------------------------------------------------------------- the plans a board can accept


def test_each_rule_can_be_broken_by_itself():
    """One plan for each of the five columns, so that none is dead."""
    broken = {
        0: ("supply",),
        1: (AGENCY, "denials", "supply", "length_of_stay", "coding"),
        2: (AGENCY, "lay_off", "supply"),
        3: (AGENCY, "supply", "close_ob"),
        4: ("supply", "audit_340b", "attrition", AGENCY, "coding"),
    }
    for column, names in broken.items():
        kept = rules_kept(STORY, row(*names))
        assert not kept[column] and kept[1:].sum() >= 3, names


def test_a_plan_that_spends_the_last_dollar_of_one_time_money_keeps_the_rule():
    card = GapDecision(STORY).scorecard(plan("supply", FLOAT_POOL, "length_of_stay", "denials", "imaging"))
    assert [p.name for p in card.promises if not p.kept] == ["Margin"]


@pytest.mark.parametrize("figure", ["full_year_usd", "start_month", "one_time_usd", "laid_off", "realized_share"])
def test_every_figure_of_an_initiative_is_live(figure: str):
    """Moving any of them moves what the plan adds up to."""
    sheet = STORY.initiatives["imaging"]
    moved = replace(sheet, **{figure: getattr(sheet, figure) / 2 if figure != "laid_off" else 7})
    other = replace(STORY, initiatives={**STORY.initiatives, "imaging": moved})
    before, after = tally(STORY, row("imaging")), tally(other, row("imaging"))
    assert (before.added_usd, before.laid_off) != (after.added_usd, after.laid_off)


def test_every_figure_of_the_budget_is_live():
    """Moving a limit or a total turns at least one of all plans from kept to broken, or back."""
    all_plans = GapSearch(GapDecision(STORY)).every_plan
    moved = {
        "revenue_usd": 357e6,
        "expense_usd": 355e6,
        "margin_floor": 0.014,
        "one_time_limit_usd": 1.2e6,
        "laid_off_limit": 45,
        "per_executive_limit": 3,
        "overlap_share": 0.0,
    }
    for name, value in moved.items():
        assert (rules_kept(STORY, all_plans) != rules_kept(replace(STORY, **{name: value}), all_plans)).any(), name


# ---------------------------------------------------------------- what a plan earns


def test_doing_nothing_keeps_four_rules_of_five_and_earns_less_than_a_fifth():
    assert rules_kept(STORY, row()).tolist() == [False, True, True, True, True]
    assert score() == pytest.approx(0.16)


def test_a_plan_that_comes_nearer_to_the_floor_earns_more():
    assert score() < score("supply") < score("supply", "denials") < score("supply", "denials", AGENCY) == 1


def test_closing_the_gap_with_one_rule_broken_earns_four_fifths_and_with_three_little():
    assert score(AGENCY, "denials", "supply", "audit_340b", "attrition") == pytest.approx(0.8)
    assert score(*STORY.initiatives) <= 0.1
    assert claimed(STORY, row(*STORY.initiatives)) == pytest.approx(0.25)


def test_more_layoffs_than_the_board_allows_earn_half_at_most():
    """The margin alone is not what a board signs."""
    card = GapDecision(STORY).scorecard(plan(AGENCY, "lay_off", "supply"))
    assert [p.name for p in card.broken_gates] == ["Layoffs"]
    assert card.share == 0.5


def test_a_gap_that_is_not_closed_earns_half_at_most():
    card = GapDecision(STORY).scorecard(plan("supply", "denials"))
    assert [p.name for p in card.broken_gates] == ["Margin"] and card.share <= 0.5


def test_the_executive_who_leads_too_many_is_named_with_them():
    said = {p.name: p.say for p in GapDecision(STORY).scorecard(plan("supply", "imaging", "attrition")).promises}
    assert "COO would lead 3 (Supply contract, Attrition of 18 posts, Evening imaging)" in said["Executives"]


# ---------------------------------------------------------------- slips


def shown(*chosen: str) -> list[str]:
    return [slip.name for slip in GapDecision(STORY).slips() if slip.gives(plan(*chosen))]


def test_a_slip_is_told_by_the_mistake_that_would_make_the_plan_look_right():
    assert shown(CHARGEMASTER) == ["chargemaster booked as net revenue"]
    assert shown("denials", "coding", "length_of_stay", "supply") == ["full-year savings counted"]
    assert shown() == [] and shown("attrition") == []


def test_a_plan_that_clears_the_floor_shows_no_slip():
    """Even where it would look better still with the mistake."""
    assert shown(AGENCY, "supply", "denials", CHARGEMASTER) == []
