"""Feedback shows what a student can act on, and nothing of a hidden test, whatever a student's code tries."""

from __future__ import annotations

import base64
import codecs
import copy
import html
import re
import urllib.parse
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder import use_confined_steps
from autograder.steps.feedback import REMOVED, HideHiddenTests, LeaveOutData
from tests.autograder import small_courses as small
from tests.autograder.small_courses import answer, by_id, check, code, manual, write

SECRET = "assert {}(secret_input) == secret_input ** 2, told"
TOLD = "Slip: sign lost. The square of a negative number is positive, so the sign must go."
HIDDEN = f"secret_input = 1234567 - 7654321\ntold = (\n    '{TOLD}'\n)\n{SECRET}"
PARTLY = "met = [square(2) == 4, secret_part(3)]\nprint('Met: the first part. Not met: three cubed.')\n0.5 * sum(met)"

IN_A_CHECK = {  # what a learner's function does when a hidden test calls it
    "print": "print(stolen)\n    return 0",
    "stderr": "import sys\n    print(stolen, file=sys.stderr)\n    return 0",
    "raise": "raise ValueError(stolen)",
    "raise-from": "raise KeyError('x') from ValueError(stolen)",
    "name": "raise type(stolen, (Exception,), {})('x')",
    "coded-name": "import codecs\n    raise type(codecs.encode(stolen[::-1], 'rot13'), (Exception,), {})('x')",
    "assertion": "raise AssertionError(stolen)",
    "display": "from IPython.display import HTML, display\n    display(HTML(stolen))\n    return 0",
    "descriptor": "import os\n    os.write(1, stolen.encode())\n    os.write(2, stolen.encode())\n    return 0",
    "thread": "import threading\n    t = threading.Thread(target=print, args=(stolen,))\n    t.start()\n    t.join()",
    "warning": "import warnings\n    warnings.warn(stolen)\n    return 0",
    "logging": "import logging\n    logging.error(stolen)\n    return 0",
    "exit": "import sys\n    sys.exit(stolen)",
}
REPR = "class Shown:\n    def __repr__(self):\n        return stolen\ndef shown(x):\n    return Shown()"
SHOWS = """secret_input = 5
got = shown(secret_input)
assert got == 16, f'Slip: shown. Your answer was {got!r}, which is no number.'"""

AFTERWARDS = {  # what a learner's later cell does
    "print": "print(stolen)",
    "a line at a time": "for line in stolen.splitlines():\n    print(line)",
    "spread out": "print(' '.join(stolen))",
    "with dashes": "print('-'.join(stolen))",
    "base64": "print(base64.b64encode(stolen.encode()).decode())",
    "base64 for addresses": "print(base64.urlsafe_b64encode(stolen.encode()).decode().rstrip('='))",
    "base32": "print(base64.b32encode(stolen.encode()).decode())",
    "base85": "print(base64.b85encode(stolen.encode()).decode())",
    "hexadecimal": "print(stolen.encode().hex())",
    "hexadecimal, spaced": "print(stolen.encode().hex(' '))",
    "packed": "import zlib\nprint(base64.b64encode(zlib.compress(stolen.encode())).decode())",
    "packed with its name": "import gzip\nprint(base64.b85encode(gzip.compress(stolen.encode())).decode())",
    "packed well": "import bz2, lzma\nprint(lzma.compress(stolen.encode()).hex(), bz2.compress(b'x').hex())",
    "backwards": "print(stolen[::-1])",
    "turned by 13": "print(codecs.encode(stolen, 'rot13'))",
    "numbers": "print([ord(c) for c in stolen])",
    "escapes": "print(''.join(f'\\\\x{ord(c):02x}' for c in stolen))",
    "an address": "print(urllib.parse.quote(stolen, safe=''))",
    "HTML": "display(HTML(''.join(f'<b>{c}</b>' for c in stolen)))",
    "HTML entities": "display(HTML(''.join(f'&#{ord(c)};' for c in stolen)))",
    "Markdown": "display(Markdown(stolen))",
    "SVG": "display(SVG(f'<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{esc(stolen)}</text></svg>'))",
    "JSON": "display({'application/json': {'a': stolen}, 'text/plain': ''}, raw=True)",
    "a result": "stolen",
    "an error": "raise ValueError(stolen)",
    "an error's name": "raise type(stolen, (Exception,), {})('x')",
    "stderr": "print(stolen, file=sys.stderr)",
    "two outputs": "print(stolen[:70])\ndisplay(Markdown(stolen[70:]))",
    "colors": "print(''.join(f'\\x1b[31m{c}\\x1b[0m' for c in stolen))",
}
LOOKING = {  # where a kernel would have the text of a test
    "In": "print(In)",
    "_ih": "print(_ih)",
    "_i": "print(_i, _ii, _iii)",
    "history": "%history",
    "raw history": "print(get_ipython().history_manager.input_hist_raw)",
    "parsed history": "print(get_ipython().history_manager.input_hist_parsed)",
    "exceptions": "print(get_ipython().history_manager.exceptions, get_ipython().history_manager.outputs)",
    "the last result": "print(vars(get_ipython().last_execution_result))",
    "inspect": "import inspect, sys\nprint(inspect.getsource(sys.last_traceback.tb_frame.f_code))",
    "linecache": "import linecache\nprint(linecache.cache)",
    "the traceback": "%tb",
    "the notebook beside itself": "print(open('unit.ipynb').read())",
}
IMPORTS = (
    "import base64, codecs, sys, urllib.parse\nfrom html import escape as esc\n"
    "from IPython.display import HTML, Markdown, SVG, display"
)


def disguised(text: str) -> str:
    """Return code for a text that is not in the code: the cells themselves are shown in feedback."""
    return f"bytes(b ^ 7 for b in {[b ^ 7 for b in text.encode()]}).decode()"


def names() -> dict[str, str]:
    return {kind: f"f_{kind.replace('-', '_')}" for kind in IN_A_CHECK}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> small.Course:
    course = small.course(tmp_path_factory.mktemp("feedback"))
    use_confined_steps(course.config)
    cells = [
        answer("square", "def square(x):\n    return x * x"),
        check("seen", "assert square(3) == 9, 'Slip: doubled. Three squared is nine, not six.'", 1),
        check("hidden", "assert square(3) == 9", 2, hidden=HIDDEN.format("square")),
        check("partly", "def secret_part(x):\n    return False", 1, hidden=PARTLY),
        manual("essay"),
        answer("tricks"),
        *(check(f"t-{kind}", "n = 1", 1, hidden=HIDDEN.format(name)) for kind, name in names().items()),
        check("t-repr", "n = 1", 1, hidden=SHOWS),
        code("# the end"),
    ]
    course.source({"unit": cells})
    course.hand_in("right", {"unit": write(square="def square(x):\n    return x * x")})
    course.hand_in("signs", {"unit": _slipping})
    course.hand_in("thief", {"unit": _stealing})
    course.hand_in("looker", {"unit": lambda cells: [*cells, *(code(source) for source in LOOKING.values())]})
    course.grade()
    for student in course.students:
        result = small.nbgrader_api(course.config).generate_feedback(small.NAME, student, force=True)
        assert result["success"], result
    return course


def _slipping(cells: list[Any]) -> None:
    by_id(cells, "square").source = "def square(x):\n    return abs(x) * x"
    by_id(cells, "seen").source += "\n# my note"


def _stealing(cells: list[Any]) -> list[Any]:
    functions = "\n".join(f"def {name}(x):\n    {IN_A_CHECK[kind]}" for kind, name in names().items())
    stolen = f"stolen = {disguised(HIDDEN.format('square'))}"
    by_id(cells, "tricks").source = f"{stolen}\n{functions}\n{REPR}"
    by_id(cells, "square").source = "def square(x):\n    return abs(x) * x"
    return [*cells, code(IMPORTS), *(code(source) for source in AFTERWARDS.values())]


def page(school: small.Course, student: str) -> str:
    return (school.root / "feedback" / student / small.NAME / "unit.html").read_text(encoding="utf-8")


def graded(school: small.Course, student: str) -> Any:
    return nbformat.read(school.root / "autograded" / student / small.NAME / "unit.ipynb", as_version=4)


def words(text: str) -> str:
    """Return a page as it is read."""
    text = re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def parts(text: str) -> dict[str, str]:
    """Return what is not to be found in a page, in each of the forms that are tried."""
    line = text.encode()
    return {
        "plain": text,
        "backwards": text[::-1],
        "hexadecimal": line.hex(),
        "turned": codecs.encode(text, "rot13"),
        "address": urllib.parse.quote(text, safe=""),
        "numbers": str([ord(c) for c in text])[1:-1],
        "base32": base64.b32encode(line)[:20].decode(),
    }


FORBIDDEN = ("secret_input = 1234567", "1234567 - 7654321", "secret_input ** 2", "secret_part(3)")


def squeezed(text: str) -> str:
    return re.sub(r"[\s-]+", "", text)


@pytest.mark.parametrize("student", ["right", "signs", "thief", "looker"])
@pytest.mark.parametrize("line", FORBIDDEN)
def test_no_line_of_a_hidden_test_is_in_the_page(school: small.Course, student: str, line: str) -> None:
    whole = page(school, student)
    for form, text in parts(line).items():
        for shown in (whole, words(whole)):
            assert squeezed(text) not in squeezed(shown), form


@pytest.mark.parametrize("student", ["right", "signs", "thief", "looker"])
def test_no_marker_of_a_hidden_test_is_in_the_page(school: small.Course, student: str) -> None:
    assert "HIDDEN TESTS" not in page(school, student)


def test_the_thief_did_carry_the_lines_into_the_graded_notebook(school: small.Course) -> None:
    """So that the tests above do not hold because nothing was tried; the instructor sees it all."""
    notebook = graded(school, "thief")
    tried = [cell for cell in notebook.cells if cell.source in AFTERWARDS.values()]
    assert len(tried) == len(AFTERWARDS)
    assert all(cell.outputs for cell in tried)
    for kind in IN_A_CHECK:
        assert by_id(notebook.cells, f"t-{kind}").outputs, kind
    assert "secret_input ** 2" in str(by_id(notebook.cells, "t-raise").outputs)


@pytest.mark.parametrize("trick", AFTERWARDS)
def test_an_output_that_carries_a_hidden_test_is_replaced_by_the_reason(school: small.Course, trick: str) -> None:
    """One at a time, so that none hides behind another."""
    cell = next(cell for cell in graded(school, "thief").cells if cell.source == AFTERWARDS[trick])
    assert not any(output.get("text") == REMOVED for output in cell.outputs)
    book = new_notebook(cells=[check("c", "x = 1", hidden=HIDDEN.format("square")), cell])
    shown, _ = HideHiddenTests().preprocess(book, {})
    assert [output.get("text") for output in shown.cells[-1].outputs] == [REMOVED] * len(cell.outputs)


@pytest.mark.parametrize("place", LOOKING)
def test_a_kernels_memory_holds_no_hidden_test(school: small.Course, place: str) -> None:
    """Not even in the instructor's copy: the learner's code did not find it."""
    cell = next(cell for cell in graded(school, "looker").cells if cell.source == LOOKING[place])
    assert "secret_input" not in str(cell.outputs)


# ---------------------------------------------------------------- what is shown


def test_the_page_names_the_slip_of_a_hidden_test_in_its_sentence(school: small.Course) -> None:
    assert TOLD in words(page(school, "signs"))
    assert "Slip:" not in words(page(school, "right")).replace("'Slip: doubled. Three squared is nine, not six.'", "")


def test_the_page_shows_the_visible_checks(school: small.Course) -> None:
    for student in ("right", "signs", "thief"):
        assert "assert square(3) == 9" in words(page(school, student))


def test_the_page_shows_the_points(school: small.Course) -> None:
    assert "3.5" in words(page(school, "right"))
    text = words(page(school, "signs"))
    assert re.search(r"hidden\s+Score: 0.0 / 2.0", text)
    assert re.search(r"seen\s+Score: 1.0 / 1.0", text)
    assert re.search(r"partly\s+Score: 0.5 / 1.0", text)


def test_the_page_shows_the_reasons_of_partial_credit(school: small.Course) -> None:
    assert "Met: the first part. Not met: three cubed." in words(page(school, "signs"))


def test_the_page_shows_what_the_grader_says(school: small.Course) -> None:
    text = words(page(school, "signs"))
    assert "From the grader" in text
    assert "Put right before grading: “seen” was changed and is as it was released." in text


def test_the_page_says_that_outputs_were_removed(school: small.Course) -> None:
    assert words(page(school, "thief")).count(REMOVED) >= len(AFTERWARDS)
    assert REMOVED not in words(page(school, "right"))


def test_the_page_says_that_a_learners_own_code_stopped_a_check(school: small.Course) -> None:
    text = words(page(school, "thief"))
    assert "Your code stopped in this check: ValueError." in text
    assert "Your code stopped in this check: Exception." in text  # a name of their own is not repeated


# ---------------------------------------------------------------- the cut itself


def test_a_learners_own_note_of_whose_an_output_is_stops_nothing() -> None:
    cell = check("c", "x = 1", hidden="assert x == 2, 'Slip: two. It is not two.'")
    cell.metadata["made_by_answer"] = 7
    cell.outputs = [new_output("error", ename="AssertionError", evalue="Slip: two. It is not two.", traceback=["t"])]
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=[cell]), {})
    assert shown.cells[0].outputs[0].traceback == ["Slip: two. It is not two."]


def test_data_for_programs_are_left_out_and_whose_the_rest_is_stays_known() -> None:
    """A display that a page can show stays, though it holds such data too."""
    data, picture = {"application/vnd.example+json": {"verdict": "right"}}, {"text/html": "<b>x</b>"}
    cell = check("c", "x = 1")
    cell.outputs = [
        new_output("stream", name="stdout", text="its own"),
        new_output("display_data", data=data),
        new_output("stream", name="stdout", text="theirs"),
        new_output("display_data", data={**data, **picture}),
        new_output("display_data", data={}),
    ]
    cell.metadata["made_by_answer"] = [1, 2]
    step = LeaveOutData(mime_types=["application/vnd.example+json"])
    shown, _ = step.preprocess(new_notebook(cells=[cell, manual("m")]), {})
    kept = shown.cells[0].outputs
    assert [output.get("text", output.get("data")) for output in kept] == ["its own", "theirs", {**data, **picture}, {}]
    assert shown.cells[0].metadata["made_by_answer"] == [1]


def test_without_a_type_named_nothing_is_left_out() -> None:
    cell = check("c", "x = 1")
    cell.outputs = [new_output("display_data", data={"application/json": {}})]
    cell.metadata["made_by_answer"] = "a learner's own note"
    before = copy.deepcopy(cell)
    shown, _ = LeaveOutData().preprocess(new_notebook(cells=[cell]), {})
    assert shown.cells[0] == before


def test_a_check_without_hidden_lines_keeps_its_traceback() -> None:
    cell = check("c", "assert 1 == 2")
    cell.outputs = [new_output("error", ename="AssertionError", evalue="", traceback=["a", "b"])]
    before = copy.deepcopy(cell)
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=[cell]), {})
    assert shown.cells[0] == before


def test_a_short_line_in_a_hidden_test_takes_no_honest_output_away() -> None:
    cell = new_code_cell("pass")
    cell.outputs = [new_output("stream", name="stdout", text="I pass. x = 1. Total: 100")]
    hidden = check("c", "y = 1", hidden="pass\nx = 1\nif x:\n    y = 2\ntotal = 100")
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=[hidden, cell]), {})
    assert shown.cells[-1].outputs[0].text == "I pass. x = 1. Total: 100"


@pytest.mark.parametrize("line", ["    volume_variance,", "volume_variance", "    ward.volume_variance)"])
def test_a_name_alone_on_a_line_of_a_hidden_test_takes_no_honest_output_away(line: str) -> None:
    """The formatter gives each argument a line of its own, and a check says in words what it looks at."""
    said = ("✓ Right: the ward.volume variance.", "ward volume variance", "value = volume_of(ward, 12)")
    cell = check("c", "y = 1", hidden=f"expect(\n{line}\n    value=volume_of(ward, 12),\n)")
    cells = [cell, new_code_cell("volume_variance"), new_code_cell("print(stolen)")]
    for one, text in zip(cells, said, strict=True):
        one.outputs = [new_output("stream", name="stdout", text=text)]
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=cells), {})
    assert [one.outputs[0].text for one in shown.cells] == [*said[:2], REMOVED]


def test_a_visible_check_may_name_a_slip_that_a_hidden_one_knows_too() -> None:
    """But neither a learner's code inside it, nor a learner's own cell, may repeat the hidden test's sentences."""
    sentence = "You took leave of worked hours, not of paid hours."
    hidden = check("hidden", "y = 1", hidden=f'expect(\n    hours,\n    "{sentence}",\n)')
    seen, own = check("seen", "expect(hours)"), new_code_cell("print(stolen)")
    seen.outputs = [new_output("stream", name="stdout", text=said) for said in (sentence, f"stolen: {sentence}")]
    seen.metadata["made_by_answer"] = [1]
    own.outputs = [new_output("stream", name="stdout", text=sentence)]
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=[hidden, seen, own]), {})
    assert [output.text for cell in shown.cells[1:] for output in cell.outputs] == [sentence, REMOVED, REMOVED]


def test_the_markers_are_nbgraders_own_setting() -> None:
    cell = check("c", "x = 1\n# SECRET\nassert x == 1\n# OPEN\ny = 2")
    step = HideHiddenTests(begin_test_delimeter="# SECRET", end_test_delimeter="# OPEN")
    shown, _ = step.preprocess(new_notebook(cells=[cell]), {})
    assert shown.cells[0].source == "x = 1\ny = 2"


def test_a_hidden_test_in_prose_is_cut_too(tmp_path: Path) -> None:
    cell = manual("m", "Read.\n### BEGIN HIDDEN TESTS\nThe key.\n### END HIDDEN TESTS")
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=[cell]), {})
    assert shown.cells[0].source == "Read."
