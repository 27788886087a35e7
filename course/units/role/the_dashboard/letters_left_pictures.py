"""Brings back a letter that the learner left lying in the first inbox."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from course.decisions.earlier_plans import EarlierPlan, earlier_plan
from course.decisions.plan_schema import object_schema
from course.figures.text_tables import paragraph
from course.units.role.the_manager.authority_roles_model import LATER, ROLES
from course.units.role.the_manager.inbox_model import PLACES, Inbox


class InboxCase(Protocol):
    """A learner's organization, as far as the first morning goes."""

    @property
    def inbox(self) -> Inbox: ...

    @property
    def case_id(self) -> str: ...


def earlier_inbox(my: InboxCase, folder: Path | None = None) -> EarlierPlan:
    """Return what the learner did with the first inbox, or an inbox in which everything waits."""
    keys = list(my.inbox.items)
    return earlier_plan(
        "inbox",
        module="01_role",
        schema=object_schema({key: {"enum": list(ROLES)} for key in keys} | {p: {"enum": keys} for p in PLACES}),
        stand_in=dict.fromkeys(keys, LATER),
        called="plan for Monday's inbox",
        stands_in_for_it="an inbox in which everything waits, because you kept no plan for it",
        case_id=my.case_id,
        folder=folder,
    )


def print_what_came_back(my: InboxCase) -> None:
    """Print which letter of the first inbox is back on the desk."""
    print(paragraph(what_came_back(my.inbox, earlier_inbox(my))))


def what_came_back(inbox: Inbox, plan: EarlierPlan) -> str:
    """Return how many letters were left for later, and which of them is back, in a few sentences."""
    left = [item for key, item in inbox.items.items() if plan.decisions[key] == LATER]
    if not left:
        return f"You left nothing for later on Monday ({plan.whose}). Nothing has come back, and the day is yours."
    many = "one letter" if len(left) == 1 else f"{len(left)} letters"
    monday = f"On Monday you left {many} for later in the week ({plan.whose})."
    if not plan.own:
        monday = f"On Monday {many} stayed on the desk, because you kept no plan for the inbox in unit 1."
    back, again = left[0], "It is back" if len(left) == 1 else "One of them is back"
    return f"{monday} {again} this morning, and whoever wrote it asks what became of it. {back.sender}: “{back.text}”"
