"""The organization that a learner runs in 02_finance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from course.case import generator
from course.cases.names import hospital_name

if TYPE_CHECKING:
    from course.cases.finance.gap import Gap
    from course.cases.finance.hospital import Hospital
    from course.cases.finance.projects import Projects
    from course.cases.finance.revenue import RevenueCycle
    from course.cases.finance.ward import Ward

MODULE = "02_finance"


@dataclass(frozen=True)
class FinanceCase:
    """One learner's organization; each part is drawn when it is first used.

    Parameters
    ----------
    learner : str
        Who runs it.
    """

    learner: str

    def part(self, name: str) -> np.random.Generator:
        """Return the generator that belongs to one part of this organization."""
        return generator(MODULE, name, self.learner)

    @cached_property
    def name(self) -> str:
        return hospital_name(self.learner)

    @cached_property
    def case_id(self) -> str:
        """A short fingerprint of the organization, kept with each plan."""
        return f"{self.part('id').integers(16**8):08x}"

    @cached_property
    def hospital(self) -> Hospital:
        from course.cases.finance.hospital import draw

        return draw(self.part("hospital"))

    @cached_property
    def ward(self) -> Ward:
        from course.cases.finance.ward import draw

        return draw(self.part("ward"))

    @cached_property
    def revenue(self) -> RevenueCycle:
        from course.cases.finance.revenue import draw

        return draw(self.part("revenue"))

    @cached_property
    def projects(self) -> Projects:
        from course.cases.finance.projects import draw

        return draw(self.part("projects"))

    @cached_property
    def gap(self) -> Gap:
        from course.cases.finance.gap import draw

        return draw(self.part("gap"))
