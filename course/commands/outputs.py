"""What the cells of a notebook that has run say, read from their outputs.

The bundles that checks, plans and explained errors display are data; text is read only where there is none. All of it
comes from the process that ran a learner's code: advice for its owner and a count for the instructor, never points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.notebooks.scoring import ANSI, BY_ANSWER
from course.bundle import MIME, Bundle, from_json
from course.checks.wording import lines_to_mend, reasons

MAX_BUNDLES = 50  # that are read of one cell; a check displays one for each answer it looks at

Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What one cell says.

    Parameters
    ----------
    slips : tuple of str
        Names of the slips that were recognized.
    to_mend : tuple of str
        Lines about what is not met yet, with the next action.
    reasons : tuple of str
        Of these, why it is not met.
    """

    slips: tuple[str, ...] = ()
    to_mend: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def told_by(cell: Cell) -> Told:
    """Return what a graded cell that has run says, in the order of its outputs."""
    slips: list[str] = []
    to_mend: list[str] = []
    why: list[str] = []
    explained = False
    for output, bundle in _with_bundles(cell):
        if bundle is not None:
            explained = bundle.ends_the_cell
            slips += bundle.slip_names
            to_mend += lines_to_mend(bundle)
            why += reasons(bundle)
        elif (said := _costs_the_points(output)) and not (explained and output["output_type"] == "error"):
            to_mend += said
            why += said
    return Told(tuple(dict.fromkeys(slips)), tuple(to_mend), tuple(why))


def why_it_stopped(cell: Cell) -> Bundle | str | None:
    """Return why a cell stopped with an error, in Python's words where nobody explained it; None where it did not."""
    last: Bundle | None = None
    for output, bundle in _with_bundles(cell):
        if bundle is not None:
            last = bundle if bundle.ends_the_cell else None
        elif output["output_type"] == "error":
            return last or "\n".join(_costs_the_points(output))
    return None


def slips_of(cells: Iterable[Cell]) -> list[str]:
    """Return the slips that a notebook's checks recognized."""
    found = [name for cell in cells if is_check(cell) for name in told_by(cell).slips]
    return list(dict.fromkeys(found))


def is_check(cell: Cell) -> bool:
    """Return whether a cell is one of the instructor's that earns points by running."""
    role = cell["metadata"].get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(role.get("grade")) and not role.get("solution")


def _with_bundles(cell: Cell) -> Iterator[tuple[Mapping[str, Any], Bundle | None]]:
    """Yield each output, with the bundle that it displays; none of what a learner's code displayed inside a check."""
    noted = cell["metadata"].get(BY_ANSWER)
    theirs = noted if isinstance(noted, list) else []
    left = MAX_BUNDLES
    for place, output in enumerate(cell.get("outputs", ())):
        data = output.get("data", {}).get(MIME) if output["output_type"] == "display_data" else None
        bundle = from_json(data) if data is not None and left and place not in theirs else None
        left -= bundle is not None
        yield output, bundle


def _costs_the_points(output: Mapping[str, Any]) -> list[str]:
    """Return what an output says for which nbgrader gives no points: an error, or anything on stderr."""
    if output["output_type"] == "error":
        said = ANSI.sub("", "\n".join(output["traceback"]))
        return [f"Python says: {output['ename']}: {output['evalue']}"] if "\n" in said else [said]
    if output["output_type"] == "stream" and output["name"] == "stderr":
        return str(ANSI.sub("", output["text"])).splitlines()
    return []
