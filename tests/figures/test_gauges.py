"""A gauge holds one figure against its limit, and says by hatching and not by color alone where it is missed."""

from __future__ import annotations

import pytest
from matplotlib.axes import Axes

from course.figures import charts
from course.figures.gauges import Gauge, Needle
from course.figures.stage import Stage


@pytest.fixture
def ax() -> Axes:
    _, ax = charts.figure(400, 120)
    ax.set_position((0.1, 0.4, 0.8, 0.2))
    return ax


def span(gauge: Gauge) -> tuple[float, float]:
    return gauge.bar.get_x(), gauge.bar.get_x() + gauge.bar.get_width()


@pytest.mark.parametrize(("hours", "end"), [(60, 60), (900, 300), (-5, 0)])
def test_a_bar_ends_at_its_level_and_never_beyond_the_scale(ax: Axes, hours: float, end: float) -> None:
    gauge = Gauge(ax, 0, 300, 200, " nobody has these hours")
    gauge.show(hours, f"{hours} hours", favorable=True)
    assert span(gauge) == (0, end)


def test_value_is_lost_to_the_left_of_nothing_and_won_to_the_right(ax: Axes) -> None:
    gauge = Gauge(ax, -2, 4, 1, base=0)
    gauge.show(-1.5, "($1.5M)", favorable=False)
    assert span(gauge) == (-1.5, 0)
    gauge.show(3, "$3M", favorable=True)
    assert span(gauge) == (0, 3)


def test_what_is_missed_is_hatched_and_what_is_met_is_not(ax: Axes) -> None:
    gauge = Gauge(ax, 0, 300, 200)
    gauge.show(250, "250 of 200 hours", favorable=False)
    assert gauge.bar.get_hatch() == charts.UNFAVORABLE_HATCH
    gauge.show(150, "150 of 200 hours", favorable=True)
    assert not gauge.bar.get_hatch()


def test_the_words_and_the_limit_move_with_what_is_shown(ax: Axes) -> None:
    gauge = Gauge(ax, 0, 0.8)
    gauge.hold_to(0.37)
    stage = Stage(ax.figure, gauge.moving)
    gauge.show(0.3, "30% share a slot", favorable=True)
    first = stage.png()
    gauge.hold_to(0.25)
    gauge.show(0.3, "30% share a slot", favorable=False)
    assert stage.png() != first
    assert list(gauge.mark.get_xdata()) == [0.25, 0.25] and gauge.words.words == "30% share a slot"


@pytest.mark.parametrize(
    ("margin", "at", "side"), [(0.92, 0.92, "center"), (-9.0, -3, "left"), (7.5, 5, "right"), (4.9, 4.9, "right")]
)
def test_a_needle_rests_at_the_ends_and_its_label_stays_on_the_picture(
    ax: Axes, margin: float, at: float, side: str
) -> None:
    needle = Needle(ax, -3, 5, 1.5, floor_label="board's floor 1.5%", format_value=lambda p: f"margin {p:.2f}%")
    needle.show(margin)
    assert list(needle.mark.get_xdata()) == [at]
    assert (needle.label.words, needle.label.ha) == (f"margin {margin:.2f}%", side)
