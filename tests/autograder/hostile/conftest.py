"""An arena for all cases that take alike: its template grades them all, so whatever one breaks, the next notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from autograder.confinement import protections
from tests.autograder.hostile.arena import A_CELL_IS_CUT, PATIENT, THE_RUN_IS_CUT, Arena
from tests.autograder.hostile.cases import Case
from tests.support.machine import lacks


@pytest.fixture(scope="session")
def arena_for(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Case], Arena]]:
    """Return the arena of a case: made for its first, and kept for the others."""
    have = protections()
    if not (have.landlock and have.seccomp):
        lacks(f"This machine cannot confine submissions: {'; '.join(have.lines)}.")
    made: dict[str, Arena] = {}

    def arena(case: Case) -> Arena:
        name, times = "patient", PATIENT
        if "too slow" in case.verdicts:
            name, times = "run-is-cut", THE_RUN_IS_CUT
        elif "cell too slow" in case.verdicts:
            name, times = "cell-is-cut", A_CELL_IS_CUT
        if name not in made:
            made[name] = Arena(tmp_path_factory.mktemp(name), times=times)
        return made[name]

    yield arena
    for one in made.values():
        one.close()
