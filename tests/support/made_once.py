"""Makes a costly set-up once, for all workers of a run."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that one worker has filled; the others wait for it, and nobody changes it afterwards.

    Parameters
    ----------
    factory : pytest.TempPathFactory
        Of the worker.
    name : str
        The folder's.
    make : callable
        Fills it.
    """
    place, done = _shared(factory) / name, _shared(factory) / f"{name}.done"
    with (place.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it goes with the worker, should that be killed
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            done.touch()
    return place


def _shared(factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run and no other: the workers' folders lie in it, or it is that of the only one."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
