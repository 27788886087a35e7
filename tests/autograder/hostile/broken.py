"""Submissions that are no notebook, half a notebook, or a notebook that was taken apart."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.autograder.hostile.cases import FULL, NOTHING, Case

Book = dict[str, Any]


def _json(book: Any) -> bytes:
    return json.dumps(book).encode()


def _id(cell: Any) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _cells(change: Callable[[list[Any]], list[Any]]) -> Callable[[Book], bytes]:
    def changed(book: Book) -> bytes:
        return _json({**book, "cells": change(book["cells"])})

    return changed


def _each(change: Callable[[Any], Any]) -> Callable[[Book], bytes]:
    return _cells(lambda cells: [change(cell) for cell in cells])


def _with_role(cell: Any, **role: Any) -> Any:
    if "nbgrader" in cell["metadata"]:
        cell["metadata"]["nbgrader"].update(role)
    return cell


def _as_markdown(cell: Any) -> Any:
    if not _id(cell).endswith("-1"):
        return cell
    return {"cell_type": "markdown", "id": cell["id"], "metadata": cell["metadata"], "source": cell["source"]}


def _zipped(book: Book) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hw.ipynb", json.dumps(book))
    return packed.getvalue()


def _old(book: Book) -> bytes:
    """As IPython wrote it ten years ago; its nbgrader roles are kept, as cells' metadata."""
    import nbformat

    return str(nbformat.writes(nbformat.convert(nbformat.from_dict(book), 3))).encode()


def _folder(folder: Path, places: Mapping[str, str]) -> None:
    (folder / "hw.ipynb").mkdir()
    (folder / "hw.ipynb" / "hw.ipynb").write_bytes(b"{}")


def _nested(folder: Path, places: Mapping[str, str]) -> None:
    (folder / "my homework").mkdir()
    (folder / "hw.ipynb").rename(folder / "my homework" / "hw.ipynb")


def _renamed(folder: Path, places: Mapping[str, str]) -> None:
    (folder / "hw.ipynb").rename(folder / "hw (1) final.ipynb")


def _deep(book: Book) -> bytes:
    return b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def _checks_that_pass(cell: Any) -> Any:
    return {**cell, "source": "assert True"} if _id(cell).endswith("-1") else cell


def _many(cells: list[Any]) -> list[Any]:
    empty = {"cell_type": "markdown", "metadata": {}, "source": "x"}
    code = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [], "execution_count": None}
    return [*cells, *({**empty, "id": f"m{n}"} for n in range(10_000)), *({**code, "id": f"c{n}"} for n in range(300))]


UNREADABLE = {"unreadable"}

CASES = [
    Case("an empty file", verdicts=UNREADABLE, points=NOTHING, notebook=lambda book: b"", says=["is empty"]),
    Case(
        "JSON that breaks off",
        verdicts=UNREADABLE,
        points=NOTHING,
        notebook=lambda book: _json(book)[:-200],
        says=["breaks off"],
    ),
    Case("no JSON", verdicts=UNREADABLE, points=NOTHING, notebook=lambda book: b"<html>Log in</html>"),
    Case(
        "not UTF-8",
        verdicts=UNREADABLE,
        points=NOTHING,
        notebook=lambda book: "é".encode("latin-1") + _json(book),
        says=["not UTF-8"],
    ),
    Case("UTF-16", verdicts=UNREADABLE, points=NOTHING, notebook=lambda book: json.dumps(book).encode("utf-16")),
    Case("a mark of the byte order", notebook=lambda book: b"\xef\xbb\xbf" + _json(book)),
    Case("zeros", verdicts=UNREADABLE, points=NOTHING, notebook=lambda book: bytes(5000)),
    Case("a zip archive", verdicts=UNREADABLE, points=NOTHING, notebook=_zipped),
    Case("a list", verdicts=UNREADABLE, points=NOTHING, notebook=lambda book: b"[]", says=["holds no cells"]),
    Case(
        "cells that are no cells",
        verdicts=UNREADABLE,
        points=NOTHING,
        notebook=_cells(lambda cells: [1, None, "x", []]),
    ),
    Case("sources that are no text", verdicts=UNREADABLE, points=NOTHING, notebook=_each(lambda c: {**c, "source": 5})),
    Case(
        "roles that are no table",
        verdicts=UNREADABLE,
        points=NOTHING,
        notebook=_each(lambda cell: {**cell, "metadata": {"nbgrader": [1]}}),
    ),
    Case("JSON nested without end", verdicts=UNREADABLE, points=NOTHING, notebook=_deep),
    Case(
        "forty megabytes",
        verdicts={"oversized"},
        points=NOTHING,
        notebook=lambda book: b" " * (38 << 20) + _json(book),
        says=["larger than 30 MB"],
    ),
    Case(
        "beyond what is read",
        verdicts={"oversized", "left out"},
        points=NOTHING,
        notebook=lambda book: b" " * (45 << 20) + _json(book),
    ),
    Case("nothing", verdicts={"missing", "nothing"}, points=NOTHING, notebook=lambda book: None),
    Case(
        "a folder in place of the notebook",
        verdicts={"missing", "nothing"},
        points=NOTHING,
        notebook=lambda book: None,
        make=_folder,
    ),
    Case("a folder within the folder", verdicts={"missing", "nothing"}, points=NOTHING, make=_nested),
    Case("another name", verdicts={"misnamed"}, make=_renamed, says=["Keep the name"]),
    Case("two copies under other names", verdicts={"extra"}, files={"hw-Copy1.ipynb": b"{}"}),
    Case("an old format", verdicts=UNREADABLE, points=NOTHING, notebook=_old),
    Case(
        "deleted checks",
        verdicts={"repaired"},
        notebook=_cells(lambda cs: [c for c in cs if not _id(c).endswith("-1")]),
    ),
    Case("deleted everything", verdicts={"repaired"}, points=NOTHING, notebook=_cells(lambda cells: [])),
    Case(
        "checks that always pass", verdicts={"repaired"}, points=NOTHING, answers={}, notebook=_each(_checks_that_pass)
    ),
    Case("checks as text", verdicts={"repaired"}, notebook=_each(_as_markdown)),
    Case("more points than there are", notebook=_each(lambda cell: _with_role(cell, points=1000)), points=FULL),
    Case(
        "checks marked as answers",
        points=NOTHING,
        answers={},
        notebook=_each(lambda cell: _with_role(cell, solution=True, grade=False, locked=False)),
    ),
    Case("answers marked as checks", notebook=_each(lambda cell: _with_role(cell, grade=True, points=50))),
    Case(
        "every cell twice",
        verdicts={"repaired"},
        notebook=_cells(lambda cs: [{**c, "id": f"{c['id']}-{n}"} for c in cs for n in (1, 2)]),
    ),
    Case(
        "one id for all cells", verdicts={"repaired"}, notebook=_each(lambda cell: _with_role(cell, grade_id="double"))
    ),
    Case(
        "ids that nobody knows",
        verdicts={"repaired"},
        notebook=_each(lambda cell: _with_role(cell, grade_id=f"mine-{_id(cell)}")),
    ),
    Case("cells in reverse", notebook=_cells(lambda cells: cells[::-1]), points=NOTHING),
    Case("ten thousand cells", notebook=_cells(_many)),
    Case(
        "another kernel",
        notebook=lambda book: _json(
            {**book, "metadata": {"kernelspec": {"name": "bash", "display_name": "x", "language": "bash"}}}
        ),
    ),
]
