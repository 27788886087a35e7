"""Answers that are wrong, and ways to have the comparison in a check say that they are right.

Each check of this book rests on one kind of comparison, so that a way to bend it is seen by itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.autograder import small_courses as small

# numpy.testing is loaded by whoever uses it first
SETUP = "import math\nimport matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd"
MARK = "WORDS-OF-A-HIDDEN-TEST"

BOOK = [
    small.locked("setup", SETUP),
    small.answer("f", "def f(x):\n    return 2 * x"),
    small.answer("value", "value = 4.0"),
    small.answer("table", "s = pd.Series([1.0, 2.0])\ndf = pd.DataFrame({'a': [1.0]})"),
    small.check("equal", "assert f(2) == 4"),
    small.check("shown", "value\nassert value == 4", 2),
    small.check("math", "assert math.isclose(f(2), 4)"),
    small.check("numpy", "assert np.isclose(f(3), 6)\nassert np.allclose([f(1)], [2])"),
    small.check("testing", "np.testing.assert_allclose(f(5), 10)"),
    small.check("series", "pd.testing.assert_series_equal(s, pd.Series([1.0, 2.0]))"),
    small.check("frame", "pd.testing.assert_frame_equal(df, pd.DataFrame({'a': [1.0]}))"),
    small.check("elements", "assert (s == pd.Series([1.0, 2.0])).all()"),
    small.check("equals", "assert s.equals(pd.Series([1.0, 2.0]))"),
    small.check("near", "assert abs(f(2) - 4) < 1e-6"),
    small.check("kept", "import json\nassert json.loads('4') == value", 1, f"assert value == 4, '{MARK}'"),
]
FULL = 12.0
RIGHT = {
    "f": "def f(x):\n    return 2 * x",
    "value": "value = 4.0",
    "table": "s = pd.Series([1.0, 2.0])\ndf = pd.DataFrame({'a': [1.0]})",
}
WRONG = {
    "f": "def f(x):\n    return 5 * x + 1",
    "value": "value = 2.0",
    "table": "s = pd.Series([7.0, 8.0])\ndf = pd.DataFrame({'a': [9.0]})",
}


@dataclass(frozen=True)
class Attack:
    """A notebook of wrong answers.

    Parameters
    ----------
    name : str
        What it does.
    cells : sequence of str
        Its own cells, after the set-up.
    answers : mapping
        What it answers; the rest is wrong in an ordinary way.
    between : sequence of str
        Its own cells, one after each check.
    """

    name: str
    cells: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    between: str = ""


def in_blocks(file: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the name of each block of a text file beside this one, and its parts by their names."""
    for block in (Path(__file__).parent / file).read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = block.partition("\n")
        parts: dict[str, list[str]] = {}
        for part in rest.split("--- ")[1:]:
            title, _, text = part.partition("\n")
            parts.setdefault(title, []).append(text.rstrip("\n"))
        yield name, parts


def attack(name: str, parts: dict[str, list[str]]) -> Attack:
    cells, between = parts.pop("cell", []), parts.pop("between", [""])
    return Attack(name, cells, {grade_id: text for grade_id, (text,) in parts.items()}, between[0])


TAKE_OVER = """
import fcntl, gc, os, stat, sys
def pipes(way):
    for n in range(3, 256):
        try:
            if stat.S_ISFIFO(os.fstat(n).st_mode) and fcntl.fcntl(n, fcntl.F_GETFL) & os.O_ACCMODE == way:
                yield n
        except OSError:
            pass
frames = sys.modules['autograder.warm.frames']
results, orders = next(pipes(os.O_WRONLY)), next(pipes(os.O_RDONLY))
things = gc.get_objects()
"""
SIGNS = (
    TAKE_OVER
    + """
order = next(t for t in things if type(t) is dict and t.get('what') == 'run' and 'ticket' in t)
while order['what'] == 'run':
    frames.send(results, ['done', order['ticket'], {'outputs': [], 'flags': [], 'exits': False}])
    order = frames.receive(orders)
frames.send(results, ['end', []])
os._exit(0)
"""
)

PROCESS = [
    Attack("signs every cell itself", [SIGNS]),
    Attack("signs every cell itself in a check", (), {"f": "def f(x):\n" + textwrap.indent(SIGNS, "    ")}),
]

ATTACKS = [*(attack(name, parts) for name, parts in in_blocks("wrong_answers.txt")), *PROCESS]
PEEK = (
    TAKE_OVER
    + f"""
word = '{MARK[:8]}' + '{MARK[8:]}'
def texts(thing, depth):
    if type(thing) is str:
        yield thing
    elif depth and type(thing) in (list, tuple, dict, set, frozenset):
        for inner in [*thing, *thing.values()] if type(thing) is dict else thing:
            yield from texts(inner, depth - 1)
for thing in things:
    if type(thing).__name__ == '_lru_cache_wrapper':
        thing = [list(inner) if type(inner) is not dict else inner for inner in gc.get_referents(thing)
                 if type(inner) in (dict, list, tuple)]
    if any(word in text for text in texts(thing, 3)):
        print('REACHED', type(thing))
"""
)
