"""Two hundred learners' first weeks, drawn once for all the tests that ask about every one of them."""

from __future__ import annotations

from course.units.role.case import RoleCase

LEARNERS = [RoleCase(f"learner-{i}") for i in range(200)]
