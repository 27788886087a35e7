"""A new release reaches an edited notebook cell by cell, and nothing that a learner wrote is lost."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.commands import learn
from course.commands.refreshing import OLD_NAMES, refresh, refreshed, renamed

UNIT = "02_finance/unit.ipynb"


# ---------------------------------------------------------------- a small unit, in two releases


def plain(name: str, source: str, *tags: str) -> Any:
    return new_markdown_cell(source, id=name) if source.startswith("#") else code(name, source, tags=list(tags))


def code(name: str, source: str, **metadata: Any) -> Any:
    return new_code_cell(source, id=name, metadata=metadata)


def graded(name: str, source: str, **role: Any) -> Any:
    """A cell of an exercise, locked unless it is an answer."""
    roles = {"grade": False, "locked": True, "solution": False, "task": False, "schema_version": 3, **role}
    make = new_markdown_cell if source.startswith("*") else new_code_cell
    return make(source, id=name, metadata={"nbgrader": {"grade_id": name, **roles}})


def exercise(name: str, words: str) -> list[Any]:
    return [
        graded(f"{name}-ask", f"**Ask.** {words}"),
        graded(f"{name}-answer", f"{name} = ...", locked=False, solution=True),
        graded(f"{name}-check", f'"""Check. {words}"""', grade=True, points=1),
    ]


def unit(words: str) -> Any:
    """One release of a unit: in the next, the words of its cells are others."""
    return new_notebook(
        cells=[
            plain("opening", f"# The budget, {words}"),
            plain("setup", f"from course.{words} import lab", "setup"),
            *exercise("hours", words),
            plain("idea", f"# An idea, {words}"),
            plain("lab", f"lab({words!r})"),
            *exercise("cost", words),
            graded("memo-reflect", f"*Write here, {words}*", grade=True, solution=True, locked=False, points=2),
            plain("closing", f"# The end, {words}"),
        ]
    )


OLD, NEW = unit("old"), unit("new")
SAID = {cell.id if "nbgrader" not in cell.metadata else cell.metadata.nbgrader.grade_id: cell for cell in OLD.cells}
TEXTS = {(name if "nbgrader" in cell.metadata else f"#{name}"): cell.source for name, cell in SAID.items()}


def mine(**written: str) -> Any:
    """A learner's copy of the old release, in which the named cells say something else."""
    book = copy.deepcopy(OLD)
    for name, source in written.items():
        by_id(book, name.replace("_", "-")).source = source
    return book


def by_id(book: Any, name: str) -> Any:
    return next(cell for cell in book.cells if cell.id == name)


def sources(book: Any) -> dict[str, str]:
    return {cell.id: cell.source for cell in book.cells}


# ---------------------------------------------------------------- what stays and what follows


def test_what_the_learner_wrote_stays_and_the_instructors_cells_follow() -> None:
    written = {"hours_answer": "hours = 7", "memo_reflect": "*Dear board.*"}
    book = mine(**written)
    book.cells.insert(4, code("my-own", "print(hours)"))
    by_id(book, "hours-answer").outputs = [new_output("stream", text="7")]
    found = sources(refreshed(book, NEW, TEXTS))
    expected = sources(NEW) | {"hours-answer": "hours = 7", "memo-reflect": "*Dear board.*", "my-own": "print(hours)"}
    assert found == expected
    assert list(found)[4] == "my-own"


def test_what_an_answer_put_out_stays_with_it_and_what_changed_has_put_out_nothing() -> None:
    book = mine(hours_answer="hours = 7")
    for name in ("hours-answer", "hours-check"):
        by_id(book, name).outputs = [new_output("stream", text="7")]
    found = refreshed(book, NEW, TEXTS)
    assert by_id(found, "hours-answer") == by_id(book, "hours-answer")
    assert by_id(found, "hours-check").outputs == []


def test_prose_and_labs_follow_only_where_the_learner_left_them() -> None:
    """A note in the margin is the learner's."""
    found = sources(refreshed(mine(idea="# An idea, old\nI do not believe it."), NEW, TEXTS))
    assert found["idea"] == "# An idea, old\nI do not believe it."
    assert (found["lab"], found["opening"], found["hours-answer"]) == ("lab('new')", "# The budget, new", "hours = ...")


def test_without_the_earlier_release_only_the_instructors_cells_follow() -> None:
    """Nothing tells what was left untouched."""
    found = sources(refreshed(mine(hours_answer="hours = 7"), NEW, {}))
    locked = {name for name in found if name.endswith(("-ask", "-check"))} | {"setup"}
    assert found == {**sources(mine(hours_answer="hours = 7")), **{name: sources(NEW)[name] for name in locked}}


def test_a_set_up_that_was_edited_or_deleted_is_the_releases() -> None:
    """An old one imports what the course no longer has, and stops the whole unit."""
    assert sources(refreshed(mine(setup="import numpy"), NEW, TEXTS))["setup"] == "from course.new import lab"
    without = mine()
    without.cells = [cell for cell in without.cells if cell.id != "setup"]
    assert list(sources(refreshed(without, NEW, TEXTS)))[:2] == ["opening", "setup"]


def test_a_check_that_was_deleted_is_back_and_a_paragraph_is_not() -> None:
    book = mine()
    book.cells = [cell for cell in book.cells if cell.id not in ("hours-check", "idea", "cost-answer")]
    found = sources(refreshed(book, NEW, TEXTS))
    assert "idea" not in found
    assert "cost-answer" not in found  # its learner may have written it in a cell of their own
    assert list(found).index("hours-check") == list(found).index("hours-answer") + 1


@pytest.mark.parametrize("known", [TEXTS, {}], ids=["with the earlier release", "without"])
def test_a_new_exercise_comes_whole_and_in_its_place(known: dict[str, str]) -> None:
    later = copy.deepcopy(NEW)
    later.cells[5:5] = exercise("beds", "new")
    found = list(sources(refreshed(mine(hours_answer="hours = 7"), later, known)))
    assert found[4:9] == ["hours-check", "beds-ask", "beds-answer", "beds-check", "idea"]


def test_a_new_paragraph_comes_in_its_place() -> None:
    later = copy.deepcopy(NEW)
    later.cells.insert(6, plain("remark", "# A remark"))
    found = list(sources(refreshed(mine(hours_answer="hours = 7"), later, TEXTS)))
    assert found[found.index("idea") + 1] == "remark"


def test_what_the_release_dropped_goes_unless_the_learner_wrote_in_it() -> None:
    later = copy.deepcopy(NEW)
    later.cells = [cell for cell in later.cells if cell.id not in ("idea", "lab", "closing")]
    found = sources(refreshed(mine(lab="lab('old', mine=True)"), later, TEXTS))
    assert found["lab"] == "lab('old', mine=True)"
    assert not {"idea", "closing"} & set(found)


def test_a_copy_of_a_check_does_not_leave_two_of_one_name() -> None:
    """JupyterLab's paste gives the copy an id of its own, other editors do not."""
    for name in ("pasted", "hours-check"):
        book = mine()
        twin = copy.deepcopy(by_id(book, "hours-check"))
        twin["id"] = name
        book.cells.append(twin)
        found = refreshed(book, NEW, TEXTS)
        nbformat.validate(found)
        assert len({cell.id for cell in found.cells}) == len(found.cells)


def test_a_moved_check_is_brought_up_to_date_where_it_is() -> None:
    book = mine()
    book.cells.insert(0, book.cells.pop(4))
    found = refreshed(book, NEW, TEXTS)
    assert (found.cells[0].id, found.cells[0].source) == ("hours-check", '"""Check. new"""')


def test_a_check_that_says_the_same_in_both_releases_keeps_what_it_put_out() -> None:
    """And has nbgrader's mark again, where it had lost it."""
    later = copy.deepcopy(NEW)
    by_id(later, "hours-check").source = by_id(OLD, "hours-check").source
    book = mine(hours_answer="hours = 7")
    check = by_id(book, "hours-check")
    check.outputs = [new_output("stream", text="✓")]
    assert by_id(refreshed(book, later, TEXTS), "hours-check") == check
    del check.metadata["nbgrader"]
    found = by_id(refreshed(book, later, TEXTS), "hours-check")
    assert found.metadata.nbgrader == by_id(later, "hours-check").metadata.nbgrader
    assert found.outputs == check.outputs


def test_a_notebook_of_an_older_format_keeps_it() -> None:
    book = mine(hours_answer="hours = 7")
    book.nbformat_minor = 4
    for cell in book.cells:
        del cell["id"]
    found = refreshed(book, NEW, {})
    nbformat.validate(found)
    assert [cell.source for cell in found.cells if cell.source == "hours = 7"]
    assert '"""Check. new"""' in [cell.source for cell in found.cells]


@given(st.integers(0, 10**6))
def test_whatever_a_learner_did_to_a_notebook_no_word_of_theirs_is_lost(seed: int) -> None:
    """Moved, copied, deleted, rewritten, and with cells of their own between."""
    rng = random.Random(seed)
    book = mine()
    for cell in book.cells:
        if rng.random() < 0.4 and not cell.metadata.get("nbgrader", {}).get("locked") and cell.id != "setup":
            cell.source = f"# the learner's {rng.random()}"
    book.cells = [copy.deepcopy(cell) for cell in book.cells for _ in range(rng.choice([0, 1, 1, 1, 1, 2]))]
    for n in range(rng.randint(0, 4)):
        book.cells.insert(rng.randint(0, len(book.cells)), code(f"own-{n}", f"# my own {n}"))
    if rng.random() < 0.3:
        rng.shuffle(book.cells)
    found = refreshed(book, NEW, rng.choice([TEXTS, {}]))
    nbformat.validate(found)
    theirs = [cell.source for cell in book.cells if cell.source.startswith(("# the learner's", "# my own"))]
    assert [cell.source for cell in found.cells if cell.source in theirs] == theirs
    said = [cell.source for cell in found.cells]
    for cell in NEW.cells:
        if cell.metadata.get("nbgrader", {}).get("locked") or cell.id == "setup":
            assert cell.source in said
            assert by_id(OLD, cell.id).source not in said


# ---------------------------------------------------------------- names of an earlier release


def test_an_exercise_under_its_old_name_keeps_its_answer() -> None:
    ((name, names),) = OLD_NAMES.items()
    ((old, new),) = names.items()
    cells = [plain(f"{old}-idea", "# Beside you"), plain(f"{old}-sheet", f"{old}_sheet()"), *exercise(old, "old")]
    book, later = new_notebook(cells=cells), copy.deepcopy(new_notebook(cells=cells))
    later = renamed(later, name)
    for cell in later.cells:
        cell.source = cell.source.replace(old, new)
    texts = {("" if "nbgrader" in c.metadata else "#") + c.id.replace(old, new): c.source for c in cells}
    by_id(book, f"{old}-answer").source = "ftes_cut = 120"
    found = refreshed(renamed(book, name), later, texts)
    assert sources(found) == {**sources(later), f"{new}-answer": "ftes_cut = 120"}
    answer = by_id(found, f"{new}-answer")
    assert answer.metadata.nbgrader.grade_id == f"{new}-answer"
    assert [cell.id for cell in book.cells] == [cell.id for cell in cells]


def test_names_are_read_as_new_only_in_the_unit_that_had_them() -> None:
    old = next(iter(next(iter(OLD_NAMES.values()))))
    book = new_notebook(cells=exercise(old, "x"))
    assert renamed(book, "02_finance/1_operating_budget.ipynb") == book


# ---------------------------------------------------------------- files


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A release, and a learner's copy of it in which one answer is written."""
    release, folder = tmp_path / "release", tmp_path / "mine"
    write(release / UNIT, OLD)
    (release / "02_finance/README.md").write_text("old page")
    folder.mkdir()
    learn.bring_up_to_date(release, folder)
    write(folder / UNIT, mine(hours_answer="hours = 7"))
    return release, folder


def write(path: Path, book: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book, indent=1) + "\n")


def texts_in(path: Path) -> dict[str, str]:
    return sources(nbformat.read(path, as_version=4))


def released_anew(release: Path, folder: Path, book: Any = NEW) -> learn.Copied:
    earlier = {UNIT: (release / UNIT).read_bytes()}
    write(release / UNIT, book)
    return learn.bring_up_to_date(release, folder, earlier)


def test_an_edited_notebook_follows_a_new_release_and_is_kept_as_it_was(folders: tuple[Path, Path]) -> None:
    """The copy stands in a folder that JupyterLab shows, outside of what is handed in."""
    release, folder = folders
    before = (folder / UNIT).read_bytes()
    copied = released_anew(release, folder)
    assert (copied.refreshed, copied.kept, copied.updated) == ([UNIT], [], [])
    assert texts_in(folder / UNIT) == {**sources(NEW), "hours-answer": "hours = 7"}
    (backup,) = (folder / learn.BACKUPS).rglob("*.*")
    assert backup.read_bytes() == before
    assert backup.relative_to(folder).parts[:2] == (learn.BACKUPS, "02_finance")


def test_a_second_start_has_nothing_to_do(folders: tuple[Path, Path]) -> None:
    """And what the learner does to the set-up afterwards stays until there is a newer release."""
    release, folder = folders
    released_anew(release, folder)
    book = nbformat.read(folder / UNIT, as_version=4)
    by_id(book, "setup").source += "\nimport numpy"
    write(folder / UNIT, book)
    before = (folder / UNIT).read_bytes()
    copied = learn.bring_up_to_date(release, folder, {UNIT: (release / UNIT).read_bytes()})
    assert (copied.refreshed, copied.kept) == ([], [UNIT])
    assert (folder / UNIT).read_bytes() == before
    assert len(list((folder / learn.BACKUPS).rglob("*.ipynb"))) == 1


def test_an_untouched_notebook_is_replaced_and_not_kept(folders: tuple[Path, Path]) -> None:
    release, folder = folders
    (folder / UNIT).write_bytes((release / UNIT).read_bytes())
    assert released_anew(release, folder).updated == [UNIT]
    assert not (folder / learn.BACKUPS).exists()


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff\xfe", b'{"cells": 3}', b"[" * 100_000])
def test_a_notebook_that_cannot_be_read_is_left_to_its_owner(broken: bytes, folders: tuple[Path, Path]) -> None:
    release, folder = folders
    (folder / UNIT).write_bytes(broken)
    assert released_anew(release, folder).kept == [UNIT]
    assert (folder / UNIT).read_bytes() == broken


def test_a_disk_that_refuses_leaves_the_notebook_as_it_was(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    release, folder = folders
    before = (folder / UNIT).read_bytes()

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("course.writing.write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        released_anew(release, folder)
    assert (folder / UNIT).read_bytes() == before
    monkeypatch.undo()
    assert released_anew(release, folder).refreshed == [UNIT]  # the next start goes on


def test_without_anything_new_a_notebook_and_its_times_stay(folders: tuple[Path, Path], tmp_path: Path) -> None:
    release, folder = folders
    before = (folder / UNIT).stat().st_mtime_ns
    assert not refresh(folder / UNIT, release / UNIT, UNIT, (release / UNIT).read_bytes(), tmp_path / "backups")
    assert (folder / UNIT).stat().st_mtime_ns == before
    assert not (tmp_path / "backups").exists()
