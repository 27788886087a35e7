"""Draws a board's dashboard: ranges around Wrenfield Memorial's fiscal year 2025."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.units.role.the_dashboard.contradictions_model import every_source_reads_differently, other_stays
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision
from course.units.role.the_dashboard.dashboard_model import (
    BUSINESS_LINES,
    INHERITED,
    LICENSED,
    QUESTIONS,
    SERVICES,
    SOURCES,
    STAFFED,
    BusinessLine,
    Dashboard,
    Month,
    Period,
    Service,
    three_months_later,
    to_the_nearest,
    wrenfield,
)

MOST_FOR_NOTHING = 0.2  # of the score, for the dashboard as it was inherited


def draw(rng: np.random.Generator) -> Dashboard:
    """Draw a dashboard whose contradictions can be seen in the figures shown, and which earns nothing as it stands."""
    return first_accepted(lambda: _near_the_story(rng), _can_be_taught_with, "dashboard")


def _can_be_taught_with(dashboard: Dashboard) -> bool:
    decision = DashboardDecision(dashboard)
    seen = every_source_reads_differently(dashboard)
    return seen and decision.scorecard(decision.nothing()).share <= MOST_FOR_NOTHING


def _near_the_story(rng: np.random.Generator) -> Dashboard:
    year = _fiscal_year(rng)
    last_twelve = three_months_later(year, rng.uniform)
    return Dashboard(
        question=QUESTIONS[str(rng.choice((STAFFED, LICENSED)))],
        year=year,
        last_twelve=last_twelve,
        month=_last_month(last_twelve, rng),
        source_order=MappingProxyType({tile: _shuffled(rng, keys) for tile, keys in SOURCES.items()}),
        inherited=MappingProxyType(
            {tile: SOURCES[tile].index(str(rng.choice(keys))) for tile, keys in INHERITED.items()}
        ),
        other_stay_days=_any_of(rng, other_stays(year, last_twelve)),
    )


def _shuffled(rng: np.random.Generator, keys: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the keys in an order that is drawn."""
    return tuple(list(keys).index(str(key)) for key in rng.permutation(list(keys)))


def _any_of(rng: np.random.Generator, stays: Mapping[str, float]) -> float:
    return stays[str(rng.choice(list(stays)))]


def _fiscal_year(rng: np.random.Generator) -> Period:
    size = rng.uniform(0.7, 1.15)
    story = wrenfield().year
    year = replace(
        story,
        services=tuple(_service(each, size, rng) for each in SERVICES),
        business_lines=tuple(_business_line(each, size, rng) for each in BUSINESS_LINES),
        inpatient_gross_usd=to_the_nearest(story.inpatient_gross_usd * size * rng.uniform(0.95, 1.05), 1e5),
        outpatient_gross_usd=to_the_nearest(story.outpatient_gross_usd * size * rng.uniform(0.9, 1.1), 1e5),
        paid_ftes=round(story.paid_ftes * size * rng.uniform(0.97, 1.03)),
    )
    return replace(year, worked_ftes=round(year.paid_ftes * rng.uniform(0.86, 0.88)))  # 13% of paid hours are leave


def _service(base: Service, size: float, rng: np.random.Generator) -> Service:
    days = round(base.patient_days * size * rng.uniform(0.95, 1.05))
    discharges = round(base.discharges * size * rng.uniform(0.95, 1.05))
    stay = rng.uniform(0.95, 0.99)  # some who left had lain there before the year began, more are there at its end
    return Service(
        base.name,
        staffed_beds=round(base.staffed_beds * size),
        licensed_beds=round(base.licensed_beds * size * rng.uniform(0.98, 1.08)),
        patient_days=days,
        discharge_days=round(days * stay),
        discharges=discharges,
        weights=round(discharges * base.weights / base.discharges * rng.uniform(0.97, 1.03), 1),
    )


def _business_line(base: BusinessLine, size: float, rng: np.random.Generator) -> BusinessLine:
    margin = 1 - base.expense_usd / base.revenue_usd + rng.uniform(-0.01, 0.01)
    revenue = to_the_nearest(base.revenue_usd * size, 1e5)
    return BusinessLine(base.name, revenue, to_the_nearest(revenue * (1 - margin), 1e5))


def _last_month(period: Period, rng: np.random.Generator) -> Month:
    share = rng.uniform(1.05, 1.10) * 30 / period.days  # everybody is back from the summer
    return Month("September 2025", 30, round(period.patient_days * share), round(period.discharges * share))
