"""The minutes of twelve matters, drawn."""

from __future__ import annotations

import pytest

from course.case import case_for, sample_cases
from course.units.role.the_manager.envelopes_pictures import minutes_picture

MY = case_for("01_role", "ana")


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("01_role", 4)])
def test_the_picture_of_the_minutes_is_described_with_its_numbers(my) -> None:
    shown = minutes_picture(my)
    assert len(shown.alt.split()) > 8 and shown.png and len(shown.table) > 2
    assert str(my.inbox.minutes) in shown.alt


def test_the_minutes_give_the_sum_to_nobody() -> None:
    """The first exercise asks for it."""
    total = sum(item.minutes for item in MY.inbox.items.values())
    shown = minutes_picture(MY)
    assert str(total) not in shown.alt and all(str(total) not in row for row in shown.table)
