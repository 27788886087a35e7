"""What the bench measures is what it says: every move of a lab is a move."""

from __future__ import annotations

import pytest

from bench.labs import MOVES, moves
from course.catalog import every_pictured_lab, open_lab


@pytest.mark.parametrize(("module", "name"), [*every_pictured_lab()], ids=lambda part: part)
def test_every_move_of_the_bench_moves_a_control(module: str, name: str) -> None:
    lab = open_lab(module, name, "bench")
    made = 0
    for values in moves(lab):
        (control,) = values
        before = lab.values[control]
        assert values[control] != before, (control, before)
        lab.values = {**lab.values, **values}
        made += 1
    assert made == MOVES
