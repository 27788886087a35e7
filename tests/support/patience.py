"""Waits for what happens, however busy the machine is; no test is about how long that takes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

PATIENCE_SECONDS = int(os.environ.get("PATIENCE_SECONDS", 300))  # that nothing takes, but for what never happens
PATIENCE_MS = 1000 * PATIENCE_SECONDS  # as a browser counts


def until(happened: Callable[[], object], every_seconds: float = 0.02) -> bool:
    """Wait until something is true, and return whether it came to be."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > deadline:
            return bool(happened())
        time.sleep(every_seconds)
    return True
