"""The staffing lab: patients by the hour against nurses on duty, and what each shift that is moved costs and covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from course.decisions.rules import Promise
from course.figures.skipping import for_readers
from course.labs.assets import styles
from course.labs.lab import Choice, Lab, Reading, Slider, Tick
from course.staffing.coverage import BLOCK_HOURS, BLOCKS
from course.units.staffing.census_to_ftes import cover_ways_model as cover_ways
from course.units.staffing.census_to_ftes.shift_mix_decision import (
    CHARGE,
    MOST_IN_A_FLOAT_BLOCK,
    MOST_NURSES,
    SHIFTS,
    Day,
    ShiftMixDecision,
    day,
)
from course.units.staffing.census_to_ftes.shift_mix_pictures import DayView

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.census_to_ftes.unit_draw import ShiftMix, Unit

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COMPARISONS = {
    "none": "nothing else",
    "mean census": "by the average day",
    "midnight census": "by the midnight count",
    "no break relief": "without break relief",
}
WAYS_OF_LOOKING = ("call_outs", "compare")


@dataclass(frozen=True)
class Result:
    """Everything the picture and the sentence need of one mix of shifts.

    `compared` holds the nurses needed by another count, by block, or None; `absent` the nurses who called out.
    """

    mix: ShiftMix
    plan: Mapping[str, Any]
    day: Day
    promises: tuple[Promise, ...]
    missing: Sequence[cover_ways.Span]
    ways: Sequence[cover_ways.Way]
    absent: Mapping[str, int]
    compared: NDArray[np.int_] | None
    comparison: str
    more_than_today_usd: float

    @property
    def is_today(self) -> bool:
        return self.plan == dict(self.mix.today)


def evaluate(unit: Unit, decision: ShiftMixDecision, plan: Mapping[str, Any], call_outs: bool, compare: str) -> Result:
    """Return a day under one mix, as planned or with last night's call-outs."""
    mix = decision.mix
    absent = {k: min(n, int(plan[k])) for k, n in unit.call_outs.items() if n and plan[k]} if call_outs else {}
    seen = day(mix, plan, absent)
    missing = cover_ways.spans(seen.by_block.gaps)
    return Result(
        mix=mix,
        plan=plan,
        day=seen,
        promises=decision.scorecard(plan).promises,
        missing=missing,
        ways=cover_ways.ways_to_close(mix, plan, missing[0]) if missing else (),
        absent=absent,
        compared=decision.believed.get(compare),
        comparison=COMPARISONS[compare],
        more_than_today_usd=seen.cost_usd - day(mix, mix.today).cost_usd,
    )


# ---------------------------------------------------------------- what it means


def clock(hour: int) -> str:
    return "midnight" if hour % 24 == 0 else f"{hour:02d}:00"


def number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def nurses(n: int) -> str:
    return f"{number(n)} nurse" if n == 1 else f"{number(n)} nurses"


def said_span(span: cover_ways.Span) -> str:
    """Return a span in words: "two nurses from 12:00 to 20:00"."""
    return f"{nurses(span.nurses)} {said_hours(span)}"


def said_hours(span: cover_ways.Span) -> str:
    return "all day" if span.hours == 24 else f"from {clock(span.start_hour)} to {clock(span.end_hour)}"


def said_way(way: cover_ways.Way, limit: float) -> str:
    """Return shifts to add in words, with the day's hours after it."""
    starts = [
        f"a float block at {clock(SHIFTS[key].start_hour)}"
        if SHIFTS[key].is_float
        else f"{SHIFTS[key].hours} hours from {clock(SHIFTS[key].start_hour)}"
        for key in way.shifts
    ]
    over = way.total_hours - limit
    hours = f"{way.total_hours:,.0f} hours in all" + (f", {over:,.0f} too many" if over > 0 else "")
    return f"{number(way.nurses)} more for {' and '.join(starts)} ({hours})"


def reading(result: Result) -> Reading:
    """Say where the day is short and how it would close, rule by rule, with every block as a table."""
    return Reading(
        _sentence(result), marks=[(p.kept, f"{p.name}: {p.say}") for p in result.promises], table=_rows(result)
    )


def _sentence(result: Result) -> str:
    words = _said_short(result) if result.missing else _said_covered(result)
    if result.absent:
        words = f"With last night's call-outs, {words[0].lower()}{words[1:]}"
    return words + _compared(result)


def _said_short(result: Result) -> str:
    worst, *others = result.missing
    also = f" Elsewhere: {'; '.join(said_span(span) for span in others)}." if others else ""
    return f"Short {said_span(worst)}.{_ways(result)}{also}"


def _said_covered(result: Result) -> str:
    hours, limit = result.day.worked_hours, result.mix.hours_limit
    if hours > limit:
        spare = cover_ways.spans(result.day.by_block.spare)
        where = f" Look at the spare hours: {said_span(spare[0])}." if spare else ""
        return f"Every block is covered, with {hours - limit:,.0f} hours too many.{where}"
    broken = [p.name.lower() for p in result.promises if not p.kept]
    end = f"Still open: {', '.join(broken)}." if broken else "Every rule is kept: a mix that you can sign."
    return f"Every block is covered in {hours:,.0f} of {limit:,.0f} hours, at ${result.day.cost_usd:,.0f} a day. {end}"


def _ways(result: Result) -> str:
    said = [said_way(way, result.mix.hours_limit) for way in result.ways]
    if not said:
        return " No two shifts close that; begin with the night or the day."
    count = "Two ways to close it" if len(said) == 2 else "It would close with"
    return f" {count}: {'; or '.join(said)}."


def _compared(result: Result) -> str:
    if result.compared is None:
        return ""
    less = int((result.day.by_block.required - result.compared).clip(0).sum()) * BLOCK_HOURS
    return f" Planned {result.comparison}, {less} nurse-hours a day that patients need would not be on the plan."


def _rows(result: Result) -> list[list[str]]:
    by_block, census = result.day.by_block, result.day.census_by_hour.reshape(BLOCKS, BLOCK_HOURS).max(axis=1)
    rows = [["Block", "Patients at most", "Nurses needed", "Scheduled", "On duty", "Missing"]]
    for b in range(BLOCKS):
        counts = (census, by_block.required, by_block.scheduled, by_block.actual, by_block.gaps)
        name = f"{clock(b * BLOCK_HOURS)} to {clock((b + 1) * BLOCK_HOURS)}"
        rows.append([name, *(str(int(count[b])) for count in counts)])
    return rows


# ---------------------------------------------------------------- the lab


class StaffingLab(Lab):
    """Call-outs and comparisons are ways of looking, not decisions; nurses are kept as whole numbers."""

    # anywidget takes text as well as a path
    _css = styles(Path(__file__).parent / "shift_mix.css")

    def decisions(self) -> dict[str, Any]:
        """Return the mix of shifts alone."""
        chosen = {name: value for name, value in super().decisions().items() if name not in WAYS_OF_LOOKING}
        return {name: bool(value) if name == CHARGE else round(value) for name, value in chosen.items()}


def controls(unit: Unit) -> list[Slider | Tick | Choice]:
    """Return a control for each shift, the charge nurse, and two ways of looking; they start on the mix as it is."""
    mix = unit.shift_mix
    labels = {key: f"{SHIFTS[key].hours} hours from {clock(SHIFTS[key].start_hour)}" for key in MOST_NURSES}
    out = sum(unit.call_outs.values())
    long = [
        Slider(key, labels[key], 0, most, 1, mix.today[key], unit="nurses", help="")
        for key, most in MOST_NURSES.items()
    ]
    floats = [
        Slider(key, f"Float {s.start_hour:02d}–{s.start_hour + s.hours:02d}", 0, MOST_IN_A_FLOAT_BLOCK, 1, 0, unit="on")
        for key, s in SHIFTS.items()
        if s.is_float
    ]
    charge = bool(mix.today[CHARGE])
    return [
        *long,
        *floats,
        Tick(CHARGE, "Charge nurse takes patients", charge, unit=""),
        Tick("call_outs", "With last night's call-outs", False, unit=f"{out} out"),
        Choice("compare", "Dotted: nurses needed", tuple(COMPARISONS.items()), "none"),
    ]


@for_readers
def staffing_lab(my: StaffingCase) -> Lab:
    """Return the staffing lab for your own unit."""
    unit, decision = my.unit, ShiftMixDecision(my.unit.shift_mix)

    def model(call_outs: bool, compare: str, **plan: Any) -> Result:
        whole = {name: bool(value) if name == CHARGE else round(value) for name, value in plan.items()}
        return evaluate(unit, decision, whole, call_outs, compare)

    return StaffingLab(
        title=f"Staffing lab: {unit.name}, {my.name}",
        question=(
            f"Which shifts cover every block at 1:{unit.patients_per_nurse}, breaks included, in "
            f"{unit.shift_mix.hours_limit:,.0f} worked hours, with at most {unit.shift_mix.float_limit} float blocks?"
        ),
        controls=controls(unit),
        model=model,
        view=DayView(unit),
        reading=reading,
        plan="shift_mix",
        case_id=my.case_id,
    )


LABS = {"shift_mix": staffing_lab}
