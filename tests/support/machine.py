"""What a test needs of the machine: without it, a developer's run skips and says what would help; CI fails."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacks(what: str) -> NoReturn:
    """End a test for what this machine lacks, with a sentence that names it and the remedy."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
