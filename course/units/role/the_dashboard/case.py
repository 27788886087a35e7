"""What this unit adds to a learner's organization."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.cases.base import BaseCase

if TYPE_CHECKING:
    from course.units.role.the_dashboard.dashboard_model import Dashboard
    from course.units.role.the_dashboard.neighbor_model import Neighbor


class TheDashboardCase(BaseCase):
    """A learner's organization, as far as the unit “the dashboard” needs it."""

    @cached_property
    def dashboard(self) -> Dashboard:
        from course.units.role.the_dashboard.dashboard_draw import draw

        return draw(self.part("dashboard"))

    @cached_property
    def neighbor(self) -> Neighbor:
        from course.units.role.the_dashboard.neighbor_draw import draw

        return draw(self.part("neighbour"), self.dashboard.year)
