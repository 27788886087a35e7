"""What makes people stay? A vendor's figure, and what is left of it when like is compared with like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.moving_text import MovingText, say_each
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.lab import Choice, Lab, Reading, Tick
from course.units.staffing.people.people_sheet_draw import Group, sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.units.staffing.case import StaffingCase

AMONG = {"all": "all hires", "days": "hires for days", "nights": "hires for nights"}
TOP_SHARE = 0.70
BARS = ("with", "without")


@dataclass(frozen=True)
class Compared:
    """Leavers of the first year with the program and without it, by one way of counting."""

    among: str
    all_who_began: bool
    people: Mapping[str, int]
    left: Mapping[str, int]

    @property
    def shares(self) -> dict[str, float]:
        """Share of each who left within the year."""
        return {bar: self.left[bar] / self.people[bar] for bar in BARS}

    @property
    def gap(self) -> float:
        """How much higher the share is without the program."""
        return self.shares["without"] - self.shares["with"]


def compare(groups: Mapping[str, Group], among: str, all_who_began: bool) -> Compared:
    """Return who left, with those who broke the program off counted on one side or on the other."""
    g = groups[among]
    if all_who_began:
        people, left = (g.began, g.never), (g.began_left, g.never_left)
    else:
        people, left = (g.finished, g.never + g.broke_off), (g.finished_left, g.never_left + g.broke_off)
    return Compared(among, all_who_began, dict(zip(BARS, people, strict=True)), dict(zip(BARS, left, strict=True)))


class CompareView:
    """Two bars of leavers, and the distance between them."""

    def __init__(self) -> None:
        fig, ax = charts.figure(780, 320)
        fig.subplots_adjust(left=0.235, right=0.97, top=0.80, bottom=0.15)
        ax.set_xlim(0, TOP_SHARE)
        ax.set_ylim(2.05, -0.62)
        ax.set_yticks([])
        ticks = [share / 10 for share in range(8)]
        ax.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks])
        ax.set_xlabel("left within a year of starting", color=charts.SOFT)
        fig.text(0.03, 0.915, "Does the program keep people?", fontsize=12.5, fontweight="bold", color=charts.INK)
        fig.text(0.03, 0.845, "Two years of new nurses: the share who left in their first year", color=charts.SOFT)
        self.bars = {}
        self.words = {}
        for place, bar in enumerate(BARS):
            self.bars[bar] = ax.add_patch(Rectangle((0, place - 0.32), 0, 0.64, facecolor=charts.FAVORABLE))
            self.words[bar] = MovingText(ax, TOP_SHARE, place, ha="right", size=10.5, bold=True)
            for line, shift in (("first", -0.13), ("second", 0.17)):
                self.words[f"{bar} {line}"] = MovingText(ax, -0.012, place + shift, ha="right", size=10.5)
        self.bars["without"].set_facecolor("white")
        self.bars["without"].set_edgecolor(charts.UNFAVORABLE)
        self.bars["without"].set_hatch(charts.UNFAVORABLE_HATCH)
        (self.span,) = ax.plot([], [], color=charts.INK, linewidth=2, marker="|", markersize=11)
        self.words["gap"] = MovingText(ax, TOP_SHARE, 1.72, ha="right", size=10.5, bold=True)
        self.stage = Stage(fig, [*self.bars.values(), self.span, *self.words.values()])

    def draw(self, result: Compared) -> bytes:
        for bar, share in result.shares.items():
            self.bars[bar].set_width(share)
        self.span.set_data([result.shares["with"], result.shares["without"]], [1.72, 1.72])
        said = {bar: f"{result.left[bar]} of {result.people[bar]} left: {result.shares[bar]:.0%}" for bar in BARS}
        said["gap"] = f"{100 * result.gap:.1f} points apart"
        names = ("began it,", "finished or not") if result.all_who_began else ("finished", "the program")
        others = ("never began it", "") if result.all_who_began else ("everybody else,", "who broke off too")
        for bar, lines in zip(BARS, (names, others), strict=True):
            said[f"{bar} first"], said[f"{bar} second"] = lines
        say_each(self.words, said)
        return self.stage.png()

    def describe(self, result: Compared) -> str:
        with_it = "of those who began the program" if result.all_who_began else "of those who finished the program"
        without = "of those who never began it" if result.all_who_began else "of everybody else"
        shares = result.shares
        return (
            f"Two bars for {AMONG[result.among]}: {shares['with']:.0%} {with_it} left within a year, "
            f"{shares['without']:.0%} {without}; {100 * result.gap:.1f} points apart."
        )


def reading(groups: Mapping[str, Group], result: Compared) -> Reading:
    """Say what this way of counting compares, with all ways as a table."""
    points = f"{100 * result.gap:.1f} points"
    if not result.all_who_began:
        early = groups[result.among].broke_off
        said = (
            f"{points} among {AMONG[result.among]}. But the {early} who left before the program's end stand with "
            "the others: whoever finishes has, by that alone, stayed for months."
        )
    elif result.among == "all":
        day, night = groups["days"], groups["nights"]
        said = (
            f"{points}. But {day.began / (day.began + day.never):.0%} of the day hires began it and "
            f"{night.began / (night.began + night.never):.0%} of the night hires, and night hires leave more, with it "
            "or without."
        )
    else:
        said = (
            f"{points} among {AMONG[result.among]}, all who began counted: like is compared with like as far as this "
            "table goes. Two or three people more or less would turn it round."
        )
    head = ["Among", "Counted with the program", "With it", "Without it", "Points apart"]
    rows = []
    for among in AMONG:
        for began in (False, True):
            one = compare(groups, among, began)
            cells = [f"{one.left[bar]} of {one.people[bar]}" for bar in BARS]
            counted = "all who began" if began else "those who finished"
            rows.append([AMONG[among].capitalize(), counted, *cells, f"{100 * one.gap:.1f}"])
    return Reading(said, table=[head, *rows])


@for_readers
def stay_lab(my: StaffingCase) -> Lab:
    """Return the lab that takes a vendor's figure apart."""
    groups = sheet_of(my).program
    return Lab(
        title="What makes people stay?",
        question="The vendor says: who finishes our program stays. What is compared with what?",
        controls=[
            Choice("among", "Look among", tuple(AMONG.items()), "all"),
            Tick("all_who_began", "Count all who began it", False, unit=""),
        ],
        model=lambda among, all_who_began: compare(groups, among, all_who_began),
        view=CompareView(),
        reading=lambda result: reading(groups, result),
        case_id=my.case_id,
    )


LABS = {"stay": stay_lab}
