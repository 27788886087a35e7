"""Four hundred claims followed to their end: guess how many come back, then see each one's fate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.artist import Artist
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.revenue_cycle.claims_guess_model import FATES, ClaimFates, claim_fates

if TYPE_CHECKING:
    from course.units.finance.case import FinanceCase
    from course.units.finance.revenue_cycle.revenue_model import RevenueCycle

ROWS = 10
GUESS = Guess("claims_guess", Slider("guess", "My guess", 0, 200, 5, 10, unit="of 400 claims refused at first"))
LOOKS: dict[str, dict[str, Any]] = {
    "paid": {"facecolor": charts.PALE, "edgecolor": charts.LINE},
    "won": {"facecolor": charts.FAVORABLE, "edgecolor": charts.FAVORABLE},
    "open": {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH * 2},
}


class LifeView:
    """One square a claim; before the reveal, all alike."""

    def __init__(self, revenue: RevenueCycle) -> None:
        counts = claim_fates(revenue).counts
        columns = -(-sum(counts.values()) // ROWS)
        fig, ax = charts.figure(780, 320)
        fig.subplots_adjust(left=0.02, right=0.98, top=0.80, bottom=0.20)
        ax.set_xlim(-0.5, columns + 0.5)
        ax.set_ylim(-0.4, ROWS + 0.4)
        ax.set_axis_off()
        charts.titled(
            ax,
            "Care was given for every one of these claims. How many come back unpaid?",
            f"{sum(counts.values())} claims to insurers, one square each",
        )
        squares = [
            Rectangle((i // ROWS + 0.08, ROWS - 1 - i % ROWS + 0.08), 0.84, 0.84) for i in range(sum(counts.values()))
        ]
        self.blank = ax.add_collection(PatchCollection(squares, **LOOKS["paid"], linewidth=0.6))
        self.fates, start = [], 0
        for fate in reversed(FATES):  # what came back stands at the left
            mine, start = squares[start : start + counts[fate]], start + counts[fate]
            self.fates.append(ax.add_collection(PatchCollection(mine, **LOOKS[fate], linewidth=0.8)))
        self.key = self._key(fig, counts)
        self.stage = Stage(fig, [self.blank, *self.fates, *self.key])
        self._drawn: dict[bool, bytes] = {}  # there are only two pictures: the guess is a word in the sentence

    @staticmethod
    def _key(fig: Figure, counts: Mapping[str, int]) -> list[Artist]:
        artists: list[Artist] = []
        for i, fate in enumerate(reversed(FATES)):
            x = 0.03 + 0.325 * i
            artists.append(fig.add_artist(Rectangle((x, 0.085), 0.018, 0.04, transform=fig.transFigure, **LOOKS[fate])))
            artists.append(
                fig.text(
                    x + 0.026, 0.105, f"{counts[fate]} {FATES[fate]}", va="center", fontsize=10.5, color=charts.INK
                )
            )
        return artists

    def draw(self, result: Guessed[ClaimFates]) -> bytes:
        if result.shown not in self._drawn:
            self.blank.set_visible(not result.shown)
            for artist in [*self.fates, *self.key]:
                artist.set_visible(result.shown)
            self._drawn[result.shown] = self.stage.png()
        return self._drawn[result.shown]

    def describe(self, result: Guessed[ClaimFates]) -> str:
        followed = result.found
        if not result.shown:
            return f"{followed.claims} blank squares, one for each claim; your guess is that {result.guess} come back."
        fates = ", ".join(f"{followed.counts[fate]} {words}" for fate, words in FATES.items())
        return f"{followed.claims} squares, one for each claim: {fates}."


def reading(result: Guessed[ClaimFates]) -> Reading:
    """Say how many claims came back, beside the guess."""
    followed = result.found
    rows = [[words, str(followed.counts[fate])] for fate, words in FATES.items()]
    return Reading(
        f"{followed.denied} of {followed.claims} claims were denied at the first answer; {followed.counts['open']} "
        f"are still unpaid. You guessed {result.guess}.",
        table=[["Fate", "Claims"], *rows],
    )


def first_guess(my: FinanceCase) -> None:
    """Print the guess that was kept at the start, beside what became of the claims."""
    outcome = claim_fates(my.revenue)
    GUESS.print_beside(f"{outcome.denied} of {outcome.claims} claims were refused at first")


@for_readers
def claim_life(my: FinanceCase) -> Lab:
    """Return the opening lab: guess, keep the guess, follow the claims."""
    revenue = my.revenue
    return GUESS.lab(
        title="Four hundred claims",
        question="The work is done and the claims are sent. Guess first: how many does the payer refuse? No marks.",
        reveal="Follow the claims",
        found=claim_fates(revenue),
        view=LifeView(revenue),
        before="Move the slider to your guess, keep it, then follow the claims.",
        after=reading,
        case_id=my.case_id,
    )


LABS = {"claim_life": claim_life}
