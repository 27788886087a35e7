"""A handle lies over its part of the picture, and what it moves follows the hand."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.catalog import every_pictured_lab, open_lab
from course.figures import charts
from course.figures.handles import LEAST, handle_on
from course.labs.lab import Lab, Slider

DECISIONS = {"budget", "payer_mix", "gap", "shift_mix"}
GUESSES = {"guess_bed_days", "guess_inbox", "guess", "chair_guess", "slots_guess", "weekend_guess", "refill_guess"}
WORKED_BY_HAND = DECISIONS | GUESSES | {"call_guess"}


@pytest.fixture(autouse=True)
def beside_a_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_handle_lies_where_its_part_is() -> None:
    """An Axes over the right half of a picture: its middle is three quarters across."""
    _, ax = charts.figure(400, 200)
    ax.set_position((0.5, 0, 0.5, 1))
    ax.set_xlim(0, 10)
    ax.set_ylim(0, 4)
    handle = handle_on(ax, "a", (4, 6), (3, 4), "x", units_per_data=2)
    assert (handle.left, handle.width) == (pytest.approx(0.7), pytest.approx(0.1))
    assert (handle.top, handle.height) == (pytest.approx(0), pytest.approx(0.25))
    assert handle.per == pytest.approx(2 * 20), "a whole picture is twenty of the Axes' data"
    assert handle_on(ax, "a", (4, 6), (3, 4), "y", 1).per == pytest.approx(4)


def test_a_handle_over_nothing_can_still_be_taken() -> None:
    _, ax = charts.figure(400, 200)
    handle = handle_on(ax, "a", (0.5, 0.5), (0, 1), "x", 1)
    assert handle.width == LEAST


@pytest.mark.parametrize("place", every_pictured_lab(), ids=lambda place: place[1])
def test_every_handle_moves_a_control_and_lies_in_the_picture(place: tuple[str, str]) -> None:
    lab = open_lab(*place, "ana")
    assert bool(lab.handles) == (place[1] in WORKED_BY_HAND)
    for handle in lab.handles:
        assert handle["control"] in lab._bounds
        assert handle["left"] > -0.02
        assert handle["left"] + handle["width"] < 1.02
        assert handle["way"] == "press" or handle["per"] != 0


def end_of_bar(lab: Lab, place: int) -> float:
    """Return where a step of the budget's bridge ends, in millions."""
    return sum(list(lab.result.bridge_usd.values())[: place + 1]) / 1e6


@pytest.mark.parametrize("place", range(5))
def test_a_bar_of_the_bridge_follows_the_hand(place: int) -> None:
    """A tenth of a picture up, and the step ends as many millions higher as that tenth is tall."""
    lab = open_lab("02_finance", "budget", "ana")
    handle = lab.handles[place]
    before = end_of_bar(lab, place)
    control = lab._bounds[handle["control"]]
    steps = round(0.1 * handle["per"] / control.step)
    here = lab.values[control.name]
    lab.set(**{control.name: here + steps * control.step})
    if not control.low <= here + steps * control.step <= control.high:
        pytest.skip("a tenth of the picture is beyond the control's end")
    axes = lab._view.bridge.ax
    tenth = 0.1 * (axes.get_ylim()[1] - axes.get_ylim()[0]) / axes.get_position().height
    one_step = abs(tenth * control.step / (0.1 * handle["per"]))
    assert end_of_bar(lab, place) - before == pytest.approx(tenth, abs=one_step)


def test_net_revenue_follows_the_hand() -> None:
    lab = open_lab("02_finance", "payer_mix", "ana")
    (handle,) = lab.handles
    hospital = case_for("02_finance", "ana").hospital
    share = hospital.payer_mix["commercial"] - 0.02
    lab.set(commercial=share)
    change = (lab.result.then_usd - lab.result.now_usd) / 1e6
    axes = lab._view.ax
    of_picture = change / (axes.get_xlim()[1] - axes.get_xlim()[0]) * axes.get_position().width
    assert of_picture * handle["per"] == pytest.approx(-0.02, abs=1e-4)


@pytest.mark.parametrize("place", [p for p in every_pictured_lab() if p[1] in WORKED_BY_HAND - DECISIONS], ids=str)
def test_the_mark_of_a_guess_stays_under_the_hand(place: tuple[str, str]) -> None:
    """However far it is dragged, the mark's place in the picture is where the hand took it."""
    lab = open_lab(*place, "ana")
    (control,) = (c for c in lab._bounds.values() if isinstance(c, Slider))
    lab.set(**{control.name: control.low + 2 * control.step})
    (before,) = lab.handles
    far = control.step * round((control.high - control.low) / 2 / control.step)
    lab.set(**{control.name: control.low + 2 * control.step + far})
    (after,) = lab.handles
    gone = far_end(after) - far_end(before) if before["way"] == "x" else before["top"] - after["top"]
    assert gone * before["per"] == pytest.approx(far, rel=1e-6)


def far_end(handle: dict[str, float]) -> float:
    """Return the right end of a mark, or of a pile that begins at the left."""
    return handle["left"] + handle["width"]
