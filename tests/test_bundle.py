"""What a check says travels as data of one shape, within limits; whatever else comes is taken for none of it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from course.bundle import CUT, MAX_PARTS, MAX_TEXT, MIME, Bundle, Part, Place, Verdict, as_json, from_json, publish
from tests.support.displays import Displays

FOUND = Bundle(
    "your budget",
    Verdict.PARTLY,
    "Paid in part.",
    then="keep a better plan.",
    parts=(Part("A", Verdict.RIGHT), Part("B", Verdict.NOT_YET, "It is not.", "sign turned around")),
    promises=(Part("Margin", Verdict.PARTLY, "short by $1M"),),
    slips=(Part("your budget", Verdict.NOT_YET, "You cut.", "cut to the bone"),),
    earned=1.5,
    possible=5,
    place=Place(2, "x = y", or_above=True),
    then_first=True,
)


def test_what_is_written_is_what_is_read() -> None:
    """By way of JSON, as a notebook's file holds it."""
    assert from_json(json.loads(json.dumps(as_json(FOUND)))) == FOUND


def test_slips_are_named_once_in_the_order_in_which_they_are_told() -> None:
    assert FOUND.slip_names == ("sign turned around", "cut to the bone")
    assert Bundle("x", Verdict.NOT_YET, "No.", "gross for net", slips=FOUND.slips * 2).slip_names == (
        "gross for net",
        "cut to the bone",
    )


def test_a_bundle_is_displayed_under_its_own_type_alone() -> None:
    """A page that does not know the type shows nothing: there is no text beside it."""
    shell = Displays()
    publish(FOUND, shell)
    assert [set(data) for data in shell.shown] == [{MIME}]
    assert shell.bundles == [FOUND]


@pytest.mark.parametrize(
    "text", ["word " * 2000, "\x1b[2J\x07 gone", "half a pair \ud83d", "two\nlines and a\ttab", "", "“quoted” — 5 × 7"]
)
def test_whatever_a_learner_wrote_comes_through_within_the_limits(text: str) -> None:
    """Long texts are cut and what steers a terminal is taken out, so that a reader takes the rest."""
    read = from_json(json.loads(json.dumps(as_json(Bundle("x", Verdict.NOT_YET, text, place=Place(1, text))))))
    assert read is not None
    assert read.place is not None
    assert read.say == read.place.text
    assert len(read.say.encode("utf-8")) <= 4 * MAX_TEXT
    if len(text) > MAX_TEXT:
        assert read.say.endswith(CUT)
    elif text.isprintable() or "\n" in text:
        assert read.say == text


def test_more_parts_than_a_check_has_are_left_out() -> None:
    many = Bundle("x", Verdict.PARTLY, parts=(Part("A", Verdict.RIGHT),) * (MAX_PARTS + 5))
    read = from_json(as_json(many))
    assert read is not None
    assert len(read.parts) == MAX_PARTS


@pytest.mark.parametrize("other", [None, 3, "right", [], {}, {"verdict": "right"}, [as_json(FOUND)]], ids=str)
def test_what_is_no_bundle_is_none(other: Any) -> None:
    assert from_json(other) is None


TOO_LONG = "x" * (MAX_TEXT + 1)
WRONG: dict[str, tuple[Any, ...]] = {
    "what": (None, 3, ["x"], TOO_LONG, "\x1b[31m", "\ud83d"),
    "verdict": (None, "excellent", 3, ["right"], {}),
    "say": (None, 3),
    "slip": (3, [], TOO_LONG),
    "then": (None, {}),
    "parts": (None, {}, "AB", [None], [{}], [{"what": "A"}], [as_json(FOUND)["parts"][0]] * (MAX_PARTS + 1)),
    "promises": (None, [3]),
    "slips": (None, [[]]),
    "earned": ("5", True, float("nan"), float("inf"), []),
    "possible": ("5", {}),
    "place": (3, {}, {"line": 1}, [1, "x", False], {"line": -1, "text": "", "or_above": False}),
    "then_first": (None, 1, "yes"),
}


@pytest.mark.parametrize(
    ("name", "wrong"), [(name, wrong) for name, wrongs in WRONG.items() for wrong in wrongs], ids=lambda w: str(w)[:30]
)
def test_what_is_not_of_a_bundles_shape_is_none(name: str, wrong: Any) -> None:
    """It comes from a process that ran a learner's code: nothing is taken for granted, and nothing stops the reader."""
    data = as_json(FOUND)
    assert name in data
    assert from_json({**data, name: wrong}) is None
    assert from_json({key: value for key, value in data.items() if key != name}) is None


def test_what_else_a_display_says_is_not_read() -> None:
    assert from_json({**as_json(FOUND), "points": 100}) == FOUND


def test_outside_ipython_a_bundle_loads_nothing() -> None:
    """Importing the checks stays light, and so does telling."""
    code = (
        "import sys; from course.checks import well_done; well_done('x', 'y'); "
        "print([name for name in ('IPython', 'json', 'numpy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
