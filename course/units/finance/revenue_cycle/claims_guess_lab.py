"""Four hundred claims followed to their end: guess how many come back, then see each one's fate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.revenue_cycle.claims_guess_model import FATES, ClaimFates, claim_fates
from course.units.finance.revenue_cycle.claims_guess_pictures import LifeView

if TYPE_CHECKING:
    from course.units.finance.revenue_cycle.case import RevenueCycleCase

GUESS = Guess("claims_guess", Slider("guess", "My guess", 0, 200, 5, 10, unit="of 400 claims refused at first"))


def reading(result: Guessed[ClaimFates]) -> Reading:
    """Say how many claims came back, beside the guess."""
    found = result.found
    rows = [[words, str(found.counts[fate])] for fate, words in FATES.items()]
    return Reading(
        f"{found.denied} of {found.claims} claims were denied at the first answer; {found.counts['open']} "
        f"are still unpaid. You guessed {result.guess}.",
        table=[["Fate", "Claims"], *rows],
    )


def first_guess(my: RevenueCycleCase) -> None:
    """Print the guess that was kept at the start, beside what became of the claims."""
    found = claim_fates(my.revenue)
    GUESS.print_beside(f"{found.denied} of {found.claims} claims were refused at first")


@skipped_while_graded
def claim_life(my: RevenueCycleCase) -> Lab:
    """Return the opening lab: guess, keep the guess, follow the claims."""
    found = claim_fates(my.revenue)
    return GUESS.lab(
        title="Four hundred claims",
        question="The work is done and the claims are sent. Guess first: how many does the payer refuse? No marks.",
        reveal="Follow the claims",
        found=found,
        view=LifeView(found),
        before="Move the slider to your guess, keep it, then follow the claims.",
        after=reading,
        case_id=my.case_id,
    )


LABS = {"claims_guess": claim_life}
