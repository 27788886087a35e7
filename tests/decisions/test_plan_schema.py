"""What does not fit a plan's schema is said in words."""

from __future__ import annotations

import pytest

from course.checks import NotYet
from course.decisions.plan_schema import object_schema, validated


def test_a_line_of_other_letters_is_told_what_a_line_is() -> None:
    """Not the pattern, which only a programmer reads."""
    line = {"type": "string", "pattern": "^[DN.]{3}$", "description": "a line has 3 letters, each D, N or ."}
    with pytest.raises(NotYet) as problem:
        validated({"Kaur": "DDX"}, object_schema({"Kaur": line}), "your roster")
    assert "Kaur: a line has 3 letters, each D, N or .." in str(problem.value)
    assert "^" not in str(problem.value)
