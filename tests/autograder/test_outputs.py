"""What a cell displays is kept in its own format, within limits, with whose it was."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.warm import outputs
from autograder.warm.outputs import ALWAYS_KEPT, Outputs
from autograder.warm.supervising import MAX_DEPTH, cleaned

TYPE = "application/vnd.example+json"
DATA = {"verdict": "right", "parts": [{"what": "×"}], "line": None, "points": 1.5, "more": False}


def kept(found: Outputs) -> list[dict[str, Any]]:
    """Return what reaches the one who grades: by way of the child's own limits, and the watcher's."""
    through = cleaned(found.as_plain_data())
    assert through is not None
    return through


@pytest.fixture
def found() -> Outputs:
    return Outputs(kilobytes=64)


def test_data_of_a_type_of_their_own_come_through_as_data(found: Outputs) -> None:
    """Not as text: whoever reads them parses nothing."""
    found.text("stdout", "right")
    found.display({TYPE: DATA}, {})
    assert kept(found)[1] == {
        "output_type": "display_data",
        "data": {TYPE: DATA},
        "metadata": {},
        "by_answer": False,
    }


def test_small_data_are_kept_when_the_room_is_used_up(found: Outputs, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much a learner's code displayed before."""
    monkeypatch.setattr(outputs, "MAX_DISPLAY_BYTES", 10_000)
    found.begin()
    found.display({"text/html": "x" * 9_800}, {})
    found.display({TYPE: {"say": "y" * (ALWAYS_KEPT - 200)}}, {})
    found.display({TYPE: {"say": "z" * ALWAYS_KEPT}}, {})
    assert [list(output["data"]) for output in kept(found)] == [["text/html"], [TYPE], ["text/plain"]]


def test_data_nested_too_deeply_are_named_and_not_kept(found: Outputs) -> None:
    deep: Any = []
    for _ in range(MAX_DEPTH):
        deep = [deep]
    found.display({TYPE: deep}, {})
    assert "nested too deeply" in str(kept(found)[0]["data"])


def test_what_a_learners_code_displays_inside_a_check_is_noted_as_theirs(found: Outputs) -> None:
    found.by_answer = lambda frame: True
    found.display({TYPE: DATA}, {})
    assert [output["by_answer"] for output in kept(found)] == [True]


def test_half_a_character_in_data_can_be_filed(found: Outputs) -> None:
    found.display({TYPE: {"say\ud83d": ["\ud83d"]}}, {})
    (output,) = kept(found)
    assert str(output["data"]).encode("utf-8")
