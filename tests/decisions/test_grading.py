"""What a graded plan shows is told in a line each, and displayed as data: promises, slips, and the next action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from course.bundle import Verdict
from course.checks import NotYet, Slip
from course.decisions.grading import PAID_IN_PART, grade_plan
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Scorecard, promises
from tests.support.displays import Displays

NURSES, CUT = {"minimum": 0, "maximum": 10}, "safety cut for savings"


class Ward(Decision):
    """Staff a ward with at least six nurses and at most eight; five or fewer cut into safety."""

    name = "ward"

    @property
    def schema(self) -> Mapping[str, Any]:
        return object_schema({"nurses": NURSES})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        nurses = decisions["nurses"]
        shares = (min(nurses / 6, 1), float(nurses <= 8))
        weights, says = {"Safety": 0.5, "Budget": 0.5}, (f"{nurses} of 6 nurses", "8 nurses can be paid")
        return Scorecard(promises(weights, shares, says, {"Safety": CUT}), 1.0 if nurses else 0.5)

    def slips(self) -> tuple[Slip, ...]:
        return (Slip(CUT, lambda plan: False, "You saved on the nurses whom the patients need."),)

    def nothing(self) -> dict[str, Any]:
        return {"nurses": 0}

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return {"nurses": int(rng.integers(11))}


def grade(plan: object) -> float:
    return grade_plan(plan, Ward(), what="your ward", points=5, then="go on.")


def test_a_plan_that_keeps_every_promise_is_right(displays: Displays, capsys: pytest.CaptureFixture[str]) -> None:
    assert grade({"nurses": 7}) == 5
    (found,) = displays.bundles
    assert (found.what, found.verdict, found.earned, found.possible) == ("your ward", Verdict.RIGHT, 5, 5)
    assert [promise.verdict for promise in found.promises] == [Verdict.RIGHT, Verdict.RIGHT]
    assert capsys.readouterr().out.splitlines() == [
        "✓ kept: Safety. 7 of 6 nurses",
        "✓ kept: Budget. 8 nurses can be paid",
        "5 of 5 points.",
        "Next: go on.",
    ]


def test_a_promise_partly_kept_names_its_slip_and_pays_in_part(
    displays: Displays, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade({"nurses": 3}) == 3.7
    (found,) = displays.bundles
    assert (found.verdict, found.earned) == (Verdict.PARTLY, 3.7)
    assert [(promise.what, promise.verdict) for promise in found.promises] == [
        ("Safety", Verdict.PARTLY),
        ("Budget", Verdict.RIGHT),
    ]
    assert found.slip_names == (CUT,)
    assert capsys.readouterr().out.splitlines() == [
        "◐ partly kept: Safety. 3 of 6 nurses",
        "✓ kept: Budget. 8 nurses can be paid",
        f"Slip: {CUT}. You saved on the nurses whom the patients need.",
        "3.7 of 5 points.",
        f"Next: think again about “{CUT}”, keep a better plan, and run both cells again.",
    ]


def test_a_broken_promise_without_a_slip_is_what_to_look_at_first(
    displays: Displays, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade({"nurses": 9}) == 2.5
    (found,) = displays.bundles
    assert (found.promises[1].verdict, found.slips) == (Verdict.NOT_YET, ())
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "✗ not kept: Budget. 8 nurses can be paid",
        "2.5 of 5 points.",
        "Next: look at “Budget” first, keep a better plan, and run both cells again.",
    ]


def test_a_plan_that_may_not_claim_all_it_keeps_says_so(displays: Displays, capsys: pytest.CaptureFixture[str]) -> None:
    grade({"nurses": 0})
    assert displays.bundles[0].say == PAID_IN_PART
    assert capsys.readouterr().out.splitlines()[-3:-1] == [PAID_IN_PART, "1.2 of 5 points."]


class Morning(Ward):
    """Two promises are gates, one of them with a slip; a third, kept by nobody, has a slip that is told first."""

    gates = ("Safety", "Budget")

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        safe, paid = float(decisions["nurses"] >= 6), float(decisions["nurses"] <= 4)
        weights = {"Tidiness": 0.2, "Safety": 0.4, "Budget": 0.4}
        slips = {"Tidiness": "desk not tidied", "Safety": CUT}
        return Scorecard(promises(weights, (0, safe, paid), ("", "", ""), slips, self.gates))

    def slips(self) -> tuple[Slip, ...]:
        return (Slip("desk not tidied", None, "The desk is full."), *super().slips())


@pytest.mark.parametrize(
    ("nurses", "about", "next_step"),
    [
        (4, "“Safety”. A plan that breaks it", f"think again about “{CUT}”"),
        (6, "“Budget”. A plan that breaks it", "look at “Budget” first"),
        (5, "“Safety” and “Budget”. A plan that breaks one of them", f"think again about “{CUT}”"),
    ],
)
def test_every_broken_gate_is_named_and_comes_before_any_other_slip(
    nurses: int, about: str, next_step: str, capsys: pytest.CaptureFixture[str]
) -> None:
    grade_plan({"nurses": nurses}, Morning(), what="your morning", points=5, then="go on.")
    told = capsys.readouterr().out.splitlines()
    assert told[-3] == f"This decision is about {about} earns half of the points at most."
    assert told[-1] == f"Next: {next_step}, keep a better plan, and run both cells again."


def test_a_plan_that_fits_no_schema_is_displayed_as_not_yet(displays: Displays) -> None:
    with pytest.raises(NotYet) as problem:
        grade({})
    problem.value._render_traceback_()
    assert [(found.verdict, found.say) for found in displays.bundles] == [(Verdict.NOT_YET, "There is no plan yet.")]
