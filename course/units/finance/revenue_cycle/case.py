"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.finance.revenue_cycle.revenue_model import RevenueCycle


class RevenueCycleCase(BaseCase):
    """A learner's organization, as far as the unit “revenue cycle” needs it."""

    @cached_property
    def revenue(self) -> RevenueCycle:
        from course.units.finance.revenue_cycle.revenue_draw import draw

        return draw(self.part("revenue"))
