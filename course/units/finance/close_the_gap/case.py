"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.finance.close_the_gap.model import Gap


class CloseTheGapCase(BaseCase):
    """A learner's organization, as far as the unit “close the gap” needs it."""

    @cached_property
    def gap(self) -> Gap:
        from course.units.finance.close_the_gap.draw import draw

        return draw(self.part("gap"))
