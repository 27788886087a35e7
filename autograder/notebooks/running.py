"""Runs one notebook in an ordinary kernel: for its owner's own work, which needs no confinement."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CELL_SECONDS = 60


def run_here(
    notebook: Any,
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
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
    environment : mapping of str to str, optional
        Handed to the kernel beside what this process has.
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
    with _environment({"MPLBACKEND": "agg", "NBGRADER_EXECUTION": "autograde", **(environment or {})}):
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's own log, not the notebook's output
    return notebook


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Set variables for the kernel that starts inside the block."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
