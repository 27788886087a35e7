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
import socket  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from autograder.confinement import Limits, Protections, namespaces  # noqa: E402
from autograder.warm import frames  # noqa: E402


def main() -> None:
    """Serve the client whose socket was inherited."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--socket", type=int, required=True, help="the inherited socket's number")
    chosen = arguments.parse_args()
    namespaces.die_with_parent()
    connection = socket.socket(fileno=chosen.socket)
    handle = connection.fileno()
    try:
        opening = frames.receive(handle)
    except frames.Closed:
        return
    with tempfile.TemporaryDirectory(prefix="grading-") as scratch:
        have = Protections(**opening["protections"]) if opening["protections"] else None
        if have is not None and have.namespaces and namespaces.enter():
            child = os.fork()  # the first process of the new namespace: when it ends, all in it end
            if child:
                connection.close()
                sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) and 1)
            namespaces.die_with_parent()
            namespaces.mount_scratch(scratch, opening["limits"]["disk_mb"])
            _serve(handle, opening, have, Path(scratch))
            os._exit(0)
        _serve(handle, opening, have, Path(scratch))


def _serve(handle: int, opening: dict[str, Any], have: Protections | None, scratch: Path) -> None:
    from autograder.grading import grade, ready_for
    from autograder.warm.template import NotSingleThreaded, Template

    limits = Limits(**opening["limits"])
    try:
        template = Template(ready_for(opening, limits), have, scratch)
    except NotSingleThreaded as problem:
        frames.send(handle, {"problem": str(problem)})
        return
    frames.send(handle, {"ready": True})
    while True:
        try:
            request = frames.receive(handle)
        except frames.Closed:
            return
        if "cells" in request:
            files = {name: base64.b64decode(content) for name, content in request["files"].items()}
            ran, used = template.run(request["cells"], files, request["environment"])
            answer = {"outputs": ran.outputs, "ended": ran.ended, "flags": ran.flags, "detail": ran.detail, **used}
        else:
            answer = grade(request, opening, template)
        frames.send(handle, answer)


if __name__ == "__main__":
    main()
