"""Feedback that shows what a student can act on, and nothing of a hidden test."""

from __future__ import annotations

import base64
import binascii
import builtins
import bz2
import codecs
import html
import lzma
import re
import urllib.parse
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import List, Unicode

from autograder.notebooks.scoring import ANSI, BY_ANSWER, keep_outputs

MAX_UNPACKED = 1024 * 1024
MAX_SAID = 1500  # characters of what one hidden check may say
SHORT = 8  # a line shorter than this ("pass", "]") gives nothing away
LONG = 14  # letters and digits alone that are this many are no coincidence
REMOVED = "(An output was removed here: it repeats a test that is not shown.)"
# A line of nothing but text that a check is there to say, as the sentence of a slip, or its name.
A_SENTENCE = re.compile(r"""\s*(?:\w+\()?(?:[fFrRuU]{0,2}(?:"[^"]*"|'[^']*')[\s,)\]}]*)+""")
# A name alone, as the formatter leaves it on a line of its own: honest outputs name the same things.
A_NAME = re.compile(r"\s*[A-Za-z_][\w.]*[\s,)\]}]*")
PLAIN_ERRORS = {name for name, value in vars(builtins).items() if isinstance(value, type)} | {
    "CellTimeoutError",
    "NotRun",
    "BadCredit",
}


class LeaveOutData(NbGraderPreprocessor):
    """Leave out of feedback what no page can show: displays of data for programs, under MIME types of their own."""

    mime_types = List(Unicode(), help="What a display holds that is left out.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leave the displays out of every cell."""
        for cell in nb.cells:
            if cell.cell_type == "code":
                keep_outputs(cell, [i for i, output in enumerate(cell.outputs) if not self._is_data(output)])
        return nb, resources

    def _is_data(self, output: Any) -> bool:
        return output.output_type == "display_data" and bool(output.data) and set(output.data) <= set(self.mime_types)


class HideHiddenTests(ClearHiddenTests):
    """Cut hidden tests, the lines of their tracebacks, and outputs that repeat them, out of feedback.

    Being one of `ClearHiddenTests`, it knows hidden tests by the delimiters that the course sets there.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Cut the hidden tests of every cell, then look for their lines everywhere."""
        lines: list[str] = []
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                shown, cut = self.parted(cell.source)
                if cut:
                    cell.source = shown
                    lines += [line for line in cut if not A_NAME.fullmatch(line)]
                    if cell.cell_type == "code":
                        _keep_only_what_the_check_says(cell)
        hidden, but_for_sentences = _Hidden(lines), _Hidden(line for line in lines if not A_SENTENCE.fullmatch(line))
        for cell in nb.cells:
            if cell.cell_type == "code":
                _remove(cell, hidden, but_for_sentences if _is_check(cell) else hidden)
        return nb, resources

    def parted(self, source: str) -> tuple[str, list[str]]:
        """Return what a source shows, and the lines of it that are hidden."""
        shown: list[str] = []
        cut: list[str] = []
        hidden = False
        for line in source.split("\n"):
            if self.begin_test_delimeter in line:
                hidden = True
            elif self.end_test_delimeter in line:
                hidden = False
            else:
                (cut if hidden else shown).append(line)
        return "\n".join(shown).rstrip("\n"), cut


def _keep_only_what_the_check_says(cell: Any) -> None:
    """Keep a hidden check's own words and its points; drop what a learner's code put out inside it."""
    from nbformat.v4 import new_output

    noted = cell.metadata.pop(BY_ANSWER, None)
    theirs = noted if isinstance(noted, list) else []
    kept = []
    for place, output in enumerate(cell.outputs):
        if output.output_type == "error":
            name = output.ename if output.ename in PLAIN_ERRORS else "Exception"  # a class's name may carry anything
            words = ANSI.sub("", output.evalue)
            said = f"Your code stopped in this check: {name}." if place in theirs else (words or name)[:MAX_SAID]
            kept.append(new_output("error", ename=name, evalue=said, traceback=said.splitlines()))
        elif output.output_type == "stream" and place not in theirs:
            output.text = output.text[:MAX_SAID]
            kept.append(output)
        elif output.output_type == "execute_result" and _is_number(output.data.get("text/plain", "")):
            output.data = {"text/plain": output.data["text/plain"]}
            kept.append(output)
    cell.outputs = kept


def _is_check(cell: Any) -> bool:
    """Return whether a cell is one of the instructor's checks, visible or hidden."""
    role = cell.metadata.get("nbgrader", {})
    return bool(role.get("grade")) and not role.get("solution")


def _remove(cell: Any, hidden: _Hidden, in_own_words: _Hidden) -> None:
    """Put a line that says why in the place of each output that repeats a hidden test, alone or with the others.

    A check may say a sentence of a hidden one, as when both know the same slip; a learner's code inside it may not.
    """
    from nbformat.v4 import new_output

    noted = cell.metadata.get(BY_ANSWER)
    theirs = noted if isinstance(noted, list) else []
    said = [list(_texts(output)) for output in cell.outputs]
    each = [(hidden if place in theirs else in_own_words).is_in(texts) for place, texts in enumerate(said)]
    if not any(each) and len(said) > 1 and in_own_words.is_in(["".join(text for texts in said for text in texts)]):
        each = [True] * len(said)
    removed = new_output("stream", name="stdout", text=REMOVED)
    cell.outputs = [removed if gone else output for gone, output in zip(each, cell.outputs, strict=True)]


class _Hidden:
    """The lines that are not to be shown, in the forms in which they are looked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        lines = list(lines)
        self._packed = {packed for line in lines if len(packed := _packed(line)) >= SHORT}
        self._letters = {letters for line in lines if len(letters := _letters(line)) >= LONG}

    def is_in(self, texts: Iterable[str]) -> bool:
        """Return whether any of the lines is in any of the texts, openly or in a common disguise."""
        if not self._packed:
            return False
        return any(self._is_in(reading) for text in texts for reading in _readings(text))

    def _is_in(self, text: str) -> bool:
        packed, letters = _packed(text), _letters(text)
        return any(line in packed or line in packed[::-1] for line in self._packed) or any(
            line in letters or line in letters[::-1] for line in self._letters
        )


def _texts(output: Any) -> Iterator[str]:
    if output.output_type == "stream":
        yield output.text
    elif output.output_type == "error":
        yield "\n".join([output.ename, output.evalue, *output.traceback])
    else:
        for kind, value in output.data.items():
            if not kind.startswith("image/") or "xml" in kind:  # the others are pictures
                yield value if isinstance(value, str) else str(value)


def _readings(raw: str) -> Iterator[str]:
    """Yield a text as it is, and what it says once it is decoded."""
    text = ANSI.sub("", raw)
    yield text
    yield html.unescape(re.sub(r"<[^>]*>", "", text))
    yield codecs.decode(text, "rot13")
    yield urllib.parse.unquote(text)
    yield text.encode("utf-8", "replace").decode("unicode_escape", "replace")
    for base, numbers in ((10, r"\d{2,7}"), (16, r"(?:0x)?[0-9a-fA-F]{2}\b")):
        codes = [int(found, base) for found in re.findall(numbers, text)]
        yield "".join(chr(code) for code in codes if 9 <= code < 0x110000)
    for token in re.findall(r"[^\s'\"]{16,}", text):
        for decode in _DECODERS:
            try:
                raw_bytes = decode(token)
            except (ValueError, TypeError):
                continue  # it is no such code
            yield raw_bytes.decode("utf-8", "ignore")
            yield from _unpacked(raw_bytes)


def _unpacked(packed: bytes) -> Iterator[str]:
    """Yield what bytes say once they are unpacked, and no more of it than a cell may put out."""
    for open_one in (lambda: zlib.decompressobj(zlib.MAX_WBITS | 32), bz2.BZ2Decompressor, lzma.LZMADecompressor):
        try:
            yield open_one().decompress(packed, MAX_UNPACKED).decode("utf-8", "ignore")
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
            continue  # it is not packed in this way


def _padded(decode: Callable[[str], bytes], width: int) -> Callable[[str], bytes]:
    return lambda token: decode(token + "=" * (-len(token) % width))


_DECODERS: tuple[Callable[[str], bytes], ...] = (
    _padded(base64.b64decode, 4),
    _padded(base64.urlsafe_b64decode, 4),
    _padded(base64.b32decode, 8),
    base64.b85decode,
    base64.a85decode,
    binascii.unhexlify,
)


def _packed(text: str) -> str:
    """Return a text without its spaces, so that indentation and line breaks hide nothing."""
    return re.sub(r"\s+", "", text)


def _letters(text: str) -> str:
    """Return a text's letters and digits alone, so that signs put between them hide nothing."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True
