"""A waterfall's steps begin where the one before ended, and none is told by its color alone."""

from __future__ import annotations

import pytest

from course.figures import charts
from course.figures.waterfall import Waterfall


@pytest.fixture
def bridge() -> Waterfall:
    _, ax = charts.figure(400, 200)
    ax.set_ylim(-5, 10)
    return Waterfall(ax, ["Now", "Prices", "Agency", "Plan"])


def test_steps_lead_from_the_start_to_the_end(bridge: Waterfall) -> None:
    bridge.update(1.0, [4.0, -2.0])
    ends = [(bar.get_y(), bar.get_y() + bar.get_height()) for bar in bridge.bars]
    assert ends == [(0, 1), (1, 5), (3, 5), (0, 3)]


def test_each_step_has_its_sign_and_an_unfavorable_one_its_hatching(bridge: Waterfall) -> None:
    bridge.update(1e6, [4e6, -2e6])
    assert [number.words for number in bridge.numbers] == ["$1.0M", "+$4.0M", "−$2.0M", "$3.0M"]
    assert [bool(bar.get_hatch()) for bar in bridge.bars] == [False, False, True, False]
    assert [number.y for number in bridge.numbers] == [1e6, 5e6, 5e6, 3e6]
