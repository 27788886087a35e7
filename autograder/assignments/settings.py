"""The fast engine's settings, in nbgrader_config.py: `c.FastEngine.readable = [...]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from traitlets import Bool, Float, Integer, List, Unicode
from traitlets.config import Config, Configurable

from autograder.confinement import Limits, Protections

NBGRADER_TIMEOUT_SECONDS = 30.0  # nbgrader's own default for a cell
DEFAULTS = Limits()


class FastEngine(Configurable):
    """What the fast engine allows a notebook, and what it loads ahead."""

    readable = List(
        Unicode(),
        help="Files and folders that notebooks read beside their own, as globs relative to the course's root. "
        "A pattern that ends in / allows listing a folder's names only.",
    ).tag(config=True)
    extensions = List(Unicode(), help="IPython extensions that the course's kernels load.").tag(config=True)
    learner_variable = Unicode(
        "", help="Environment variable that tells a notebook whose work it is; none if empty."
    ).tag(config=True)
    seconds = Float(DEFAULTS.seconds, help="Wall and processor time of one notebook.").tag(config=True)
    memory_mb = Integer(DEFAULTS.memory_mb, help="Memory of one notebook.").tag(config=True)
    disk_mb = Integer(DEFAULTS.disk_mb, help="What one notebook may write, in all.").tag(config=True)
    file_mb = Integer(DEFAULTS.file_mb, help="The largest file that one notebook may write.").tag(config=True)
    files = Integer(DEFAULTS.files, help="Files that one notebook may have open.").tag(config=True)
    output_kb = Integer(DEFAULTS.output_kb, help="Text kept of one cell.").tag(config=True)

    unconfined = Bool(
        False, help="Run submissions even where this machine has no protection at all. Only for work that is trusted."
    ).tag(config=True)

    def limits(self) -> Limits:
        """Return what one notebook may use; a cell's time is nbgrader's own setting."""
        return Limits(
            cell_seconds=cell_seconds(self.config),
            seconds=self.seconds,
            memory_mb=self.memory_mb,
            disk_mb=self.disk_mb,
            file_mb=self.file_mb,
            files=self.files,
            output_kb=self.output_kb,
        )

    def readable_under(self, root: Path) -> list[str]:
        """Return the globs as absolute ones."""
        return [f"{root / pattern}{'/' if pattern.endswith('/') else ''}" for pattern in self.readable]


def cell_seconds(config: Config) -> float:
    """Return a cell's time as nbgrader is configured: for its own executor, or for nbconvert's."""
    for section in ("ConfinedExecute", "Execute", "ExecutePreprocessor"):
        value: Any = config[section].get("timeout") if section in config else None
        if isinstance(value, (int, float)) and value > 0:
            return float(value)
    return NBGRADER_TIMEOUT_SECONDS


def unprotected(have: Protections) -> str:
    """Say why submissions are not run on a machine without any protection, and what to do."""
    return (
        "This machine has nothing to keep submitted code from your files and network "
        f"({'; '.join(have.lines)}). Grade on Linux, or say --unconfined if you trust every submission."
    )
