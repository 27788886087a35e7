"""The clinic's book of open slots: the first is luck, the third is access; the third stays covered until guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.handles import Handle, handle_on_line
from course.figures.stage import Stage
from course.labs.guess import Guessed
from course.units.staffing.clinic.clinic_model import SlotBook

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ABOVE_BOXES, ABOVE_GUESS = 1.24, 1.62


class OpenSlotsView:
    """A box a day; those after the first open slot stay covered until they are uncovered."""

    def __init__(self, book: SlotBook) -> None:
        fig, ax = charts.figure(780, 230)
        fig.subplots_adjust(left=0.03, right=0.98, top=0.74, bottom=0.26)
        self.boxes, self.covers = [], []
        for day, count in enumerate(book.open_slots_by_day):
            drawn = _draw_day(ax, day, count, marked=day in (book.first_days, book.third_days))
            if day > book.first_days:
                self.boxes += drawn
                self.covers.append(ax.text(day, 0.5, "?", ha="center", va="center", fontsize=11, color=charts.SOFT))
        _name_day(ax, book.first_days, "first open")
        self.third = _name_day(ax, book.third_days, "third open")
        (self.guess,) = ax.plot([], [], color=charts.INK, linewidth=2, linestyle="--")
        self.words = ax.text(0, ABOVE_BOXES, "", fontsize=10.5, va="center", color=charts.INK)
        _finish_axis(ax, len(book.open_slots_by_day))
        _write_title(fig)
        self.stage = Stage(fig, [*self.boxes, *self.covers, self.third, self.guess, self.words])

    def draw(self, result: Guessed[SlotBook]) -> bytes:
        for artist in (*self.boxes, self.third):
            artist.set_visible(result.shown)
        for artist in self.covers:
            artist.set_visible(not result.shown)
        self.guess.set_data([result.guess] * 2, [0, ABOVE_BOXES - 0.1])
        self.words.set_position((result.guess, ABOVE_BOXES))
        self.words.set_horizontalalignment(
            "left" if result.guess < len(result.found.open_slots_by_day) / 2 else "right"
        )
        self.words.set_text(f"your guess for the third: {in_days(result.guess)}")
        return self.stage.png()

    def handles(self, result: Guessed[SlotBook]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.guess, "guess", "x")]

    def describe(self, result: Guessed[SlotBook]) -> str:
        book = result.found
        start = f"A row of {len(book.open_slots_by_day)} days: the first open slot is in {in_days(book.first_days)}"
        if not result.shown:
            return f"{start}, the days after it are covered, and your guess for the third is {in_days(result.guess)}."
        return f"{start}, the third in {in_days(book.third_days)}; you guessed {in_days(result.guess)}."


def in_days(day: int) -> str:
    """Return a number of days in words."""
    return "1 day" if day == 1 else f"{day} days"


def _draw_day(ax: Axes, day: int, count: int, marked: bool) -> list[Any]:
    color, edge = charts.FAVORABLE if count else charts.PALE, charts.INK if marked else "white"
    drawn: list[Any] = [ax.add_patch(Rectangle((day - 0.45, 0), 0.9, 1, facecolor=color, linewidth=2, edgecolor=edge))]
    if count:
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": "white", "fontsize": 11, "fontweight": "bold"}
        drawn.append(ax.text(day, 0.5, str(count), **style))
    return drawn


def _name_day(ax: Axes, day: int, name: str) -> Any:
    side = "left" if day < 20 else "right"
    style: dict[str, Any] = {"fontsize": 10.5, "fontweight": "bold", "color": charts.INK}
    return ax.text(day, ABOVE_GUESS, f"{name}: {in_days(day)}", ha=side, va="center", **style)


def _finish_axis(ax: Axes, days: int) -> None:
    ax.set_xlim(-0.6, days - 0.4)
    ax.set_ylim(0, 1.85)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    weeks = range(0, days, 7)
    ax.set_xticks(weeks, ["today", *(f"day {day}" for day in weeks[1:])])


def _write_title(fig: Figure) -> None:
    title = "The first open slot is luck; the third is what a caller can count on"
    fig.text(0.03, 0.91, title, fontsize=12.5, fontweight="bold", color=charts.INK)
    fig.text(0.03, 0.82, "Open slots in one clinician's book, a box a calendar day", fontsize=10, color=charts.SOFT)
