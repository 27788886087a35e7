"""What a course has done to outputs before they are scored: nbgrader's own steps for it, with the course's settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autograder.notebooks.scoring import keep_outputs

STEPS = ("IgnorePattern", "LimitOutput")  # sections of nbgrader's configuration


def settings_in(config: Any) -> dict[str, Any]:
    """Return what a course's configuration says of outputs, as plain data."""
    return {step: dict(config[step]) for step in STEPS if step in config}


class OutputRules:
    """Applies ``IgnorePattern`` and ``LimitOutput`` to a cell that has run.

    Parameters
    ----------
    settings : mapping
        The two sections of the course's configuration, as plain data; what is left out is as nbgrader has it.
    """

    @classmethod
    def from_config(cls, config: Any) -> OutputRules:
        """Return the rules of a course."""
        return cls(settings_in(config))

    def __init__(self, settings: Mapping[str, Any]) -> None:
        from nbgrader.preprocessors import IgnorePattern, LimitOutput
        from traitlets.config import Config

        config = Config({name: dict(section) for name, section in settings.items()})
        ignore = IgnorePattern(config=config)
        self._ignored = re.compile(ignore.pattern) if ignore.enabled and ignore.pattern else None
        self._limit = LimitOutput(config=config)

    def apply(self, cell: Any, place: int) -> None:
        """Leave out what the course ignores on stderr, where it would cost a check its points; cut what is too long."""
        if self._ignored is not None and cell.cell_type == "code":
            keep_outputs(cell, [at for at, output in enumerate(cell.outputs) if not self._is_ignored(output)])
        if cell.cell_type == "code":
            before = list(cell.outputs)
            self._limit.preprocess_cell(cell, {}, place)
            left = {id(output) for output in cell.outputs}  # it cuts an output in its place, and leaves out whole ones
            cell.outputs = before
            keep_outputs(cell, [at for at, output in enumerate(before) if id(output) in left])

    def _is_ignored(self, output: Any) -> bool:
        stderr = output.output_type == "stream" and output.name == "stderr"
        return stderr and self._ignored is not None and self._ignored.search(output.text) is not None
