"""Holds the demand of the roster on the wall beside the mix of shifts that the learner kept in the first unit."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from course.decisions.earlier_plans import EarlierPlan, earlier_plan
from course.decisions.plan_schema import object_schema
from course.figures.text_tables import paragraph
from course.units.staffing.census_to_ftes.shift_mix_model import CHARGE, MOST_ON_SHIFT, SHIFTS, ShiftMix
from course.units.staffing.rosters.roster_model import DAY, NIGHT, PostedRoster

SCHEMA = object_schema(
    {
        **{key: {"type": "integer", "minimum": 0, "maximum": most} for key, most in MOST_ON_SHIFT.items()},
        CHARGE: {"type": "boolean"},
    }
)
LONG = ("day_12h", "night_12h")


class StaffingCase(Protocol):
    """A learner's organization, as far as its shifts and its roster go."""

    @property
    def shift_mix(self) -> ShiftMix: ...

    @property
    def roster(self) -> PostedRoster: ...

    @property
    def case_id(self) -> str: ...


def earlier_mix(my: StaffingCase, folder: Path | None = None) -> EarlierPlan:
    """Return the mix of shifts that the learner kept in the first unit, or the mix as it was."""
    return earlier_plan(
        "shift_mix",
        module="03_staffing",
        schema=SCHEMA,
        stand_in=dict(my.shift_mix.today),
        called="mix of shifts",
        stands_in_for_it="the mix of shifts as you found it, because you kept none in unit 1",
        case_id=my.case_id,
        folder=folder,
    )


def print_from_mix_to_names(my: StaffingCase) -> None:
    """Print what the earlier mix of shifts asks for, beside what the roster on the wall asks for."""
    print(paragraph(from_mix_to_names(my.roster, earlier_mix(my))))


def from_mix_to_names(roster: PostedRoster, mix: EarlierPlan) -> str:
    """Return what a mix of shifts asks for beside what a roster asks for, in a few sentences."""
    by_day, by_night = (int(mix.decisions[key]) for key in LONG)
    shorter = sum(int(mix.decisions[key]) for key in SHIFTS if key not in LONG)
    beside = f", and {shorter} shorter {'shift' if shorter == 1 else 'shifts'} besides" if shorter else ""
    days, nights = needed(roster, DAY), needed(roster, NIGHT)
    return (
        f"A mix of shifts says how many; a roster says who. Here is {mix.whose}: {by_day} nurses on twelve hours "
        f"from 8 in the morning and {by_night} from 8 in the evening{beside}. "
        "The roster on your wall is that of another unit. "
        f"It asks for {_people(days)} by day and {_people(nights)} by night, on each of {roster.problem.days} days, "
        "and every one of them has a name."
    )


def needed(roster: PostedRoster, shift: str) -> tuple[int, int]:
    """Return the fewest and the most people that a roster asks for on a shift, whatever their skill."""
    counts = [cover.needed for cover in roster.problem.covers if cover.shift == shift and not cover.skill]
    return min(counts), max(counts)


def _people(counts: tuple[int, int]) -> str:
    fewest, most = counts
    return f"{most} people" if fewest == most else f"{fewest} to {most} people"
