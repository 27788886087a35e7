"""Who decides what, drawn; and the questions and situations as tables."""

from __future__ import annotations

from course.case import case_for
from course.units.role.the_manager.authority_pictures import authority_picture, questions_table, situations_table
from tests.units.role.tables import has_bare_dollar, lines_shown

MY = case_for("01_role", "ana")


def test_the_picture_of_the_three_bodies_is_described() -> None:
    shown = authority_picture()
    assert len(shown.alt.split()) > 8 and shown.png and len(shown.table) > 2


def test_the_tables_show_every_line_and_no_bare_dollar() -> None:
    questions = dict(zip("ABCDEF", MY.authority, strict=True))
    situations = dict(zip("ABCDEF", MY.counsel, strict=True))
    assert lines_shown(questions_table(questions)) == (6, 6) and not has_bare_dollar(questions_table(questions))
    assert lines_shown(situations_table(situations)) == (6, 6) and not has_bare_dollar(situations_table(situations))
