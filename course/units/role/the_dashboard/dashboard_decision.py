"""One page for the board out of a dashboard that contradicts itself: which figure may stand on which tile, and why.

A page holds together if its tiles count the same beds and the same months, add up before they divide, and count
revenue as what arrives. Two sets of beds are two true answers to two questions: the board's question says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.role import kpi
from course.units.role.the_dashboard.dashboard_draw import Board
from course.units.role.the_dashboard.tiles_model import (
    AVERAGE,
    GROSS,
    INPATIENTS_ONLY,
    MIXED,
    TITLES,
    TWELVE,
    WORKED_ONLY,
    WRONG_BEDS,
    YEAR,
    Source,
    letter_of,
    sources,
)

# Why two figures of one name differ; a plan answers with one of these labels for each contradiction.
REASONS: Mapping[str, str] = {
    "beds": "the same census over different beds",
    "stays": "the days of those who left, against the days of those who lay there",
    "average": "the services' figures averaged, against their sums divided",
    "period": "different months",
    "error": "one of the two is wrong",
}
WHYS = ("why_occupancy", "why_stay")
BED_TILES = ("occupancy", "bed_turns")
WEIGHTS = {"Beds": 0.15, "Period": 0.20, "Sums": 0.15, "Net": 0.15, "Whole hospital": 0.15, "Contradictions": 0.20}
SAME_PERIOD_FROM = 4  # so many tiles of one period come together by chance
CLAIM_AT_WORST, SOUND_FROM = 0.20, 3 / 7  # guessing leaves three tiles of seven without a flaw


@dataclass(frozen=True)
class Contradiction:
    """Two figures of one name on the inherited dashboard, and why they differ."""

    tile: str
    values: tuple[float, float]
    reason: str


def contradictions(board: Board) -> tuple[Contradiction, Contradiction]:
    """Return the two pairs of figures that the board asks about: two occupancies, two lengths of stay."""
    year, twelve = board.year, board.twelve
    over = kpi.occupancy_by_beds(year.patient_days, year.days, {k: float(v) for k, v in year.beds.items()})
    low, high = sorted(over.values())
    exact = kpi.average_length_of_stay(year.discharge_days, year.discharges)
    other = {
        "stays": kpi.approximate_length_of_stay(year.patient_days, year.discharges),
        "average": kpi.average_of_ratios(
            [float(s.discharge_days) for s in year.services], [float(s.discharges) for s in year.services]
        ),
        "period": kpi.average_length_of_stay(twelve.discharge_days, twelve.discharges),
    }[board.stay_gap]
    return (
        Contradiction("occupancy", (low, high), "beds"),
        Contradiction("length_of_stay", (exact, other), board.stay_gap),
    )


def contradictions_show(board: Board) -> bool:
    """Say whether every source of a tile differs from the others in the digits that a board reads."""
    digits = {"occupancy": 3, "bed_turns": 1, "length_of_stay": 2, "case_mix": 2, "ftes_per_bed": 2, "margin": 4}
    for tile, found in sources(board).items():
        shown = {round(source.value, digits.get(tile, 0)) for source in found.values()}
        if len(shown) < len(found):
            return False
    return True


# ---------------------------------------------------------------- what a page is held to


def chosen(board: Board, plan: Mapping[str, str]) -> dict[str, Source]:
    """Return the source that a plan puts on each tile."""
    return {tile: found[plan[tile]] for tile, found in sources(board).items()}


def promises(board: Board, plan: Mapping[str, str]) -> tuple[Promise, ...]:
    """Return the six things that a page is held to, with what is behind each."""
    page = chosen(board, plan)
    right = {c.tile: plan[why] == c.reason for why, c in zip(WHYS, contradictions(board), strict=True)}
    return (
        _free_of(page, (WRONG_BEDS,), BED_TILES, "Beds", "count the beds that the board asks about"),
        _one_period(page),
        _free_of(page, (AVERAGE,), _tiles_with(board, AVERAGE), "Sums", "add up before they divide"),
        _free_of(page, (GROSS,), _tiles_with(board, GROSS), "Net", "keep charges out of revenue and cost"),
        _free_of(
            page,
            (INPATIENTS_ONLY, WORKED_ONLY),
            _tiles_with(board, INPATIENTS_ONLY),
            "Whole hospital",
            "count outpatients and every paid hour",
        ),
        Promise(
            "Contradictions",
            sum(right.values()) / len(right),
            WEIGHTS["Contradictions"],
            f"{sum(right.values())} of {len(right)} contradictions are explained.",
        ),
    )


def _free_of(
    page: Mapping[str, Source], flaws: tuple[str, ...], tiles: tuple[str, ...], name: str, what: str
) -> Promise:
    bad = [tile for tile in tiles if page[tile].flaws & set(flaws)]
    say = f"{len(tiles) - len(bad)} of {len(tiles)} tiles {what}."
    if bad:
        say += f" Look again at {TITLES[bad[0]]}."
    return Promise(name, 1 - len(bad) / len(tiles), WEIGHTS[name], say)


def _tiles_with(board: Board, flaw: str) -> tuple[str, ...]:
    return tuple(
        tile for tile, found in sources(board).items() if any(flaw in source.flaws for source in found.values())
    )


def _one_period(page: Mapping[str, Source]) -> Promise:
    counts = Counter(source.period for source in page.values() if source.period in (YEAR, TWELVE))
    most = max(counts.values(), default=0)
    share = max(0.0, (most - SAME_PERIOD_FROM) / (len(page) - SAME_PERIOD_FROM))
    mixed = sum(source.period == MIXED for source in page.values())
    say = f"At most {most} of {len(page)} tiles tell of the same twelve months."
    return Promise(
        "Period", share, WEIGHTS["Period"], say + (f" {mixed} mix periods or show a month alone." if mixed else "")
    )


@dataclass(frozen=True)
class DashboardDecision(Decision):
    """Decision exercise: a source for each of seven tiles, and the reasons of two contradictions."""

    board: Board
    name = "dashboard"

    @property
    def schema(self) -> Mapping[str, Any]:
        properties: dict[str, Any] = {tile: {"enum": list(found)} for tile, found in self._sources.items()}
        properties |= {why: {"enum": list(REASONS)} for why in WHYS}
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(properties),
            "properties": properties,
        }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a page; what it may claim follows the number of tiles on which nothing is wrong."""
        sound = sum(not source.flaws for source in self._page(decisions).values()) / len(self._sources)
        claim = CLAIM_AT_WORST + (1 - CLAIM_AT_WORST) * max(0.0, (sound - SOUND_FROM) / (1 - SOUND_FROM))
        return Scorecard(promises(self.board, decisions), claim=claim)

    def slips(self) -> tuple[Slip, ...]:
        return (
            Slip(
                "average of ratios",
                lambda plan: self._shows(plan, AVERAGE),
                "You averaged figures of unequal services; add up the numerators and the denominators, divide once.",
            ),
            Slip(
                "wrong beds",
                lambda plan: self._shows(plan, WRONG_BEDS),
                "Your beds answer another question than the board's: licensed for what the state allows, staffed for "
                "what can be filled.",
            ),
            Slip(
                "gross as revenue",
                lambda plan: self._shows(plan, GROSS),
                "You counted charges as revenue or cost; hardly anybody pays them, and they are not what care costs.",
            ),
            Slip(
                "periods mixed",
                self._mixes_periods,
                "Your page tells of different months; choose one period of twelve and keep to it on every tile.",
            ),
            Slip(
                "inpatients carry everything",
                lambda plan: self._shows(plan, INPATIENTS_ONLY),
                "You let inpatients carry the staff and the cost of the outpatients too; adjust the volume first.",
            ),
            Slip(
                "worked hours for paid",
                lambda plan: self._shows(plan, WORKED_ONLY),
                "You left out paid leave; the comparison is made in paid FTEs.",
            ),
            Slip(
                "a definition taken for an error",
                lambda plan: any(plan[why] == "error" for why in WHYS),
                "Both figures are correct; ask what each of them divides by what.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        """Return the inherited dashboard, whose footnote calls the contradictions an error."""
        page = {tile: letter_of(self.board, tile, key) for tile, key in self.board.inherited.items()}
        return page | dict.fromkeys(WHYS, "error")

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        page = {tile: list(found)[rng.integers(len(found))] for tile, found in self._sources.items()}
        return page | {why: list(REASONS)[rng.integers(len(REASONS))] for why in WHYS}

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every page of one period on which nothing is wrong, with the contradictions explained."""
        whys = {why: c.reason for why, c in zip(WHYS, contradictions(self.board), strict=True)}
        for period in (YEAR, TWELVE):
            sound = [
                [letter for letter, source in found.items() if not source.flaws and source.period == period]
                for found in self._sources.values()
            ]
            for letters in product(*sound):
                yield dict(zip(self._sources, letters, strict=True)) | whys

    @property
    def full_mark_count(self) -> int:
        return sum(self.scorecard(plan).full for plan in self.candidates())

    @cached_property
    def _sources(self) -> dict[str, dict[str, Source]]:
        return sources(self.board)

    def _page(self, plan: Mapping[str, str]) -> dict[str, Source]:
        return {tile: found[plan[tile]] for tile, found in self._sources.items()}

    def _shows(self, plan: Mapping[str, str], flaw: str) -> bool:
        return any(flaw in source.flaws for source in self._page(plan).values())

    def _mixes_periods(self, plan: Mapping[str, str]) -> bool:
        periods = {source.period for source in self._page(plan).values()}
        return len(periods) > 1 or MIXED in periods
