"""The nursing unit of unit 1: its patients by the hour, its hours of care, and the mix of shifts that covers a day.

Ranges are drawn around the course's story: a 30-bed unit at 1:5 with a 90th-percentile census of 24, 23, 27, 30, 29
and 26 by four-hour block. Figures are invented for teaching; the ratios are those of California's table, which the
house has adopted as its own policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

FEWEST_GOOD_PLANS = 12  # so that no learner has to find a needle
MEAN_RANDOM_SHARE = 0.28  # of a thousand random plans; the mean of forty then stays below 35%
HOURS_TO_SPARE = 6  # above the leanest mix that keeps every promise: 166 against 160 in the story
HOURS = 24
BLOCK_HOURS = 4
# Name, kind in the table of ratios, patients per nurse, beds, hours per patient day.
KINDS = (
    ("medical_surgical", 5, (28, 32), (9.0, 10.0)),
    ("telemetry", 4, (26, 30), (9.8, 10.8)),
)
NAMES = ("3 North", "3 South", "4 East", "4 West", "5 North", "5 South", "6 East", "6 West")
STORY_BLOCKS = (24, 23, 27, 30, 29, 26)  # most patients in the block, nine days in ten; from 00:00
STORY_BEDS = 30


@dataclass(frozen=True)
class ShiftMix:
    """What a day's mix of shifts has to cover, and the rules it is held to.

    Parameters
    ----------
    census_by_hour : tuple of int
        Patients at each hour from 00:00 to 23:00 that nine days in ten do not exceed.
    mean_by_hour : tuple of float
        Patients at each hour of an average day; the first is the midnight census.
    patients_per_nurse : int
        Most patients to a nurse, at all times.
    break_minutes : float
        Minutes that each nurse is away in a four-hour block.
    hours_limit : float
        Worked hours a day that the budget has for nurses with patients; the charge nurse is paid apart.
    float_limit : int
        Four-hour float blocks a day, at most.
    today : mapping of str to int or bool
        The mix as it is.
    hour_usd : float
        What a worked hour costs with benefits, in dollars.
    night_extra_usd, float_extra_usd : float
        On top of it for an hour between 20:00 and 08:00, and for an hour of a float block.
    """

    census_by_hour: tuple[int, ...]
    mean_by_hour: tuple[float, ...]
    patients_per_nurse: int
    break_minutes: float
    hours_limit: float
    float_limit: int
    today: Mapping[str, int | bool]
    hour_usd: float
    night_extra_usd: float
    float_extra_usd: float

    @property
    def midnight_census(self) -> float:
        """Patients at midnight of an average day: the count that most reports show."""
        return self.mean_by_hour[0]


@dataclass(frozen=True)
class AcuityLevel:
    """Patients of one level of acuity, and their care against the standard patient's."""

    name: str
    patients: int
    weight: float


@dataclass(frozen=True)
class Unit:
    """One nursing unit.

    Parameters
    ----------
    name, kind : str
        What the house calls it, and its line in the table of ratios.
    beds, patients_per_nurse : int
        Staffed beds, and the house's ratio.
    average_daily_census : float
        Patients on the mean over the hours of an average day.
    hours_per_patient_day : float
        All direct care, worked hours.
    nonproductive_hours : float
        Of 2,080 paid hours, those not worked.
    day_share : float
        Share of the day's shifts that works by day.
    fte_per_person : float
        Mean FTE of the people on the roster: below 1, because some work part-time.
    acuity : tuple of AcuityLevel
        Today's patients.
    skill_mix : mapping of str to float
        Share of the hours by role.
    hour_usd : mapping of str to float
        What a paid hour of each role costs, in dollars.
    call_outs : mapping of str to int
        Nurses who called out last night, by shift of today's mix.
    shift_mix : ShiftMix
        A day by the hour, for decision S1.
    """

    name: str
    kind: str
    beds: int
    patients_per_nurse: int
    average_daily_census: float
    hours_per_patient_day: float
    nonproductive_hours: int
    day_share: float
    fte_per_person: float
    acuity: tuple[AcuityLevel, ...]
    skill_mix: Mapping[str, float]
    hour_usd: Mapping[str, float]
    call_outs: Mapping[str, int]
    shift_mix: ShiftMix

    @property
    def nonproductive_share(self) -> float:
        """Share of paid hours that is not worked."""
        return self.nonproductive_hours / 2_080

    @property
    def productive_share(self) -> float:
        """Share of paid hours that is worked."""
        return 1 - self.nonproductive_share


def wrenfield() -> ShiftMix:
    """Return the story's base case."""
    census = hourly(STORY_BLOCKS)
    return ShiftMix(
        census_by_hour=census,
        mean_by_hour=tuple(patients - 3.0 for patients in census),
        patients_per_nurse=5,
        break_minutes=30.0,
        hours_limit=166,
        float_limit=2,
        today=as_of_today(5, 5),
        hour_usd=62.0,
        night_extra_usd=6.0,
        float_extra_usd=9.0,
    )


def as_of_today(by_day: int, by_night: int) -> Mapping[str, int | bool]:
    """Return a mix of twelve-hour shifts alone, whose charge nurse has patients."""
    rest = {"noon_8h": 0, "evening_8h": 0, **{f"float_{hour:02d}": 0 for hour in range(0, HOURS, BLOCK_HOURS)}}
    return MappingProxyType({"day_12h": by_day, "night_12h": by_night, **rest, "charge_takes_patients": True})


def hourly(most_by_block: tuple[int, ...]) -> tuple[int, ...]:
    """Return patients by the hour that reach each block's most and pass smoothly from block to block."""
    middles = np.arange(len(most_by_block)) * BLOCK_HOURS + 1.5
    smooth = np.rint(np.interp(np.arange(HOURS), middles, most_by_block, period=HOURS))
    most = np.repeat(most_by_block, BLOCK_HOURS)
    hours = np.minimum(smooth, most)
    for block, top in enumerate(most_by_block):
        own = slice(block * BLOCK_HOURS, (block + 1) * BLOCK_HOURS)
        if hours[own].max() < top:
            hours[block * BLOCK_HOURS + int(np.argmax(smooth[own]))] = top
    return tuple(int(patients) for patients in hours)


def draw(rng: np.random.Generator) -> Unit:
    """Draw a unit whose day many mixes of shifts can cover, that guessing does not, and in which each slip shows."""
    kind, ratio, beds_between, care_between = KINDS[int(rng.random() < 0.35)]
    beds = int(rng.integers(beds_between[0], beds_between[1] + 1))
    mix = _draw_mix(rng, beds, ratio)
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


def _draw_mix(rng: np.random.Generator, beds: int, ratio: int) -> ShiftMix:
    from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision

    while True:
        mix = _one_mix(rng, beds, ratio)
        leanest = ShiftMixDecision(mix).fewest_hours
        mix = replace(mix, hours_limit=leanest + HOURS_TO_SPARE)
        decision = ShiftMixDecision(mix)
        if (
            decision.full_mark_count >= FEWEST_GOOD_PLANS
            and decision.mean_random_share <= MEAN_RANDOM_SHARE
            and not decision.flat_mix_fits
            and decision.every_slip_can_be_shown
        ):
            return mix


def _one_mix(rng: np.random.Generator, beds: int, ratio: int) -> ShiftMix:
    size = np.array(STORY_BLOCKS) / STORY_BEDS * beds + rng.integers(-1, 2, len(STORY_BLOCKS))
    census = hourly(tuple(int(patients) for patients in np.clip(np.rint(size), 1, beds)))
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
        today=as_of_today(by_midnight, by_midnight),
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
