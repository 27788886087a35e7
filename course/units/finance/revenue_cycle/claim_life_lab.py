"""Four hundred claims followed to their end: guess how many come back, then see each one's fate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.artist import Artist
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.decisions import plan_file
from course.figures import charts
from course.figures.skipping import for_readers
from course.labs.lab import Lab, Reading, Slider, Tick
from course.units.finance.revenue_cycle.claims_guess_model import FATES, ClaimFates, claim_fates

if TYPE_CHECKING:
    from course.units.finance.case import FinanceCase
    from course.units.finance.revenue_cycle.revenue_model import RevenueCycle

ROWS = 10
LOOKS: dict[str, dict[str, Any]] = {
    "paid": {"facecolor": charts.PALE, "edgecolor": charts.LINE},
    "won": {"facecolor": charts.FAVORABLE, "edgecolor": charts.FAVORABLE},
    "open": {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH * 2},
}


@dataclass(frozen=True)
class Followed(ClaimFates):
    """How many claims met each fate, beside the learner's guess of how many come back."""

    guess: int
    shown: bool


def follow(revenue: RevenueCycle, guess: float, shown: bool) -> Followed:
    """Return how many of the sample's claims met each fate, beside the guess."""
    return Followed(claim_fates(revenue).counts, round(guess), shown)


class LifeView:
    """One square a claim; before the reveal, all alike."""

    def __init__(self, revenue: RevenueCycle) -> None:
        counts = follow(revenue, 0, True).counts
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
        self.stage = charts.Stage(fig, [self.blank, *self.fates, *self.key])
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

    def draw(self, result: Followed) -> bytes:
        if result.shown not in self._drawn:
            self.blank.set_visible(not result.shown)
            for artist in [*self.fates, *self.key]:
                artist.set_visible(result.shown)
            self._drawn[result.shown] = self.stage.png()
        return self._drawn[result.shown]

    def describe(self, result: Followed) -> str:
        if not result.shown:
            return f"{result.claims} blank squares, one for each claim; your guess is that {result.guess} come back."
        fates = ", ".join(f"{result.counts[fate]} {words}" for fate, words in FATES.items())
        return f"{result.claims} squares, one for each claim: {fates}."


def reading(result: Followed) -> Reading:
    """Say how many claims came back, beside the guess."""
    if not result.shown:
        return Reading("Move the slider to your guess, keep it, then follow the claims.")
    rows = [[words, str(result.counts[fate])] for fate, words in FATES.items()]
    return Reading(
        f"{result.denied} of {result.claims} claims were denied at the first answer; {result.counts['open']} are still "
        f"unpaid. You guessed {result.guess}.",
        table=[["Fate", "Claims"], *rows],
    )


def first_guess(my: FinanceCase) -> None:
    """Print the guess that was kept at the start, beside what became of the claims."""
    outcome = follow(my.revenue, 0, True)
    denied = f"{outcome.denied} of {outcome.claims} claims were refused at first"
    guess = plan_file.kept_number("claims_guess", "guess")
    print(f"You kept no guess; {denied}." if guess is None else f"You guessed {guess:.0f}; {denied}.")


@for_readers
def claim_life(my: FinanceCase) -> Lab:
    """Return the opening lab: guess, keep the guess, follow the claims."""
    revenue = my.revenue
    return Lab(
        title="Four hundred claims",
        question="The work is done and the claims are sent. Guess first: how many does the payer refuse? No marks.",
        controls=[
            Slider("guess", "My guess", 0, 200, 5, 10, unit="of 400 claims refused at first"),
            Tick("shown", "Follow the claims", False, unit=""),
        ],
        model=lambda guess, shown: follow(revenue, guess, shown),
        view=LifeView(revenue),
        reading=reading,
        plan="claims_guess",
        case_id=my.case_id,
        keep_label="Keep my guess",
        asks_because=False,
    )


LABS = {"claim_life": claim_life}
