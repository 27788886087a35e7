"""Notebooks that look odd to a guard or to a schema, and are honest: right answers, and nothing to flag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.autograder.hostile.wrong_answers import in_blocks

Book = dict[str, Any]


@dataclass(frozen=True)
class Odd:
    """A notebook of right answers.

    Parameters
    ----------
    name : str
        What is odd in it.
    cell : str
        Its own cell, after the set-up.
    answers : mapping
        What is answered in another way than the ordinary right one.
    change : callable, optional
        Changes the notebook's JSON in place.
    """

    name: str
    cell: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    change: Callable[[Book], Any] | None = None


def odd(name: str, parts: dict[str, list[str]]) -> Odd:
    (cell,) = parts.pop("cell", [""])
    return Odd(name, cell, {grade_id: text for grade_id, (text,) in parts.items()})


CODE = [odd(name, parts) for name, parts in in_blocks("odd_but_honest.txt")]


def _cells(change: Callable[[Book], Any]) -> Callable[[Book], None]:
    def changed(book: Book) -> None:
        for cell in book["cells"]:
            if cell["cell_type"] == "code":
                change(cell)

    return changed


def _minor(book: Book, minor: int) -> None:
    book["nbformat_minor"] = minor


def _without_ids(book: Book) -> None:
    for cell in book["cells"]:
        del cell["id"]


def _picture(book: Book) -> None:
    text = "![a sketch](attachment:sketch.png)"
    book["cells"].append({"cell_type": "markdown", "id": "sketch", "metadata": {}, "source": text})


STREAM = {"output_type": "stream", "text": "x"}
FORMAT = [
    Odd("ids before there were ids", change=lambda book: _minor(book, 4)),
    Odd("no ids", change=_without_ids),
    Odd("no outputs", change=_cells(lambda cell: cell.pop("outputs"))),
    Odd("no execution counts", change=_cells(lambda cell: cell.pop("execution_count"))),
    Odd("a key more", change=_cells(lambda cell: cell.update(collapsed=True))),
    Odd("a key more in the notebook", change=lambda book: book.update(colab={"x": 1})),
    Odd("a stream without a name", change=_cells(lambda cell: cell.update(outputs=[STREAM]))),
    Odd("attachments on code", change=_cells(lambda cell: cell.update(attachments={}))),
    Odd("a number that is none", change=lambda book: book["metadata"].update(x=float("nan"), y=[float("inf")])),
    Odd("tags that are no list", change=_cells(lambda cell: cell["metadata"].update(tags="mine"))),
    Odd("a kernel without a name", change=lambda book: book["metadata"].update(kernelspec={"language": "python"})),
    Odd("a picture that is lost", change=_picture),
]

HONEST = [*CODE, *FORMAT]
NOT_TOGETHER = ("modules that are read anew", "programs")  # what they leave behind is in the others' way
TOGETHER = Odd("all at once", "\n".join(odd.cell for odd in CODE if odd.name not in NOT_TOGETHER))


def _several(book: Book) -> None:
    for odd in FORMAT:
        if odd.change is not None and odd.name in ("a key more", "a stream without a name", "attachments on code"):
            odd.change(book)


TO_STOCK = [FORMAT[0], FORMAT[2], Odd("several at once", change=_several), TOGETHER]  # stock takes seconds for each
