"""The disputes that learners are dealt."""

from __future__ import annotations

from course.units.role.the_manager.dyad_model import options
from tests.units.role.learners import LEARNERS


def test_no_option_keeps_both_promises_and_each_promise_is_kept_by_one() -> None:
    for case in LEARNERS:
        found = options(case.dyad).values()
        assert not any(o.keeps_plan and o.keeps_floor for o in found)
        assert any(o.keeps_plan for o in found) and any(o.keeps_floor for o in found)
