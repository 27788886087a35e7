"""The organization that a learner runs in one module: what all modules share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from course.cases.names import hospital_name
from course.cases.seeding import generator


@dataclass(frozen=True)
class BaseCase:
    """One learner's organization; each module adds its parts as properties, drawn when they are first used.

    Parameters
    ----------
    learner : str
        Who runs it.

    Attributes
    ----------
    module : str
        Folder of the module, which seeds every part.
    greeting : str
        First words in the notebook; ``{name}`` stands for the organization.
    """

    learner: str
    module: ClassVar[str]
    greeting: ClassVar[str]

    def part(self, name: str) -> np.random.Generator:
        """Return the generator that belongs to one part of this organization."""
        return generator(self.module, name, self.learner)

    @cached_property
    def name(self) -> str:
        """What the hospital is called: the same in every module."""
        return hospital_name(self.learner)

    @cached_property
    def case_id(self) -> str:
        """A short fingerprint, kept with each plan."""
        return f"{self.part('id').integers(16**8):08x}"
