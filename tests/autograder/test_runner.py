"""Notebooks run in forks of a template: nothing is left of one for the next, and what cannot start says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.confinement import Limits, protections
from autograder.warm import TemplateLost, forked
from autograder.warm.runner import Runner
from tests.support.patience import PATIENCE_SECONDS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="A template needs Linux: run these there."),
]

ROOT = Path(__file__).resolve().parents[2]
IN_A_PROCESS = """
import json, os, signal, sys, tempfile
from pathlib import Path
from autograder.confinement import Limits, protections
from autograder.warm import TemplateLost
from autograder.warm.readiness import Readiness
from autograder.warm.runner import Runner
from tests.support.patience import PATIENCE_SECONDS

have, limits = protections(), Limits(cell_seconds=300, seconds=3000, disk_mb=16)
runner = Runner(have if have.any else None, Path(tempfile.mkdtemp()), limits)

def started(*sources):
    runner.load(Readiness(tuple(sources), limits=limits))
    runner.wait_until_ready()

def ran(*sources, files=(), name=""):
    cells = [{"source": source, "locked": False, "scored": False} for source in sources]
    found, used = runner.run(cells, dict(files), {"WHO": name})
    return [[output.get("text", output.get("evalue")) for output in found.outputs[n]] for n in sorted(found.outputs)]

def tell(what):
    os.write(1, json.dumps(what).encode())
"""


def told(program: str, *arguments: str) -> object:
    """Run a program in a process of its own, and return what it tells."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS + program, *arguments],
        cwd=ROOT,
        env={**os.environ, **threads},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout)


LOOK_THROUGH_MEMORY = """
import os, re
found = set()
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', buffering=0) as memory:
    for line in maps:
        where, rights = line.split()[:2]
        low, high = (int(part, 16) for part in where.split('-'))
        if rights.startswith('rw'):
            try:
                memory.seek(low)
                found |= set(re.findall(b'WORDS-OF-(A[D]A|B[E]N)', memory.read(high - low)))
            except OSError:
                continue
print(sorted(found), os.listdir())
"""


@pytest.mark.parametrize(("template_knows", "found"), [(False, [b"BEN"]), (True, [b"ADA", b"BEN"])])
def test_a_fork_finds_in_its_memory_what_the_template_knows_and_nothing_of_the_one_before(
    template_knows: bool, found: list[bytes], tmp_path: Path
) -> None:
    """Its own words are there. Unconfined, because Landlock would not let it look."""
    (tmp_path / "words").write_text("WORDS-OF-")  # not in the program, which the template's memory holds
    program = (
        f"known = open(sys.argv[1]).read() + 'ADA' if {template_knows} else ''\n"
        "runner = Runner(None, Path(tempfile.mkdtemp()), limits)\n"
        "started()\n"
        "ada, ben = (open(sys.argv[1]).read() + name for name in ('ADA', 'BEN'))\n"
        "ran(f'words = {ada!r}', files={ada: ada.encode()}, name=ada)\n"
        f"tell(ran(f'words = {{ben!r}}', {LOOK_THROUGH_MEMORY!r}, files={{'own': b''}}))\n"
    )
    assert told(program, str(tmp_path / "words")) == [[], [f"{found} ['own']\n"]]


def test_a_template_that_cannot_load_says_why() -> None:
    program = (
        "import autograder.warm.template as template\n"
        "def threads(): return 3\n"
        "template.threads = threads\n"
        "runner = Runner(None, Path(tempfile.mkdtemp()), limits)\n"
        "try:\n    started()\nexcept TemplateLost as lost:\n    tell(str(lost))\n"
    )
    assert "3 threads" in str(told(program))


def test_a_template_that_ends_is_told_of() -> None:
    program = (
        "started()\n"
        "first = ran('print(1)')\n"
        "runner._connection.shutdown(2)\n"
        "try:\n    ran('print(2)')\nexcept TemplateLost as lost:\n    tell([first, str(lost)])\n"
    )
    assert told(program) == [[["1\n"]], "the template ended"]


def test_an_old_kernel_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(process: int) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(forked.os, "pidfd_open", refused)
    with pytest.raises(TemplateLost, match=r"Linux 5\.3"):
        Runner(protections(), tmp_path, Limits())


def test_a_notebook_that_draws_unexpectedly_looks_for_no_fonts() -> None:
    """That takes seconds in each fork, and matplotlib says so on stderr where it takes more than five."""
    found = told(
        "started()\n"
        "tell(ran('import os, matplotlib.pyplot as plt; plt.plot([1]); "
        'print([name for name in os.listdir(os.environ["MPLCONFIGDIR"]) if "font" in name])\'))'
    )
    assert found[0][0] == "[]\n"
