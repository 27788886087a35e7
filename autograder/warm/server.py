"""The template's process: `python -m autograder.warm.server`; takes requests on a socket, one at a time.

It loads the stack once, in namespaces of its own where the machine allows, and ends when its client does.
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
import gc  # noqa: E402
import select  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING, Any  # noqa: E402

from autograder.confinement import Limits, Protections, namespaces, protections  # noqa: E402
from autograder.warm import HERE, frames  # noqa: E402

if TYPE_CHECKING:
    from autograder.warm.template import Template

NOTHING_MORE = 7  # how the fork for a request ends when the client is gone
UNPROTECTED = "this machine has nothing to keep submitted code from its files and network"


def main() -> None:
    """Serve the client whose socket was inherited."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--socket", type=int, required=True, help="the inherited socket's number")
    arguments.add_argument("--scratch", type=Path, required=True, help="an empty folder of the client's")
    chosen = arguments.parse_args()
    namespaces.die_with_parent()
    connection = socket.socket(fileno=chosen.socket)
    handle, scratch = connection.fileno(), chosen.scratch
    try:
        opening = frames.receive(handle)
    except frames.Closed:
        return
    have = _protections(opening)
    if have is not None and have.namespaces and namespaces.enter():
        child = os.fork()  # the first process of the new namespace: when it ends, all in it end
        if child:
            connection.close()
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) and 1)
        namespaces.die_with_parent()
        namespaces.mount_scratch(str(scratch), Limits(**opening["limits"]).disk_mb)
        _serve(handle, opening, have, scratch)
        os._exit(0)
    _serve(handle, opening, have, scratch)


def _protections(opening: dict[str, Any]) -> Protections | None:
    """Return what to confine with: as the client found on this machine, or, where it is elsewhere, what is here."""
    if opening["protections"] == HERE:
        found = protections()
        return found if found.any else None
    return Protections(**opening["protections"]) if opening["protections"] else None


def _serve(handle: int, opening: dict[str, Any], have: Protections | None, scratch: Path) -> None:
    from autograder.grading import ready_for
    from autograder.warm.processes import adopt_orphans, end_strays
    from autograder.warm.template import NotSingleThreaded, Template

    if have is None and not opening.get("unconfined", True):
        frames.send(handle, {"problem": UNPROTECTED})
        return
    limits = Limits(**opening["limits"])
    if "sources" in opening:
        opening["blueprints"] = _blueprints(opening["sources"])
    try:
        template = Template(ready_for(opening, limits), have, scratch)
    except NotSingleThreaded as problem:
        frames.send(handle, {"problem": str(problem)})
        return
    _rehearse(opening)
    gc.collect()
    gc.freeze()  # as in the template
    frames.send(handle, {"ready": True})
    while True:
        select.select([handle], [], [])
        # A request is received in a fork: a learner's code, which runs in a fork of that, finds in its memory nothing
        # of whoever was graded before.
        if child := os.fork():
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            end_strays(frozenset())
            if code != 0:
                os._exit(0 if code == NOTHING_MORE else 1)
        else:
            namespaces.die_with_parent()
            adopt_orphans()
            try:
                request = frames.receive(handle)
            except frames.Closed:
                os._exit(NOTHING_MORE)
            frames.send(handle, _answer(request, opening, template, handle))
            os._exit(0)


def _answer(request: dict[str, Any], opening: dict[str, Any], template: Template, handle: int) -> dict[str, Any]:
    from autograder.grading import grade

    if "cells" in request:
        files = {name: base64.b64decode(content) for name, content in request["files"].items()}
        ran, used = template.run(request["cells"], files, request["environment"])
        return {"outputs": ran.outputs, "ended": ran.ended, "flags": ran.flags, "detail": ran.detail, **used}
    if request.get("progress"):
        return grade(request, opening, template, lambda done, of: _tell(handle, done, of))
    return grade(request, opening, template)


def _rehearse(opening: dict[str, Any]) -> None:
    """Grade an empty notebook without running it: what is read, compiled and kept for that, every fork then has."""
    from autograder.grading import grade
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


def _blueprints(sources: list[str]) -> list[dict[str, Any]]:
    """Return the blueprints of source notebooks, for a learner who checks their own work and has no gradebook."""
    from autograder.blueprint import from_source
    from autograder.reading import read_notebook

    return [from_source(Path(path).stem, read_notebook(Path(path))).as_plain_data() for path in sources]


if __name__ == "__main__":
    main()
