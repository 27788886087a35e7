"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.finance.flexible_budget.ward_model import Ward


class FlexibleBudgetCase(BaseCase):
    """A learner's organization, as far as the unit “flexible budget” needs it."""

    @cached_property
    def ward(self) -> Ward:
        from course.units.finance.flexible_budget.ward_draw import draw

        return draw(self.part("ward"))
