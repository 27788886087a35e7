"""The projects that learners are dealt."""

from __future__ import annotations

import pytest

from course.case import case_for, sample_cases
from course.finance.allocation import allocate_direct, allocate_step_down
from course.finance.cost import break_even_volume
from course.finance.inventory import par_level
from course.units.finance.cost_and_capital.capital_model import (
    RANGES,
    SHORTFALL,
    machine_tornado,
    npv_bought_usd,
    npv_leased_usd,
)
from course.units.finance.cost_and_capital.capital_slate_decision import CapitalSlateDecision
from course.units.finance.cost_and_capital.capital_slate_search import CapitalSlateSearch
from course.units.finance.cost_and_capital.projects_model import (
    HOUSEKEEPING_FIRST,
    Projects,
    covered_days,
    net_price_of,
)
from tests.units.finance.cost_and_capital.story_slate import passing

LEARNERS = [pytest.param(case.projects, id=case.learner) for case in sample_cases("02_finance", 20)]


@pytest.mark.parametrize("learner", [f"learner-{i}" for i in range(0, 100, 7)])
def test_a_drawn_slate_has_an_answer_and_pays_little_for_chance(learner):
    """Six plans at least earn everything; a random plan 30% at most on average; none and all 20% at most."""
    slate = case_for("02_finance", learner).projects.slate
    shares = CapitalSlateSearch(CapitalSlateDecision(slate)).every_share
    assert 6 <= len(passing(slate)) == int((shares >= 1 - 1e-9).sum()) <= 30
    assert shares.mean() <= 0.30
    assert max(shares[0], shares[-1]) <= 0.20


@pytest.mark.parametrize("learner", ["ana", "ben", "sample-3"])
def test_the_scanner_on_the_slate_is_the_learners_own(learner):
    own = case_for("02_finance", learner).projects
    on_slate = next(c for c in own.slate.candidates if c.key == "mri")
    assert on_slate.year1_usd == own.mri.project.investment_usd
    assert on_slate.npv_usd == pytest.approx(npv_bought_usd(own.mri), abs=5_000)


@pytest.mark.parametrize("learner", [f"learner-{i}" for i in range(0, 100, 7)])
def test_a_drawn_scanner_breaks_the_boards_limit_when_bought(learner):
    """Both options gain as planned, so the plan alone does not tell; the lease's loss is clear of the limit."""
    mri = case_for("02_finance", learner).projects.mri
    low = SHORTFALL
    assert npv_bought_usd(mri) > npv_leased_usd(mri) > 0
    assert -npv_bought_usd(mri, low) > mri.tolerated_loss_usd
    assert abs(-npv_leased_usd(mri, low) - mri.tolerated_loss_usd) > 30_000


@pytest.mark.parametrize("learner", [f"learner-{i}" for i in range(0, 100, 7)])
def test_at_equal_ranges_the_price_moves_a_drawn_scanner_most_and_fewer_scans_turn_it_to_a_loss(learner):
    """A lost scan saves its variable cost, a lost dollar of price saves nothing."""
    mri = case_for("02_finance", learner).projects.mri
    price, scans = machine_tornado(mri.project, mri.discount_rate_share)[:2]
    assert (price.name, scans.name) == ("net_price_usd", "first_year_volume")
    assert scans.outcome_at_low < 0
    ranges = {RANGES[name] for name in ("net_price_usd", "first_year_volume", "fixed_cost_usd")}
    assert len(ranges) == 1


def test_both_answers_occur_among_learners():
    """Neither lease nor refusal is right for everybody."""
    holds = [
        npv_leased_usd(m, SHORTFALL) >= -m.tolerated_loss_usd
        for m in (case_for("02_finance", f"learner-{i}").projects.mri for i in range(30))
    ]
    assert 8 <= sum(holds) <= 22


@pytest.mark.parametrize("projects", LEARNERS)
def test_every_slip_of_the_slate_can_be_shown(projects: Projects) -> None:
    assert CapitalSlateSearch(CapitalSlateDecision(projects.slate)).every_slip_can_be_shown


@pytest.mark.parametrize("projects", LEARNERS)
def test_a_clinic_near_break_even_whose_plain_average_price_misleads(projects: Projects) -> None:
    clinic = projects.clinic
    assert net_price_of(clinic) > 1.05 * sum(clinic.paid_usd.values()) / 4
    assert sum(clinic.visit_mix.values()) == pytest.approx(1)
    even = break_even_volume(clinic.fixed_cost_usd, net_price_of(clinic), clinic.variable_cost_usd)
    assert 0.89 <= clinic.visits / even <= 1.26


@pytest.mark.parametrize("projects", LEARNERS)
def test_the_method_and_the_order_of_allocation_move_two_thousand_dollars(projects: Projects) -> None:
    cost, uses = projects.support.cost_usd, projects.support.used_by
    right = allocate_step_down(cost, uses, HOUSEKEEPING_FIRST)["nursing"]
    assert abs(right - allocate_direct(cost, uses)["nursing"]) >= 2_000
    assert abs(right - allocate_step_down(cost, uses, HOUSEKEEPING_FIRST[::-1])["nursing"]) >= 2_000


@pytest.mark.parametrize("projects", LEARNERS)
def test_a_shelf_is_filled_below_its_par_level(projects: Projects) -> None:
    shelf = projects.shelf
    wait = 7 * shelf.lead_time_weeks
    par = par_level(shelf.daily_use_units, wait, shelf.safety_stock_units, shelf.review_interval_days)
    assert shelf.par_today_units < par
    assert covered_days(shelf) == shelf.review_interval_days + wait


@pytest.mark.parametrize("projects", LEARNERS)
def test_the_slate_is_paid_from_the_lenders_cash(projects: Projects) -> None:
    lender, slate = projects.lender, projects.slate
    assert slate.unrestricted_cash_usd == lender.unrestricted_cash_usd
    assert slate.cash_expense_usd == lender.operating_expense_usd - lender.depreciation_usd
