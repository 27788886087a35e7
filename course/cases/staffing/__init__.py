"""The organization that a learner runs in 03_staffing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from course.case import generator
from course.cases.names import hospital_name

if TYPE_CHECKING:
    from course.cases.staffing.clinic import Clinic
    from course.cases.staffing.home import Home
    from course.cases.staffing.people import People
    from course.cases.staffing.roster import PostedRoster
    from course.cases.staffing.unit import Unit

MODULE = "03_staffing"


@dataclass(frozen=True)
class StaffingCase:
    """One learner's organization; each part is drawn when it is first used.

    Parameters
    ----------
    learner : str
        Who runs it.
    """

    learner: str

    def part(self, name: str) -> np.random.Generator:
        """Return the generator that belongs to one part of this organization."""
        return generator(MODULE, name, self.learner)

    @cached_property
    def name(self) -> str:
        return hospital_name(self.learner)

    @cached_property
    def case_id(self) -> str:
        """A short fingerprint of the organization, kept with each plan."""
        return f"{self.part('id').integers(16**8):08x}"

    @cached_property
    def unit(self) -> Unit:
        """The nursing unit: census to full-time equivalents, and its shift mix."""
        from course.cases.staffing.unit import draw

        return draw(self.part("unit"))

    @cached_property
    def roster(self) -> PostedRoster:
        """Four weeks of shifts."""
        from course.cases.staffing.roster import draw

        return draw(self.part("roster"))

    @cached_property
    def people(self) -> People:
        """Who leaves, what it costs, and the hiring pipeline."""
        from course.cases.staffing.people import draw

        return draw(self.part("people"))

    @cached_property
    def home(self) -> Home:
        """The nursing home."""
        from course.cases.staffing.home import draw

        return draw(self.part("home"))

    @cached_property
    def clinic(self) -> Clinic:
        """The clinic and its registration desk."""
        from course.cases.staffing.clinic import draw

        return draw(self.part("clinic"))
