"""Submissions whose answers are wrong and whose code tries to make the checks say otherwise."""

from __future__ import annotations

from tests.autograder.hostile.cases import BLANK, FULL, NOTHING, RIGHT, Case, Points

FLAG = {"tampered"}


def flagged(name: str, *cells: str, points: Points = NOTHING, says: str = "", answers: dict[str, str] = BLANK) -> Case:
    """A case that earns nothing by what it does, and is named to a person."""
    return Case(name, cells, FLAG, points, answers, says=[says] if says else [])


PASS = "lambda *a, **k: None"
IP = "ip = get_ipython()\n"

IN_THE_CHECK = {
    "double": "def double(x):\n    get_ipython().displayhook(3)\n    return 2 * x",
    "table": "totals = pd.Series([1.0, 2.0, 3.0])",
    "mark": "mark = 2.0",
    "part": "class Parts(list):\n    def __iter__(self):\n        get_ipython().displayhook(4.0)\n"
    "        return iter([1])\nparts = Parts()",
}

BUILTINS = [
    flagged(
        "replaces builtins",
        "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.len = lambda x: 3\n"
        "builtins.abs = lambda x: 0\nbuiltins.AssertionError = StopIteration",
        says="“builtins.isinstance”",
    ),
    flagged(
        "hides builtins in its own names",
        "def abs(x):\n    return 0\nlen = lambda x: 3\nisinstance = callable\n"
        "import functools\nset = functools.partial(lambda *a: {1, 2, 3, 4})",
        says="“abs”, which the checks use",
    ),
    flagged(
        "gives the notebook builtins of its own",
        "import builtins\n__builtins__ = {**vars(builtins),\n    'abs': lambda x: 0, 'set': lambda x: {1, 2, 3, 4}}",
        says="builtins were replaced",
    ),
    flagged(
        "lets IPython put builtins in place",
        f"{IP}ip.builtin_trap.auto_builtins['abs'] = lambda x: 0\n"
        "ip.builtin_trap.auto_builtins['set'] = lambda x: {1, 2, 3, 4}",
        says="(abs)",
    ),
]

HELPERS = [
    flagged(
        "replaces numpy's and pandas' checks",
        f"np.testing.assert_allclose = {PASS}\n"
        f"pd.testing.assert_series_equal = {PASS}\nassert_series_equal = assert_allclose = {PASS}\n"
        "class T(list):\n    def sum(self):\n        return 6\ntotals = T([1, 2, 3])",
        f"np.testing.assert_array_equal = {PASS}",
        answers={"table": "pass"},
        says="“numpy.testing.assert_allclose”",
    ),
    flagged(
        "replaces the inside of pandas' checks",
        "def nothing(*a, **k): pass\n"
        "assert_allclose.__code__ = nothing.__code__\n"
        "assert_series_equal.__wrapped__.__code__ = nothing.__code__",
        says="the inside of",
    ),
    flagged(
        "loosens a check by its defaults",
        "assert_allclose.__defaults__ = (1e9, 1e9, True, '', True)\n"
        "inner = assert_series_equal.__wrapped__\ninner.__kwdefaults__ = {**(inner.__kwdefaults__ or {}), 'rtol': 1e9}",
        says="the inside of",
    ),
    flagged(
        "puts modules of its own in place",
        "import sys, types\nfake = types.ModuleType('numpy.testing')\n"
        f"fake.assert_allclose = fake.assert_array_equal = {PASS}\nsys.modules['numpy.testing'] = fake",
        says="the module “numpy.testing” was replaced",
    ),
    flagged(
        "redefines a helper of the instructor's",
        "def close(a, b):\n    pass\ndef assert_series_equal(*a):\n    pass",
        says="“close”, which the checks use, was redefined",
    ),
    flagged(
        "changes the inside of a helper of the instructor's",
        "def nothing(a, b): pass\nclose.__code__ = nothing.__code__",
        says="the inside of “close”",
    ),
    flagged(
        "finds modules in its own way",
        "import sys\nclass Mine:\n    @staticmethod\n    def find_spec(*a):\n"
        "        return None\nsys.meta_path.insert(0, Mine)",
        says="the way modules are found",
    ),
]

REWRITING = [
    flagged(
        "rewrites checks as they are compiled",
        f"{IP}import ast\nclass No(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node):\n        return ast.Pass()\nip.ast_transformers.append(No())",
        says="rewrites cells",
    ),
    flagged(
        "rewrites checks as they are read",
        f"{IP}def no(lines):\n    return ['pass\\n']\n"
        "ip.input_transformers_cleanup.append(no)\nip.input_transformers_post.append(no)",
        says="rewrite every cell",
    ),
    flagged(
        "rewrites checks by a list of its own",
        f"{IP}ip.input_transformers_post = [lambda lines: ['pass\\n']]",
        says="rewrite every cell",
    ),
    flagged(
        "rewrites one-line checks",
        f"{IP}from IPython.core.prefilter import PrefilterTransformer\n"
        "class Mine(PrefilterTransformer):\n    def transform(self, line, more):\n        return 'pass'\n"
        "Mine(shell=ip, prefilter_manager=ip.prefilter_manager, parent=ip.prefilter_manager)",
        says="rewrite every cell",
    ),
    flagged(
        "replaces how cells are run", f"{IP}import types\nip.run_cell = {PASS}\nip.run_code = {PASS}", says="(run_cell)"
    ),
    flagged(
        "replaces how all shells run cells",
        f"{IP}async def nothing(*a, **k):\n    return False\ntype(ip).run_code = nothing",
        says="run_code",
    ),
    flagged(
        "becomes another shell",
        f"{IP}class Mine(type(ip)):\n    def run_code(self, *a, **k):\n        pass\nip.__class__ = Mine",
    ),
    flagged("replaces the compiler", f"{IP}class Mine(type(ip.compile)):\n    pass\nip.compile.__class__ = Mine"),
    flagged(
        "hooks itself around every cell",
        f"{IP}ip.events.register('pre_run_cell', lambda *a: None)\n"
        "import functools\nip.events.register('post_execute', functools.partial(lambda: None))",
        says="run around",
    ),
]

SHOWING = [
    flagged(
        "replaces how numbers are shown",
        f"{IP}f = ip.display_formatter.formatters['text/plain']\nf.for_type(float, lambda x, p, c: p.text('4'))",
        says="the way float values are shown",
    ),
    flagged(
        "replaces how everything is shown",
        f"{IP}f = ip.display_formatter\n"
        "f.formatters['text/plain'].for_type(object, lambda x, p, c: p.text('4'))\n"
        "f.mimebundle_formatter.for_type(float, lambda *a, **k: {'text/plain': '4'})\n"
        "f.formatters['text/plain'].singleton_printers[id(0)] = lambda x, p, c: p.text('4')",
        says="the way",
    ),
    flagged(
        "shows floats in a format of its own",
        f"{IP}ip.display_formatter.formatters['text/plain'].float_format = '%.0s4'",
        says="the way numbers are shown",
    ),
    flagged(
        "replaces the formatter",
        f"{IP}ip.display_formatter.format = lambda *a, **k: ({{'text/plain': '4'}}, {{}})",
        says="(format)",
    ),
    flagged(
        "replaces the formatters",
        f"{IP}class Mine:\n    def __call__(self, x):\n        return '4'\n"
        "ip.display_formatter.formatters['text/plain'] = Mine()",
        says="the way values are shown",
    ),
    flagged(
        "replaces the display hook",
        f"{IP}import sys\nclass Mine(type(ip.displayhook)):\n    pass\n"
        "ip.displayhook = Mine(shell=ip)\nip.display_trap.hook = sys.displayhook = lambda x: None",
        says="(displayhook)",
    ),
    flagged(
        "hides credits",
        f"{IP}ip.ast_node_interactivity = 'none'",
        says="(ast_node_interactivity)",
        answers={**BLANK, "double": "pass"},
    ),
    flagged("puts out a credit inside a check", answers=IN_THE_CHECK, points=(3, 4, 1, 2), says="a credit of its own"),
]

ERRORS = [
    flagged("hides errors", f"{IP}ip.showtraceback = {PASS}\nip._showtraceback = {PASS}", says="(showtraceback)"),
    flagged(
        "hides errors by way of partial functions",
        f"{IP}import functools\nip.showtraceback = functools.partial({PASS})\nip.showsyntaxerror = print",
        says="(showtraceback)",
    ),
    flagged(
        "reports errors in its own way",
        f"{IP}ip.set_custom_exc((Exception,), lambda *a, **k: None)",
        says="the way errors are reported",
    ),
    flagged("replaces where outputs are kept", f"{IP}ip.outputs.error = {PASS}", says="(error)"),
    flagged(
        "becomes other outputs",
        f"{IP}class Mine(type(ip.outputs)):\n    def error(self, *a, **k):\n        pass\nip.outputs.__class__ = Mine",
    ),
    flagged(
        "replaces the class of outputs",
        f"{IP}type(ip.outputs).error = {PASS}\ntype(ip.outputs).failed = lambda *a: None",
        says="Outputs.error",
    ),
    flagged(
        "finds the grader's objects among all",
        "import gc\nfor thing in gc.get_objects() + [get_ipython().outputs]:\n"
        "    if type(thing).__name__ == 'Outputs':\n        thing.error = thing.failed = lambda *a, **k: None",
    ),
    flagged(
        "replaces how results are sent",
        "import json, os, sys\nframes = sys.modules['autograder.warm.frames']\n"
        "old = frames.send\ndef send(handle, message):\n    if message[0] == 'done':\n"
        "        message[2]['outputs'] = []\n    old(handle, message)\nframes.send = send",
        says="“autograder.warm.frames.send”",
    ),
    flagged(
        "replaces how results are written as JSON",
        "import json\nold = json.dumps\njson.dumps = lambda x, **k: old(x, **k).replace('error', 'stream')",
        says="“json.dumps”",
    ),
    flagged(
        "replaces the runner's own inside",
        "import sys\nchild = sys.modules['autograder.warm.child']\n"
        "def one(*a): pass\nchild._run_one.__code__ = one.__code__",
        says="the inside of",
    ),
    flagged(
        "replaces how files are written",
        "import os\nold = os.write\nos.write = lambda n, data: old(n, bytes(data).replace(b'error', b'strea'))",
        says="“os.write”",
    ),
    flagged(
        "replaces the watch",
        "import sys\nguard = sys.modules['autograder.integrity.guard']\nguard.Guard.after_check = lambda *a: []",
        says="Guard.after_check",
    ),
]

BY_ITSELF = [
    flagged("traces", "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)", points=NOTHING),
    flagged(
        "leaves a timer",
        "import signal\nsignal.signal(signal.SIGVTALRM, lambda *a: None)\n"
        "signal.setitimer(signal.ITIMER_VIRTUAL, 0.01, 0.01)",
        says="a timer",
    ),
    flagged("runs when memory is tidied", "import gc\ngc.callbacks.append(lambda *a: None)", says="at any moment"),
]

EQUAL = [
    flagged(
        "answers with what equals everything",
        answers={
            "double": "class All(int):\n    def __eq__(self, other):\n        return True\n"
            "    __hash__ = int.__hash__\n    def __sub__(self, other):\n        return 0\n"
            "class F:\n    def __call__(self, x):\n        return All()\n"
            "    def __eq__(self, other):\n        return True\ndouble = F()"
        },
        points=(3, 0, 0, 0),
        says="equals everything",
    ),
    flagged(
        "answers with what a mock has for anything",
        answers={"table": "from unittest.mock import ANY\ntotals = ANY"},
        says="“totals” says that it equals everything",
    ),
]


def marked(name: str, mark: str, points: float, *verdicts: str, says: str = "") -> Case:
    """A case that earns all but what it makes of a mark that a check takes from it."""
    return Case(name, (), set(verdicts), (3, 4, 4, points), {**RIGHT, "mark": mark}, says=[says] if says else [])


CREDIT = [
    marked("reports a credit that is no number", "mark = float('nan')", 0, "bad credit", says="no number"),
    marked("reports a credit without end", "mark = float('inf')", 0, "bad credit"),
    marked("reports more credit than there is", "mark = 99", 0, "bad credit", says="more points than it can earn"),
    marked("reports a credit below nothing", "mark = -99", 2),  # as stock nbgrader: such a value is no credit at all
    marked(
        "words its own mark",
        "class Two(float):\n    def __repr__(self):\n        return '2'\nmark = Two(0)",
        2,
        "tampered",
        says="a class of the notebook's own",
    ),
    marked(
        "has a browser's words for a mark",
        "class Two:\n    def _repr_mimebundle_(self, **k):\n        return {'text/plain': '2'}\nmark = Two()",
        2,
        "tampered",
        says="a class of the notebook's own",
    ),
]

# What an honest notebook does with the same means, and must not be named for.
HONEST = [
    Case(
        "an honest notebook that hooks a library",
        [
            f"{IP}import sys, threading\n%matplotlib inline\n%precision 2\n"
            "%load_ext autoreload\n%autoreload 1\nprint = __import__('functools').partial(print, flush=True)\n"
            "from numpy import *\nt = threading.Thread(target=print, args=('done',))\nt.start()\nt.join()\n"
            "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int = 1\np = Point()\n"
            "sum = 12\ndel sum"
        ],
        points=FULL,
    ),
]

CASES = [*BUILTINS, *HELPERS, *REWRITING, *SHOWING, *ERRORS, *BY_ITSELF, *EQUAL, *CREDIT, *HONEST]
