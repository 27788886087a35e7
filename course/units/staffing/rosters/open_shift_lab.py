"""One open shift: thirty people on the unit, and how many of them may come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.figures import charts
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.rostering.problem import OFF
from course.rostering.violations import LEAVE, LONG_REST, LONG_RUN, SHIFT_LIMIT, SHORT_REST, SUCCESSION
from course.units.staffing.census_to_ftes.shift_mix_pictures import bar_on
from course.units.staffing.rosters.open_shift_draw import OpenShift, open_shift_of, taking_breaks

if TYPE_CHECKING:
    from matplotlib.patches import Rectangle

    from course.units.staffing.case import StaffingCase

# Who falls out, in the order in which a manager would strike them from the list.
STEPS = {
    "at work": "at work that day",
    LEAVE: "on leave",
    SHIFT_LIMIT: "contract has no such shift",
    "rest": "would lose their rest",
    "contract": "beyond hours or weekends",
}
MAY = "may come"
REST = (SUCCESSION, LONG_RUN, SHORT_REST, LONG_REST)


@dataclass(frozen=True)
class Called:
    """How many may come, by what stops the others."""

    counts: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def may_come(self) -> int:
        return self.counts[MAY]


def count(my: StaffingCase, shift: OpenShift) -> dict[str, int]:
    """Return how many of the unit each step strikes from the list, and how many are left."""
    roster = my.roster.mended
    found = Counter(
        "at work"
        if roster[nurse.id][shift.day] != OFF
        else _struck(taking_breaks(shift.problem, nurse, roster[nurse.id], shift.day, shift.shift))
        for nurse in shift.problem.nurses
    )
    return {step: found[step] for step in (*STEPS, MAY)}


def _struck(broken: frozenset[str]) -> str:
    """Return the first step that strikes somebody whose line would break these rules."""
    if not broken:
        return MAY
    for step, rules in ((LEAVE, (LEAVE,)), (SHIFT_LIMIT, (SHIFT_LIMIT,)), ("rest", REST)):
        if broken & set(rules):
            return step
    return "contract"


class CallView:
    """Thirty people, fewer with each rule; before the reveal only the guess stands there."""

    def __init__(self, name: str, counts: dict[str, int]) -> None:
        people = sum(counts.values())
        fig, ax = charts.figure(780, 300)
        fig.subplots_adjust(left=0.27, right=0.97, top=0.80, bottom=0.18)
        labels = ["everybody on the unit", *STEPS.values(), MAY]
        last = len(labels) - 1
        ax.set_xlim(0, people + 1)
        ax.set_ylim(-0.9, last + 0.5)
        ax.set_yticks(range(len(labels)), list(reversed(labels)), color=charts.INK)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("people", color=charts.SOFT)
        charts.titled(
            ax,
            "Thirty people on the unit, and one shift is open",
            f"Who may come for {name}, after each rule",
        )
        bar_on(ax, (0, last - 0.31), people, 0.62, facecolor=charts.LINE, edgecolor="white")
        ax.text(0.3, last, str(people), va="center", fontsize=11, fontweight="bold", color=charts.INK)
        self.steps: list[Any] = []
        left = people
        for place, step in enumerate(STEPS, start=1):
            left -= counts[step]
            self.steps.append(self._bar(ax, left, last - place, counts[step], hatched=True))
            self.steps.append(
                ax.text(
                    left + counts[step] + 0.3,
                    last - place,
                    _less(counts[step]),
                    va="center",
                    fontsize=11,
                    color=charts.INK,
                )
            )
        self.steps.append(self._bar(ax, 0, 0, counts[MAY], hatched=False))
        self.steps.append(
            ax.text(
                counts[MAY] + 0.3, 0, str(counts[MAY]), va="center", fontsize=12, fontweight="bold", color=charts.INK
            )
        )
        (self.guess,) = ax.plot([], [], marker="^", markersize=12, color=charts.INK, linestyle="none", clip_on=False)
        self.said = ax.text(0, -0.62, "", va="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = Stage(fig, [*self.steps, self.guess, self.said])

    @staticmethod
    def _bar(ax: Any, left: float, place: float, width: float, *, hatched: bool) -> Rectangle:
        look: dict[str, Any] = {"facecolor": charts.FAVORABLE, "edgecolor": "white"}
        if hatched:
            look = {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH}
        return bar_on(ax, (left, place - 0.31), width, 0.62, **look)

    def draw(self, result: Guessed[Called]) -> bytes:
        for artist in self.steps:
            artist.set_visible(result.shown)
        self.guess.set_data([result.guess], [-0.62])
        self.said.set_position((result.guess + 0.6, -0.62))
        self.said.set_text(f"your guess: {result.guess}")
        return self.stage.png()

    def describe(self, result: Guessed[Called]) -> str:
        called = result.found
        guess = f"The guess stands at {result.guess} people."
        if not result.shown:
            return f"A bar of the unit's {called.people} people; who is kept away is not shown yet. {guess}"
        steps = ", ".join(f"{called.counts[step]} {said}" for step, said in STEPS.items())
        return f"Of {called.people} people, {steps}; {called.may_come} may come. {guess}"


def _less(people: int) -> str:
    return f"−{people}" if people else "none"


def reading(result: Guessed[Called]) -> Reading:
    """Say how many may come, beside the guess."""
    called = result.found
    rows = [["Everybody on the unit", str(called.people)]]
    rows += [[said[0].upper() + said[1:], f"−{called.counts[step]}"] for step, said in STEPS.items()]
    return Reading(
        f"{called.may_come} of {called.people} may come, and that is before you ask whether they want to. "
        f"You guessed {result.guess}.",
        table=[["Step", "People"], *rows, ["May come", str(called.may_come)]],
    )


def _guess(people: int) -> Guess:
    return Guess("call_guess", Slider("guess", "My guess", 0, people, 1, people // 2, unit="people may come"))


@for_readers
def who_may_come(my: StaffingCase) -> Lab:
    """Return the opening lab: guess how many may take one open shift, keep the guess, strike the names."""
    shift = open_shift_of(my)
    counts = count(my, shift)
    people = sum(counts.values())
    return _guess(people).lab(
        title="One open shift",
        question=f"Somebody cannot come for {shift.name}. Guess first: how many of {people} may take it? No marks.",
        reveal="Strike the names",
        found=Called(counts),
        view=CallView(shift.name, counts),
        before="Move the slider to your guess, keep it, then strike the names.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: StaffingCase) -> None:
    """Print the guess that was kept at the start, beside how many may come."""
    shift = open_shift_of(my)
    people = len(shift.problem.nurses)
    _guess(people).print_beside(f"{count(my, shift)[MAY]} of {people} may take {shift.name}")


LABS = {"open_shift": who_may_come}
