"""From the claim sent to the cash that arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance import revenue_cycle


def test_nine_claims_in_ten_are_clean():
    assert revenue_cycle.clean_claim_rate(8_280, 9_200) == pytest.approx(0.90)


def test_initial_denials_by_count_are_11_63_percent():
    assert revenue_cycle.initial_denial_rate_by_count(1_070, 9_200) == pytest.approx(0.1163, abs=5e-5)


def test_one_large_denial_weighs_more_by_dollars_than_by_count():
    claims_usd, denied_usd = [1_000, 1_000, 1_000, 97_000], [97_000]
    by_count = revenue_cycle.initial_denial_rate_by_count(len(denied_usd), len(claims_usd))
    by_dollars = revenue_cycle.initial_denial_rate_by_dollars(sum(denied_usd), sum(claims_usd))
    assert (by_count, by_dollars) == (0.25, 0.97)


def test_a_dollar_collected_costs_3_37_cents():
    assert revenue_cycle.cost_to_collect(11.2, 332) == pytest.approx(0.0337, abs=5e-5)


@given(st.integers(1, 10**6), st.data())
def test_a_rate_is_a_share(claims, data):
    denied = data.draw(st.integers(0, claims))
    assert 0 <= revenue_cycle.initial_denial_rate_by_count(denied, claims) <= 1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: revenue_cycle.clean_claim_rate(9_201, 9_200), "which is the part"),
        (lambda: revenue_cycle.initial_denial_rate_by_count(0, 0), "above 0"),
        (lambda: revenue_cycle.initial_denial_rate_by_dollars(-1, 10), "0 or more"),
        (lambda: revenue_cycle.cost_to_collect(1, 0), "above 0"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
