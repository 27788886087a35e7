"""What every table of words in 01_role owes its readers."""

from __future__ import annotations

from course.figures.text_tables import TextTable


def lines_shown(table: TextTable) -> tuple[int, int]:
    """Return how many lines a table shows below its head, as a page and as plain text."""
    shown = table._repr_mimebundle_()
    return shown["text/html"].count("<tr>") - 1, len(shown["text/plain"].splitlines()) - 1


def has_bare_dollar(table: TextTable) -> bool:
    """Return whether a page of a table holds a dollar that begins mathematics."""
    return "$" in table._repr_mimebundle_()["text/html"]
