"""From one chair to a unit: a chair that is never empty, where fifty full-time equivalents are, a day's census."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from course.decisions import plan_file
from course.figures import charts
from course.figures.skipping import for_readers
from course.labs.lab import Lab, Reading, Slider, Tick
from course.staffing import hours
from course.units.staffing.census_to_ftes.shift_mix_pictures import bar_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.census_to_ftes.unit_model import Unit

MOST_FTES = 8
# The story's unit: 26 patients a day at 9.5 hours each, 62% of them a registered nurse's, 84 FTEs to 100 people.
STORY_CENSUS, STORY_HPPD, STORY_RN_SHARE, STORY_FTE_PER_PERSON = 26, 9.5, 0.62, 0.84
HOURS_A_YEAR = 24 * hours.DAYS_PER_YEAR
SCALE_HOURS = MOST_FTES * hours.PAID_HOURS_PER_FTE  # the chair fills the width, so that it gives no answer away


# ---------------------------------------------------------------- the chair that is never empty


@dataclass(frozen=True)
class Chair:
    """One post that is filled day and night, beside the learner's guess of what it takes."""

    guess: float
    shown: bool
    ftes: float
    worked_hours: float

    @property
    def away_hours(self) -> float:
        """Paid hours of one full-time equivalent that are not worked."""
        return hours.PAID_HOURS_PER_FTE - self.worked_hours


def chair(unit: Unit, guess: float, shown: bool) -> Chair:
    """Return what one post around the clock takes at a unit's leave."""
    share = unit.productive_share
    return Chair(guess, shown, hours.post_ftes(24, productive_share=share), share * hours.PAID_HOURS_PER_FTE)


class ChairView:
    """A year of one chair above, the people paid for it beneath; before the reveal, only the guess stands there."""

    def __init__(self, unit: Unit) -> None:
        full = chair(unit, 0, True)
        fig, ax = charts.figure(780, 270)
        fig.subplots_adjust(left=0.02, right=0.98, top=0.78, bottom=0.20)
        ax.set_xlim(0, SCALE_HOURS)
        ax.set_ylim(-0.15, 2.1)
        ax.set_yticks([])
        ticks = np.arange(MOST_FTES + 1)
        ax.set_xticks(ticks * hours.PAID_HOURS_PER_FTE, [str(n) for n in ticks])
        ax.spines["left"].set_visible(False)
        ax.set_xlabel("full-time equivalents on the payroll, 2,080 paid hours a year each", color=charts.SOFT)
        charts.titled(
            ax,
            "One nurse's chair is never empty. How many full-time people does it take?",
            "Above: the chair's year. Beneath, on a scale of its own: who is paid; hatched hours are not worked",
        )
        frame: dict[str, Any] = {"facecolor": "white", "edgecolor": charts.INK, "linewidth": 1.5}
        bar_on(ax, (0, 1.25), SCALE_HOURS, 0.6, **frame)
        self.empty = ax.text(SCALE_HOURS / 2, 1.55, "8,760 hours to fill", ha="center", va="center", fontsize=11)
        self.people = _people(ax, full)
        (self.guess,) = ax.plot([], [], marker="v", markersize=13, color=charts.UNFAVORABLE, linestyle="none")
        self.said = ax.text(0, 0.93, "", ha="center", va="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = charts.Stage(fig, [self.empty, *self.people, self.guess, self.said])

    def draw(self, result: Chair) -> bytes:
        self.empty.set_visible(not result.shown)
        for artist in self.people:
            artist.set_visible(result.shown)
        place = result.guess * hours.PAID_HOURS_PER_FTE
        self.guess.set_data([place], [0.72])
        self.said.set_position((place, 0.95))
        self.said.set_text(f"your guess: {result.guess:.1f}")
        return self.stage.png()

    def describe(self, result: Chair) -> str:
        guess = f"The guess stands at {result.guess:.1f} full-time equivalents."
        if not result.shown:
            return f"A bar of 8,760 hours, the year of one chair that is never empty, with nobody in it yet. {guess}"
        return (
            f"The chair's 8,760 hours filled by {result.ftes:.2f} full-time equivalents, each of whom works "
            f"{result.worked_hours:,.0f} of 2,080 paid hours; the other {result.away_hours:,.0f} are hatched. {guess}"
        )


def _people(ax: Axes, full: Chair) -> list[Rectangle]:
    """Draw each full-time equivalent: worked hours in the chair and on the payroll, hours away on the payroll only."""
    solid: dict[str, Any] = {"facecolor": charts.FAVORABLE, "edgecolor": "white"}
    away: dict[str, Any] = {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH}
    stretch = SCALE_HOURS / HOURS_A_YEAR
    drawn = []
    for person in range(int(np.ceil(full.ftes))):
        part = min(1.0, full.ftes - person)
        paid = person * hours.PAID_HOURS_PER_FTE
        worked = part * full.worked_hours
        drawn.append(bar_on(ax, (person * full.worked_hours * stretch, 1.25), worked * stretch, 0.6, **solid))
        drawn.append(bar_on(ax, (paid, 0), worked, 0.6, **solid))
        drawn.append(bar_on(ax, (paid + worked, 0), part * full.away_hours, 0.6, **away))
    return drawn


def chair_reading(result: Chair) -> Reading:
    """Say what the chair takes, in two steps, beside the guess."""
    if not result.shown:
        return Reading("Move the slider to your guess, keep it, then fill the chair.")
    rows = [
        ["Hours of the chair in a year", "8,760"],
        ["Paid hours of one FTE", "2,080"],
        ["Of these, worked", f"{result.worked_hours:,.0f}"],
        ["FTEs if nobody were ever away", f"{HOURS_A_YEAR / hours.PAID_HOURS_PER_FTE:.2f}"],
        ["FTEs to pay", f"{result.ftes:.2f}"],
    ]
    return Reading(
        f"{result.ftes:.2f} full-time equivalents for one chair: {HOURS_A_YEAR / hours.PAID_HOURS_PER_FTE:.2f} because "
        f"a year has 8,760 hours, the rest because {result.away_hours:,.0f} of each 2,080 paid hours are not worked. "
        f"You guessed {result.guess:.1f}.",
        table=[["Step", "Value"], *rows],
    )


@for_readers
def one_chair(my: StaffingCase) -> Lab:
    """Return the opening lab: guess, keep the guess, fill the chair."""
    unit = my.unit
    return Lab(
        title="One chair, never empty",
        question="One nurse at one bedside, day and night, all year. Guess first: how many full-time people? No marks.",
        controls=[
            Slider("guess", "My guess", 1, 7.5, 0.1, 3, unit="full-time people", decimals=1),
            Tick("shown", "Fill the chair", False, unit=""),
        ],
        model=lambda guess, shown: chair(unit, guess, shown),
        view=ChairView(unit),
        reading=chair_reading,
        plan="chair_guess",
        case_id=my.case_id,
        keep_label="Keep my guess",
        asks_because=False,
    )


def first_guess(my: StaffingCase) -> None:
    """Print the guess that was kept at the start, beside what the chair takes."""
    takes = f"one chair takes {chair(my.unit, 0, True).ftes:.2f} full-time equivalents on your unit"
    guess = plan_file.kept_number("chair_guess", "guess")
    print(f"You kept no guess; {takes}." if guess is None else f"You guessed {guess:.1f}; {takes}.")


# ---------------------------------------------------------------- where everybody is


@dataclass(frozen=True)
class Whereabouts:
    """The story's unit, from the payroll to the bedside."""

    people: float
    paid_ftes: float
    productive_ftes: float
    there_at_once: float
    nurses_at_once: float


def whereabouts() -> Whereabouts:
    """Return where the story's full-time equivalents are at an average hour of the year."""
    paid = hours.unit_ftes(STORY_CENSUS, STORY_HPPD)
    at_once = STORY_CENSUS * STORY_HPPD / 24
    return Whereabouts(
        people=paid / STORY_FTE_PER_PERSON,
        paid_ftes=paid,
        productive_ftes=hours.unit_ftes(STORY_CENSUS, STORY_HPPD, productive_share=1),
        there_at_once=at_once,
        nurses_at_once=at_once * STORY_RN_SHARE,
    )


@for_readers
def where_they_are() -> charts.Shown:
    """Return how fifty full-time equivalents become ten people at the bedside."""
    seen = whereabouts()
    steps = {
        "people on the payroll": (seen.people, "some work part-time"),
        "FTEs paid": (seen.paid_ftes, "2,080 paid hours a year each"),
        "FTEs' worth of work": (seen.productive_ftes, "13% of paid hours are leave, illness, training"),
        "there at an average hour": (seen.there_at_once, "a week has 168 hours, a full-time person 40"),
        "registered nurses of these": (seen.nurses_at_once, "the rest are practical nurses and aides"),
    }
    fig, ax = charts.figure(780, 300)
    fig.subplots_adjust(left=0.265, right=0.98, top=0.80, bottom=0.04)
    last = len(steps) - 1
    for place, (value, why) in enumerate(steps.values()):
        color = charts.FAVORABLE if place >= last - 1 else charts.LINE
        ax.barh(last - place, value, height=0.62, color=color)
        ax.text(
            value + 0.8, last - place, f"{value:.1f}", va="center", fontsize=11, fontweight="bold", color=charts.INK
        )
        ax.text(value + 12, last - place, why, va="center", fontsize=9.5, color=charts.SOFT)
    ax.set_yticks(range(len(steps)), list(reversed(steps)), color=charts.INK)
    ax.set_xlim(0, 135)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    ax.spines["bottom"].set_visible(False)
    charts.titled(
        ax,
        "Fifty full-time equivalents put ten people at the bedside",
        f"Wrenfield's unit: {STORY_CENSUS} patients on an average day, {STORY_HPPD} hours of care for each",
    )
    said = ", ".join(f"{value:.1f} {name}" for name, (value, _) in steps.items())
    rows = [[name[0].upper() + name[1:], f"{v:.1f}", why] for name, (v, why) in steps.items()]
    return charts.show(fig, f"Bars from the payroll to the bedside: {said}.", [["Step", "Number", "Why"], *rows])


# ---------------------------------------------------------------- a day's census


@for_readers
def day_of_census(my: StaffingCase) -> charts.Shown:
    """Return the patients of a day by the hour, against the midnight count and the beds."""
    unit, mix = my.unit, my.unit.shift_mix
    most, mean = np.array(mix.census_by_hour), np.array(mix.mean_by_hour)
    peak = int(most.argmax())
    fig, ax = charts.figure(780, 340)
    fig.subplots_adjust(left=0.06, right=0.80, top=0.82, bottom=0.14)
    edges = np.arange(25)
    ax.set_xlim(0, 24)
    ax.set_ylim(np.floor(mean.min()) - 4, unit.beds + 2)
    ax.stairs(most, edges, baseline=None, color=charts.FAVORABLE, linewidth=2.6)
    ax.stairs(mean, edges, baseline=None, color=charts.TOTAL, linewidth=1.8, linestyle=":")
    ax.axhline(mix.midnight_census, color=charts.UNFAVORABLE, linewidth=1.8, linestyle="--")
    ax.axhline(unit.beds, color=charts.LINE, linewidth=1.5)
    ax.set_yticks(range(int(mean.min()) - 3, unit.beds + 1, 4))
    ax.set_xticks(range(0, 25, 4), [f"{hour:02d}:00" for hour in range(0, 25, 4)])
    ends = {
        f"staffed beds: {unit.beds}": float(unit.beds),
        "nine days in ten\nno more than this": float(most[-1]),
        f"average day\n(mean {unit.average_daily_census:.1f})": float(mean[-1]),
        f"midnight count: {mix.midnight_census:.1f}": mix.midnight_census,
    }
    for (words, _), height in zip(ends.items(), _apart(list(ends.values()), 1.9), strict=True):
        ax.text(24.3, height, words, va="center", fontsize=10, color=charts.INK)
    ax.plot([peak + 0.5], [most[peak]], marker="o", color=charts.FAVORABLE, markersize=6)
    ax.text(peak + 0.5, most[peak] + 0.35, f"{most[peak]} at {peak}:00", ha="center", va="bottom", fontsize=10.5)
    missed = float(most[peak] - mix.midnight_census)
    charts.titled(
        ax, f"The midnight count misses {missed:.0f} patients of a full afternoon", "Patients in the unit by the hour"
    )
    rows = [[f"{hour:02d}:00", str(int(most[hour])), f"{mean[hour]:.1f}"] for hour in range(24)]
    alt = (
        f"Patients by the hour: nine days in ten at most {most[0]} at midnight and {most[peak]} at {peak}:00; the "
        f"average day lies below, the midnight count at {mix.midnight_census:.1f} and the staffed beds at {unit.beds}."
    )
    return charts.show(fig, alt, [["Hour", "Nine days in ten, at most", "Average day"], *rows])


def _apart(heights: list[float], least: float) -> list[float]:
    """Return the heights of labels, each at least so far beneath the one before."""
    placed: list[float] = []
    for height in heights:
        placed.append(min(height, placed[-1] - least) if placed else height)
    return placed


LABS = {"one_chair": one_chair}
