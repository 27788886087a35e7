"""What every table of words in 01_role owes its readers."""

from __future__ import annotations

from course.figures.text_tables import TextTable


def shows_every_line(table: TextTable, count: int) -> None:
    """Assert that a table shows so many lines, as a page and as plain text, and no dollar that begins mathematics."""
    shown = table._repr_mimebundle_()
    assert shown["text/html"].count("<tr>") == count + 1
    assert "$" not in shown["text/html"]
    assert len(shown["text/plain"].splitlines()) == count + 1
