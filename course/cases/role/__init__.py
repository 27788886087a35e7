"""The organization that a learner meets in 01_role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from course.case import generator
from course.cases.names import hospital_name

if TYPE_CHECKING:
    from course.cases.role.dashboard import Board
    from course.cases.role.dyad import Dyad
    from course.cases.role.encounters import EncounterSlice
    from course.cases.role.inbox import Inbox
    from course.role.counsel import Situation

MODULE = "01_role"


@dataclass(frozen=True)
class RoleCase:
    """One learner's first weeks; each part is drawn when it is first used.

    Parameters
    ----------
    learner : str
        Who they are; the hospital has the same name in every module.
    """

    learner: str

    def part(self, name: str) -> np.random.Generator:
        """Return the generator that belongs to one part of this case."""
        return generator(MODULE, name, self.learner)

    @cached_property
    def name(self) -> str:
        return hospital_name(self.learner)

    @cached_property
    def case_id(self) -> str:
        """A short fingerprint of the case, kept with each plan."""
        return f"{self.part('id').integers(16**8):08x}"

    @cached_property
    def inbox(self) -> Inbox:
        from course.cases.role.inbox import draw

        return draw(self.part("inbox"))

    @cached_property
    def dashboard(self) -> Board:
        from course.cases.role.dashboard import draw

        return draw(self.part("dashboard"))

    @cached_property
    def encounters(self) -> EncounterSlice:
        from course.cases.role.encounters import draw

        return draw(self.part("encounters"))

    @cached_property
    def counsel(self) -> tuple[Situation, ...]:
        from course.role.counsel import draw

        return draw(self.part("counsel"))

    @cached_property
    def dyad(self) -> Dyad:
        from course.cases.role.dyad import draw

        return draw(self.part("dyad"))
