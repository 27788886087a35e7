"""One arena for the whole suite: its template grades every case, so whatever one breaks, the next would notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.confinement import protections
from tests.autograder.hostile.arena import Arena
from tests.support.machine import lacks


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    have = protections()
    if not (have.landlock and have.seccomp):
        lacks(f"This machine cannot confine submissions: {'; '.join(have.lines)}.")
    made = Arena(tmp_path_factory.mktemp("arena"))
    yield made
    made.close()
