"""Words that move are drawn once, stand where they are told, and are no dearer than a stamp."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.axes import Axes
from PIL import Image

from course.figures import charts
from course.figures import moving_text as stamps
from course.figures.moving_text import Stamp


@pytest.fixture
def ax() -> Iterator[Axes]:
    fig, ax = charts.figure(400, 120)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    yield ax


def ink(ax: Axes, stamp: Stamp) -> tuple[float, float, float, float]:
    """Return the first and the last dark column and row of the picture, from 0 to 1."""
    shown = np.asarray(Image.open(io.BytesIO(charts.Stage(ax.figure, [stamp]).png())).convert("L")) < 128
    columns, rows = np.flatnonzero(shown.any(axis=0)), np.flatnonzero(shown.any(axis=1))
    return tuple(float(v) for v in (*columns[[0, -1]] / shown.shape[1], *rows[[0, -1]] / shown.shape[0]))


@pytest.mark.parametrize(("ha", "end"), [("left", 0), ("right", 1)])
def test_words_begin_or_end_at_their_place(ax: Axes, ha: str, end: int) -> None:
    stamp = Stamp(ax, 0.5, 0.5, ha=ha)
    stamp.say("20 minutes")
    assert ink(ax, stamp)[end] == pytest.approx(0.5, abs=0.01)


def test_centered_words_stand_on_both_sides_of_their_place(ax: Axes) -> None:
    stamp = Stamp(ax, 0.5, 0.5, ha="center")
    stamp.say("HHHH")
    first, last, top, bottom = ink(ax, stamp)
    assert (first + last) / 2 == pytest.approx(0.5, abs=0.01)
    assert (top + bottom) / 2 == pytest.approx(0.5, abs=0.03)


def test_what_is_left_out_stays_as_it_is(ax: Axes) -> None:
    """New words at the old place; then the same words elsewhere, and bold."""
    stamp = Stamp(ax, 0.2, 0.5)
    stamp.say("first")
    stamp.say("other")
    assert (stamp.x, stamp.y, stamp.bold, stamp.ha) == (0.2, 0.5, False, "left")
    stamp.say("other", 0.6, bold=True, ha="right")
    assert (stamp.x, stamp.y, stamp.bold, stamp.ha) == (0.6, 0.5, True, "right")


def test_two_lines_keep_both_and_an_empty_stamp_draws_nothing(ax: Axes) -> None:
    stamp = Stamp(ax, 0.5, 0.5, ha="center", size=10)
    stamp.say("upper")
    *_, top, bottom = ink(ax, stamp)
    stamp.say("upper\nlower")
    *_, first, last = ink(ax, stamp)
    assert last - first > 1.7 * (bottom - top)
    stamp.say("")
    with pytest.raises(IndexError):
        ink(ax, stamp)


def test_a_stamp_is_as_high_as_its_lines() -> None:
    look = {"size": 10.5, "bold": True, "color": charts.INK, "ha": "center", "dpi": charts.DPI}
    one, two = stamps._image("7 of 9", **look), stamps._image("7 of 9\n2 short", **look)
    assert two.shape[0] == pytest.approx(2 * one.shape[0], abs=1)
    assert one[..., 3].any()


def test_a_dollar_is_money_and_no_formula(ax: Axes) -> None:
    """Two of them in one line would be mathematics, drawn in italics and without the signs."""
    stamp = Stamp(ax, 0.0, 0.5)
    stamp.say("$5 and $6")
    money = ink(ax, stamp)
    stamp.say("S5 and S6")
    assert money[1] == pytest.approx(ink(ax, stamp)[1], abs=0.02)


def test_a_wording_is_drawn_once_and_then_stamped(ax: Axes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing it again would take a millisecond for each text and each move of a slider."""
    stamp = Stamp(ax, 0.1, 0.5)
    stamp.say("drawn only once")
    stage = charts.Stage(ax.figure, [stamp])
    stage.png()
    monkeypatch.setattr(stamps.Text, "draw", lambda *_: pytest.fail("drawn a second time"))
    stamp.say("drawn only once", 0.4)
    stage.png()
