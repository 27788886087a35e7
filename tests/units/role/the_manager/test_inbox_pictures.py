"""The letters and the roles as tables, and a morning evaluated without a lab."""

from __future__ import annotations

from course.case import case_for
from course.units.role.the_manager.authority_roles_model import ROLES
from course.units.role.the_manager.inbox_decision import InboxDecision, evaluate
from course.units.role.the_manager.inbox_pictures import ROLE_LABELS, letters_table, roles_table
from tests.units.role.tables import has_bare_dollar, lines_shown

MY = case_for("01_role", "ana")


def test_every_role_has_a_label_that_a_narrow_box_can_show() -> None:
    assert list(ROLE_LABELS) == list(ROLES)
    assert all(len(label.split(" (")[0]) <= 30 for label in ROLE_LABELS.values())


def test_the_sentence_of_an_evaluated_plan_needs_no_lab() -> None:
    assert evaluate(MY.inbox, InboxDecision(MY.inbox).nothing()).outcome.minutes == 0


def test_the_tables_show_every_line_and_no_bare_dollar() -> None:
    assert lines_shown(letters_table(MY)) == (12, 12) and not has_bare_dollar(letters_table(MY))
    assert lines_shown(roles_table()) == (len(ROLES), len(ROLES)) and not has_bare_dollar(roles_table())
