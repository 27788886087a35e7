"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.nursing_home.nursing_home_model import Home
    from course.units.staffing.nursing_home.nursing_home_week_model import HomeWeek


class NursingHomeCase(BaseCase):
    """A learner's organization, as far as the unit “nursing home” needs it."""

    @cached_property
    def home(self) -> Home:
        """The nursing home."""
        from course.units.staffing.nursing_home.nursing_home_draw import draw

        return draw(self.part("home"))

    @property
    def nursing_home_week(self) -> HomeWeek:
        """The nursing home's week that is planned and kept."""
        return self.home.week
