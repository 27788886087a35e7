"""Submissions that read or write what is not theirs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tests.autograder.hostile.cases import FULL, NOTHING, PRELUDE, Case, refused

SOURCE = "$root/source/hw/hw.ipynb"
GRADEBOOK = "$root/gradebook.db"
BOB = "$root/submitted/bob/hw/hw.ipynb"
UP = "../" * 30

WALK = """
import os
seen = []
for place, folders, names in os.walk('$root'):
    seen += names
attempt(lambda: seen[0])
"""

FRAMES_AND_OBJECTS = """
import gc, sys
mark = 'NEIGHBORS-OWN' + '-WORDS'
frame, found, waiting = sys._getframe(), set(), []
while frame is not None:
    waiting += list(frame.f_locals.values())
    frame = frame.f_back
waiting += gc.get_objects()
seen = set()
for _ in range(400_000):
    if not waiting:
        break
    thing = waiting.pop()
    if id(thing) in seen:
        continue
    seen.add(id(thing))
    if type(thing) is str and mark in thing and len(thing) > 30:
        found.add(thing[:20])
    elif type(thing) in (bytes, bytearray) and mark.encode() in thing:
        found.add(bytes(thing[:20]))
    elif type(thing) in (dict, list, tuple, set):
        waiting += gc.get_referents(thing)
attempt(lambda: next(iter(found)))
"""


RIGHTS = """
import contextlib, os
for act in (lambda: os.chmod('$root/gradebook.db', 0), lambda: os.chmod('$root/source', 0o777),
            lambda: os.chown('$root/gradebook.db', 65534, 65534), lambda: os.utime('$root/gradebook.db', (1, 1)),
            lambda: os.setxattr('$root/gradebook.db', 'user.mine', b'1'), lambda: os.chmod('$outside', 0)):
    with contextlib.suppress(OSError):
        act()
"""

LOCK = """
import sqlite3
def lock():
    db = sqlite3.connect('$root/gradebook.db')
    db.execute('BEGIN EXCLUSIVE')
    return 'locked'
"""

NOT_REMOVABLE = """
import os
os.makedirs('shut/inner')
open('shut/inner/file', 'w').write('x')
os.mkdir('closed', 0)
"""


def _links(folder: Path, places: Mapping[str, str]) -> None:
    os.symlink(f"{places['root']}/source", folder / "solutions")
    os.symlink(f"{places['root']}/secret.txt", folder / "secret.txt")


def _notebook_is_a_link(folder: Path, places: Mapping[str, str]) -> None:
    (folder / "hw.ipynb").unlink()
    os.symlink(f"{places['root']}/source/hw/hw.ipynb", folder / "hw.ipynb")


def _pipe(folder: Path, places: Mapping[str, str]) -> None:
    os.mkfifo(folder / "data.csv")


READS = [
    refused("reads the solutions", f"open('{SOURCE}').read()", f"open('{SOURCE}', 'rb', buffering=0).read()"),
    refused(
        "reads the solutions by a path that climbs",
        f"open('{UP}' + '{SOURCE}'.lstrip('/')).read()",
        f"open('{UP}' + '$root/secret.txt'.lstrip('/')).read()",
    ),
    refused(
        "reads what others handed in",
        f"open('{BOB}').read()",
        "open('$root/autograded/bob/hw/hw.ipynb').read()",
        "open('$root/feedback/bob/hw/hw.ipynb').read()",
        "os.listdir('$root/submitted')",
        before="import os",
    ),
    refused(
        "reads the gradebook",
        f"open('{GRADEBOOK}', 'rb').read(16)",
        f"sqlite3.connect('{GRADEBOOK}').execute('select * from grade').fetchall()",
        f"sqlite3.connect('file:{GRADEBOOK}?mode=ro&immutable=1', uri=True).execute('select 1 from grade').fetchall()",
        before="import sqlite3",
    ),
    refused(
        "reads with the libraries' own readers",
        f"np.fromfile('{GRADEBOOK}', 'u1')",
        f"np.memmap('{GRADEBOOK}', 'u1', 'r')",
        "pd.read_csv('$root/secret.txt')",
        "shutil.copy('$root/secret.txt', 'mine')",
        "runpy.run_path('$root/secret.txt')",
        "linecache.getlines('$root/secret.txt')[0]",
        before="import shutil, runpy, linecache",
    ),
    refused(
        "reads with IPython's own commands",
        "get_ipython().run_line_magic('load', '$root/secret.txt')",
        "get_ipython().getoutput('cat $root/secret.txt')[0]",
        "(get_ipython().system('cat $root/secret.txt'), 1 / int(not get_ipython().user_ns['_exit_code']))",
    ),
    Case("walks the course's folders", [PRELUDE, WALK]),
    refused(
        "looks for the grader's own code",
        "open(sys.modules['autograder.grading.grade'].__file__).read()",
        before="import sys",
    ),
    refused(
        "reads through open folders",
        "os.open('secret.txt', os.O_RDONLY, dir_fd=os.open('$root', os.O_PATH))",
        "(os.fchdir(os.open('$root', os.O_PATH)), open('secret.txt').read())",
        "(os.chdir('$root'), open('secret.txt').read())",
        "os.chroot('$root')",
        before="import os",
    ),
    Case("finds the work of another learner in the grader's memory", [PRELUDE, FRAMES_AND_OBJECTS], points=FULL),
    refused(
        "reads passwords in the environment",
        "[v for v in os.environ.values() if v.startswith('PASSWORD')][0]",
        "os.environ['GRADERS_PASSWORD']",
        "os.environb[b'GRADERS_PASSWORD']",
        "ctypes.string_at(ctypes.CDLL(None).getenv(b'GRADERS_PASSWORD'), 8)[0:0] or 1/0",
        before="import os, ctypes\nctypes.CDLL(None).getenv.restype = ctypes.c_void_p",
    ),
]

PROC = [
    refused(
        "reads about other processes",
        "open('/proc/$template/environ', 'rb').read()",
        "open('/proc/$grader/environ', 'rb').read()",
        "open('/proc/$template/mem', 'rb')",
        "open('/proc/$template/maps').read()",
        "open('/proc/1/environ', 'rb').read()",
        "open(f'/proc/{os.getppid()}/mem', 'r+b')",
        "os.listdir('/proc')",
        before="import os",
    ),
    refused(
        "reads about itself",
        "open('/proc/self/environ', 'rb').read()",
        "open('/proc/self/mem', 'r+b')",
        "open('/proc/self/maps').read()",
        "open('/proc/thread-self/status').read()",
        "os.listdir('/proc/self/fd')",
        before="import os",
    ),
    refused(
        "goes round by way of /proc",
        "open('/proc/self/root$root/secret.txt').read()",
        "open('/proc/1/root$root/secret.txt').read()",
        "open('/proc/$template/cwd/secret.txt').read()",
        "open('/proc/self/cwd/' + '../' * 30 + '$root/secret.txt').read()",
        "open(f'/proc/self/fd/{os.open(chr(47), os.O_PATH)}$root/secret.txt').read()",
        before="import os",
    ),
]

WRITES = [
    refused(
        "writes to the gradebook",
        f"open('{GRADEBOOK}', 'r+b')",
        f"open('{GRADEBOOK}', 'ab')",
        f"sqlite3.connect('{GRADEBOOK}').execute('update grade set manual_score=9')",
        f"os.truncate('{GRADEBOOK}', 0)",
        f"os.unlink('{GRADEBOOK}')",
        f"os.rename('{GRADEBOOK}', 'mine.db')",
        f"os.replace('data.csv', '{GRADEBOOK}')",
        before="import os, sqlite3",
    ),
    Case("locks the gradebook", [PRELUDE, LOCK + "attempt(lock)"]),
    refused(
        "writes where it should not",
        "open('$outside/mine', 'w')",
        "open('$root/mine', 'w')",
        "open('/tmp/mine', 'w')",
        "open('/dev/shm/mine', 'w')",
        "open(np.__file__, 'a')",
        "open('../mine', 'w')",
        "os.mkdir('$outside/folder')",
        "os.symlink('data.csv', '$outside/link')",
        "os.rmdir('$outside')",
        before="import os",
    ),
    Case("changes the rights, owners and times of files that are not its own", [RIGHTS]),
    refused(
        "links to the secrets",
        "(os.symlink('$root/secret.txt', 'soft'), open('soft').read())",
        "(os.symlink('$root', 'folder'), open('folder/secret.txt').read())",
        "os.listdir('folder')",
        "os.link('$root/secret.txt', 'hard')",
        "os.link('data.csv', '$outside/hard')",
        "(os.link('soft', 'hard'), open('hard').read())",
        before="import os",
    ),
    refused(
        "makes pipes, sockets and devices",
        "os.mkfifo('pipe')",
        "os.mknod('disk', 0o60600, os.makedev(8, 0))",
        "os.mknod('sock', 0o140600)",
        "open('/dev/tty')",
        "open('/dev/mem', 'rb')",
        "os.openpty()",
        "open('/dev/kmsg')",
        before="import os",
    ),
    Case("leaves folders that are hard to remove", [NOT_REMOVABLE]),
    Case(
        "leaves folders too deep to name",
        ["import os\nfor _ in range(1200):\n    os.mkdir('ddd')\n    os.chdir('ddd')"],
        {"too much disk"},
        NOTHING,
    ),
]

HANDED_IN = [
    Case(
        "hands in links to the secrets",
        [PRELUDE, "attempt(lambda: open('secret.txt').read())\nattempt(lambda: open('solutions/hw/hw.ipynb').read())"],
        {"left out"},
        make=_links,
        says=["a link"],
    ),
    Case(
        "hands in a link for a notebook",
        verdicts={"left out", "nothing", "missing"},
        points=NOTHING,
        make=_notebook_is_a_link,
    ),
    Case("hands in a pipe", verdicts={"left out"}, make=_pipe),
    Case("hands in a file with a name of the grader's own", files={".captured": b"x", ".captured-0": b"x"}),
    Case(
        "hands in a folder where the instructor has a file",
        ["open('data.csv').read()"],
        files={"data.csv/inside.txt": b"x"},
    ),
    Case(
        "hands in modules that hide the grader's",
        files={
            "json.py": b"print('REACHED')",
            "base64.py": b"print('REACHED')",
            "numpy/__init__.py": b"print('REACHED')",
            "nbgrader.py": b"print('REACHED')",
            "autograder/__init__.py": b"print('REACHED')",
        },
    ),
]

CASES = [*READS, *PROC, *WRITES, *HANDED_IN]
