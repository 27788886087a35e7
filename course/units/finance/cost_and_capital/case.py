"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.finance.cost_and_capital.capital_slate_model import Slate
    from course.units.finance.cost_and_capital.projects_model import Projects


class CostAndCapitalCase(BaseCase):
    """A learner's organization, as far as the unit “cost and capital” needs it."""

    @cached_property
    def projects(self) -> Projects:
        from course.units.finance.cost_and_capital.projects_draw import draw

        return draw(self.part("projects"))

    @property
    def capital_slate(self) -> Slate:
        """The slate of projects that is chosen and kept."""
        return self.projects.slate
