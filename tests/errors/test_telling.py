"""A stopped cell shows its explanation as its error, and displays it as data before; Python's words can be had back."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.bundle import Bundle, Place, Verdict
from course.errors.telling import lines
from tests.support.displays import Displays


def stopped(*, then_first: bool = False, place: Place | None = None) -> Bundle:
    return Bundle("", Verdict.STOPPED, "It stopped.", then="mend it.", place=place, then_first=then_first)


@pytest.mark.parametrize(
    ("stop", "told"),
    [
        (stopped(), ["It stopped.", "Next: mend it."]),
        (stopped(place=Place(2, "x = y")), ["It stopped.", "Look at line 2: x = y", "Next: mend it."]),
        (stopped(place=Place(2, "x = y"), then_first=True), ["It stopped. Next: mend it.", "Look at line 2: x = y"]),
        (stopped(place=Place(2)), ["It stopped.", "Look at line 2.", "Next: mend it."]),
        (
            stopped(place=Place(2, "x = y", or_above=True)),
            [
                "It stopped.",
                "Look at line 2, and at the end of the one above (a comma, a quote, a bracket?): x = y",
                "Next: mend it.",
            ],
        ),
    ],
)
def test_a_stop_is_told_in_two_or_three_lines(stop: Bundle, told: list[str]) -> None:
    assert lines(stop) == told


@pytest.fixture
def displayed(shell: InteractiveShell) -> Displays:
    displays = Displays()
    shell.display_pub = displays
    return displays


def test_a_stopped_cell_displays_why_and_where_as_data(shell: InteractiveShell, displayed: Displays) -> None:
    """In words for whoever reads it elsewhere, before the error is shown."""
    shell.run_cell("a = 1\nb = los_dais", store_history=True)
    (found,) = displayed.bundles
    assert (found.verdict, found.place) == (Verdict.STOPPED, Place(2, "b = los_dais"))
    assert found.say == "Python does not know “los_dais” yet."
    assert found.then.endswith("run the answer cell again.")


def test_what_a_check_raises_is_displayed_as_the_check_found_it(
    shell: InteractiveShell, displays: Displays, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("from course.checks import NotYet\nraise NotYet('hours', 'Too few.', 'add some.', 'half a day')")
    (found,) = displays.bundles
    assert (found.what, found.slip, found.verdict) == ("hours", "half a day", Verdict.NOT_YET)
    assert capsys.readouterr().out.splitlines() == [
        "Not yet: hours.",
        "Slip: half a day. Too few.",
        "Next: add some.",
    ]


def test_who_wants_pythons_own_words_gets_them(
    shell: InteractiveShell, displayed: Displays, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_line_magic("unload_ext", "course.errors")
    shell.run_cell("los_dais")
    assert "NameError" in capsys.readouterr().out
    assert displayed.shown == []


def test_a_display_that_is_broken_stops_no_explanation(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def publish(self, data: object) -> None:
            raise RuntimeError("no displays today")

    shell.display_pub = Broken()
    shell.run_cell("los_dais")
    assert "Python does not know “los_dais” yet." in capsys.readouterr().out


@pytest.mark.parametrize("source", ["stays['long'] = ...\nstays[stays['long']]", "held = 1 + ...", "held = 1 + blank"])
@pytest.mark.parametrize(("graded", "shown_as_error"), [(False, False), (True, True)])
def test_an_answer_that_is_not_given_yet_is_no_error_to_a_learner(
    source: str,
    graded: bool,
    shown_as_error: bool,
    shell: InteractiveShell,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The cell has stopped all the same, and a grader sees its error."""
    errors: list[list[str]] = []
    shell._showtraceback = lambda etype, value, told: errors.append(told)
    if graded:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    else:
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    shell.user_ns["blank"] = ...
    result = shell.run_cell(source, store_history=True)
    assert not result.success
    assert bool(errors) is shown_as_error
    said = "\n".join(errors[0]) if errors else capsys.readouterr().out
    assert said.startswith("There are still three dots (...)")
    assert "replace the dots" in said


@pytest.mark.parametrize("source", ["held = 1 / 0", "held = stays[..., 'x']", "held = nowhere\nlater = ..."])
def test_what_is_wrong_is_still_an_error(source: str, shell: InteractiveShell) -> None:
    """Three dots in an index stand for no answer, and a name that is not there is told as such."""
    errors: list[list[str]] = []
    shell._showtraceback = lambda etype, value, told: errors.append(told)
    shell.run_cell(source, store_history=True)
    assert errors


def test_three_dots_are_shown_as_an_answer_that_is_not_given_yet(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("...")
    shell.run_cell("(1, ...)")
    shell.run_line_magic("unload_ext", "course.errors")
    shell.run_cell("...")
    out = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines() if line]
    assert out == ["(not answered yet)", "(1, (not answered yet))", "Ellipsis"]
