"""What is left where a machine lacks a protection, and for an ordinary user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.confinement import Protections, protections
from tests.autograder.hostile import files, network, processes, resources, tampering
from tests.autograder.hostile.arena import A_CELL_IS_CUT, Arena
from tests.autograder.hostile.cases import HONEST, Case
from tests.autograder.hostile.test_hostile import assert_nothing_was_reached
from tests.support.machine import lacks
from tests.support.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.slow

HAVE = protections()
ALL = {case.name: case for case in (*files.CASES, *network.CASES, *processes.CASES, *resources.CASES, *tampering.CASES)}

# What each protection holds alone. Landlock holds files, and on a recent kernel TCP and signals; namespaces hold
# networks, processes and writing; the filter of system calls holds sockets, processes and what outlives a run.
BY_FILES = (
    "reads the solutions",
    "reads the gradebook",
    "reads what others handed in",
    "writes to the gradebook",
    "locks the gradebook",
    "reads about itself",
    "goes round by way of /proc",
    "walks the course's folders",
)
BY_CALLS = (
    "starts programs",
    "is a fork bomb",
    "makes a daemon",
    "connects by TCP",
    "sends by UDP",
    "connects to a socket without a file",
    "raises its limits",
    "makes system calls by their numbers",
    "changes the rights, owners and times of files that are not its own",
    "kills the template and the grader",
)
BY_WATCH = (
    "loops for ever",
    "sleeps for ever",
    "calls sys.exit",
    "crashes",
    "closes every file",
    "makes big files",
    "leaves folders too deep to name",
    "leaves folders that are hard to remove",
    "is a thread bomb",
    "fills the disk with files that it has removed",
    "hides errors",
    "replaces builtins",
    "writes garbage to every file",
)
BY_NAMESPACES = (
    "writes to the gradebook",
    "makes a daemon that nobody stops",
    "sends by UDP",
    "connects by TCP",
    "changes the rights, owners and times of files that are not its own",
)

DAEMON = Case(
    "makes a daemon that nobody stops",
    [
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n"
        "    os._exit(0)"
    ],
)
ALL[DAEMON.name] = DAEMON

WITHOUT = {
    "without namespaces, as in a container": (replace(HAVE, namespaces=False), (*BY_FILES, *BY_CALLS, *BY_WATCH)),
    "without Landlock": (replace(HAVE, landlock=0), (*BY_CALLS, *BY_WATCH)),
    "without a filter of system calls": (replace(HAVE, seccomp=False), (*BY_FILES, *BY_WATCH, *BY_NAMESPACES)),
    "with a filter of system calls only": (Protections(0, HAVE.seccomp, False), (*BY_CALLS, *BY_WATCH)),
    "with Landlock only": (Protections(HAVE.landlock, False, False), (*BY_FILES, *BY_WATCH, DAEMON.name)),
}


@pytest.mark.parametrize("lack", WITHOUT)
def test_the_engine_works_with_what_is_left(lack: str, tmp_path: Path) -> None:
    have, names = WITHOUT[lack]
    if not have.any or (have.landlock, have.seccomp) == (0, False):
        lacks(f"This machine has too little left {lack}: {'; '.join(HAVE.lines)}.")
    arena = Arena(tmp_path, have, A_CELL_IS_CUT)
    try:
        for name in dict.fromkeys(names):
            case = ALL[name]
            arena.hand_in(case, tmp_path / "handed-in" / name.replace("/", "-") / "hw")
            outcome = arena.grade(tmp_path / "handed-in" / name.replace("/", "-") / "hw")
            found = f"{name}: {[verdict.say for verdict in outcome.verdicts]} {outcome.text[-1500:]}"
            assert outcome.points == case.points, found
            assert outcome.kinds == set(case.verdicts), found
            assert_nothing_was_reached(arena, outcome.text)
            neighbor = arena.neighbor()
            assert (neighbor.points, neighbor.verdicts) == (HONEST, []), name
            if not have.namespaces:
                assert list(arena.template._scratch.folder.iterdir()) == [], name
    finally:
        arena.close()


AS_AN_ORDINARY_USER = """
import contextlib, ctypes, importlib, json, os, sys, tempfile
from pathlib import Path
import autograder.grading.server
from autograder.confinement import Limits, namespaces, protections
from autograder.warm.readiness import Readiness
from autograder.warm.runner import Runner

LIMITS = Limits(cell_seconds=300, seconds=3000, disk_mb=16)

def ran(cells):
    runner = Runner(have, Path(tempfile.mkdtemp()), LIMITS)
    runner.load(Readiness(limits=LIMITS))
    runner.wait_until_ready()
    for _ in range(2):
        found, used = runner.run(cells, {"file.txt": b"x"}, {})
    return found

have = protections()
if os.getuid() == 0:  # Python itself may lie where only root reads, so all that is needed is loaded before
    ours, theirs = os.pipe()
    if os.fork() == 0:
        listing = {"source": "import sys\\nprint(' '.join(sys.modules))", "locked": True, "scored": True}
        os.write(theirs, ran([listing]).outputs[0][0]["text"].encode())
        os._exit(0)
    os.wait()
    for name in os.read(ours, 1 << 16).decode().split():
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as a process that this user started itself
sources = [
    ("a = 1", False), ("assert a == 1", True), (f"open({sys.argv[1]!r}).read()", False),
    ("import os\\nos.fork()", False), ("import socket\\nsocket.socket()", False), ("assert a == 1", True),
]
found = ran([{"source": source, "locked": scored, "scored": scored} for source, scored in sources])
said = [[output.get("ename") for output in found.outputs[place]] for place in sorted(found.outputs)]
message = json.dumps([os.getuid(), said, found.ended, found.flags, found.detail, namespaces.entered()])
os.write(1, message.encode())
os._exit(0)
"""


def test_it_works_as_an_ordinary_user(tmp_path: Path) -> None:
    if not (HAVE.landlock and HAVE.seccomp):
        lacks(f"This machine cannot confine submissions: {'; '.join(HAVE.lines)}.")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", AS_AN_ORDINARY_USER, str(secret)],
        env={**os.environ, **threads},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert done.stdout, done.stderr[-3000:]
    user, said, ended, flags, detail, inside = json.loads(done.stdout)
    assert user != 0
    assert inside is HAVE.namespaces, detail
    assert said == [[], [], ["PermissionError"], ["PermissionError"], ["PermissionError"], []]
    assert (ended, flags) == (None, []), detail
