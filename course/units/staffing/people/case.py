"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.people.hiring_model import HiringYear
    from course.units.staffing.people.people_model import People
    from course.units.staffing.people.people_sheet_model import PeopleSheet


class PeopleCase(BaseCase):
    """A learner's organization, as far as the unit “people” needs it."""

    @cached_property
    def people(self) -> People:
        """Who leaves, what it costs, and the hiring pipeline."""
        from course.units.staffing.people.people_draw import draw

        return draw(self.part("people"))

    @property
    def hiring(self) -> HiringYear:
        """The year of hiring that is planned and kept."""
        return self.people.year

    @cached_property
    def people_sheet(self) -> PeopleSheet:
        """What the people office sends beside the hiring year."""
        from course.units.staffing.people.people_sheet_draw import draw

        return draw(self.part("people sheet"), self.people)
