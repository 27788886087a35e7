"""What makes people stay? A vendor's figure, and what is left of it when like is compared with like."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Choice, Lab, Prediction, Reading, Tick
from course.units.staffing.people.people_sheet_model import WITH_PROGRAM, Comparison, HireCohort, compare
from course.units.staffing.people.retention_pictures import AMONG, SIDES, RetentionView, apart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.units.staffing.people.case import PeopleCase


def reading(program: Mapping[str, HireCohort], result: Comparison) -> Reading:
    """Say what this way of counting compares, with all ways as a table."""
    return Reading(_sentence(program, result), table=_rows(program))


def _sentence(program: Mapping[str, HireCohort], result: Comparison) -> str:
    if result.is_asked:
        return (
            f"Among {AMONG[result.among]}, with all who began counted, like is compared with like as far as the table "
            f"goes. How many points apart are they? The exercise asks. {_turned(result)}"
        )
    points = apart(result, "points")
    if not result.all_who_began:
        return (
            f"{points} among {AMONG[result.among]}. But {program[result.among].broke_off} nurses left before the "
            "program's end, and they are counted with the others. Whoever finishes it has stayed for months already."
        )
    if result.among == "all":
        return (
            f"{points}. But {program['days'].began_share:.0%} of the day hires began it and "
            f"{program['nights'].began_share:.0%} of the night hires. Night hires leave more, with it or without."
        )
    return (
        f"{points} among {AMONG[result.among]}, with all who began counted. This compares like with like as far as "
        f"the table goes. {_turned(result)}"
    )


def _turned(result: Comparison) -> str:
    """Say how many more leavers on the better side would make it the worse one."""
    left, people = result.count.left, result.count.people
    better, worse = sorted(SIDES, key=lambda side: left[side] / people[side])
    more = floor(left[worse] / people[worse] * people[better]) + 1 - left[better]
    who = "began" if better == WITH_PROGRAM else "never began"
    leavers = "leaver" if more == 1 else "leavers"
    return f"{number_word(more).capitalize()} more {leavers} among those who {who} it would turn it around."


def number_word(n: int) -> str:
    """Return a small number in words."""
    return ("no", "one", "two", "three", "four", "five", "six")[n] if n <= 6 else str(n)


def _rows(program: Mapping[str, HireCohort]) -> list[list[str]]:
    head = ["Among", "Counted with the program", "With it", "Without it", "Points apart"]
    ways = [compare(program, among, began) for among in AMONG for began in (False, True)]
    return [head, *map(_row, ways)]


def _row(way: Comparison) -> list[str]:
    cells = [f"{way.count.left[side]} of {way.count.people[side]}" for side in SIDES]
    counted = "all who began" if way.all_who_began else "those who finished"
    return [AMONG[way.among].capitalize(), counted, *cells, apart(way)]


def _found(program: Mapping[str, HireCohort]) -> str:
    vendor, fair = (100 * compare(program, *way).count.gap for way in (("all", False), ("nights", True)))
    left = "most" if fair > 2 / 3 * vendor else "about half" if fair > vendor / 3 else "little"
    return f"Of the vendor's {vendor:.1f} points, {left} is left among {AMONG['nights']}, all who began counted."


@skipped_while_graded
def retention_lab(my: PeopleCase) -> Lab:
    """Return the lab that takes a vendor's figure apart."""
    program = my.people_sheet.program
    return Lab(
        title="What makes people stay?",
        question="The vendor says: who finishes our program stays. What is compared with what?",
        controls=[
            Choice("among", "Look among", tuple(AMONG.items()), "all"),
            Tick("all_who_began", "Count all who began it", False, unit=""),
        ],
        model=lambda among, all_who_began: compare(program, among, all_who_began),
        view=RetentionView(),
        reading=lambda result: reading(program, result),
        case_id=my.case_id,
        predicts=Prediction(
            "predict_retention",
            "everybody who began the program counts, and night hires are compared with night hires. "
            "How much of the vendor's difference is left?",
            (("most", "most of it"), ("half", "about half of it"), ("little", "little or none of it")),
            found=lambda start: _found(program),
        ),
    )


LABS = {"retention": retention_lab}
