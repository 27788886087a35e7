"""Wrenfield's beds: a ward map with its lights off and on, and the year of one bed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.units.role.the_dashboard.beds_model import average_night, year_of_a_bed
from course.units.role.the_dashboard.dashboard_model import LICENSED, STAFFED, wrenfield

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.labs.guess import Guessed
    from course.units.role.the_dashboard.beds_model import BedYear, Night

GUESSES: Mapping[str, str] = {
    "finance": "finance's 61%",
    "nursing": "nursing's 75%",
    "both": "both of them",
    "neither": "neither of them",
}
PER_ROW = 22
WHOSE: Mapping[str, str] = {LICENSED: "finance", STAFFED: "nursing"}
DAYS_SHOWN = 45


class BedsView:
    """Every licensed bed as seen from above; with the lights on, the patients and the two shares."""

    def __init__(self) -> None:
        self.scenes = {lit: _Scene(lit) for lit in (False, True)}

    def draw(self, result: Guessed[Night]) -> bytes:
        return self.scenes[result.shown].draw(result)

    def describe(self, result: Guessed[Night]) -> str:
        seen = result.found
        if not result.shown:
            return (
                f"A ward map of {seen.beds[LICENSED]} beds in the dark; finance's dashboard says 61% full, nursing's "
                f"75%; your guess is that {GUESSES[result.guess]} must be corrected."
            )
        return (
            f"A ward map of {seen.beds[LICENSED]} beds: {seen.patients} hold a patient, "
            f"{seen.beds[STAFFED] - seen.patients} have nurses but no patient, "
            f"{seen.beds[LICENSED] - seen.beds[STAFFED]} have no nurses. The same patients fill "
            f"{seen.share(STAFFED):.0%} of the staffed and {seen.share(LICENSED):.0%} of the licensed beds."
        )


class _Scene:
    """The ward with the lights off or on: hundreds of beds, drawn once, and the few words and bars that move."""

    def __init__(self, lit: bool) -> None:
        seen = average_night(wrenfield().year)
        fig, (ward, bars) = charts.figure(780, 400, rows=2)
        ward.set_position((0.02, 0.35, 0.96, 0.50))
        bars.set_position((0.02, 0.02, 0.96, 0.29))
        places = [(i % PER_ROW, -(i // PER_ROW)) for i in range(seen.beds[LICENSED])]
        ward.set_xlim(-0.1, PER_ROW + 0.1)
        ward.set_ylim(places[-1][1] - 0.1, 1)
        ward.set_axis_off()
        charts.titled(
            ward,
            f"One hospital, {seen.beds[LICENSED]} beds, two dashboards: 61% full, and 75% full",
            "Wrenfield, from above. With a pillow: a patient. White: nurses, no patient. Dotted: no nurses",
        )
        if lit:
            self._light(ward, places, seen)
        else:
            _add(ward, places, facecolor=charts.TOTAL, edgecolor="white")
        self.bars = {beds: _ShareBar(bars, place, seen, beds) for place, beds in enumerate((LICENSED, STAFFED))}
        self.guess = bars.text(0, -0.5, "", ha="left", va="center", fontsize=10.5, color=charts.INK)
        self.stage = Stage(fig, [*self.bars[LICENSED].moving, *self.bars[STAFFED].moving, self.guess])

    @staticmethod
    def _light(ward: Axes, places: list[tuple[int, int]], seen: Night) -> None:
        """Show who lies where, which beds have nurses, and which have none."""
        taken, ready, closed = (
            places[: seen.patients],
            places[seen.patients : seen.beds[STAFFED]],
            places[seen.beds[STAFFED] :],
        )
        _add(ward, taken, facecolor=charts.FAVORABLE, edgecolor="white")
        _add(ward, ready, facecolor="white", edgecolor=charts.LINE)
        _add(ward, closed, facecolor=charts.PALE, edgecolor=charts.LINE, hatch="...")
        pillows = [Rectangle((x + 0.14, y + 0.25), 0.16, 0.4) for x, y in taken]
        ward.add_collection(PatchCollection(pillows, facecolor="white", edgecolor="none"))

    def draw(self, result: Guessed[Night]) -> bytes:
        for bar in self.bars.values():
            bar.show(result)
        self.guess.set_text(f"Your guess: {GUESSES[result.guess]}")
        return self.stage.png()


def _add(ax: Axes, places: list[tuple[int, int]], **look: Any) -> PatchCollection:
    """Draw beds at places of the map."""
    beds = PatchCollection([Rectangle((x + 0.06, y + 0.1), 0.88, 0.7) for x, y in places], linewidth=0.8, **look)
    ax.add_collection(beds)
    return beds


class _ShareBar:
    """A share as a dashboard draws it; with the lights on, the patients and the beds that it is a share of."""

    def __init__(self, ax: Axes, place: int, dark: Night, beds: str) -> None:
        self._beds, self._full, self._place = beds, dark.beds[LICENSED], place
        ax.set_xlim(0, 1.64 * self._full)
        ax.set_ylim(-0.9, 1.7)
        ax.set_axis_off()
        self.frame = Rectangle((0, place), 0, 0.62, facecolor="white", edgecolor=charts.LINE)
        self.bar = Rectangle((0, place), 0, 0.62, facecolor=charts.TOTAL)
        ax.add_patch(self.frame)
        ax.add_patch(self.bar)
        look: dict[str, Any] = {"va": "center", "fontsize": 10.5}
        self.inside = ax.text(2, place + 0.3, "", color="white", fontweight="bold", **look)
        self.beside = ax.text(0, place + 0.3, "", color=charts.INK, **look)
        self.moving = [self.frame, self.bar, self.inside, self.beside]

    def show(self, result: Guessed[Night]) -> None:
        share, count = result.found.share(self._beds), result.found.beds[self._beds]
        whose = WHOSE[self._beds]
        width = count if result.shown else self._full
        self.frame.set_width(width)
        self.bar.set_width(share * width)
        self.bar.set_facecolor(charts.FAVORABLE if result.shown else charts.TOTAL)
        self.inside.set_text(f"{result.found.patients} patients" if result.shown else f"{share:.0%}")
        self.beside.set_x(width + 2)
        self.beside.set_text(
            f"of {count} {self._beds} beds: {share:.0%} ({whose})" if result.shown else f"{whose} says"
        )


# ---------------------------------------------------------------- the year of one bed


@skipped_while_graded
def bed_year_picture() -> charts.Shown:
    """Return the first weeks of one average bed of Wrenfield: a patient, a gap, the next patient."""
    bed = year_of_a_bed(wrenfield().year)
    fig, ax = charts.figure(780, 190)
    fig.subplots_adjust(left=0.02, right=0.98, top=0.68, bottom=0.26)
    ax.set_xlim(0, DAYS_SHOWN)
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(f"the first {DAYS_SHOWN} days of the year", color=charts.SOFT)
    _stays_and_gaps(ax, bed)
    charts.titled(
        ax,
        f"One bed, {bed.turns:.1f} patients a year, empty for {bed.gap_days:.2f} days between two",
        "Wrenfield's average staffed bed. Filled: a patient; dotted: empty",
    )
    alt = (
        f"Strip of one bed's first {DAYS_SHOWN} days: patients of {bed.stay_days:.2f} days each, with gaps of "
        f"{bed.gap_days:.2f} days between them."
    )
    rows = [
        ["Bed turns a year", f"{bed.turns:.2f}"],
        ["Days taken in each turn", f"{bed.stay_days:.2f}"],
        ["Days empty in each turn", f"{bed.gap_days:.2f}"],
        ["Turns x (taken + empty)", f"{bed.turns * (bed.stay_days + bed.gap_days):.0f}"],
    ]
    return charts.show(fig, alt, [["One bed", "Wrenfield"], *rows])


def _stays_and_gaps(ax: Axes, bed: BedYear) -> None:
    """Draw patients and gaps in turn, beyond the days that are shown."""
    start = 0.0
    look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 9.6, "color": "white", "fontweight": "bold"}
    for patient in range(1, 20):
        ax.add_patch(Rectangle((start, 0.12), bed.stay_days, 0.76, facecolor=charts.FAVORABLE))
        if start + bed.stay_days < DAYS_SHOWN:
            words = f"{bed.stay_days:.2f} days" if patient == 1 else str(patient)
            ax.text(start + bed.stay_days / 2, 0.5, words, **look)
        start += bed.stay_days
        ax.add_patch(
            Rectangle((start, 0.12), bed.gap_days, 0.76, facecolor="white", edgecolor=charts.LINE, hatch="...")
        )
        start += bed.gap_days
