"""Break-even at net price, three ways to hand out support cost, and stock on the shelf."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance import cost

COSTS = {"housekeeping": 600_000, "human resources": 300_000}
USE = {
    "housekeeping": {"human resources": 0.10, "nursing": 0.60, "surgery": 0.30},
    "human resources": {"housekeeping": 0.20, "nursing": 0.50, "surgery": 0.30},
}
ORDER = ["housekeeping", "human resources"]


def test_break_even_of_the_example_is_4_000():
    assert cost.contribution_margin(420, 120) == 300
    assert cost.contribution_margin_ratio(420, 120) == pytest.approx(0.714, abs=5e-4)
    assert cost.break_even_volume(1.2e6, 420, 120) == 4_000


def test_a_target_of_300_000_takes_5_000():
    assert cost.target_volume(1.2e6, 420, 120, 300_000) == 5_000


def test_at_4_800_a_sixth_is_safe_and_leverage_is_six():
    assert cost.margin_of_safety(4_800, 4_000) == pytest.approx(0.167, abs=5e-4)
    assert cost.operating_leverage(4_800, 1.2e6, 420, 120) == pytest.approx(6.0)


def test_break_even_at_the_charge_looks_four_times_easier():
    """A charge of $1,680 at an average yield of a quarter is the net price of $420."""
    net = cost.net_price(1_680, {"payer": 1}, {"payer": 0.25})
    assert net == 420
    assert cost.break_even_volume(1.2e6, 1_680, 120) < cost.break_even_volume(1.2e6, net, 120) / 4


@given(st.floats(1, 1e8), st.floats(1, 1e4), st.floats(0.01, 0.99), st.floats(1.01, 10))
def test_income_is_zero_at_break_even_and_leverage_is_one_over_safety(fixed, price, cost_share, above):
    variable = price * cost_share
    volume = cost.break_even_volume(fixed, price, variable)
    assert volume * (price - variable) - fixed == pytest.approx(0, abs=1e-6 * fixed)
    leverage = cost.operating_leverage(volume * above, fixed, price, variable)
    assert leverage == pytest.approx(1 / cost.margin_of_safety(volume * above, volume), rel=1e-6)


def test_direct_allocation_of_the_example():
    assert cost.allocate_direct(COSTS, USE) == pytest.approx({"nursing": 587_500, "surgery": 312_500})


def test_the_order_of_steps_moves_5_000_dollars():
    first = cost.allocate_step_down(COSTS, USE, ORDER)
    second = cost.allocate_step_down(COSTS, USE, ORDER[::-1])
    assert first == pytest.approx({"nursing": 585_000, "surgery": 315_000})
    assert second == pytest.approx({"nursing": 590_000, "surgery": 310_000})


def test_reciprocal_allocation_of_the_example():
    full = cost.reciprocal_support_costs(COSTS, USE)
    assert full == pytest.approx({"housekeeping": 673_469, "human resources": 367_347}, abs=0.5)
    assert cost.allocate_reciprocal(COSTS, USE) == pytest.approx({"nursing": 587_755, "surgery": 312_245}, abs=0.5)


def test_reciprocal_costs_solve_the_two_equations_by_hand():
    full = cost.reciprocal_support_costs(COSTS, USE)
    assert full["housekeeping"] == pytest.approx((600_000 + 0.2 * 300_000) / (1 - 0.2 * 0.1))
    assert full["human resources"] == pytest.approx(300_000 + 0.1 * full["housekeeping"])


@st.composite
def hospitals(draw):
    """Three support and two operating departments; each support department serves an operating one."""
    support, operating = ["housekeeping", "human resources", "laundry"], ["nursing", "surgery"]
    costs = {name: draw(st.integers(0, 10**7)) for name in support}
    use = {}
    for name in support:
        users = [user for user in support + operating if user != name]
        weights = [draw(st.integers(1 if user in operating else 0, 100)) for user in users]
        use[name] = {user: weight / sum(weights) for user, weight in zip(users, weights, strict=True)}
    return costs, use, draw(st.permutations(support))


@given(hospitals())
def test_every_method_hands_out_the_cost_there_is(hospital):
    costs, use, order = hospital
    for allocated in (
        cost.allocate_direct(costs, use),
        cost.allocate_step_down(costs, use, order),
        cost.allocate_reciprocal(costs, use),
    ):
        assert set(allocated) == {"nursing", "surgery"}
        assert sum(allocated.values()) == pytest.approx(sum(costs.values()))


def test_without_service_to_each_other_the_three_methods_agree():
    use = {name: {"nursing": 0.6, "surgery": 0.4} for name in COSTS}
    direct = cost.allocate_direct(COSTS, use)
    assert cost.allocate_step_down(COSTS, use, ORDER) == pytest.approx(direct)
    assert cost.allocate_reciprocal(COSTS, use) == pytest.approx(direct)


def test_the_reorder_point_covers_the_wait_and_a_reserve():
    assert cost.reorder_point(40, 3, 25) == 145


def test_par_covers_the_count_interval_too():
    assert cost.par_level(40, 3, 25, review_interval_days=7) == 425


def test_a_reserve_for_95_percent_is_1_645_deviations_of_the_wait():
    assert cost.safety_stock(10, 4, 0.95) == pytest.approx(1.645 * 10 * 2, abs=0.01)
    assert cost.safety_stock(10, 4, 0.5) == 0


@given(st.floats(1, 100), st.floats(1, 20), st.floats(0.5, 30), st.floats(0.5, 0.999))
def test_the_chance_of_shortage_is_what_the_reserve_was_set_for(use, deviation, days, service):
    stock = cost.reorder_point(use, days, cost.safety_stock(deviation, days, service))
    assert cost.shortage_chance(stock, use, deviation, days) == pytest.approx(1 - service, abs=1e-9)


def test_stock_without_reserve_runs_out_in_half_of_the_cycles():
    assert math.isclose(cost.shortage_chance(120, 40, 10, 3), 0.5)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cost.break_even_volume(1, 100, 100), "no volume will do"),
        (lambda: cost.operating_leverage(4_000, 1.2e6, 420, 120), "income is zero"),
        (lambda: cost.margin_of_safety(0, 10), "above 0"),
        (lambda: cost.allocate_step_down(COSTS, USE, ["housekeeping"]), "each support department once"),
        (lambda: cost.allocate_direct({"housekeeping": 1}, USE), "same departments"),
        (lambda: cost.allocate_direct({"hr": 1}, {"hr": {"hr": 0.2, "nursing": 0.8}}), "uses itself"),
        (lambda: cost.allocate_direct({"hr": 1}, {"hr": {"nursing": 0.8}}), "sum to 1"),
        (lambda: cost.allocate_direct({"a": 1, "b": 1}, {"a": {"b": 1.0}, "b": {"n": 1.0}}), "serves nobody"),
        (
            lambda: cost.allocate_reciprocal({"a": 1, "b": 1}, {"a": {"b": 1.0}, "b": {"a": 1.0}}),
            "only each other",
        ),
        (lambda: cost.safety_stock(10, 4, 95), "95% as 0.95"),
        (lambda: cost.reorder_point(-1, 3, 25), "0 or more"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
