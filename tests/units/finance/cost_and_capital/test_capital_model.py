"""A scanner bought or leased: what it is worth, and what decides it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.case import sample_cases
from course.finance.capital import cash_flows, lease_advantage, net_present_value
from course.units.finance.cost_and_capital.capital_model import (
    MOVED_BY_POINTS,
    RANGES,
    STORY_MACHINE,
    STORY_MRI,
    in_millions,
    machine_tornado,
    npv_bought_usd,
    npv_leased_usd,
    swing_ends,
    value_machine,
)


def as_planned(machine=STORY_MACHINE, **changes: float):
    """Return what a scanner is worth by its own figures, with some of them changed."""
    project = machine.project
    planned = {
        "first_year_volume": project.first_year_volume,
        "net_price_usd": project.net_price_usd,
        "volume_growth_share": project.volume_growth_share,
        "discount_rate_share": machine.discount_rate_share,
    }
    return value_machine(machine, **(planned | changes))


def test_the_story_scanner_is_worth_what_the_story_says():
    assert npv_bought_usd(STORY_MACHINE) == pytest.approx(179_603, abs=1)


def test_a_lease_that_is_handed_back_loses_no_more_than_three_years_of_it():
    """With no scans at all: three years of fixed cost at 8%, of payments less the service spared at 5%."""
    machine = STORY_MACHINE
    fixed = sum(380_000 / 1.08**t for t in (1, 2, 3))
    service = sum(180_000 / 1.05**t - 180_000 / 1.08**t for t in (2, 3))
    payments = sum(554_000 / 1.05**t for t in (1, 2, 3))
    assert npv_leased_usd(machine, -0.999999) == pytest.approx(service - fixed - payments, rel=1e-4)


def test_a_lease_that_pays_is_kept_to_the_end():
    """Fifteen percent more scans: what buying brings, and the advantage of leasing for seven years at 5%."""
    payments_less_service = [554_000] + [554_000 - 180_000] * 6
    advantage = 2_400_000 - sum(usd / 1.05**t for t, usd in enumerate(payments_less_service, 1)) - 150_000 / 1.05**7
    machine = STORY_MACHINE
    assert npv_leased_usd(machine, 0.15) == pytest.approx(npv_bought_usd(machine, 0.15) + advantage)


def test_at_the_project_rate_the_story_lease_would_seem_better_than_buying():
    """What the page says of it: $0.20 million better at 8%, $0.04 million worse at 5%."""
    owning = [2_400_000, 0, *[180_000] * 5, 180_000 - 150_000]
    assert STORY_MACHINE.lease_usd_per_year == 554_000
    assert lease_advantage(owning, 554_000, 0.08) == pytest.approx(198_600, abs=100)
    assert lease_advantage(owning, 554_000, 0.05) == pytest.approx(-42_100, abs=100)


def test_costs_that_rise_at_a_flat_price_leave_no_value():
    """The page's caution: costs 3% dearer each year, price flat, at a nominal 8%."""
    p = STORY_MRI
    flows = [-p.investment_usd]
    for t in range(1, 8):
        dearer = 1.03 ** (t - 1)
        service = p.service_contract_usd if t > 1 else 0
        margin = p.net_price_usd - p.variable_cost_usd * dearer
        flows.append(p.volume(t) * margin - (p.fixed_cost_usd + service) * dearer)
    flows[-1] += p.salvage_usd
    assert net_present_value(0.08, flows) == pytest.approx(-291_000, abs=500)


def test_the_worth_of_each_year_adds_up_to_the_npv() -> None:
    found = as_planned()
    assert found.npv_usd == pytest.approx(npv_bought_usd(STORY_MACHINE))
    assert found.npv_usd == pytest.approx(net_present_value(0.08, cash_flows(STORY_MRI)))
    assert found.irr_share == pytest.approx(0.1006, abs=5e-5)
    assert found.payback_years == pytest.approx(5.18, abs=0.005)


@pytest.mark.parametrize("case", sample_cases("02_finance", 5), ids=lambda case: case.learner)
def test_at_the_break_even_scans_the_npv_is_zero(case) -> None:
    machine = case.projects.mri
    scans = as_planned(machine).break_even_scans
    assert as_planned(machine, first_year_volume=scans).npv_usd == pytest.approx(0, abs=0.01)


def test_a_scanner_that_never_earns_has_no_internal_rate_and_no_payback() -> None:
    found = as_planned(first_year_volume=0)
    assert found.irr_share is None and found.payback_years == float("inf")


@pytest.mark.parametrize("name", RANGES)
def test_each_assumption_has_its_swing(name: str) -> None:
    """By points where it is a share of its own, else by a share of its value."""
    swing = next(s for s in machine_tornado(STORY_MRI, 0.08) if s.name == name)
    base = 0.08 if name == "discount_rate_share" else getattr(STORY_MRI, name)
    low, high = RANGES[name]
    moved = (base + low, base + high) if name in MOVED_BY_POINTS else (base * (1 + low), base * (1 + high))
    assert (swing.low_value, swing.high_value) == pytest.approx(moved)
    project = STORY_MRI if name == "discount_rate_share" else replace(STORY_MRI, **{name: moved[1]})
    rate = moved[1] if name == "discount_rate_share" else 0.08
    assert swing.outcome_at_high == pytest.approx(net_present_value(rate, cash_flows(project)))
    assert swing_ends(swing) == tuple(sorted((swing.outcome_at_low, swing.outcome_at_high)))


@pytest.mark.parametrize(
    ("usd", "written"), [(179_603, "$0.18M"), (-900_000, "($0.90M)"), (0, "$0.00M"), (-1, "$0.00M")]
)
def test_lost_millions_stand_in_parentheses(usd: float, written: str) -> None:
    assert in_millions(usd) == written
