"""The torn hundred: guess what arrives of a hundred billed dollars, then see who pays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.operating_budget.guess_pictures import TornView
from course.units.finance.operating_budget.hospital_model import PAYER_LABELS
from course.units.finance.operating_budget.payer_mix_model import BilledHundred, billed_hundred

if TYPE_CHECKING:
    from course.units.finance.operating_budget.case import OperatingBudgetCase

GUESS = Guess("guess", Slider("guess_usd", "My guess", 0, 100, 1, 60, unit="of each $100 billed", prefix="$"))


def reading(result: Guessed[BilledHundred]) -> Reading:
    torn = result.found
    table = [["Payer", "Billed", "Arrives"]]
    table += [[PAYER_LABELS[p], f"${torn.billed_usd[p]:.2f}", f"${torn.arrives_usd[p]:.2f}"] for p in torn.billed_usd]
    return Reading(
        f"Of each $100 that your hospital bills, ${torn.total_usd:.2f} arrives. You guessed ${result.guess:.0f}.",
        table=table,
    )


@skipped_while_graded
def torn_hundred(my: OperatingBudgetCase) -> Lab:
    """Return the opening lab: guess, keep the guess, tear the hundred."""
    hospital = my.hospital
    return GUESS.lab(
        title="The torn hundred",
        question="Guess first. No marks: the guess is kept and shown to you again at the end.",
        reveal="Tear the hundred",
        found=billed_hundred(hospital),
        view=TornView(hospital),
        before="Move the slider to your guess, keep it, then tear the hundred.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: OperatingBudgetCase) -> None:
    """Print the guess that was kept at the start, beside what arrives."""
    GUESS.print_beside(f"${billed_hundred(my.hospital).total_usd:.2f} of each $100 arrives")


LABS = {"guess": torn_hundred}
