"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.staffing.clinic.clinic_model import Clinic
    from course.units.staffing.clinic.clinic_template_model import Template


class ClinicCase(BaseCase):
    """A learner's organization, as far as the unit “clinic” needs it."""

    @cached_property
    def clinic(self) -> Clinic:
        """The clinic and its registration desk."""
        from course.units.staffing.clinic.clinic_draw import draw

        return draw(self.part("clinic"))

    @property
    def clinic_template(self) -> Template:
        """The clinic's template that is filled and kept."""
        return self.clinic.template
