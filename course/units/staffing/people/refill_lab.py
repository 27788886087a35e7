"""Before the hiring lab: empty posts filled at a stroke and a year waited, and a year's leavers month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.staffing.turnover import annual_turnover, average_headcount, turnover
from course.units.staffing.people.hiring_decision import MONTHS, QUARTERS, run_year
from course.units.staffing.people.people_sheet_draw import sheet_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.people.people_draw import HiringYear

MONTH_NAMES = ("Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun")
MOST_EMPTY = 24
GUESS = Guess(
    "refill_guess", Slider("guess", "My guess", 0, 18, 1, 2, unit="empty posts", help="At the end of month 12.")
)


# ---------------------------------------------------------------- fill them all today


@dataclass(frozen=True)
class Refill:
    """Empty posts at the end of each month when all of them are filled on the first day."""

    vacant: int
    empty: NDArray[np.float64]


def refill(year: HiringYear) -> Refill:
    """Return a year in which every vacant post is filled on the first day, and nobody is hired after that."""
    vacant = year.budgeted - year.in_post
    run = run_year(year, [vacant, *[0] * (MONTHS - 1)], [0] * QUARTERS)
    return Refill(vacant, year.budgeted - run.in_post)


class RefillView:
    """Empty posts by month; before the reveal, the first day and the guess alone."""

    def __init__(self, year: HiringYear) -> None:
        full = refill(year)
        fig, ax = charts.figure(780, 320)
        fig.subplots_adjust(left=0.07, right=0.97, top=0.81, bottom=0.15)
        ax.set_xlim(-1.7, MONTHS + 0.9)
        ax.set_ylim(0, MOST_EMPTY)
        ax.set_xticks([-1, 0, *range(1, MONTHS + 1)], ["before", "day 1", *MONTH_NAMES])
        ax.tick_params(axis="x", length=0)
        ax.set_ylabel("empty posts", color=charts.SOFT)
        charts.titled(
            ax,
            f"{full.vacant} empty posts, {full.vacant} nurses hired on the first day. And then?",
            "Empty posts at the end of each month, when nobody is hired after that",
        )
        ax.bar([-1], [full.vacant], width=0.7, color=charts.LINE)
        ax.text(-1, full.vacant + 0.4, str(full.vacant), ha="center", fontsize=11, fontweight="bold")
        ax.text(0, 0.4, "0", ha="center", fontsize=11, fontweight="bold")
        months = np.arange(1, MONTHS + 1)
        self.bars = ax.bar(
            months, full.empty, width=0.7, facecolor="white", edgecolor=charts.UNFAVORABLE,
            hatch=charts.UNFAVORABLE_HATCH,
        ).patches  # fmt: skip
        self.last = ax.text(
            MONTHS, full.empty[-1] + 0.4, f"{full.empty[-1]:.1f}", ha="center", fontsize=11, fontweight="bold"
        )
        self.hidden = [MovingText(ax, month, 0.9, ha="center", size=10.5, bold=True) for month in range(1, MONTHS + 1)]
        self.said = MovingText(ax, MONTHS + 0.4, ha="right", size=10.5, bold=True)
        (self.guess,) = ax.plot([], [], marker="<", markersize=12, color=charts.INK, linestyle="none", clip_on=False)
        self.stage = Stage(fig, [*self.bars, self.last, self.guess, *self.hidden, self.said])

    def draw(self, result: Guessed[Refill]) -> bytes:
        for artist in (*self.bars, self.last):
            artist.set_visible(result.shown)
        self.guess.set_data([MONTHS + 0.62], [result.guess])
        for text in self.hidden:
            text.say("" if result.shown else "?")
        height = 20.5 if result.shown else max(result.guess, 3.0)
        self.said.say(f"your guess for June: {result.guess:.0f}", y=height)
        return self.stage.png()

    def describe(self, result: Guessed[Refill]) -> str:
        seen = result.found
        start = f"Bars of empty posts: {seen.vacant} before, none on the first day"
        if not result.shown:
            return f"{start}, the months after it are covered, and your guess for June is {result.guess:.0f}."
        return f"{start}, rising every month to {seen.empty[-1]:.1f} in June; you guessed {result.guess:.0f}."


def refill_reading(result: Guessed[Refill]) -> Reading:
    """Say what is empty a year later, beside the guess."""
    seen = result.found
    rows = [[name, f"{empty:.1f}"] for name, empty in zip(MONTH_NAMES, seen.empty, strict=True)]
    end = float(seen.empty[-1])
    return Reading(
        f"Next June {end:.1f} posts are empty, more than the {seen.vacant} there were: people leave in every month, "
        f"and new ones soonest. Filling posts once does not keep them filled. You guessed {result.guess:.0f}.",
        table=[["End of", "Empty posts"], ["Before", str(seen.vacant)], ["Day 1", "0"], *rows],
    )


@for_readers
def refill_guess(my: StaffingCase) -> Lab:
    """Return the opening lab: guess what a year does to posts that are filled today, keep it, wait a year."""
    year = my.people.year
    vacant = year.budgeted - year.in_post
    return GUESS.lab(
        title=f"{vacant} empty posts, {vacant} hires",
        question=f"All {vacant} empty posts are filled today, and nobody is hired after. "
        "Guess first: how many are empty in a year? No marks.",
        reveal="Wait a year",
        found=refill(year),
        view=RefillView(year),
        before="Set the slider to the posts that you think are empty next June, keep it, then wait a year.",
        after=refill_reading,
        case_id=my.case_id,
    )


def first_guess(my: StaffingCase) -> None:
    """Print the guess that was kept at the start, beside what the year makes of it."""
    seen = refill(my.people.year)
    GUESS.print_beside(
        f"with all {seen.vacant} posts filled on the first day, {seen.empty[-1]:.1f} are empty a year later"
    )


# ---------------------------------------------------------------- one month, times twelve


@for_readers
def months_of_leaving(my: StaffingCase) -> charts.Shown:
    """Return each month's leavers as a yearly rate, against the rate of the whole year."""
    leaving, left = my.people.leaving, sheet_of(my).left_by_month
    people = average_headcount([leaving.headcount_start, leaving.headcount_end])
    rates = [annual_turnover(n, people, 1) for n in left]
    year = turnover(leaving.separations, people)
    fig, ax = charts.figure(780, 300)
    fig.subplots_adjust(left=0.08, right=0.86, top=0.79, bottom=0.17)
    ax.bar(range(MONTHS), [100 * r for r in rates], width=0.68, color=charts.LINE)
    ax.axhline(100 * year, color=charts.FAVORABLE, linewidth=2.4)
    ax.text(MONTHS - 0.3, 100 * year, f"the year:\n{year:.1%}", va="center", fontsize=10.5, color=charts.INK)
    ax.set_xlim(-0.6, MONTHS - 0.4)
    ax.set_ylim(0, 100 * max(rates) * 1.16)
    ax.set_xticks(range(MONTHS), [f"{name}\n{n} left" for name, n in zip(MONTH_NAMES, left, strict=True)])
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel("% a year", color=charts.SOFT)
    charts.titled(
        ax,
        f"A month says anything from {min(rates):.0%} to {max(rates):.0%}",
        "Leavers of each month, multiplied by twelve, as a share of the average headcount",
    )
    alt = (
        f"Bars of each month's leavers restated for a year, from {min(rates):.0%} to {max(rates):.0%}; a line at "
        f"{year:.1%} shows the whole year."
    )
    rows = [[name, str(n), f"{rate:.1%}"] for name, n, rate in zip(MONTH_NAMES, left, rates, strict=True)]
    total = ["Year", str(leaving.separations), f"{year:.1%}"]
    return charts.show(fig, alt, [["Month", "Left", "Restated for a year"], *rows, total])


LABS = {"refill": refill_guess}
