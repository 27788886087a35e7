"""A lab's recompute and redraw, beside its floor and beside `interact` with a fresh figure."""

from __future__ import annotations

import contextlib
import io
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from course.case import case_for
from course.catalog import every_pictured_lab, open_lab
from course.labs.lab import Choice, Lab, Slider

MOVES = 60
TARGET_MS, TARGET_AT_TWO_MS, TARGET_RATIO = 25, 45, 3
TARGET_EDIT_MS = 50


def report(console: Console) -> None:
    """Print every lab's median, the floor, and the flagship's ratio to `interact`."""
    table = Table(
        "Lab", "Move to new picture ms (median)", "Floor ms", "Target ms", "At 2 ms", "Target ms", title="Labs"
    )
    for module, name in every_pictured_lab():
        lab = open_lab(module, name, "bench")
        ours, least = moving(lab), floor(lab)
        lab.pixel_ratio = 2.0  # as a screen with two pixels for one asks for it
        sharp = moving(lab)
        row = [f"{ours:.1f}", "-" if least is None else f"{least:.1f}", str(TARGET_MS)]
        table.add_row(name, *row, f"{sharp:.1f}", str(TARGET_AT_TWO_MS))
    table.add_row("roster (an edit, in the kernel)", f"{editing():.1f}", "-", str(TARGET_EDIT_MS), "-", "-")
    console.print(table)
    ours, peer = moving(open_lab("02_finance", "budget", "bench")), interact(case_for("02_finance", "bench"))
    console.print(
        f"Budgeting lab {ours:.1f} ms; interact with a fresh figure {peer:.1f} ms: {peer / ours:.1f} times "
        f"faster (target {TARGET_RATIO})."
    )


def moving(lab: Lab) -> float:
    """Return the median milliseconds from a control's move to the new picture, sentence and table."""
    return _median_ms(lambda values: lab.set(**values), moves(lab))


def editing() -> float:
    """Return the median milliseconds from an edit of the roster's grid to its violations in words, in the kernel."""
    lab = open_lab("03_staffing", "roster", "bench")
    names, days = list(lab.roster), len(next(iter(lab.roster.values())))
    return _median_ms(lambda i: lab.edit(names[i % len(names)], i % days, "DN"[i % 2]), range(MOVES))


def floor(lab: Lab) -> float | None:
    """Return the median milliseconds to draw and encode the same picture: no model, no moved artist, no sentence.

    A view that keeps several scenes has no one stage to measure.
    """
    stage = getattr(lab._view, "stage", None)
    return stage and _median_ms(lambda _: stage.png(), range(MOVES))


def interact(my: Any) -> float:
    """Return the same for ipywidgets' `interactive` over a function that draws a fresh figure for each move."""
    import ipywidgets

    from course.units.finance.operating_budget.budget_decision import outcome
    from course.units.finance.operating_budget.budget_model import BudgetPlan
    from course.units.finance.operating_budget.budget_pictures import BudgetView

    def redraw(**values: float) -> None:
        view = BudgetView(my.hospital)
        view.move(outcome(my.hospital, BudgetPlan(**values)))
        view.figure.savefig(io.BytesIO(), format="png")

    lab = open_lab("02_finance", "budget", "bench")
    sliders = {c.name: ipywidgets.FloatSlider(min=c.low, max=c.high, step=c.step, value=c.start) for c in _sliders(lab)}
    with contextlib.redirect_stdout(io.StringIO()):  # outside a notebook its output area prints control codes
        ipywidgets.interactive(redraw, **sliders)

    def move(values: dict[str, float]) -> None:
        for name, value in values.items():
            sliders[name].value = value

    with contextlib.redirect_stdout(io.StringIO()):
        return _median_ms(move, moves(lab))


def moves(lab: Lab) -> Iterator[dict[str, Any]]:
    """Move each control in turn, each time to another of its places, as a hand would."""
    controls = list(lab._bounds.values())
    for i in range(MOVES):
        control = controls[i % len(controls)]
        if isinstance(control, Slider):
            steps = round((control.high - control.low) / control.step)
            place = round((lab.values[control.name] - control.low) / control.step)
            further = 1 + (7 * (i // len(controls))) % max(1, steps)
            yield {control.name: control.low + control.step * ((place + further) % (steps + 1))}
        elif isinstance(control, Choice):
            options = [value for value, _ in control.options]
            yield {control.name: options[(options.index(lab.values[control.name]) + 1) % len(options)]}
        else:
            yield {control.name: not lab.values[control.name]}


def _sliders(lab: Lab) -> list[Slider]:
    return [c for c in lab._bounds.values() if isinstance(c, Slider)]


def _median_ms(act: Callable[[Any], object], values: Any) -> float:
    times = []
    for value in values:
        start = time.perf_counter()
        act(value)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3
