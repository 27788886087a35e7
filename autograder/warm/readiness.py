"""What a template is to be ready for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.confinement import Limits


@dataclass(frozen=True)
class Readiness:
    """What notebooks of one assignment import, read and may use.

    Parameters
    ----------
    sources : tuple of str
        The instructor's cells: what they import is loaded before the fork, and watched.
    readable : tuple of str
        Files and folders that notebooks read beside their own, as globs.
    extensions : tuple of str
        IPython extensions that the course's kernels load.
    limits : Limits
        What one notebook may use.
    """

    sources: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_plain_data(cls, data: dict[str, Any]) -> Readiness:
        lists = {name: tuple(data[name]) for name in ("sources", "readable", "extensions")}
        return cls(**lists, limits=Limits(**data["limits"]))
