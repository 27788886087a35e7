"""Submissions that never end, or take more than a notebook may have."""

from __future__ import annotations

from tests.autograder.hostile.cases import FULL, NOTHING, RIGHT, Case

SWALLOWS = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"

MANY_FILES = """
for n in range(20_000):
    try:
        open(f'file-{n}', 'w').close()
    except OSError:
        pass
"""

REMOVED_FILES = """
kept = []
for _ in range(12):
    try:
        file = open('big', 'w+b')
        import os
        os.unlink('big')
        kept.append(file)
        for _ in range(7):
            file.write(bytes(1 << 20))
        file.flush()
    except OSError:
        pass
"""

# More than the room between checks: it meets the end of a disk of its own, or what watches the machine's.
BIG_FILES = "for n in range(12):\n    open(f'big-{n}', 'wb').write(bytes(7 << 20))"
WITHOUT_END = """
n = 0
while True:
    n += 1
    try:
        open(f'big-{n}', 'wb').write(bytes(7 << 20))
    except OSError:
        pass
"""

CASES = [
    Case("loops for ever", ["while True:\n    pass"], {"cell too slow"}),
    Case("loops for ever and swallows everything", [SWALLOWS], {"too slow"}, NOTHING),
    Case("sleeps for ever", ["import time\ntime.sleep(10**6)"], {"cell too slow"}),
    Case(
        "sleeps for ever in a check",
        verdicts={"cell too slow"},
        points=(0, 4, 4, 2),
        answers={
            "double": "def double(x):\n    import time\n    time.sleep(10**6)",
            "table": "totals = pd.Series([1.0, 2.0, 3.0])",
            "part": "parts = [1, 2, 3, 4]",
            "mark": "mark = 2.0",
        },
    ),
    Case("computes for ever in C", ["import itertools\nsum(itertools.repeat(1))"], {"too slow"}, NOTHING),
    Case("never ends a regular expression", ["import re\nre.match('(a+)+$$', 'a' * 60 + 'b')"], {"cell too slow"}),
    Case("waits for ever in its event loop", ["import asyncio\nawait asyncio.sleep(10**6)"], {"cell too slow"}),
    Case("is slow in every cell", ["while True: pass"] * 8, {"too slow", "cell too slow"}, NOTHING),
    Case("prints for ever", ["while True:\n    print('x' * 1000)"], {"cell too slow"}),
    Case("prints fifty megabytes", ["print('x' * 50_000_000)"]),
    Case("prints fifty megabytes in lines", ["for _ in range(50):\n    print('x\\n' * 500_000)"]),
    Case(
        "writes fifty megabytes past Python",
        [
            "import os\nfor _ in range(50):\n    try:\n"
            "        os.write(1, b'x' * 1_000_000)\n    except OSError:\n        break"
        ],
    ),
    Case(
        "prints to both streams in turn",
        ["import sys\nfor _ in range(100_000):\n    sys.stdout.write('a')\n    sys.stderr.write('b')"],
    ),
    Case("displays something giant", ["display({'text/html': 'x' * 20_000_000}, raw=True)"]),
    Case(
        "displays something with giant metadata",
        ["display({'text/plain': 'x'}, raw=True, metadata={'x': 'y' * 20_000_000})"],
    ),
    Case("displays many things", ["for n in range(12_000):\n    display({'text/plain': 'x'}, raw=True)"]),
    Case("returns something giant", ["'x' * 20_000_000"]),
    Case("raises something giant", ["raise ValueError('x' * 20_000_000)"]),
    Case(
        "uses up the room for outputs and then earns a part",
        ["display({'text/html': 'x' * 7_000_000}, raw=True)"] * 8,
        answers={**RIGHT, "part": "parts = [1]"},
        points=(3, 4, 1, 2),
    ),
    Case("displays a picture in each of many cells", ["display({'text/html': 'x' * 7_000_000}, raw=True)"] * 20),
    Case(
        "displays what is nested deeply",
        ["x = []\nfor _ in range(800):\n    x = [x]\ndisplay({'application/json': x}, raw=True)"],
    ),
    Case(
        "prints half characters",
        [r"print('\ud800')", r"'\ud800'", r"raise ValueError('\ud800')", r"display({'text/html': '\ud800'}, raw=True)"],
    ),
    Case("displays what is no text", ["display({'text/html': 5, 'image/png': [1], 'text/plain': None}, raw=True)"]),
    Case("makes many small files", [MANY_FILES], {"too much disk"}, NOTHING),
    Case(
        "makes one big file",
        ["file = open('big', 'wb')\nfor _ in range(100):\n    file.write(bytes(1 << 20))"],
        {"too much disk"},
    ),
    Case("makes big files", [BIG_FILES], {"too much disk"}, NOTHING),
    Case("fills the disk without end", [WITHOUT_END], {"cell too slow", "too much disk"}, NOTHING),
    Case("fills the disk with files that it has removed", [REMOVED_FILES], {"too much disk"}, NOTHING),
    Case("takes memory without end", ["hog = []\nwhile True:\n    hog.append(bytes(10**7))"], {"too much memory"}),
    Case("asks numpy for too much", ["np.ones(10**11)"], {"too much memory"}, FULL),
    Case("recurses for ever", ["def deep(n):\n    return deep(n + 1)\ndeep(0)"]),
    Case(
        "recurses past Python's own guard",
        [
            "import sys\nsys.setrecursionlimit(10**9)\n"
            "class A:\n    def __repr__(self):\n        return repr([self])\nrepr(A())"
        ],
        {"process ended"},
        NOTHING,
    ),
    Case("opens many files", ["kept = [open('data.csv') for _ in range(1000)]"]),
    Case(
        "uses both processors without end",
        [
            "import threading, hashlib, time\ntry:\n    time.sleep(60)\nexcept BaseException:\n    pass",
            "def burn():\n    while True:\n        hashlib.sha256(bytes(10**7))\n"
            "ts = [threading.Thread(target=burn, daemon=True) for _ in range(6)]\n[t.start() for t in ts]",
            *["time.sleep(1.5)"] * 14,  # past the notebook's wall time too, should others want the processors
        ],
        {"too slow", "cell too slow"},
        NOTHING,
    ),
]
