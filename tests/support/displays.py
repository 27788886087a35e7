"""Stands in for a notebook's shell, and keeps what is displayed in it."""

from __future__ import annotations

from typing import Any

import IPython
import pytest

from course.bundle import MIME, Bundle, from_json


class Displays:
    """What a shell is to a check: where something is displayed."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self.display_pub = self

    def publish(self, data: dict[str, Any]) -> None:
        self.shown.append(data)

    @property
    def bundles(self) -> list[Bundle]:
        """What was displayed, as its readers read it."""
        found = [from_json(data[MIME]) for data in self.shown]
        assert None not in found, self.shown
        return [bundle for bundle in found if bundle is not None]


@pytest.fixture
def displays(monkeypatch: pytest.MonkeyPatch) -> Displays:
    """What checks display during a test, as if a notebook ran them."""
    shell = Displays()
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    return shell
