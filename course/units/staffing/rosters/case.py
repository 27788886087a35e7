"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.rosters.open_shift_model import OpenShift
    from course.units.staffing.rosters.roster_model import DrawnRoster, PostedRoster
    from course.units.staffing.rosters.shift_sheet_model import ShiftSheet


class RostersCase(BaseCase):
    """A learner's organization, as far as the unit “rosters” needs it."""

    @property
    def roster(self) -> PostedRoster:
        """Four weeks of shifts."""
        return self._drawn_roster.case

    @cached_property
    def _drawn_roster(self) -> DrawnRoster:
        from course.units.staffing.rosters.roster_draw import draw

        return draw(self.part("roster"))

    @cached_property
    def open_shift(self) -> OpenShift:
        """One shift that nobody works yet, and five who are at home."""
        from course.units.staffing.rosters.open_shift_draw import draw

        return draw(self.part("open shift"), self._drawn_roster)

    @cached_property
    def shift_sheet(self) -> ShiftSheet:
        """What the scheduling office sent of three units."""
        from course.units.staffing.rosters.shift_sheet_draw import draw

        return draw(self.part("shift sheet"))
