"""A test that this machine cannot run is skipped with its remedy, and may not be under CI."""

from __future__ import annotations

import pytest

from tests.support.machine import lacks


def test_on_a_developers_machine_it_is_skipped_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install it"):
        lacks("A program is missing: install it.")


def test_under_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="install it"):
        lacks("A program is missing: install it.")
