"""Why the month differs from its budget, and whether that helps or hurts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance.flexible_budget import (
    Labor,
    RevenueLine,
    effect_on_income,
    labor_variances,
    revenue_variances,
)

BUDGET = Labor(10_000, 9.5, 45)
ACTUAL = Labor(10_600, 9.8, 47.5)
LINES = [RevenueLine("medicine", 600, 9_000, 700, 9_100), RevenueLine("surgery", 400, 15_000, 380, 14_800)]

labors = st.builds(Labor, st.floats(1, 1e5), st.floats(0.1, 30), st.floats(1, 200))
lines = st.lists(
    st.tuples(st.floats(1, 1e4), st.floats(0, 1e5), st.floats(0, 1e4), st.floats(0, 1e5)),
    min_size=1,
    max_size=6,
).map(lambda rows: [RevenueLine(f"line {i}", *row) for i, row in enumerate(rows)])


def test_the_walk_of_the_labor_example():
    walk = labor_variances(BUDGET, ACTUAL)
    assert walk.static_budget_usd == pytest.approx(4_275_000)
    assert walk.flexed_budget_usd == pytest.approx(4_531_500)
    assert walk.actual_usd == pytest.approx(4_934_300)
    assert [usd for _, usd in walk.steps()] == pytest.approx([256_500, 143_100, 259_700])
    assert walk.total_usd == pytest.approx(659_300)


def test_the_joint_term_sits_in_the_rate_variance():
    """0.3 hours x 10,600 days x $2.50; without it the rate variance would be taken on standard hours."""
    walk = labor_variances(BUDGET, ACTUAL)
    assert walk.joint_within_rate_usd == pytest.approx(7_950)
    assert walk.rate_usd - walk.joint_within_rate_usd == pytest.approx(2.5 * 10_600 * 9.5)


@given(labors, labors)
def test_labor_variances_sum_to_the_difference_from_the_static_budget(budget, actual):
    walk = labor_variances(budget, actual)
    scale = max(budget.cost_usd, actual.cost_usd, walk.flexed_budget_usd, actual.hours * budget.rate_usd_per_hour)
    assert walk.total_usd == pytest.approx(actual.cost_usd - budget.cost_usd, abs=1e-9 * scale)
    assert walk.flexed_budget_usd + walk.efficiency_usd + walk.rate_usd == pytest.approx(
        walk.actual_usd, abs=1e-9 * scale
    )


@given(labors, st.floats(0.5, 2))
def test_when_only_volume_differs_all_variance_is_volume(budget, factor):
    walk = labor_variances(budget, Labor(budget.volume * factor, budget.hours_per_unit, budget.rate_usd_per_hour))
    assert walk.efficiency_usd == walk.rate_usd == 0
    assert walk.volume_usd == pytest.approx(budget.cost_usd * (factor - 1), abs=1e-6)


def test_the_revenue_example_splits_into_price_volume_and_mix():
    walk = revenue_variances(LINES)
    assert walk.price_usd == pytest.approx(-6_000)
    assert walk.price_by_line_usd == pytest.approx({"medicine": 70_000, "surgery": -76_000})
    assert walk.volume_usd == pytest.approx(912_000)
    assert walk.mix_usd == pytest.approx(-312_000)
    assert walk.total_usd == pytest.approx(594_000)
    assert dict(walk.steps()) == {"Volume": walk.volume_usd, "Mix": walk.mix_usd, "Price": walk.price_usd}


def test_mix_by_the_second_route_is_volume_off_its_budgeted_share():
    by_line = (700 - 1_080 * 0.6) * 9_000 + (380 - 1_080 * 0.4) * 15_000
    assert revenue_variances(LINES).mix_usd == pytest.approx(by_line)


@given(lines)
def test_revenue_variances_sum_to_the_difference(rows):
    walk = revenue_variances(rows)
    volume = sum(line.actual_volume for line in rows)
    scale = 1 + walk.actual_usd + walk.budget_usd + volume * max(line.budget_price_usd for line in rows)
    assert walk.total_usd == pytest.approx(walk.actual_usd - walk.budget_usd, abs=1e-9 * scale)


@given(lines, st.floats(0.2, 5))
def test_when_every_line_grows_alike_there_is_no_mix_variance(rows, factor):
    alike = [
        RevenueLine(r.name, r.budget_volume, r.budget_price_usd, r.budget_volume * factor, r.budget_price_usd)
        for r in rows
    ]
    walk = revenue_variances(alike)
    assert walk.mix_usd == pytest.approx(0, abs=1e-8 * (1 + walk.budget_usd * factor))
    assert walk.price_usd == 0


@pytest.mark.parametrize(
    ("kind", "budget", "actual", "effect"),
    [
        ("revenue", 100, 120, "favorable"),
        ("revenue", 100, 80, "unfavorable"),
        ("expense", 100, 120, "unfavorable"),
        ("expense", 100, 80, "favorable"),
        ("cost", 100, 80, "favorable"),
        ("revenue", 100, 100, "on budget"),
        ("expense", 0.3, 0.1 + 0.2, "on budget"),
    ],
)
def test_favorable_means_that_income_rises(kind, budget, actual, effect):
    assert effect_on_income(kind, budget, actual) == effect


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: effect_on_income("income", 1, 2), "say which"),
        (lambda: Labor(-1, 9, 45), "0 or more"),
        (lambda: revenue_variances([]), "above 0"),
        (lambda: revenue_variances([LINES[0], LINES[0]]), "named twice"),
        (lambda: RevenueLine("medicine", 1, 1, -1, 1), "actual_volume of medicine"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
