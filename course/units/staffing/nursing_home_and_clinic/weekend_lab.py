"""The nursing home before it is planned: guess the weekend from four weeks of its journal, and see who pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.staffing.nursing_home import StaffDay, average_rate_usd, hprd_weekday_and_weekend

if TYPE_CHECKING:
    from course.units.staffing.case import StaffingCase

LOW_GUESS, HIGH_GUESS = 2.5, 5.0
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# ---------------------------------------------------------------- guess the weekend


@dataclass(frozen=True)
class Sundays:
    """Four weeks of hours per resident, and the means of their weekdays and of their days of the weekend."""

    days: tuple[StaffDay, ...]
    weekday: float
    weekend: float


def look_at(days: tuple[StaffDay, ...]) -> Sundays:
    """Return the four weeks split into weekdays and weekends."""
    return Sundays(days, *hprd_weekday_and_weekend(days))


class SundaysView:
    """A bar a day; the weekends stay empty until they are uncovered."""

    def __init__(self, days: tuple[StaffDay, ...]) -> None:
        hours = [d.total_hours / d.residents for d in days]
        fig, ax = charts.figure(780, 340)
        fig.subplots_adjust(left=0.075, right=0.98, top=0.83, bottom=0.19)
        ax.set_xlim(-0.7, len(days) - 0.3)
        ax.set_ylim(0, 5.6)
        ax.set_xticks(range(len(days)), ["MTWTFSS"[i % 7] for i in range(len(days))])
        ax.tick_params(axis="x", length=0)
        ax.set_ylabel("hours per resident", color=charts.SOFT)
        charts.titled(
            ax, "Who is there on Sunday?", "Nursing hours per resident, each day of your four weeks; Monday first"
        )
        for week, name in enumerate(("Week 1", "Week 2", "Week 3", "Week 4: fewer residents")):
            ax.text(7 * week + 3, -1.0, name, ha="center", va="center", fontsize=9.5, color=charts.SOFT)
            ax.plot([7 * week - 0.45, 7 * week + 6.45], [-0.72] * 2, color=charts.LINE, linewidth=0.8, clip_on=False)
        for i, height in enumerate(hours):
            if not days[i].weekend:
                ax.add_patch(Rectangle((i - 0.4, 0), 0.8, height, facecolor=charts.FAVORABLE, alpha=0.8))
        self.hidden = [ax.text(i, 0.25, "?", ha="center", fontsize=13, color=charts.SOFT) for i in _weekends(days)]
        self.bars = [
            ax.add_patch(
                Rectangle(
                    (i - 0.4, 0), 0.8, hours[i], facecolor="white", edgecolor=charts.UNFAVORABLE,
                    hatch=charts.UNFAVORABLE_HATCH,
                )
            )
            for i in _weekends(days)
        ]  # fmt: skip
        (self.guess,) = ax.plot([], [], color=charts.INK, linewidth=2, linestyle="--")
        self.words = ax.text(0, 0, "", ha="right", va="bottom", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = Stage(fig, [*self.bars, *self.hidden, self.guess, self.words])

    def draw(self, result: Guessed[Sundays]) -> bytes:
        for artist in self.bars:
            artist.set_visible(result.shown)
        for artist in self.hidden:
            artist.set_visible(not result.shown)
        self.guess.set_data([-0.7, len(result.found.days) - 0.3], [result.guess] * 2)
        self.words.set_position((len(result.found.days) - 0.4, max(result.guess, 4.75) + 0.06))
        self.words.set_text(f"your guess for a day of the weekend: {result.guess:.2f}")
        return self.stage.png()

    def describe(self, result: Guessed[Sundays]) -> str:
        seen = result.found
        start = f"Bars of nursing hours per resident on {len(seen.days)} days; weekdays have {seen.weekday:.2f}"
        if not result.shown:
            return f"{start}, the weekends are covered, and your guess for them is {result.guess:.2f}."
        return f"{start}, hatched days of the weekend {seen.weekend:.2f}; you guessed {result.guess:.2f}."


def _weekends(days: tuple[StaffDay, ...]) -> list[int]:
    return [i for i, day in enumerate(days) if day.weekend]


def _weekday(seen: Sundays) -> str:
    return f"A weekday gives each resident {seen.weekday:.2f} hours."


def guess_reading(result: Guessed[Sundays]) -> Reading:
    """Say what a weekday gives and what a day of the weekend does, beside the guess."""
    seen = result.found
    head = ["Day", "Residents", "Nursing hours", "Per resident"]
    rows = [
        [f"Week {i // 7 + 1}, {DAY_NAMES[i % 7]}", f"{d.residents:.0f}", f"{d.total_hours:.1f}", f"{per:.2f}"]
        for i, (d, per) in enumerate((d, d.total_hours / d.residents) for d in seen.days)
    ]
    less = 1 - seen.weekend / seen.weekday
    missing = (seen.weekday - seen.weekend) * 60
    return Reading(
        f"{_weekday(seen)} A day of the weekend gives {seen.weekend:.2f}: {less:.0%} less, or {missing:.0f} minutes "
        f"for each resident. You guessed {result.guess:.2f}.",
        table=[head, *rows],
    )


def _guess(seen: Sundays) -> Guess:
    slider = Slider(
        "guess",
        "My guess",
        LOW_GUESS,
        HIGH_GUESS,
        0.05,
        round(seen.weekday * 20) / 20,
        unit="hours a resident",
        decimals=2,
        help="On a Saturday or a Sunday, on the mean.",
    )
    return Guess("weekend_guess", slider, says="You guessed {} for a weekend day")


def first_guess(my: StaffingCase) -> None:
    """Print the guess that was kept at the start, beside what the weekends gave."""
    seen = look_at(my.home.days)
    found = f"weekdays gave {seen.weekday:.2f} hours per resident, days of the weekend {seen.weekend:.2f}"
    _guess(seen).print_beside(found)


@for_readers
def weekend_guess(my: StaffingCase) -> Lab:
    """Return the opening lab: guess a day of the weekend, keep the guess, uncover it."""
    seen = look_at(my.home.days)
    return _guess(seen).lab(
        title="Four weeks of your nursing home",
        question="The weekdays are drawn. Guess first: how many nursing hours has a resident at the weekend? No marks.",
        reveal="Uncover the weekends",
        found=seen,
        view=SundaysView(seen.days),
        before=f"{_weekday(seen)} Set the slider to what you think of a day of the weekend, keep it, then uncover.",
        after=guess_reading,
        case_id=my.case_id,
    )


# ---------------------------------------------------------------- who pays


@for_readers
def who_pays(my: StaffingCase) -> charts.Shown:
    """Return who lives in the home and what each payer brings, as areas: residents wide, dollars a day high."""
    mix = my.home.mix
    mean = average_rate_usd(mix.residents, mix.rate_usd)
    brings = {payer: n * mix.rate_usd[payer] for payer, n in mix.residents.items()}
    day = sum(brings.values())
    fig, ax = charts.figure(780, 330)
    fig.subplots_adjust(left=0.09, right=0.78, top=0.82, bottom=0.16)
    left = 0.0
    looks = {"Medicaid": charts.PALE, "Medicare": charts.FAVORABLE, "private pay": charts.LINE}
    for payer in ("Medicaid", "private pay", "Medicare"):
        n, rate = mix.residents[payer], mix.rate_usd[payer]
        ax.add_patch(Rectangle((left, 0), n, rate, facecolor=looks[payer], edgecolor="white", linewidth=2))
        words = f"{payer}\n{n} residents\n{brings[payer] / day:.0%} of\nthe money"
        outside = payer == "Medicare"  # too narrow to be written in
        place = (left + n + 0.015 * my.home.week.residents, 0.72 * rate) if outside else (left + n / 2, rate / 2)
        ax.text(*place, words, ha="left" if outside else "center", va="center", fontsize=10.5, color=charts.INK)
        ax.text(left + n / 2, rate + 8, f"${rate}", ha="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        left += n
    ax.axhline(mean, color=charts.INK, linewidth=1.6, linestyle="--")
    ax.text(1.015 * left, 0.8 * mean, f"dashed: ${mean:,.0f},\nthe mean by resident", va="center", fontsize=10.5)
    ax.set_xlim(0, left)
    ax.set_ylim(0, 1.14 * max(mix.rate_usd.values()))
    ax.set_xlabel("residents", color=charts.SOFT)
    ax.set_ylabel("dollars a resident day", color=charts.SOFT)
    few = mix.residents["Medicare"] / left
    charts.titled(
        ax,
        f"{few:.0%} of the residents bring {brings['Medicare'] / day:.0%} of the money",
        "Residents by payer, wide; what each pays for a day, high: an area is a day's revenue",
    )
    parts = ", ".join(f"{n} residents of {payer} at ${mix.rate_usd[payer]}" for payer, n in mix.residents.items())
    alt = f"Areas of a day's revenue by payer: {parts}; the mean by resident is ${mean:,.0f} a day."
    rows = [
        [payer, str(n), f"${mix.rate_usd[payer]}", f"${brings[payer]:,}", f"{brings[payer] / day:.1%}"]
        for payer, n in mix.residents.items()
    ]
    total = ["All", f"{left:.0f}", f"${mean:,.2f}", f"${day:,}", "100%"]
    return charts.show(fig, alt, [["Payer", "Residents", "A resident day", "A day", "Of the money"], *rows, total])


LABS = {"weekend": weekend_guess}
