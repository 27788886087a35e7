"""Every exercise of every unit: the reference earns everything, a slip loses marks and is named.

The tests run over all modules, so a new unit is covered as soon as its notebook exists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from course.catalog import full_mark_plans
from course.checks import Comparison
from course.decisions.plan_schema import validated
from tests.exercises.examining import Examined, beyond, decisions_of, examined, listed, too_wide
from tests.support import units
from tests.support.remembered import forget
from tests.support.running import UNTOUCHED, run

EVERY_UNIT = [pytest.param(p, id=units.label(p)) for p in units.all_units()]
EVERY_EXERCISE = [pytest.param(p, n, id=f"{units.label(p)}:{n}") for p in units.all_units() for n in units.exercises(p)]
EVERY_SLIP = [
    pytest.param(s, id=f"{units.label(s.unit)}:{s.exercise}:{s.name}")
    for p in units.all_units()
    for s in units.slips(p)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the reference runs; and what was remembered for these tests is freed after them."""
    yield tmp_path_factory.mktemp("reference")
    forget()
    examined.cache_clear()


@pytest.fixture
def found(unit: Path, folder: Path) -> Examined:
    """What the reference gave two hundred learners: run once for the tests of a unit."""
    return examined(unit, folder)


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_the_reference_earns_every_point_for_two_hundred_learners(found: Examined) -> None:
    """Every learner's organization has an answer, and the reference finds it."""
    assert not found.missed, listed(found.missed)


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_the_untouched_release_earns_nothing(unit: Path, tmp_path: Path) -> None:
    """Handing in the release as it came is worth no point in any exercise."""
    result = run(unit, "ana", tmp_path, {"*": UNTOUCHED})
    paid = {cell: r.points for cell, r in result.cells.items() if r.points}
    assert not paid


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_the_untouched_release_is_told_what_to_do_in_every_check(unit: Path, tmp_path: Path) -> None:
    """No traceback, and one next action."""
    result = run(unit, "ana", tmp_path, {"*": UNTOUCHED})
    for cell, outcome in result.cells.items():
        last = [line for line in outcome.said.splitlines() if line.strip()][-1]
        assert last.startswith("Next: "), f"{cell}: {outcome.said}"
        assert "Traceback" not in outcome.said, f"{cell}: {outcome.said}"


@pytest.mark.parametrize("slip", EVERY_SLIP)
@pytest.mark.parametrize("learner", ["ana", "ben", "sample-3"])
def test_a_slip_loses_marks_and_is_named(slip: units.SlipAnswer, learner: str, tmp_path: Path) -> None:
    """What learners really do wrong is recognized, with a sentence they can act on."""
    exercise = units.exercises(slip.unit)[slip.exercise]
    result = run(slip.unit, learner, tmp_path, {slip.exercise: slip.source}, until=slip.exercise)
    said = result.said(exercise)
    assert result.points(exercise) < exercise.points
    known = {s.name: s for c in result.comparisons(exercise) for s in c.slips}
    assert slip.name in known, f"the checks of {slip.exercise} know {sorted(known)}"
    assert f"Slip: {slip.name}. {known[slip.name].say}" in said, said


@pytest.mark.parametrize(("unit", "name"), EVERY_EXERCISE)
def test_an_exercise_documents_at_least_two_slips(unit: Path, name: str) -> None:
    """Each exercise knows what learners really do wrong in it."""
    assert len([s for s in units.slips(unit) if s.exercise == name]) >= 2


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_every_slip_that_a_check_knows_is_documented(unit: Path, tmp_path: Path) -> None:
    """A slip in a check without an answer that shows it was never seen to work."""
    result = run(unit, "ana", tmp_path)
    documented = {(s.exercise, s.name) for s in units.slips(unit)}
    for name, exercise in units.exercises(unit).items():
        known = {(name, s.name) for c in result.comparisons(exercise) for s in c.slips}
        assert known <= documented


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_the_tolerance_is_at_most_a_quarter_of_the_gap_to_any_slip(found: Examined) -> None:
    """For every sampled organization, so that no rounding buys a slip."""
    assert not found.too_near, listed(found.too_near)


def test_a_tolerance_that_pays_a_slip_is_seen() -> None:
    """Two percent would pay × 1.13 for ÷ 0.87."""
    right, slip = 1 / 0.87, 1.13
    gap = (abs(right - slip),)
    assert too_wide(Comparison("paid hours", (0.02 * right,), (), {"leave added": gap})) == ["leave added"]
    assert too_wide(Comparison("paid hours", (0.004 * right,), (), {"leave added": gap})) == []


@pytest.mark.parametrize(("unit", "name"), EVERY_EXERCISE)
def test_the_points_in_the_prose_are_the_points_in_the_metadata(unit: Path, name: str) -> None:
    """What a learner is promised is what the grader pays."""
    exercise = units.exercises(unit)[name]
    promised = re.search(r"\((\d+(?:\.\d+)?) points?(?:, in parts)?\)", exercise.cells["ask"].source)
    assert promised, f"{name}-ask names no points"
    assert float(promised.group(1)) == exercise.points


@pytest.mark.parametrize(("unit", "name"), EVERY_EXERCISE)
def test_the_release_holds_no_answer_and_no_hidden_test(unit: Path, name: str) -> None:
    """The solution and the hidden figures stay with the instructor."""
    exercise = units.exercises(unit)[name]
    assert "### BEGIN SOLUTION" in exercise.cells["answer"].source
    for cell in exercise.cells.values():
        assert "SOLUTION" not in units.cleared(cell.source)
        assert "HIDDEN" not in units.cleared(cell.source)


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_a_random_plan_and_doing_nothing_earn_little(found: Examined) -> None:
    """A random plan earns 35% at most on the mean of forty, doing nothing 20% at most."""
    random, nothing = beyond(found.random_shares, 0.35), beyond(found.nothing_shares, 0.20)
    assert not random, f"random plans earn too much for {listed(random)}"
    assert not nothing, f"doing nothing earns too much for {listed(nothing)}"


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_every_organization_has_at_least_four_plans_that_earn_everything(found: Examined) -> None:
    """Many answers are right, for each of two hundred learners."""
    assert not found.few_plans, listed(found.few_plans)


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_random_plans_fit_the_schema_that_a_learner_types_against(unit: Path, tmp_path: Path) -> None:
    """What the lab can keep can be typed, and the other way round."""
    rng = np.random.default_rng(1)
    for decision in decisions_of(unit, run(unit, "ana", tmp_path)):
        for plan in (decision.nothing(), decision.random(rng), *full_mark_plans(decision, 2)):
            assert json.loads(json.dumps(plan)) == plan
            assert validated(plan, decision.schema, decision.name) == plan
