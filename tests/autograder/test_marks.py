"""A course that marks solutions and hidden tests in its own words is graded and given feedback as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbformat import read
from nbformat.v4 import new_notebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions
from traitlets.config import Config

from autograder import use_confined_steps
from autograder.notebooks.blueprint import from_source
from autograder.notebooks.marks import Marks
from tests.autograder import small_courses as small
from tests.autograder.small_courses import answer, both, check, manual, write

OWN_WORDS = {
    "### BEGIN SOLUTION": "#<key",
    "### END SOLUTION": "#key>",
    "### BEGIN HIDDEN TESTS": "# -- secret",
    "### END HIDDEN TESTS": "# -- open",
}
SECTIONS: dict[str, dict[str, Any]] = {
    "ClearSolutions": {
        "begin_solution_delimeter": "<key",
        "end_solution_delimeter": "key>",
        "code_stub": {"python": "# Yours:\npass"},
        "text_stub": "*Yours.*",
    },
    "ClearHiddenTests": {"begin_test_delimeter": "-- secret", "end_test_delimeter": "-- open"},
    "IgnorePattern": {"enabled": True, "pattern": "DeprecationWarning"},
    "LimitOutput": {"max_lines": 3},
    "ClearMarkScheme": {"begin_mark_scheme_delimeter": "<rubric", "end_mark_scheme_delimeter": "rubric>"},
}


def in_own_words(cell: Any) -> Any:
    for nbgraders, own in OWN_WORDS.items():
        cell.source = cell.source.replace(nbgraders, own)
    return cell


CELLS = [
    answer("square", "import fractions\ndef square(x):\n    return x * x", blank="# Write a function."),
    check("seen", "assert square(3) == 9", 1, hidden="assert square(-2) == 4, 'the sign'"),
    check("old", "import sys\nprint('DeprecationWarning: old', file=sys.stderr)", 1),
    check("other", "import sys\nprint('Warning: other', file=sys.stderr)", 1),
    check("long", "print('a\\n' * 9)", 1),
    manual("essay", "*Yours.*"),
]


def test_without_settings_the_marks_are_nbgraders_own() -> None:
    """A new nbgrader with other words is noticed here."""
    solutions, tests, schemes, own = ClearSolutions(), ClearHiddenTests(), ClearMarkScheme(), Marks()
    assert own.solution == (solutions.begin_solution_delimeter, solutions.end_solution_delimeter)
    assert own.hidden_tests == (tests.begin_test_delimeter, tests.end_test_delimeter)
    assert own.mark_scheme == (schemes.begin_mark_scheme_delimeter, schemes.end_mark_scheme_delimeter)
    assert (own.code_stub, own.text_stub) == (solutions.code_stub["python"], solutions.text_stub)
    assert Marks.from_config(Config()) == own


def test_every_setting_is_read() -> None:
    """Also a stub as nbgrader's older courses write it, without a language."""
    assert Marks.from_config(Config(SECTIONS)) == Marks(
        ("<key", "key>"), ("-- secret", "-- open"), ("<rubric", "rubric>"), "# Yours:\npass", "*Yours.*"
    )
    assert Marks.from_config(Config({"ClearSolutions": {"code_stub": "..."}})).code_stub == "..."
    assert Marks.from_plain_data(Marks.from_config(Config(SECTIONS)).as_plain_data()).solution == ("<key", "key>")


@pytest.mark.parametrize(
    "source",
    [
        "a = 1\n### BEGIN SOLUTION\nb = 2\n### END SOLUTION\nc = 3",
        "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
        "### BEGIN SOLUTION\nx\n### END SOLUTION\n\n  # BEGIN SOLUTION here\n  y\n  # END SOLUTION\nz",
        "no solution",
    ],
)
@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_a_source_is_cleared_as_nbgrader_clears_it(source: str, kind: str) -> None:
    cell = small.manual("a", source, kind=kind)
    ClearSolutions()._replace_solution_region(cell, "python")
    assert Marks().released(source, kind) == cell.source


def test_no_solution_is_among_what_is_loaded_ahead() -> None:
    """What only a solution imports is not ready for a student's code, and is not taken for the instructor's."""
    unmarked = small.manual("whole", "import decimal", kind="code")
    cells = [in_own_words(cell) for cell in [*CELLS, unmarked]]
    blueprint = from_source("unit", new_notebook(cells=cells), Marks.from_config(Config(SECTIONS)))
    assert not any(word in "".join(blueprint.sources) for word in ("fractions", "decimal"))
    assert blueprint.by_id["square"].source == "# Write a function.\n# Yours:\npass"


@pytest.mark.slow
def test_a_course_in_its_own_words_is_graded_as_with_stock_and_shows_no_hidden_test(tmp_path: Path) -> None:
    """A copy that nobody touched needs no repair; a check without its hidden half is no change of the student's."""
    course = small.course(tmp_path, **SECTIONS)
    use_confined_steps(course.config)
    course.source({"unit": [in_own_words(cell) for cell in CELLS]})
    course.hand_in("ana", {"unit": write(square="def square(x):\n    return abs(x) * x", essay="Mine.")})
    course.hand_in("ben")
    for fast, stock in both(course, tmp_path / "stock").values():
        assert small.differing(fast, stock) == {}
        assert {"seen": 0.0, "old": 1.0, "other": 0.0, "long": 1.0}.items() <= small.paid(stock).items()
    assert course.rows("ben")["unit: essay: comment"] == "No response."
    assert course.grade().verdicts == {"ana": [], "ben": []}
    graded = read(tmp_path / "autograded/ana/hw/unit.ipynb", 4)
    (long,) = (cell for cell in graded.cells if cell.source.startswith("print("))
    assert "".join(output.text for output in long.outputs).splitlines()[-1] == "... Output truncated ..."
    feedback = small.nbgrader_api(course.config).generate_feedback(course.name, "ana", force=True)
    page = (tmp_path / "feedback/ana/hw/unit.html").read_text()
    assert feedback["success"] and "the sign" in page  # what the check said
    assert "square(-2)" not in page and "secret" not in page
