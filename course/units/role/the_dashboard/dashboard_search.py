"""Looks through the pages that hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from course.decisions.search import PlanSearch
from course.units.role.the_dashboard.contradictions_model import REASON_KEYS, contradictions
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision
from course.units.role.the_dashboard.dashboard_model import LICENSED, STAFFED
from course.units.role.the_dashboard.tiles_model import LAST_TWELVE, YEAR, asked_beds, letter_of


@dataclass(frozen=True)
class DashboardSearch(PlanSearch[DashboardDecision]):
    """Every page of one period on which nothing is wrong."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every page of one period on which nothing is wrong, with the contradictions explained."""
        known = self.decision.sources
        pairs = contradictions(self.decision.dashboard)
        reasons = {key: pair.reason for key, pair in zip(REASON_KEYS, pairs, strict=True)}
        for period in (YEAR, LAST_TWELVE):
            sound = [
                [letter for letter, source in found.items() if not source.flaws and source.period == period]
                for found in known.values()
            ]
            for letters in product(*sound):
                yield dict(zip(known, letters, strict=True)) | reasons

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip: the first page that holds together, with the mistake on one tile."""
        other_beds = LICENSED if asked_beds(self.decision.dashboard) == STAFFED else STAFFED
        good = next(self.candidates())
        return {
            "average of ratios": good | self._on_tile("length_of_stay", "average_year"),
            "wrong beds": good | self._on_tile("occupancy", f"{other_beds}_year"),
            "gross as revenue": good | self._on_tile("margin", "gross_year"),
            "periods mixed": good | self._on_tile("case_mix", "sum_twelve"),
            "inpatients carry everything": good | self._on_tile("ftes_per_bed", "inpatients_year"),
            "worked hours for paid": good | self._on_tile("ftes_per_bed", "worked_year"),
            "a definition taken for an error": good | {"why_occupancy": "error"},
        }

    def _on_tile(self, tile: str, key: str) -> dict[str, str]:
        return {tile: letter_of(self.decision.dashboard, tile, key)}
