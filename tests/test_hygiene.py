"""Notebooks in git are stripped, stable and readable; nothing of a run or a machine is committed."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.units import ROOT, all_units, cleared, label

UNITS = [pytest.param(p, id=label(p)) for p in all_units()]
LONGEST_CELL, LONGEST_HIDDEN = 25, 80  # lines as the formatter breaks them
HIDDEN_REGION = r"### BEGIN HIDDEN TESTS\n.*### END HIDDEN TESTS"
LONGEST_BAR = 110  # characters of a folded check's first line that JupyterLab shows on a small laptop
ALLOWED_METADATA = {"nbgrader", "tags", "jupyter"}
DOLLAR = re.compile(r"<span>(?:\\\$|&#36;)</span>")  # alone in its element, a dollar is never half of a formula
FIRST_CELLS = 6


def problems(book: dict[str, Any]) -> list[str]:
    """Return what is unclean in a notebook, in words."""
    found = [f"metadata holds {key}" for key in set(book["metadata"]) - {"kernelspec", "language_info"}]
    found += ["language_info holds more than the name"] if set(book["metadata"]["language_info"]) != {"name"} else []
    found += ["not nbformat 4.5"] if (book["nbformat"], book["nbformat_minor"]) != (4, 5) else []
    ids = [cell["id"] for cell in book["cells"]]
    found += [f"cell id {i} is repeated" for i in {i for i in ids if ids.count(i) > 1}]
    for cell in book["cells"]:
        found += [f"{cell['id']}: {problem}" for problem in cell_problems(cell)]
    return found


def has_bare_dollar(markdown: str) -> bool:
    """Return whether a dollar stands where JupyterLab may take it for half of a formula; escaping is not enough."""
    rest = DOLLAR.sub("", re.sub(r"`[^`]*`", "", markdown))
    return "$" in rest or "&#36;" in rest


def bar_problems(check: dict[str, Any]) -> list[str]:
    """Return what keeps a visible check from standing under its answer as one line that a learner can read."""
    found = []
    if not check["metadata"].get("jupyter", {}).get("source_hidden"):
        found.append("the check is not folded, and its slips tell much of the answer")
    line = check["source"][0].rstrip()
    if not re.fullmatch(r'"""Check\. [A-Z0-9$].*[.!?]"""', line):
        found.append('a folded check shows its first line: write """Check. What it looks at."""')
    if re.sub(HIDDEN_REGION, "", "".join(check["source"]), flags=re.S).strip() != line:
        found.append("a check is a line on what it looks at, and hidden tests: what stands outside them is released")
    if len(line) > LONGEST_BAR:
        found.append(f"the first line of the check runs off the screen: {len(line)} characters")
    return found


def cell_problems(cell: dict[str, Any]) -> list[str]:
    found = []
    source = "".join(cell["source"])
    role = cell["metadata"].get("nbgrader")
    if cell.get("outputs") or cell.get("execution_count"):
        found.append("holds a run")
    found += [f"metadata holds {key}" for key in set(cell["metadata"]) - ALLOWED_METADATA]
    if not re.fullmatch(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*", cell["id"]):
        found.append("the id is no readable name")
    if role and role["grade_id"] != cell["id"]:
        found.append("the id is not the grade_id")
    if cell["cell_type"] == "markdown" and has_bare_dollar(source):
        found.append(r"a bare dollar sign, which JupyterLab reads as mathematics: write <span>\$</span>")
    if cell["id"].endswith("-check") and role:
        found += bar_problems(cell)
    if cell["cell_type"] == "code":
        limit = LONGEST_HIDDEN if "HIDDEN TESTS" in source else LONGEST_CELL
        found += [f"{len(cell['source'])} lines"] if len(cell["source"]) > limit else []
    return found


@pytest.mark.parametrize("path", UNITS)
def test_a_source_notebook_is_clean(path: Path) -> None:
    """No outputs, no editor's traces, names for ids, cells that fit a screen."""
    assert problems(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", UNITS)
def test_a_source_notebook_is_written_by_one_writer(path: Path) -> None:
    """Indent 1, non-ASCII as it is, a final newline: so that diffs read."""
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("path", UNITS)
def test_no_import_is_visible_before_the_first_graded_answer(path: Path) -> None:
    """The first mark comes early, and no programming stands in its way; a solution is not seen."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first = next(i for i, cell in enumerate(cells) if cell["id"].endswith("-check"))
    for cell in cells[:first]:
        if cell["cell_type"] == "code" and not cell["metadata"].get("jupyter", {}).get("source_hidden"):
            assert "import " not in cleared("".join(cell["source"]))


def test_the_first_mark_of_the_first_unit_is_within_six_cells() -> None:
    """A reader who has only the release reaches a graded check by the sixth cell."""
    unit = next(p for p in all_units() if p.stem == "1_operating_budget")
    ids = [cell["id"] for cell in json.loads(unit.read_text(encoding="utf-8"))["cells"][:FIRST_CELLS]]
    assert any(i.endswith("-check") for i in ids)


@pytest.mark.parametrize("path", UNITS)
def test_set_up_is_one_folded_cell_that_says_what_it_does(path: Path) -> None:
    """Named imports in one early cell; the solution may import what only it needs."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    set_up = [cell for cell in cells if "setup" in cell["metadata"].get("tags", [])]
    assert len(set_up) == 1
    assert set_up[0]["metadata"]["jupyter"]["source_hidden"]
    assert set_up[0]["source"][0].startswith("# Set-up")


def dirty(change: str) -> dict[str, Any]:
    """Return a clean notebook with one thing made dirty."""
    book = copy.deepcopy(json.loads(all_units()[0].read_text(encoding="utf-8")))
    cell = next(c for c in book["cells"] if c["cell_type"] == "code")
    text = next(c for c in book["cells"] if c["cell_type"] == "markdown")
    check = next(c for c in book["cells"] if c["id"].endswith("-check"))
    if change == "output":
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["ran"]}]
    elif change == "count":
        cell["execution_count"] = 3
    elif change == "editor":
        cell["metadata"]["vscode"] = {"languageId": "python"}
    elif change == "version":
        book["metadata"]["language_info"]["version"] = "3.11.7"
    elif change == "widgets":
        book["metadata"]["widgets"] = {}
    elif change == "random id":
        cell["id"] = "8C3F-a"
    elif change == "long":
        cell["source"] = ["x = 1\n"] * 60
    elif change == "dollar":
        text["source"] = ["It cost $5 and $6."]
    elif change == "escaped dollar":
        text["source"] = [r"It cost \$5 and \$6."]
    elif change == "open check":
        check["metadata"].pop("jupyter")
    elif change == "unfolded check":
        check["metadata"]["jupyter"] = {"source_hidden": False}
    elif change == "bar of code":
        check["source"][0] = "expect_between(\n"
    elif change == "bar without a name":
        check["source"][0] = check["source"][0].replace("Check. ", "")
    elif change == "released slip":
        check["source"].append("\nSlip('gross for net', 1, 'You took the bill.')")
    elif change == "long bar":
        check["source"][0] = '"""Check. ' + "A very long line. " * 9 + '"""\n'
    elif change == "twice":
        book["cells"].append(copy.deepcopy(cell))
    return book


@pytest.mark.parametrize(
    "change",
    [
        "output",
        "count",
        "editor",
        "version",
        "widgets",
        "random id",
        "long",
        "dollar",
        "escaped dollar",
        "open check",
        "unfolded check",
        "bar of code",
        "bar without a name",
        "long bar",
        "released slip",
        "twice",
    ],
)
def test_a_dirty_notebook_is_seen(change: str) -> None:
    """The gate bites on each kind of dirt."""
    assert problems(dirty("nothing")) == []
    assert problems(dirty(change))


def says_how_a_check_is_run(cells: list[dict[str, Any]]) -> bool:
    """Return whether the first ask, and no other, says what the folded bar is and how it is run."""
    asks = ["".join(cell["source"]) for cell in cells if cell["id"].endswith("-ask")]
    told = ["The folded bar below your answer is its check." in ask for ask in asks]
    return told[0] and "Shift+Enter" in asks[0] and sum(told) == 1


@pytest.mark.parametrize("path", UNITS)
def test_a_learner_is_told_once_a_unit_how_a_folded_check_is_run(path: Path) -> None:
    """At the first exercise, where the first bar stands."""
    assert says_how_a_check_is_run(json.loads(path.read_text(encoding="utf-8"))["cells"])


def test_a_unit_that_does_not_say_how_a_check_is_run_is_seen() -> None:
    """The gate bites, on a unit that says it nowhere and on one that says it late."""
    silent = {"id": "a-ask", "source": ["**Ask.** How many?"]}
    telling = {"id": "b-ask", "source": ["The folded bar below your answer is its check. Shift+Enter runs it."]}
    assert says_how_a_check_is_run([telling, silent])
    assert not says_how_a_check_is_run([silent])
    assert not says_how_a_check_is_run([silent, telling])


MARKDOWN = sorted((ROOT / "modules").glob("*/*.md"))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda p: p.name)
def test_pages_beside_the_units_write_dollars_so_that_jupyterlab_shows_them(path: Path) -> None:
    """Two bare dollar signs on a page become mathematics."""
    assert not has_bare_dollar(path.read_text(encoding="utf-8"))


DATED = re.compile(r"\b(?:since|from|until|in) (?:January )?20\d\d\b|\bCY ?20\d\d\b", re.I)


def dated(text: str) -> list[str]:
    """Return the lines that date a rule in prose; the sources at a unit's end name their years and may."""
    return [line for line in text.splitlines() if DATED.search(line) and not line.startswith("**Sources.**")]


@pytest.mark.parametrize("path", UNITS)
def test_dated_rules_come_from_the_table_of_reference_values_and_not_from_prose(path: Path) -> None:
    """A figure typed into a sentence is forgotten when it changes; the story's fiscal years stay what they are."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not dated("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"))
    assert not dated((path.parent / "glossary.md").read_text(encoding="utf-8"))


def test_a_dated_rule_in_prose_is_seen() -> None:
    """The gate bites, and lets the story and the sources be."""
    assert dated("Since 2026 there are two factors.")
    assert dated("The CY2026 factor is higher.")
    assert not dated("Wrenfield, fiscal year 2025.\n**Sources.** CMS, CY2026; it changes every January.")


def test_nothing_of_a_run_stands_in_the_source_folders() -> None:
    """A plan or a name in modules/ would reach every student."""
    assert not [
        p for m in (ROOT / "modules").iterdir() if m.is_dir() for p in (m / "plans", m / "learner.json") if p.exists()
    ]


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("This is no git checkout, so there is nothing tracked to look at: run it in a clone.")
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


FOREIGN = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work|tmp/[\w.]+)/|file" + r"s\.python|pyp" + r"i\.org")


def foreign(text: str) -> list[str]:
    """Return paths of a machine and hosts of a package registry in a text."""
    return FOREIGN.findall(text)


def test_no_path_of_a_machine_and_no_registry_host_is_committed() -> None:
    """The project runs anywhere, from any index."""
    for path in tracked():
        if path.suffix in {".py", ".ipynb", ".md", ".toml", ".txt", ".json", ".yml", ".js", ".css"} or not path.suffix:
            assert not foreign(path.read_text(encoding="utf-8", errors="ignore")), path


def test_a_path_of_a_machine_is_seen() -> None:
    """The gate bites."""
    home = "/home/" + "ana/course/x.py"
    assert foreign(f"open('{home}')")
    assert not foreign("classroom/work/ana and docs/home/page")


BRITISH = re.compile(
    r"avour(?!it)|\wolour|[ln]abour|eighbour|haviour|\b(?:dis)?honour|umour|[a-z]{3}(?:is|ys)ation|"
    r"(?:organ|real|recogn|util|standard|summar|minim|maxim|author|stabil|annual|capital)is(?:e|ing)|"
    r"judgement|programme(?!d|r)|catalogue|\bcentre|licence|defence\b|labell|cancelled|travell|modell(?:ed|ing)|"
    r"paed|\banaesth|\btowards\b|\blearnt\b|\bspelt\b|misspelt|\bgrey\b",
    re.I,
)
# The seed of a learner's neighbor, what an earlier release said, and names that other people's libraries chose.
LARGE_BYTES = 500_000  # a table of claims: its words are those of its generator
SPELLED_SO = (
    'part("neighbour")',
    '"neighbour": "neighbor"',
    '"prior_authorisation": "prior_authorization"',
    "labelledby",
    "CancelledError",
    ".cancelled()",
)


def british(text: str) -> list[str]:
    """Return what is spelled as in Britain; the course is about American health care."""
    for name in SPELLED_SO:
        text = text.replace(name, "")
    return [match.group() for match in BRITISH.finditer(text)]


def test_spelling_is_american() -> None:
    """In prose, in names and in data."""
    for path in tracked():
        prose = path.suffix in {".py", ".ipynb", ".md", ".toml", ".json", ".js", ".css", ".csv"}
        if prose and path.stat().st_size < LARGE_BYTES and path != Path(__file__):
            assert not british(path.read_text(encoding="utf-8", errors="ignore")), path.relative_to(ROOT)


def test_british_spelling_is_seen() -> None:
    """The gate bites on words and on names, and lets American ones be."""
    for word in ("unfavourable", "labour_share", "neighbours", "authorisation", "programmes", "labelled", "LICENCE"):
        assert british(word), word
    assert not british("a favorite program, programmed in color; organization, labor, raised, exercise, precise")


LONGEST_FILE = 400


def test_no_file_outgrows_its_name() -> None:
    """At most four hundred lines of code; what is longer says two things."""
    code = [path for path in tracked() if path.suffix in {".py", ".js", ".css"}]
    long = {
        path.relative_to(ROOT).as_posix(): n
        for path in code
        if (n := len(path.read_bytes().splitlines())) > LONGEST_FILE
    }
    assert long == {}


SKIPPED = re.compile(r"# fmt: (?:skip|off)\s*$", re.M)


def test_the_formatter_is_not_sent_away_without_a_reason() -> None:
    for path in tracked():
        if path.suffix == ".py" and path != Path(__file__):
            assert not SKIPPED.search(path.read_text(encoding="utf-8")), path.relative_to(ROOT)
    assert SKIPPED.search("x = (1,\n     2)  # fmt: skip\n")
    assert not SKIPPED.search("x = (1,\n     2)  # fmt: skip  # a matrix, row by row\n")
