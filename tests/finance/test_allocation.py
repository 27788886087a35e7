"""Three ways to hand out the cost of support departments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance.allocation import (
    allocate_direct,
    allocate_reciprocal,
    allocate_step_down,
    reciprocal_support_costs,
)

COSTS = {"housekeeping": 600_000, "human resources": 300_000}
USE = {
    "housekeeping": {"human resources": 0.10, "nursing": 0.60, "surgery": 0.30},
    "human resources": {"housekeeping": 0.20, "nursing": 0.50, "surgery": 0.30},
}
ORDER = ["housekeeping", "human resources"]


def test_direct_allocation_of_the_example():
    assert allocate_direct(COSTS, USE) == pytest.approx({"nursing": 587_500, "surgery": 312_500})


def test_the_order_of_steps_moves_5_000_dollars():
    first = allocate_step_down(COSTS, USE, ORDER)
    second = allocate_step_down(COSTS, USE, ORDER[::-1])
    assert first == pytest.approx({"nursing": 585_000, "surgery": 315_000})
    assert second == pytest.approx({"nursing": 590_000, "surgery": 310_000})


def test_reciprocal_allocation_of_the_example():
    full = reciprocal_support_costs(COSTS, USE)
    assert full == pytest.approx({"housekeeping": 673_469, "human resources": 367_347}, abs=0.5)
    assert allocate_reciprocal(COSTS, USE) == pytest.approx({"nursing": 587_755, "surgery": 312_245}, abs=0.5)


def test_reciprocal_costs_solve_the_two_equations_by_hand():
    full = reciprocal_support_costs(COSTS, USE)
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
        allocate_direct(costs, use),
        allocate_step_down(costs, use, order),
        allocate_reciprocal(costs, use),
    ):
        assert set(allocated) == {"nursing", "surgery"}
        assert sum(allocated.values()) == pytest.approx(sum(costs.values()))


def test_without_service_to_each_other_the_three_methods_agree():
    use = {name: {"nursing": 0.6, "surgery": 0.4} for name in COSTS}
    direct = allocate_direct(COSTS, use)
    assert allocate_step_down(COSTS, use, ORDER) == pytest.approx(direct)
    assert allocate_reciprocal(COSTS, use) == pytest.approx(direct)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: allocate_step_down(COSTS, USE, ["housekeeping"]), "each support department once"),
        (lambda: allocate_direct({"housekeeping": 1}, USE), "same departments"),
        (lambda: allocate_direct({"hr": 1}, {"hr": {"hr": 0.2, "nursing": 0.8}}), "uses itself"),
        (lambda: allocate_direct({"hr": 1}, {"hr": {"nursing": 0.8}}), "sum to 1"),
        (lambda: allocate_direct({"a": 1, "b": 1}, {"a": {"b": 1.0}, "b": {"n": 1.0}}), "serves nobody"),
        (
            lambda: allocate_reciprocal({"a": 1, "b": 1}, {"a": {"b": 1.0}, "b": {"a": 1.0}}),
            "only each other",
        ),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
