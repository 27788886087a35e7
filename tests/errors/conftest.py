"""A kernel's shell in which cells stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.errors.stays import STAYS
from tests.support.displays import displays

__all__ = ["displays"]


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A kernel's shell with the course's explanations, a table, and the set-up cell's name."""
    shell = InteractiveShell(user_ns={"my": object(), "stays": STAYS.copy(), "limit": 5})
    shell.run_line_magic("load_ext", "course.errors")
    yield shell
    shell.history_manager.end_session()


@pytest.fixture
def stopped(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a cell that stops, and return what a learner reads."""

    def stopped(source: str) -> str:
        result = shell.run_cell(source, store_history=True)
        assert not result.success
        said = capsys.readouterr()
        assert said.err == ""
        words = said.out
        assert "Traceback" not in words
        assert words.count("Next: ") == 1
        return words

    return stopped
