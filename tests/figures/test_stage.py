"""A stage is drawn with as many pixels as are asked for, and shows the same at each ratio."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from PIL import Image

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.stage import LEAST_RATIO, MOST_RATIO, Stage, at_pixel_ratio


@pytest.fixture
def stage() -> Stage:
    fig, ax = charts.figure(300, 200)
    ax.set_xlim(0, 1)
    bar = ax.add_patch(Rectangle((0, 0), 0.5, 1, facecolor=charts.FAVORABLE))
    text = MovingText(ax, 0.5, 0.5)
    text.say("moving words")
    return Stage(fig, [bar, text])


def picture(stage: Stage) -> Image.Image:
    return Image.open(io.BytesIO(stage.png())).convert("RGB")


@pytest.mark.parametrize("ratio", [0.75, 1, 1.5, 2])
def test_the_picture_has_the_pixels_that_are_asked_for(stage: Stage, ratio: float) -> None:
    with at_pixel_ratio(ratio):
        assert picture(stage).size == (300 * ratio, 200 * ratio)
    assert picture(stage).size == (300, 200)


def test_a_sharper_picture_shows_the_same(stage: Stage) -> None:
    """Bars and words stand in the same places: halved again, it is the picture that it was."""
    plain = np.asarray(picture(stage), dtype=float)
    with at_pixel_ratio(2):
        sharp = np.asarray(picture(stage).resize((300, 200), Image.Resampling.BOX), dtype=float)
    assert np.abs(plain - sharp).mean() < 4


@pytest.mark.parametrize(("asked", "drawn"), [(0.01, LEAST_RATIO), (50, MOST_RATIO)])
def test_no_page_makes_a_stage_huge_or_tiny(stage: Stage, asked: float, drawn: float) -> None:
    with at_pixel_ratio(asked):
        assert picture(stage).width == int(300 * drawn)
