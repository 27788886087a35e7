"""Partial credit adds up and says which parts were met."""

from __future__ import annotations

import pytest

from course.bundle import Part, Verdict
from course.checks import NotYet, Parts, expect, expect_between
from tests.checks.paid_hours import LATER, LEAVE_ADDED, THEN, hours
from tests.support.displays import Displays


def test_parts_add_up_and_say_which_were_met(capsys: pytest.CaptureFixture[str]) -> None:
    """The number on the last line is what nbgrader reads as partial credit."""
    parts = Parts(then=THEN)
    for points, answer in ((1, 115), (2, 113), (1, ...)):
        with parts.part(points):
            hours(answer)
    assert parts.earned() == 1
    said = capsys.readouterr().out
    assert "✓ Right: paid hours" in said
    assert "Slip: leave added." in said
    assert "1 of 4 points." in said
    assert (
        said.splitlines()[-1]
        == "Next: change your answer above, run that cell with Shift+Enter, then this check again."
    )


def test_parts_that_are_only_noted_say_once_where_they_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """Two answers of sensible size, and one sentence about the rest."""
    parts = Parts(then=THEN)
    for answer, name in ((114, "paid hours"), (115, "hours to pay")):
        with parts.part(1):
            expect_between(answer, what=name, low=101, high=130, then="", otherwise="Too far off.")
    parts.earned()
    assert capsys.readouterr().out.splitlines() == [
        "✓ Noted, of sensible size: paid hours.",
        "✓ Noted, of sensible size: hours to pay.",
        LATER,
        "2 of 2 points.",
        "Next: read on.",
    ]


def test_a_part_whose_name_is_unknown_fails_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A line that stopped leaves its name unmade; the other part is paid all the same."""
    parts = Parts(then=THEN)
    with parts.part(1):
        hours(115)
    with parts.part(2):
        hours(eval("turns", {}))
    assert parts.earned() == 1
    said = capsys.readouterr().out
    assert "✗ turns\nThat name holds nothing yet" in said
    assert said.splitlines()[-1].startswith("Next: mend the line above at which the answer cell stops")


def test_other_mistakes_inside_a_part_are_not_swallowed() -> None:
    """Only a missing name is the learner's; a check that is wrong itself must be seen."""
    with pytest.raises(ZeroDivisionError), Parts(then=THEN).part(1):
        hours(1 / 0)


def test_parts_are_displayed_as_one_check_with_its_parts(displays: Displays) -> None:
    """Each part with its verdict, the slip by its name, and the next action of the first that is not met."""
    parts = Parts(then=THEN)
    for answer in (115, 113):
        with parts.part(1):
            hours(answer)
    with parts.part(2):
        hours(eval("turns", {}))
    parts.earned()
    (found,) = displays.bundles
    assert (found.verdict, found.earned, found.possible) == (Verdict.PARTLY, 1, 4)
    assert found.parts[:2] == (
        Part("paid hours", Verdict.RIGHT),
        Part("paid hours", Verdict.NOT_YET, LEAVE_ADDED.say, LEAVE_ADDED.name),
    )
    assert (found.parts[2].what, found.parts[2].verdict) == ("turns", Verdict.STOPPED)
    assert found.slip_names == (LEAVE_ADDED.name,)
    assert found.then.startswith("change your answer above")


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [((115, 114.9), Verdict.RIGHT), ((115, 0), Verdict.PARTLY), ((..., 0), Verdict.NOT_YET)],
)
def test_the_verdict_on_parts_is_that_of_them_together(
    answers: tuple[object, ...], verdict: Verdict, displays: Displays
) -> None:
    parts = Parts(then=THEN)
    for answer in answers:
        with parts.part(1):
            hours(answer)
    parts.earned()
    assert displays.bundles[0].verdict == verdict


def test_what_a_learners_function_prints_in_a_part_is_taken_for_no_praise(
    displays: Displays, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = Parts(then=THEN)
    with parts.part(1):
        print("✓ Right: everything.")
        hours(115)
    parts.earned()
    assert "everything" not in capsys.readouterr().out
    assert len(displays.bundles[0].parts) == 1


def test_a_part_that_looks_silently_adds_its_points_and_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    parts = Parts(then=THEN)
    with parts.part(2):
        assert True
    assert parts.earned() == 2
    assert capsys.readouterr().out == "2 of 2 points.\nNext: read on.\n"


def test_a_part_has_one_line_for_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever Python says of a learner's function, however many lines it says it in."""
    parts = Parts(then=THEN)
    with parts.part(1):
        raise NotYet("paid hours", "Your function stopped: KeyError: 'a'\n  b\n  c.", "mend it.")
    parts.earned()
    assert capsys.readouterr().out.splitlines() == [
        "✗ paid hours.",
        "Your function stopped: KeyError: 'a'",
        "0 of 1 points.",
        "Next: mend it.",
    ]


def test_a_wrong_answer_of_sensible_size_is_paid_its_form_and_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """No tick stands beside a wrong answer, because a tick would be read as “right”."""
    parts = Parts(then=THEN)
    for answer in (11.0, 50.0):
        with parts.part(2, form=1):
            expect(
                answer, what="hours", value=8.0, tolerance=0.1, then="", sensible=(6, 13), size="Some eight to eleven."
            )
    assert parts.earned() == 1
    said = capsys.readouterr().out
    assert "✓" not in said
    assert "Some eight to eleven." in said
    assert "1 of 4 points." in said
