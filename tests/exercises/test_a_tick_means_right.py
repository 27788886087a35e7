"""A tick means right: a rule that ignores one of its inputs, or an answer that is merely near, is not told right."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.exercises.test_no_answers_in_reach import asked
from tests.support import units
from tests.support.running import run

EVERY_UNIT = [pytest.param(path, id=units.label(path)) for path in units.all_units()]
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION", re.S | re.M)

# The rule with one input taken as it comes first: what a learner writes who types the example's figure in.
TYPED_IN = """
{source}
_rule, _first = {name}, []

def {name}(*inputs):
    inputs = list(inputs)
    _first.append(inputs[{place}])
    inputs[{place}] = _first[0]
    return _rule(*inputs)
"""
FEW_DIGITS = """
{source}
if isinstance({name}, (int, float)) and not isinstance({name}, bool):
    {name} = float(f"{{{name}:.{digits}g}}")
"""


def rules(unit: Path) -> list[tuple[str, str, ast.FunctionDef]]:
    """Return a unit's function exercises: the exercise, the reference's text and its last function."""
    found = []
    for name, exercise in units.exercises(unit).items():
        solution = SOLUTION.search(exercise.cells["answer"].source)
        assert solution, name
        functions = [node for node in ast.parse(solution.group(1)).body if isinstance(node, ast.FunctionDef)]
        if functions:
            found.append((name, solution.group(1), functions[-1]))
    return found


RULES = [
    pytest.param(unit, exercise, source, function, id=f"{units.label(unit)}:{exercise}")
    for unit in units.all_units()
    for exercise, source, function in rules(unit)
]


def earned(unit: Path, exercise: str, answer: str, folder: Path) -> float:
    """Return the share of its points that an answer earns."""
    asked = units.exercises(unit)[exercise]
    return run(unit, "ana", folder, {exercise: answer}, until=exercise).points(asked) / asked.points


@pytest.mark.parametrize(("unit", "exercise", "source", "function"), RULES)
def test_a_rule_that_holds_one_input_fixed_is_not_right(
    unit: Path, exercise: str, source: str, function: ast.FunctionDef, tmp_path: Path
) -> None:
    """The checks try cases that differ in every input, so that a typed-in figure does not pass."""
    ignored = [
        argument.arg
        for place, argument in enumerate(function.args.args)
        if earned(unit, exercise, TYPED_IN.format(source=source, name=function.name, place=place), tmp_path) >= 1
    ]
    assert not ignored, f"the check of {exercise} passes a rule that takes {', '.join(ignored)} as a fixed figure"


VALUES = [
    pytest.param(unit, exercise, variable, id=f"{units.label(unit)}:{variable}")
    for unit in units.all_units()
    for variable, exercise in asked(unit).items()
]


@pytest.mark.parametrize(("unit", "exercise", "variable"), VALUES)
def test_a_right_number_with_few_digits_is_near_and_accused_of_nothing(
    unit: Path, exercise: str, variable: str, tmp_path: Path
) -> None:
    """Two or three digits of a right answer are right, or the learner is asked for more decimals."""
    source = units.exercises(unit)[exercise].cells["answer"].source
    for digits in (3, 2):
        answer = FEW_DIGITS.format(source=source, name=variable, digits=digits)
        found = run(unit, "ana", tmp_path, {exercise: answer}, until=exercise)
        asks = units.exercises(unit)[exercise]
        if found.points(asks) < asks.points:
            assert "Nearly" in found.said(asks), found.said(asks)
            assert "Slip" not in found.said(asks), found.said(asks)


def test_a_check_that_ignores_an_input_is_seen(tmp_path: Path) -> None:
    """The same check with probes that share an input lets the typed-in figure pass."""
    from course.checks import expect_rule

    for leaves, passes in (((0.1, 0.1), True), ((0.1, 0.13), False)):
        names = {"expect_rule": expect_rule}
        source = "def paid(worked, leave):\n    return worked / (1 - leave)"
        exec(TYPED_IN.format(source=source, name="paid", place=1), names)
        try:
            expect_rule(
                names["paid"],
                what="paid hours",
                reference=lambda worked, leave: worked / (1 - leave),
                probes=[(90, leaves[0]), (50, leaves[1])],
                then="read on.",
            )
        except AssertionError:
            assert not passes
        else:
            assert passes
