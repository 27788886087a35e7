"""The question that the tests of the checks ask: paid hours from worked hours and leave."""

from __future__ import annotations

from course.checks import Slip, expect, expect_rule

THEN = "read on."
LEAVE_ADDED = Slip("leave added", 113.0, "You added leave to worked hours; it is a share of paid hours.")
LATER = "Whether it is right is marked when you press “Check my work” near the end."


def hours(answer: object) -> None:
    """Hundred worked hours at 13% leave: 114.94 paid."""
    expect(answer, what="paid hours", value=100 / 0.87, tolerance=0.4, slips=[LEAVE_ADDED], then=THEN)


def paid(worked: float, leave: float) -> float:
    return worked / (1 - leave)


def rule(function: object) -> None:
    expect_rule(
        function,
        what="paid hours of any ward",
        reference=paid,
        probes=[(90, 0.1), (0, 0.2), (50, 0.13)],
        slips=[Slip("leave added", lambda w, s: w * (1 + s), LEAVE_ADDED.say)],
        then=THEN,
    )
