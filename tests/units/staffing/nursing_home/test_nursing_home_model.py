"""Four weeks of a nursing home, and who pays for a day."""

from __future__ import annotations

from course.staffing.nursing_home import StaffDay, census_revenue_usd
from course.units.staffing.nursing_home.nursing_home_model import CensusMix, split_weekend


def test_weekdays_and_weekends_are_told_apart():
    days = (StaffDay(100, 60, 80, 220), StaffDay(100, 40, 80, 180, weekend=True))
    seen = split_weekend(days)
    assert (seen.weekday_hprd, seen.weekend_hprd) == (3.6, 3.0) and seen.days == days


def test_what_each_payer_brings_adds_up_to_the_census():
    mix = CensusMix({"Medicaid": 60, "Medicare": 20}, {"Medicaid": 240, "Medicare": 600})
    assert mix.daily_revenue_usd == {"Medicaid": 14_400, "Medicare": 12_000}
    assert sum(mix.daily_revenue_usd.values()) == census_revenue_usd(mix.residents, mix.rate_usd, 1)
