"""Text that a terminal shows as it is: a name that a learner chose may hold a line or an escape sequence of its own."""

from __future__ import annotations

import unicodedata

# Marks that change the direction in which what follows is read, and so can show a text as another.
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SPACES = "\t\n\v\f\r\x85\u2028\u2029"
LINES = "\t\n"


def printable(text: str) -> str:
    """Return a text on one line, without control characters and without marks of direction."""
    return _cleaned(text, "")


def printable_lines(text: str) -> str:
    """Return a text without control characters and marks of direction; its lines and tabs stay."""
    return _cleaned(text, LINES)


def _cleaned(text: str, kept: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a character of a name that is not UTF-8
    return "".join(_shown(letter, kept) for letter in text)


def _shown(letter: str, kept: str) -> str:
    if letter in kept:
        return letter
    if letter in SPACES:
        return " "
    return "" if letter in DIRECTIONS or unicodedata.category(letter) == "Cc" else letter
