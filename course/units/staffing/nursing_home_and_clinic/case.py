"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.nursing_home_and_clinic.clinic_model import Clinic
    from course.units.staffing.nursing_home_and_clinic.clinic_template_model import Template
    from course.units.staffing.nursing_home_and_clinic.nursing_home_model import Home
    from course.units.staffing.nursing_home_and_clinic.nursing_home_week_model import HomeWeek


class NursingHomeAndClinicCase(BaseCase):
    """A learner's organization, as far as the unit “nursing home and clinic” needs it."""

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
