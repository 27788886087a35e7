"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.census_to_ftes.census_week_model import CensusWeek
    from course.units.staffing.census_to_ftes.shift_mix_model import ShiftMix
    from course.units.staffing.census_to_ftes.unit_model import Unit


class CensusToFtesCase(BaseCase):
    """A learner's organization, as far as the unit “census to ftes” needs it."""

    @cached_property
    def unit(self) -> Unit:
        """The nursing unit: census to full-time equivalents, and its shift mix."""
        from course.units.staffing.census_to_ftes.unit_draw import draw

        return draw(self.part("unit"))

    @property
    def shift_mix(self) -> ShiftMix:
        """What the unit's mix of shifts has to cover in a day, and its rules."""
        return self.unit.shift_mix

    @cached_property
    def census_week(self) -> CensusWeek:
        """Last week on the unit."""
        from course.units.staffing.census_to_ftes.census_week_draw import draw

        return draw(self.part("week"), self.unit)
