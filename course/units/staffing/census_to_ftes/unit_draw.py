"""Draws the nursing unit of unit 1, and the day that its mix of shifts has to cover.

Ranges are drawn around the course's story: a 30-bed unit at 1:5 with a 90th-percentile census of 24, 23, 27, 30, 29
and 26 by four-hour block. Figures are invented for teaching; the ratios are those of California's table, which the
house has adopted as its own policy.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision
from course.units.staffing.census_to_ftes.shift_mix_model import STORY_BLOCKS, ShiftMix, hourly_census, twelve_hour_mix
from course.units.staffing.census_to_ftes.shift_mix_search import ShiftMixSearch
from course.units.staffing.census_to_ftes.unit_model import AcuityLevel, Unit

FEWEST_GOOD_PLANS = 12  # so that no learner has to find a needle
MEAN_RANDOM_SHARE = 0.28  # of a thousand random plans; the mean of forty then stays below 35%
HOURS_TO_SPARE = 6  # above the leanest mix that keeps every promise: 166 against 160 in the story
# Name, kind in the table of ratios, patients per nurse, beds, hours per patient day.
KINDS = (
    ("medical_surgical", 5, (28, 32), (9.0, 10.0)),
    ("telemetry", 4, (26, 30), (9.8, 10.8)),
)
NAMES = ("3 North", "3 South", "4 East", "4 West", "5 North", "5 South", "6 East", "6 West")
STORY_BEDS = 30


def draw(rng: np.random.Generator) -> Unit:
    """Draw a unit whose day many mixes of shifts can cover, that guessing does not, and in which each slip shows."""
    kind, ratio, beds_between, care_between = KINDS[int(rng.random() < 0.35)]
    beds = int(rng.integers(beds_between[0], beds_between[1] + 1))
    mix = draw_shift_mix(rng, beds, ratio)
    registered = _step(rng, 0.58, 0.68, 0.02)
    practical = _step(rng, 0.06, 0.12, 0.02)
    return Unit(
        name=str(rng.choice(NAMES)),
        kind=kind,
        beds=beds,
        patients_per_nurse=ratio,
        average_daily_census=round(float(np.mean(mix.mean_by_hour)), 1),
        hours_per_patient_day=_step(rng, *care_between, 0.1),
        nonproductive_hours=int(_step(rng, 250, 320, 10)),
        day_share=_step(rng, 0.53, 0.58, 0.01),
        fte_per_person=_step(rng, 0.76, 0.88, 0.02),
        acuity=_acuity(rng, round(mix.mean_by_hour[10])),
        skill_mix=MappingProxyType({"RN": registered, "LPN": practical, "aide": round(1 - registered - practical, 2)}),
        hour_usd=MappingProxyType(
            {"RN": _step(rng, 45, 50, 0.5), "LPN": _step(rng, 29, 33, 0.5), "aide": _step(rng, 18, 22, 0.5)}
        ),
        call_outs=MappingProxyType({"night_12h": 1, "day_12h": int(rng.integers(0, 2))}),
        shift_mix=mix,
    )


def draw_shift_mix(rng: np.random.Generator, beds: int, ratio: int) -> ShiftMix:
    """Draw a day of a unit of so many beds, and the hours that its leanest mix leaves to spare."""
    return first_accepted(lambda: _with_hours_limit(_one_day(rng, beds, ratio)), _can_be_taught_with, "mix of shifts")


def _with_hours_limit(mix: ShiftMix) -> ShiftMix:
    return replace(mix, hours_limit=ShiftMixSearch(ShiftMixDecision(mix)).fewest_hours + HOURS_TO_SPARE)


def _can_be_taught_with(mix: ShiftMix) -> bool:
    search = ShiftMixSearch(ShiftMixDecision(mix))
    return (
        search.full_mark_count >= FEWEST_GOOD_PLANS
        and search.mean_random_share <= MEAN_RANDOM_SHARE
        and not search.flat_mix_fits
        and search.every_slip_can_be_shown
    )


def _one_day(rng: np.random.Generator, beds: int, ratio: int) -> ShiftMix:
    size = np.array(STORY_BLOCKS) / STORY_BEDS * beds + rng.integers(-1, 2, len(STORY_BLOCKS))
    census = hourly_census(tuple(int(patients) for patients in np.clip(np.rint(size), 1, beds)))
    below = _step(rng, 2.4, 3.6, 0.1)
    mean = tuple(round(patients - below, 1) for patients in census)
    by_midnight = int(np.ceil(mean[0] / ratio))
    return ShiftMix(
        census_by_hour=census,
        mean_by_hour=mean,
        patients_per_nurse=ratio,
        break_minutes=30.0,
        hours_limit=np.inf,
        float_limit=2,
        today=twelve_hour_mix(by_midnight, by_midnight),
        hour_usd=_step(rng, 58, 66, 0.5),
        night_extra_usd=_step(rng, 4, 8, 0.5),
        float_extra_usd=_step(rng, 6, 12, 0.5),
    )


def _acuity(rng: np.random.Generator, patients: int) -> tuple[AcuityLevel, ...]:
    """Split today's patients over four levels, more of them ill than well."""
    shares = np.array([0.31, 0.38, 0.23, 0.08]) + rng.uniform(-0.03, 0.03, 4)
    counts = np.maximum(np.rint(shares / shares.sum() * patients).astype(int), 1)
    counts[1] += patients - counts.sum()
    weights = (0.75, 1.0, _step(rng, 1.3, 1.4, 0.05), _step(rng, 1.8, 2.0, 0.1))
    names = ("mild", "standard", "severe", "critical")
    return tuple(AcuityLevel(n, int(c), w) for n, c, w in zip(names, counts, weights, strict=True))


def _step(rng: np.random.Generator, low: float, high: float, step: float) -> float:
    """Draw a readable number: low, low + step, ..., high."""
    return round(float(low + step * rng.integers(0, round((high - low) / step) + 1)), 6)
