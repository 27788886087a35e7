"""The process that grades: `python -m autograder.grading.server`; takes requests on a socket, one at a time.

It has a template load what notebooks import, in namespaces of its own where the machine allows, has each notebook run
in a fork of that, and ends when its client does.
"""

from __future__ import annotations

import os

# One thread, set before any library is loaded: a process with threads cannot be forked safely.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["JE_ARROW_MALLOC_CONF"] = "background_thread:false"
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel sets it

import argparse  # noqa: E402
import base64  # noqa: E402
import contextlib  # noqa: E402
import gc  # noqa: E402
import socket  # noqa: E402
from dataclasses import asdict  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from autograder.confinement import Limits, Protections, namespaces, protections  # noqa: E402
from autograder.warm import HERE, TemplateLost, frames  # noqa: E402
from autograder.warm.runner import Runner  # noqa: E402

UNPROTECTED = "this machine has nothing to keep submitted code from its files and network"


def main() -> None:
    """Serve the client whose socket was inherited."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--socket", type=int, required=True, help="the inherited socket's number")
    arguments.add_argument("--scratch", type=Path, required=True, help="an empty folder of the client's")
    chosen = arguments.parse_args()
    namespaces.die_with_parent()
    connection = socket.socket(fileno=chosen.socket)
    with contextlib.suppress(frames.Closed):  # the client is gone
        _serve(connection.fileno(), frames.receive(connection.fileno()), chosen.scratch)


def _protections(opening: dict[str, Any]) -> Protections | None:
    """Return what to confine with: as the client found on this machine, or, where it is elsewhere, what is here."""
    if opening["protections"] == HERE:
        found = protections()
        return found if found.any else None
    return Protections(**opening["protections"]) if opening["protections"] else None


def _serve(handle: int, opening: dict[str, Any], scratch: Path) -> None:
    have = _protections(opening)
    if have is None and not opening.get("unconfined", True):
        frames.send(handle, {"problem": UNPROTECTED})
        return
    limits = Limits(**opening["limits"])
    try:
        runner = Runner(have, scratch, limits, not_theirs=(handle,))  # first, while this process has loaded little
        _make_ready(runner, opening, limits)
    except TemplateLost as lost:
        frames.send(handle, {"problem": str(lost)})
        return
    _rehearse(opening)
    gc.collect()
    gc.freeze()  # what is loaded stays: there is nothing to collect in it
    frames.send(handle, {"ready": True})
    while True:
        request = frames.receive(handle)
        frames.send(handle, _answer(request, opening, runner, handle))


def _make_ready(runner: Runner, opening: dict[str, Any], limits: Limits) -> None:
    """Load what grading takes, while the template loads what notebooks import."""
    if "sources" in opening:
        opening["blueprints"] = _blueprints(opening["sources"], opening.get("marks", {}))
    from autograder.grading.grade import load_what_grading_needs, ready_for

    runner.load(ready_for(opening, limits))
    load_what_grading_needs()
    runner.wait_until_ready()


def _answer(request: dict[str, Any], opening: dict[str, Any], runner: Runner, handle: int) -> dict[str, Any]:
    from autograder.grading.grade import grade

    if "cells" in request:
        files = {name: base64.b64decode(content) for name, content in request["files"].items()}
        ran, used = runner.run(request["cells"], files, request["environment"])
        return {**asdict(ran), **used}
    if request.get("progress"):
        return grade(request, opening, runner, lambda done, of: _tell(handle, done, of))
    return grade(request, opening, runner)


def _rehearse(opening: dict[str, Any]) -> None:
    """Grade an empty notebook without running it: what is read and kept for that is then there."""
    from autograder.grading.grade import grade
    from autograder.warm.supervising import Ran

    class Nothing:
        def run(self, *about: Any) -> tuple[Ran, dict[str, float]]:
            return Ran(), {"cpu_seconds": 0.0, "peak_mb": 0.0}

    empty = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    files = {f"{b['name']}.ipynb": base64.b64encode(empty).decode() for b in opening["blueprints"]}
    nothing: Any = Nothing()
    grade({"student": "", "files": files}, opening, nothing)


def _tell(handle: int, done: int, of: int) -> None:
    frames.send(handle, {"progress": [done, of]})


def _blueprints(sources: list[str], marks: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the blueprints of source notebooks, for a learner who checks their own work and has no gradebook."""
    from autograder.notebooks.blueprint import from_source
    from autograder.notebooks.marks import Marks
    from autograder.notebooks.reading import read_notebook

    own = Marks.from_plain_data(marks)
    return [from_source(Path(path).stem, read_notebook(Path(path)), own).as_plain_data() for path in sources]


if __name__ == "__main__":
    main()
