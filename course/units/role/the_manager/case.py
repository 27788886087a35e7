"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.role.the_manager.authority_model import Question
    from course.units.role.the_manager.counsel_model import Situation
    from course.units.role.the_manager.dyad_model import Dyad
    from course.units.role.the_manager.inbox_model import Inbox


class TheManagerCase(BaseCase):
    """A learner's organization, as far as the unit “the manager” needs it."""

    @cached_property
    def inbox(self) -> Inbox:
        from course.units.role.the_manager.inbox_draw import draw

        return draw(self.part("inbox"))

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
