"""Takes the grader's sources from where they are worked on: a wheel copies them, an editable install points there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SourcesAbove(BuildHookInterface):
    """Puts ``autograder/`` of this repository into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the sources, unless the wheel is an editable one."""
        if version == "standard":
            build_data["force_include"][str(Path(self.root).parents[1] / "autograder")] = "autograder"
