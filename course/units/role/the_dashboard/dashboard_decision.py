"""Decision exercise: one page for the board out of a dashboard that contradicts itself.

A page holds together if its tiles count the same beds and the same months, add up before they divide, and count
revenue as what arrives. Two sets of beds are two true answers to two questions: the board's question says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Promise, Scorecard, promises
from course.units.role.the_dashboard.contradictions_model import REASON_KEYS, REASONS, contradictions
from course.units.role.the_dashboard.dashboard_model import SOURCES, Dashboard
from course.units.role.the_dashboard.tiles_model import (
    AVERAGE,
    GROSS,
    INPATIENTS_ONLY,
    LAST_TWELVE,
    MIXED,
    TITLES,
    WORKED_ONLY,
    WRONG_BEDS,
    YEAR,
    Source,
    letter_of,
    sources,
)

WEIGHTS = {"Beds": 0.15, "Period": 0.20, "Sums": 0.15, "Net": 0.15, "Whole hospital": 0.15, "Contradictions": 0.20}
# What a tile must be free of to keep a promise, and what tiles that are do.
FREE_OF: Mapping[str, tuple[frozenset[str], str]] = {
    "Beds": (frozenset({WRONG_BEDS}), "count the beds that the board asks about"),
    "Sums": (frozenset({AVERAGE}), "add up before they divide"),
    "Net": (frozenset({GROSS}), "keep charges out of revenue and cost"),
    "Whole hospital": (frozenset({INPATIENTS_ONLY, WORKED_ONLY}), "count outpatients and every paid hour"),
}
TILES_BY_CHANCE = 4  # so many tiles of one period come together by chance
CLAIM_AT_WORST, SOUND_BY_CHANCE = 0.20, 3 / 7  # guessing leaves three tiles of seven without a flaw
# The flaw behind each slip, and what to say of it.
FLAW_SAYS: Mapping[str, tuple[str, str]] = {
    "average of ratios": (
        AVERAGE,
        "A tile averages the figures of unequal parts. Add up the tops, add up the bottoms, and divide once.",
    ),
    "wrong beds": (
        WRONG_BEDS,
        "A tile counts other beds than the board asks about. Staffed beds can be filled; licensed beds are what the "
        "state allows.",
    ),
    "gross as revenue": (
        GROSS,
        "A tile takes charges for revenue or cost. Hardly anybody pays them, and they are not what care costs.",
    ),
    "periods mixed": (
        MIXED,
        "The page mixes months, or shows one month alone. Keep to one period of twelve months on every tile.",
    ),
    "inpatients carry everything": (
        INPATIENTS_ONLY,
        "A tile lets inpatients carry the staff or the cost of the outpatients too. Adjust the volume first.",
    ),
    "worked hours for paid": (WORKED_ONLY, "A tile leaves out paid leave. Other hospitals publish paid FTEs."),
}
DEFINITION_SLIP = Slip(
    "a definition taken for an error",
    lambda plan: any(plan[key] == "error" for key in REASON_KEYS),
    "Nobody made a mistake there. Ask of both figures what is divided by what.",
)

Sources = Mapping[str, Mapping[str, Source]]


@dataclass(frozen=True)
class DashboardDecision(Decision):
    """Choose a source for each of seven tiles, and the reasons of two contradictions."""

    dashboard: Dashboard
    name = "dashboard"
    gates = ("Beds",)  # the board asks about some beds; a page about other ones answers nobody

    @property
    def schema(self) -> Mapping[str, Any]:
        """A letter for each tile, and a reason for each contradiction."""
        letters = {tile: {"enum": list(found)} for tile, found in self.sources.items()}
        return object_schema(letters | {key: {"enum": list(REASONS)} for key in REASON_KEYS})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a page; what it may claim follows the number of tiles on which nothing is wrong."""
        page = chosen_sources(self.sources, decisions)
        sound = sum(not source.flaws for source in page.values()) / len(page)
        beyond_chance = max(0.0, (sound - SOUND_BY_CHANCE) / (1 - SOUND_BY_CHANCE))
        return Scorecard(
            page_promises(self.dashboard, decisions, self.sources),
            claim=CLAIM_AT_WORST + (1 - CLAIM_AT_WORST) * beyond_chance,
        )

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, of which a page may show several."""
        by_flaw = (
            Slip(name, lambda plan, flaw=flaw: self._shows(plan, flaw), say) for name, (flaw, say) in FLAW_SAYS.items()
        )
        return (*by_flaw, DEFINITION_SLIP)

    def nothing(self) -> dict[str, Any]:
        """Return the inherited dashboard, whose footnote calls the contradictions an error."""
        page = {
            tile: letter_of(self.dashboard, tile, SOURCES[tile][place])
            for tile, place in self.dashboard.inherited.items()
        }
        return page | dict.fromkeys(REASON_KEYS, "error")

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any source for each tile and any reason for each contradiction."""
        page = {tile: list(found)[rng.integers(len(found))] for tile, found in self.sources.items()}
        return page | {key: list(REASONS)[rng.integers(len(REASONS))] for key in REASON_KEYS}

    @cached_property
    def sources(self) -> dict[str, dict[str, Source]]:
        """What each tile can show, by letter."""
        return sources(self.dashboard)

    def _shows(self, plan: Mapping[str, str], flaw: str) -> bool:
        page = chosen_sources(self.sources, plan).values()
        mixed = flaw == MIXED and len({source.period for source in page}) > 1
        return mixed or any(flaw in source.flaws for source in page)


# ---------------------------------------------------------------- what a page is held to


def chosen_sources(known: Sources, plan: Mapping[str, str]) -> dict[str, Source]:
    """Return the source that a plan puts on each tile."""
    return {tile: found[plan[tile]] for tile, found in known.items()}


def page_promises(dashboard: Dashboard, plan: Mapping[str, str], known: Sources) -> tuple[Promise, ...]:
    """Return the six things that a page is held to, with what is behind each.

    Parameters
    ----------
    dashboard : Dashboard
        The sums, and the board's question.
    plan : mapping of str to str
        A letter for each tile and a reason for each contradiction.
    known : mapping
        The dashboard's `sources`, made once for many plans.
    """
    page = chosen_sources(known, plan)
    found = {name: _free_of(page, known, flaws, what) for name, (flaws, what) in FREE_OF.items()}
    found |= {"Period": _one_period(page), "Contradictions": _contradictions_explained(dashboard, plan)}
    return promises(
        WEIGHTS,
        [found[name][0] for name in WEIGHTS],
        [found[name][1] for name in WEIGHTS],
        gates=DashboardDecision.gates,
    )


def _free_of(page: Mapping[str, Source], known: Sources, flaws: frozenset[str], what: str) -> tuple[float, str]:
    """Return how many of the tiles that could have one of the flaws have none, and say so."""
    tiles = [tile for tile, found in known.items() if any(flaws & source.flaws for source in found.values())]
    bad = [tile for tile in tiles if flaws & page[tile].flaws]
    say = f"{len(tiles) - len(bad)} of {len(tiles)} tiles {what}."
    return 1 - len(bad) / len(tiles), say + (f" Look again at {TITLES[bad[0]]}." if bad else "")


def _one_period(page: Mapping[str, Source]) -> tuple[float, str]:
    counts = Counter(source.period for source in page.values() if source.period in (YEAR, LAST_TWELVE))
    most = max(counts.values(), default=0)
    share = max(0.0, (most - TILES_BY_CHANCE) / (len(page) - TILES_BY_CHANCE))
    mixed = sum(source.period == MIXED for source in page.values())
    mixes, shows = ("mixes", "shows") if mixed == 1 else ("mix", "show")
    say = f"{most} of {len(page)} tiles are of the same twelve months."
    return share, say + (f" {mixed} of the others {mixes} months, or {shows} one month alone." if mixed else "")


def _contradictions_explained(dashboard: Dashboard, plan: Mapping[str, str]) -> tuple[float, str]:
    pairs = contradictions(dashboard)
    right = sum(plan[key] == pair.reason for key, pair in zip(REASON_KEYS, pairs, strict=True))
    return right / len(pairs), f"{right} of {len(pairs)} contradictions are explained."
