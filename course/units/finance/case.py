"""The organization that a learner runs in 02_finance."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.finance.close_the_gap.model import Gap
    from course.units.finance.cost_and_capital.projects_model import Projects
    from course.units.finance.flexible_budget.ward_model import Ward
    from course.units.finance.operating_budget.hospital_model import Hospital
    from course.units.finance.revenue_cycle.revenue_model import RevenueCycle


class FinanceCase(BaseCase):
    """One learner's organization; each part is drawn when it is first used."""

    module = "02_finance"
    greeting = "Ready. You are the administrative fellow at {name}."

    @cached_property
    def hospital(self) -> Hospital:
        from course.units.finance.operating_budget.hospital_draw import draw

        return draw(self.part("hospital"))

    @cached_property
    def ward(self) -> Ward:
        from course.units.finance.flexible_budget.ward_draw import draw

        return draw(self.part("ward"))

    @cached_property
    def revenue(self) -> RevenueCycle:
        from course.units.finance.revenue_cycle.revenue_draw import draw

        return draw(self.part("revenue"))

    @cached_property
    def projects(self) -> Projects:
        from course.units.finance.cost_and_capital.projects_draw import draw

        return draw(self.part("projects"))

    @cached_property
    def gap(self) -> Gap:
        from course.units.finance.close_the_gap.draw import draw

        return draw(self.part("gap"))
