"""Runs one notebook in an ordinary kernel: for its owner's own work, which needs no confinement."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CELL_SECONDS = 60


def run_here(
    notebook: Any,
    folder: Path,
    *,
    learner: str | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Any:
    """Run every cell of a notebook in a folder and return it with its outputs.

    A cell that fails does not stop the others; one that exceeds a minute is interrupted.

    Parameters
    ----------
    notebook : NotebookNode
        Ready to run; it is changed in place.
    folder : Path
        Where its files are.
    learner : str, optional
        Handed to the kernel as ``COURSE_LEARNER``.
    progress : callable
        Told how many cells of how many have run.
    """
    from nbclient import NotebookClient

    count = len(notebook.cells)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        allow_errors=True,
        interrupt_on_timeout=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        on_cell_complete=lambda cell, cell_index, **_: progress(cell_index + 1, count),
    )
    with (
        _environment("COURSE_LEARNER", learner),
        _environment("MPLBACKEND", "agg"),
        _environment("NBGRADER_EXECUTION", "autograde"),
    ):
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's own log, not the notebook's output
    return notebook


@contextmanager
def _environment(name: str, value: str | None) -> Any:
    """Set a variable for the kernel that starts inside the block."""
    before = os.environ.get(name)
    if value is not None:
        os.environ[name] = value
    try:
        yield
    finally:
        if value is not None:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before
