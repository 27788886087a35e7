"""Feedback that shows what a student can act on, and nothing of a hidden test."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder.grading import BY_ANSWER
from autograder.scoring import ANSI

MAX_SAID = 1500  # characters of what one hidden check may say
SHORT = 8  # a line shorter than this ("pass", "]") gives nothing away
REMOVED = "(An output was removed here: it repeats a test that is not shown.)"


class HideHiddenTests(NbGraderPreprocessor):
    """Cut hidden tests, the lines of their tracebacks, and outputs that repeat them, out of feedback."""

    begin_test_delimeter = Unicode("BEGIN HIDDEN TESTS", help="As in ClearHiddenTests.").tag(config=True)
    end_test_delimeter = Unicode("END HIDDEN TESTS", help="As in ClearHiddenTests.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Cut the hidden tests of every cell, then look for their lines everywhere."""
        hidden: set[str] = set()
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                shown, cut = self.parted(cell.source)
                if cut:
                    cell.source = shown
                    hidden |= {_plain(line) for line in cut if len(_plain(line)) >= SHORT}
                    _keep_only_what_the_check_says(cell)
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [_without(output, hidden) for output in cell.outputs]
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

    theirs = set(cell.metadata.pop(BY_ANSWER, []))
    kept = []
    for place, output in enumerate(cell.outputs):
        if output.output_type == "error":
            name, words = output.ename, ANSI.sub("", output.evalue)
            said = f"Your code stopped in this check: {name}." if place in theirs else (words or name)[:MAX_SAID]
            kept.append(new_output("error", ename=name, evalue=said, traceback=said.splitlines()))
        elif output.output_type == "stream" and place not in theirs:
            output.text = output.text[:MAX_SAID]
            kept.append(output)
        elif output.output_type == "execute_result" and _is_number(output.data.get("text/plain", "")):
            output.data = {"text/plain": output.data["text/plain"]}
            kept.append(output)
    cell.outputs = kept


def _without(output: Any, hidden: set[str]) -> Any:
    """Return an output, or in its place a line that says why it is not there."""
    from nbformat.v4 import new_output

    if hidden and any(line in text for text in _readings(_texts(output)) for line in hidden):
        return new_output("stream", name="stdout", text=REMOVED)
    return output


def _texts(output: Any) -> Iterable[str]:
    if output.output_type == "stream":
        yield output.text
    elif output.output_type == "error":
        yield "\n".join([output.ename, output.evalue, *output.traceback])
    else:
        yield from (str(value) for kind, value in output.data.items() if not kind.startswith("image/"))


def _readings(texts: Iterable[str]) -> Iterable[str]:
    """Yield texts as they are, backwards, and what is written in them in base64 or hexadecimal."""
    for raw in texts:
        text = ANSI.sub("", raw)
        plain = _plain(text)
        yield plain
        yield plain[::-1]
        yield _plain(text.encode("utf-8", "replace").decode("unicode_escape", "replace"))
        for token in re.findall(r"[A-Za-z0-9+/_=-]{16,}", text):
            for decode in (base64.b64decode, base64.urlsafe_b64decode, binascii.unhexlify):
                try:
                    yield _plain(decode(token + "=" * (-len(token) % 4)).decode("utf-8", "ignore"))
                except ValueError:
                    continue  # it is no such code


def _plain(text: str) -> str:
    """Return a text without its spaces, so that indentation and line breaks hide nothing."""
    return re.sub(r"\s+", "", text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
