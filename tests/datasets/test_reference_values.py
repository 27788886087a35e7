"""Dated figures carry their unit, vintage, source and status."""

import pytest

from course.datasets import Reference, load, reference


def test_every_figure_has_a_source_and_a_vintage():
    table = load("reference_values")
    for column in ("unit", "vintage", "source", "status", "note"):
        assert (table[column].fillna("").str.strip() != "").all(), column
    assert table["name"].is_unique


def test_every_dated_source_names_a_year():
    assert load("reference_values")["vintage"].str.contains(r"20\d\d").all()


def test_shares_run_from_minus_one_to_two():
    """Cash to debt may exceed one; a percent written as 11.8 would be caught."""
    table = load("reference_values")
    assert table.loc[table["unit"] == "share", "value"].between(-1, 2).all()


def test_the_storys_figures_and_only_they_are_invented():
    table = load("reference_values")
    of_the_story = table["name"].str.startswith("wmh_")
    assert table.loc[of_the_story, "status"].isin(["story", "D"]).all()
    assert table.loc[~of_the_story, "status"].isin(["V", "M"]).all()


def test_every_figure_can_be_cited():
    for name in load("reference_values")["name"]:
        figure = reference(name)
        assert figure.source in figure.cite and figure.vintage in figure.cite
        assert figure.text in figure.cite


@pytest.mark.parametrize(
    ("name", "cite"),
    [
        ("initial_denial_share", "11.8% (Kodiak, 2024)"),
        ("days_cash_on_hand_median", "215.1 days (Fitch 2025 medians, FY2024)"),
        ("physician_conversion_factor", "$33.4009 per RVU (CMS physician fee schedule, CY2026)"),
        ("ipps_fixed_loss_usd", "$40,397 (CMS inpatient payment rule, FY2026)"),
        ("ipps_standard_amount_usd", "$6,752.61 (CMS inpatient payment rule, FY2026)"),
        ("rn_turnover_cost_usd", "$61,110 (NSI 2025, CY2024)"),
        ("uncompensated_care_pool_usd", "$7.71B (CMS inpatient payment rule, FY2026)"),
        ("wmh_gross_charges_usd", "$1,334.55M (Wrenfield Memorial Hospital, FY2025)"),
        ("wmh_operating_revenue_usd", "$352.2M (Wrenfield Memorial Hospital, FY2025)"),
        ("wmh_payer_shift_usd", "-$6.41M (Wrenfield Memorial Hospital, FY2025)"),
        ("wmh_agency_rate_usd", "$96 an hour (Wrenfield Memorial Hospital, FY2025)"),
        ("medical_assistant_hourly_mean_usd", "$21.50 an hour (BLS OEWS, May 2024)"),
        ("wmh_licensed_beds", "220 (Wrenfield Memorial Hospital, FY2025)"),
    ],
)
def test_a_citation_reads_as_a_manager_writes_it(name, cite):
    assert reference(name).cite == cite


def test_a_figure_from_memory_is_hedged():
    assert reference("mri_useful_life_years").cite == (
        "about 5 years (AHA useful lives, 2023 edition; check the current figure)"
    )


def test_a_whole_hundred_percent_keeps_its_zeros():
    assert Reference("n", 1.0, "share", "2026", "nobody", "V", "-").text == "100%"
    assert Reference("n", 20.0, "days", "2026", "nobody", "V", "-").text == "20 days"


def test_an_unknown_figure_is_answered_with_near_ones():
    with pytest.raises(ValueError, match="'initial_denial_share'"):
        reference("initial_denials_share")
    with pytest.raises(ValueError, match="reference_values"):
        reference("qqq")


def test_a_benchmark_of_denials_says_that_it_counts_dollars() -> None:
    for name in ("initial_denial_share", "initial_denial_share_2023"):
        assert "of dollars" in reference(name).note


def test_a_proposed_rule_and_a_year_that_is_over_say_so() -> None:
    assert reference("ipps_fixed_loss_proposed_usd").cite == "$51,704 (CMS inpatient payment rule, FY2027 proposed)"
    assert reference("ipps_update_proposed_share").cite == "2.4% (CMS inpatient payment rule, FY2027 proposed)"
    assert "expired on 1 October 2026" in reference("ipps_fixed_loss_usd").note
    assert reference("conversion_factor_one_year_rise_share").vintage == "CY2026 only"
