"""Four hundred claims, one square each: before the reveal all alike, then by what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.artist import Artist
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.stage import Stage, pixel_ratio
from course.labs.guess import Guessed
from course.units.finance.revenue_cycle.claims_guess_model import FATES, ClaimFates

ROWS = 10
LOOKS: dict[str, dict[str, Any]] = {
    "paid": {"facecolor": charts.PALE, "edgecolor": charts.LINE},
    "won": {"facecolor": charts.FAVORABLE, "edgecolor": charts.FAVORABLE},
    "open": {"facecolor": "white", "edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH * 2},
}


class LifeView:
    """One square a claim; before the reveal, all alike."""

    def __init__(self, fates: ClaimFates) -> None:
        counts, claims = fates.counts, fates.claims
        columns = -(-claims // ROWS)
        fig, ax = charts.figure(780, 320)
        fig.subplots_adjust(left=0.02, right=0.98, top=0.80, bottom=0.20)
        ax.set_xlim(-0.5, columns + 0.5)
        ax.set_ylim(-0.4, ROWS + 0.4)
        ax.set_axis_off()
        charts.titled(
            ax,
            "Care was given for every one of these claims. How many come back unpaid?",
            f"{claims} claims to insurers, one square each",
        )
        squares = [Rectangle((i // ROWS + 0.08, ROWS - 1 - i % ROWS + 0.08), 0.84, 0.84) for i in range(claims)]
        self.blank = ax.add_collection(PatchCollection(squares, **LOOKS["paid"], linewidth=0.6))
        self.fates, start = [], 0
        for fate in reversed(FATES):  # what came back stands at the left
            mine, start = squares[start : start + counts[fate]], start + counts[fate]
            self.fates.append(ax.add_collection(PatchCollection(mine, **LOOKS[fate], linewidth=0.8)))
        self.key = self._key(fig, counts)
        self.stage = Stage(fig, [self.blank, *self.fates, *self.key])
        self._drawn: dict[
            tuple[bool, float], bytes
        ] = {}  # there are only two pictures: the guess is a word in the sentence

    @staticmethod
    def _key(fig: Figure, counts: Mapping[str, int]) -> list[Artist]:
        artists: list[Artist] = []
        for i, fate in enumerate(reversed(FATES)):
            x, words = 0.03 + 0.325 * i, f"{counts[fate]} {FATES[fate]}"
            artists.append(fig.add_artist(Rectangle((x, 0.085), 0.018, 0.04, transform=fig.transFigure, **LOOKS[fate])))
            artists.append(fig.text(x + 0.026, 0.105, words, va="center", fontsize=10.5, color=charts.INK))
        return artists

    def draw(self, result: Guessed[ClaimFates]) -> bytes:
        wanted = (result.shown, pixel_ratio())
        if wanted not in self._drawn:
            self.blank.set_visible(not result.shown)
            for artist in [*self.fates, *self.key]:
                artist.set_visible(result.shown)
            self._drawn[wanted] = self.stage.png()
        return self._drawn[wanted]

    def describe(self, result: Guessed[ClaimFates]) -> str:
        found = result.found
        if not result.shown:
            return f"{found.claims} blank squares, one for each claim; your guess is that {result.guess} come back."
        fates = ", ".join(f"{found.counts[fate]} {words}" for fate, words in FATES.items())
        return f"{found.claims} squares, one for each claim: {fates}."
