"""The organization that a learner runs in 03_staffing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.census_to_ftes.census_week_model import CensusWeek
    from course.units.staffing.census_to_ftes.shift_mix_model import ShiftMix
    from course.units.staffing.census_to_ftes.unit_model import Unit
    from course.units.staffing.nursing_home_and_clinic.clinic_model import Clinic
    from course.units.staffing.nursing_home_and_clinic.clinic_template_model import Template
    from course.units.staffing.nursing_home_and_clinic.nursing_home_model import Home
    from course.units.staffing.nursing_home_and_clinic.nursing_home_week_model import HomeWeek
    from course.units.staffing.people.hiring_model import HiringYear
    from course.units.staffing.people.people_model import People
    from course.units.staffing.people.people_sheet_model import PeopleSheet
    from course.units.staffing.rosters.open_shift_model import OpenShift
    from course.units.staffing.rosters.roster_model import DrawnRoster, PostedRoster
    from course.units.staffing.rosters.shift_sheet_model import ShiftSheet


class StaffingCase(BaseCase):
    """One learner's organization; each part is drawn when it is first used."""

    module = "03_staffing"
    greeting = "Ready. You are the administrative fellow at {name}, and its staffing is yours to plan."

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

    @cached_property
    def home(self) -> Home:
        """The nursing home."""
        from course.units.staffing.nursing_home_and_clinic.nursing_home_draw import draw

        return draw(self.part("home"))

    @property
    def nursing_home_week(self) -> HomeWeek:
        """The nursing home's week that is planned and kept."""
        return self.home.week

    @cached_property
    def clinic(self) -> Clinic:
        """The clinic and its registration desk."""
        from course.units.staffing.nursing_home_and_clinic.clinic_draw import draw

        return draw(self.part("clinic"))

    @property
    def clinic_template(self) -> Template:
        """The clinic's template that is filled and kept."""
        return self.clinic.template
