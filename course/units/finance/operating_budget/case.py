"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.finance.operating_budget.hospital_model import Hospital


class OperatingBudgetCase(BaseCase):
    """A learner's organization, as far as the unit “operating budget” needs it."""

    @cached_property
    def hospital(self) -> Hospital:
        from course.units.finance.operating_budget.hospital_draw import draw

        return draw(self.part("hospital"))
