"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.role.first_steps_with_data.encounters_model import EncounterSlice


class FirstStepsWithDataCase(BaseCase):
    """A learner's organization, as far as the unit “first steps with data” needs it."""

    @cached_property
    def encounters(self) -> EncounterSlice:
        from course.units.role.first_steps_with_data.encounters_draw import draw

        return draw(self.part("encounters"))
