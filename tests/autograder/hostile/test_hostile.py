"""Whatever is handed in: it gets its verdict, reaches nothing, leaves nothing, and harms no neighbor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.autograder.hostile import broken, files, network, processes, resources, tampering
from tests.autograder.hostile.arena import NEIGHBOR, PASSWORD, SECRET, Arena
from tests.autograder.hostile.cases import HONEST, Case

pytestmark = pytest.mark.slow

CASES = [*files.CASES, *network.CASES, *processes.CASES, *resources.CASES, *broken.CASES, *tampering.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_gets_its_verdict_and_harms_nobody(case: Case, arena_for: Callable[[Case], Arena], tmp_path: Path) -> None:
    arena = arena_for(case)
    arena.hand_in(case, tmp_path / "hw")

    outcome = arena.grade(tmp_path / "hw")

    said = [verdict.say for verdict in outcome.verdicts]
    assert outcome.kinds == set(case.verdicts), (said, outcome.text[-2000:])
    assert outcome.points == case.points, (said, outcome.text[-2000:])
    for words in case.says:
        assert any(words.lower() in sentence.lower() for sentence in said), said
    assert_nothing_was_reached(arena, outcome.text)
    neighbor = arena.neighbor()  # who is graded after this case, before the next, and before the first
    assert (neighbor.points, neighbor.verdicts) == (HONEST, [])


def assert_nothing_was_reached(arena: Arena, text: str) -> None:
    """Nothing was read, written, connected to or left running that is not the submission's own."""
    assert "REACHED" not in text, text
    assert not [word for word in (SECRET, NEIGHBOR, PASSWORD) if word in text]
    assert arena.listeners.reached() == []
    assert arena.strays() == set()
    assert arena.fingerprint() == arena.kept


def test_there_are_enough_cases_and_each_has_its_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 45
