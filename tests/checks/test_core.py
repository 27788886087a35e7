"""What every check shares: a kind refusal, and the record of what was compared."""

from __future__ import annotations

import pytest

from course.bundle import Verdict
from course.checks import NotYet, noted, recorded
from tests.checks.paid_hours import hours, paid, rule
from tests.support.displays import Displays


def test_a_failed_check_shows_its_message_and_no_traceback() -> None:
    """IPython asks an exception how it wants to be drawn."""
    problem = NotYet("paid hours", "Too few.", "try again.")
    assert problem._render_traceback_() == ["Not yet: paid hours.", "Too few.", "Next: try again."]
    assert isinstance(problem, AssertionError)


def test_a_recorded_check_tells_its_tolerance_and_gaps() -> None:
    """From the record, tests prove the tolerance of every exercise against every slip."""
    with recorded() as comparisons:
        hours(115)
        rule(paid)
    number, function = comparisons
    assert number.gaps["leave added"][0] == pytest.approx(100 / 0.87 - 113)
    assert number.tolerances == (0.4,)
    assert function.gaps["leave added"][1] == 0
    assert len(function.tolerances) == 3


# ---------------------------------------------------------------- data beside the text


def test_what_a_check_says_is_displayed_as_data_beside_its_text(displays: Displays) -> None:
    """Right, noted and not yet, each with its next action; the slip by its name."""
    hours(115)
    noted("a step", "read on.", form="of sensible size")
    with pytest.raises(NotYet) as problem:
        hours(113)
    problem.value._render_traceback_()
    right, only_noted, slipped = displays.bundles
    assert (right.what, right.verdict, right.then) == ("paid hours", Verdict.RIGHT, "read on.")
    assert (only_noted.verdict, only_noted.say) == (Verdict.NOTED, "of sensible size")
    assert (slipped.verdict, slipped.slip, slipped.slip_names) == (Verdict.NOT_YET, "leave added", ("leave added",))
    assert slipped.say == "You added leave to worked hours; it is a share of paid hours."


def test_an_error_is_displayed_once_however_often_it_is_drawn(displays: Displays) -> None:
    """IPython draws it for the reader, and again for its history."""
    problem = NotYet("paid hours", "Too few.", "try again.")
    assert problem._render_traceback_() == problem._render_traceback_()
    assert [bundle.say for bundle in displays.bundles] == ["Too few."]


def test_an_error_that_is_caught_is_not_displayed(displays: Displays) -> None:
    with pytest.raises(NotYet):
        hours(...)
    assert displays.shown == []


def test_the_right_answer_stands_in_no_data(displays: Displays) -> None:
    for answer in (..., 0, 50, 112.4, 116, 1e9, "115"):
        with pytest.raises(NotYet) as problem:
            hours(answer)
        problem.value._render_traceback_()
    assert "114" not in str(displays.shown)
    assert len(displays.bundles) == 7


def test_outside_a_notebook_nothing_is_displayed_and_the_text_is_the_same(
    displays: Displays, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hours(115)
    inside = capsys.readouterr().out
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    hours(115)
    assert capsys.readouterr().out == inside == "✓ Right: paid hours.\nNext: read on.\n"
    assert len(displays.shown) == 1


def test_a_notebook_whose_displays_are_broken_still_hears_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    hours(115)
    assert capsys.readouterr() == ("✓ Right: paid hours.\nNext: read on.\n", "")
