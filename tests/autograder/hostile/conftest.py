"""One arena for the whole suite: its template grades every case, so whatever one breaks, the next would notice."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from autograder.confinement import protections
from tests.autograder.hostile.arena import Arena


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    have = protections()
    if not (have.landlock and have.seccomp):
        missing = f"this machine cannot confine submissions: {'; '.join(have.lines)}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    made = Arena(tmp_path_factory.mktemp("arena"))
    yield made
    made.close()
