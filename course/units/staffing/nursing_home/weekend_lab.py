"""The guess that opens the unit: what a resident has on a day of the weekend, from four weeks of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.staffing.nursing_home import weekend_change_share
from course.units.staffing.nursing_home.nursing_home_model import WeekendHours, split_weekend
from course.units.staffing.nursing_home.weekend_pictures import WeekendView

if TYPE_CHECKING:
    from course.units.staffing.nursing_home.case import NursingHomeCase

LOW_GUESS, HIGH_GUESS = 2.5, 5.0
MINUTES_PER_HOUR = 60
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reading(result: Guessed[WeekendHours]) -> Reading:
    """Say what a weekday gives and what a day of the weekend does, beside the guess."""
    seen = result.found
    less = -weekend_change_share(seen.days)
    missing = (seen.weekday_hprd - seen.weekend_hprd) * MINUTES_PER_HOUR
    return Reading(
        f"{_weekday(seen)} A weekend day gives {seen.weekend_hprd:.2f}: {less:.0%} less, or {missing:.0f} "
        f"minutes for each resident. You guessed {result.guess:.2f}.",
        table=_rows(seen),
    )


def _weekday(seen: WeekendHours) -> str:
    return f"A weekday gives each resident {seen.weekday_hprd:.2f} hours."


def _rows(seen: WeekendHours) -> list[list[str]]:
    head = ["Day", "Residents", "Nursing hours", "Per resident"]
    return [
        head,
        *[
            [f"Week {i // 7 + 1}, {DAY_NAMES[i % 7]}", f"{d.residents:.0f}", f"{d.total_hours:.1f}", f"{d.hprd:.2f}"]
            for i, d in enumerate(seen.days)
        ],
    ]


def _guess(seen: WeekendHours) -> Guess:
    slider = Slider(
        "guess",
        "My guess",
        LOW_GUESS,
        HIGH_GUESS,
        0.05,
        round(seen.weekday_hprd * 20) / 20,
        unit="hours a resident",
        decimals=2,
        help="On a Saturday or a Sunday, on average.",
    )
    return Guess("weekend_guess", slider, says="You guessed {} for a weekend day")


@skipped_while_graded
def weekend_guess(my: NursingHomeCase) -> Lab:
    """Return the opening lab: guess a day of the weekend, keep the guess, uncover it."""
    seen = split_weekend(my.home.days)
    return _guess(seen).lab(
        title="Four weeks of your nursing home",
        question="The weekdays are drawn. Guess first: how many hours does a resident get on a weekend day? No marks.",
        reveal="Uncover the weekends",
        found=seen,
        view=WeekendView(seen.days),
        before=f"{_weekday(seen)} Set the slider to what you think of a weekend day, keep it, then uncover.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: NursingHomeCase) -> None:
    """Print the guess that was kept at the start, beside what the weekends gave."""
    seen = split_weekend(my.home.days)
    _guess(seen).print_beside(
        f"weekdays gave {seen.weekday_hprd:.2f} hours per resident, weekend days {seen.weekend_hprd:.2f}"
    )


LABS = {"weekend_guess": weekend_guess}
