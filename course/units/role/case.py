"""The organization that a learner meets in 01_role."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.role.first_steps_with_data.encounters_model import EncounterSlice
    from course.units.role.the_dashboard.dashboard_model import Dashboard
    from course.units.role.the_dashboard.neighbor_model import Neighbor
    from course.units.role.the_manager.authority_model import Question
    from course.units.role.the_manager.counsel_model import Situation
    from course.units.role.the_manager.dyad_model import Dyad
    from course.units.role.the_manager.inbox_model import Inbox


class RoleCase(BaseCase):
    """One learner's first weeks; each part is drawn when it is first used."""

    module = "01_role"
    greeting = "Ready. You start today as administrative fellow at {name}."

    @cached_property
    def inbox(self) -> Inbox:
        from course.units.role.the_manager.inbox_draw import draw

        return draw(self.part("inbox"))

    @cached_property
    def dashboard(self) -> Dashboard:
        from course.units.role.the_dashboard.dashboard_draw import draw

        return draw(self.part("dashboard"))

    @cached_property
    def neighbor(self) -> Neighbor:
        from course.units.role.the_dashboard.neighbor_draw import draw

        return draw(self.part("neighbour"), self.dashboard.year)

    @cached_property
    def encounters(self) -> EncounterSlice:
        from course.units.role.first_steps_with_data.encounters_draw import draw

        return draw(self.part("encounters"))

    @cached_property
    def authority(self) -> tuple[Question, ...]:
        from course.units.role.the_manager.authority_draw import draw

        return draw(self.part("authority"))

    @cached_property
    def counsel(self) -> tuple[Situation, ...]:
        from course.units.role.the_manager.counsel_draw import draw

        return draw(self.part("counsel"))

    @cached_property
    def dyad(self) -> Dyad:
        from course.units.role.the_manager.dyad_draw import draw

        return draw(self.part("dyad"))
