"""Words that move are drawn once, stand where they are told, and are no dearer than a text."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib.axes import Axes
from PIL import Image

from course.figures import charts, moving_text
from course.figures.moving_text import MovingText, say_each
from course.figures.stage import Stage


@pytest.fixture
def ax() -> Iterator[Axes]:
    fig, ax = charts.figure(400, 120)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    yield ax


def ink(ax: Axes, text: MovingText) -> tuple[float, float, float, float]:
    """Return the first and the last dark column and row of the picture, from 0 to 1."""
    shown = np.asarray(Image.open(io.BytesIO(Stage(ax.figure, [text]).png())).convert("L")) < 128
    columns, rows = np.flatnonzero(shown.any(axis=0)), np.flatnonzero(shown.any(axis=1))
    return tuple(float(v) for v in (*columns[[0, -1]] / shown.shape[1], *rows[[0, -1]] / shown.shape[0]))


@pytest.mark.parametrize(("ha", "end"), [("left", 0), ("right", 1)])
def test_words_begin_or_end_at_their_place(ax: Axes, ha: str, end: int) -> None:
    text = MovingText(ax, 0.5, 0.5, ha=ha)
    text.say("20 minutes")
    assert ink(ax, text)[end] == pytest.approx(0.5, abs=0.01)


def test_centered_words_stand_on_both_sides_of_their_place(ax: Axes) -> None:
    text = MovingText(ax, 0.5, 0.5, ha="center")
    text.say("HHHH")
    first, last, top, bottom = ink(ax, text)
    assert (first + last) / 2 == pytest.approx(0.5, abs=0.01)
    assert (top + bottom) / 2 == pytest.approx(0.5, abs=0.03)


def test_what_is_left_out_stays_as_it_is(ax: Axes) -> None:
    """New words at the old place; then the same words elsewhere, and bold."""
    text = MovingText(ax, 0.2, 0.5)
    text.say("first")
    text.say("other")
    assert (text.x, text.y, text.bold, text.ha) == (0.2, 0.5, False, "left")
    text.say("other", 0.6, bold=True, ha="right")
    assert (text.x, text.y, text.bold, text.ha) == (0.6, 0.5, True, "right")


def test_two_lines_keep_both_and_an_empty_text_draws_nothing(ax: Axes) -> None:
    text = MovingText(ax, 0.5, 0.5, ha="center", size=10)
    text.say("upper")
    *_, top, bottom = ink(ax, text)
    text.say("upper\nlower")
    *_, first, last = ink(ax, text)
    assert last - first > 1.7 * (bottom - top)
    text.say("")
    with pytest.raises(IndexError):
        ink(ax, text)


def test_a_text_is_as_high_as_its_lines() -> None:
    look = {"size": 10.5, "bold": True, "color": charts.INK, "ha": "center", "dpi": charts.DPI}
    one, two = moving_text._image("7 of 9", **look), moving_text._image("7 of 9\n2 short", **look)
    assert two.shape[0] == pytest.approx(2 * one.shape[0], abs=1)
    assert one[..., 3].any()


def test_a_dollar_is_money_and_no_formula(ax: Axes) -> None:
    """Two of them in one line would be mathematics, drawn in italics and without the signs."""
    text = MovingText(ax, 0.0, 0.5)
    text.say("$5 and $6")
    money = ink(ax, text)
    text.say("S5 and S6")
    assert money[1] == pytest.approx(ink(ax, text)[1], abs=0.02)


def test_a_wording_is_drawn_once_and_then_stamped(ax: Axes, monkeypatch: pytest.MonkeyPatch) -> None:
    text = MovingText(ax, 0.1, 0.5)
    text.say("drawn only once")
    stage = Stage(ax.figure, [text])
    stage.png()
    monkeypatch.setattr(moving_text, "_outline", lambda *_: pytest.fail("drawn a second time"))
    text.say("drawn only once", 0.4)
    stage.png()


def test_new_words_of_known_letters_ask_the_font_for_nothing(ax: Axes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer would take a millisecond for each text and each move of a slider."""
    text = MovingText(ax, 0.1, 0.5)
    text.say("0123456789.%")
    stage = Stage(ax.figure, [text])
    stage.png()
    monkeypatch.setattr(moving_text.text_to_path, "get_text_path", lambda *_: pytest.fail("asked for a letter again"))
    text.say("97.31%")
    stage.png()


def test_a_text_stands_as_high_as_one_of_matplotlib(ax: Axes) -> None:
    """Both stand side by side in the labs."""
    text = MovingText(ax, 0.5, 0.5, size=12)
    text.say("Hag 12")
    mine = ink(ax, text)
    text.say("")
    theirs = ink(ax, ax.text(0.5, 0.5, "Hag 12", va="center", fontsize=12, color=charts.INK))
    assert mine == pytest.approx(theirs, abs=0.015)


def test_words_may_stand_by_other_coordinates_than_the_data(ax: Axes) -> None:
    ax.set_xlim(0, 50)
    text = MovingText(ax, 0.25, 0.5, transform=ax.transAxes)
    text.say("a quarter along")
    assert ink(ax, text)[0] == pytest.approx(0.25, abs=0.01)


def test_of_many_texts_those_that_are_not_named_are_empty(ax: Axes) -> None:
    texts = {name: MovingText(ax) for name in ("cost", "agency")}
    say_each(texts, {"cost": "$5", "agency": "3%"})
    say_each(texts, {"agency": "4%"})
    assert {name: text.words for name, text in texts.items()} == {"cost": "", "agency": "4%"}


def test_the_same_words_at_the_same_place_are_the_same_pixels(ax: Axes) -> None:
    text = MovingText(ax)
    stage = Stage(ax.figure, [text])
    blank = stage.png()
    text.say("by 8:35 for $5", 0.1, 0.5)
    first = stage.png()
    text.say("other", 0.1, 0.5)
    assert len({blank, first, stage.png()}) == 3
    text.say("by 8:35 for $5", 0.1, 0.5)
    assert stage.png() == first


def test_words_stand_beyond_the_edges_unless_they_are_clipped(ax: Axes) -> None:
    ax.set_position((0, 0, 0.5, 1))
    text = MovingText(ax, 1.5, 0.5)
    text.say("outside")
    assert ink(ax, text)[0] == pytest.approx(0.75, abs=0.01)
    text.set_clip_on(True)
    with pytest.raises(IndexError):
        ink(ax, text)
