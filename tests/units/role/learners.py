"""Two hundred learners' first weeks, drawn once for all the tests that ask about every one of them."""

from __future__ import annotations

from course.case import case_for

LEARNERS = [case_for("01_role", f"learner-{i}") for i in range(200)]
