"""The lab that gives each matter of a first morning to a role, and begins with three."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Choice, Lab, Prediction, Reading, marked
from course.labs.moves import Coach
from course.labs.prediction import how_many, kept_of
from course.units.role.the_manager.authority_roles_model import LATER, NOW
from course.units.role.the_manager.inbox_decision import Evaluation, InboxDecision, evaluate
from course.units.role.the_manager.inbox_model import HAND_OVER_MINUTES, PLACES, clock_time, first_view
from course.units.role.the_manager.inbox_pictures import (
    ROLE_LABELS,
    MorningView,
    arrival,
    matter_name,
    matter_status,
    role_name,
)
from course.units.role.the_manager.inbox_search import InboxSearch

if TYPE_CHECKING:
    from course.units.role.the_manager.case import TheManagerCase
    from course.units.role.the_manager.inbox_model import Inbox, Item


def reading(result: Evaluation) -> Reading:
    """Say how the morning begins and whether it fits, promise by promise, with every matter as a table."""
    starts = result.starts
    rows = [
        [
            matter_name(key),
            ROLE_LABELS[result.plan[key]],
            clock_time(starts[key]) if key in result.begun else "",
            str(result.minutes(key)),
            matter_status(result, key),
        ]
        for key in result.inbox.items
    ]
    return Reading(
        _sentence(result),
        marks=marked(result.promises),
        table=[["Matter", "Who handles it", "Begun, if among the first three", "Minutes", "In the picture"], *rows],
    )


def _sentence(result: Evaluation) -> str:
    begins = ", ".join(f"{matter_name(key)} at {clock_time(at)}" for key, at in result.begun.items())
    twice = "" if len(result.begun) == len(PLACES) else " One matter stands there twice, so one place is empty."
    if all(p.kept for p in result.promises):
        return f"You begin with {begins}. Every promise is kept, and you can answer for this morning."
    broken = ", ".join(p.name.lower() for p in result.promises if not p.kept)
    return f"You begin with {begins}.{twice} Still open: {broken}."


def controls(inbox: Inbox) -> list[Choice]:
    """Return the first three places and, for each matter, a choice of roles with its letter to read."""
    start = first_view(inbox)
    matters = tuple((key, f"{place}  {matter_name(key)}") for place, key in enumerate(inbox.items, start=1))
    places = [
        Choice(place, f"Begin {place}", matters, start[place], help="Which matter is begun in this place, from 8:00?")
        for place in PLACES
    ]
    return [*(_role_choice(place, item) for place, item in enumerate(inbox.items.values(), start=1)), *places]


def _role_choice(place: int, item: Item) -> Choice:
    letter = f"{item.sender}: {item.text} (By yourself: {item.minutes} minutes.)"
    return Choice(item.key, f"{place}  {matter_name(item.key)}", tuple(ROLE_LABELS.items()), NOW, help=letter)


WHERE = {
    "Clocks": "Look at your first three, and at the letters that name an hour.",
    "Authority": "Look for a matter that is with the wrong person.",
    "Only you": "Look for a matter that needs your own signature or your office's word.",
    "Morning": "Look at the gauge of minutes beneath the picture.",
}


class InboxLab(Lab):
    """A lab whose controls are a mailbox.

    Parameters
    ----------
    letters : list of dict
        Each letter's key, sender, subject, time and text; its key is the name of its control.
    **lab
        As of any lab.
    """

    def __init__(self, *, letters: list[dict[str, str]], **lab: Any) -> None:
        super().__init__(**lab)
        self.letters = letters
        self.hands = {role: "you, later" if role == LATER else role_name(role) for role in ROLE_LABELS}


def letters(inbox: Inbox) -> list[dict[str, str]]:
    """Return the letters as the mailbox lists and shows them."""
    return [
        {
            "key": key,
            "sender": item.sender,
            "subject": f"{place}  {matter_name(key)}",
            "time": arrival(place),
            "text": f"{item.text} (By yourself: {item.minutes} minutes.)",
        }
        for place, (key, item) in enumerate(inbox.items.items(), start=1)
    ]


@skipped_while_graded
def inbox_lab(my: TheManagerCase) -> Lab:
    """Return the inbox lab of your own first morning."""
    inbox, decision = my.inbox, InboxDecision(my.inbox)
    choices = controls(inbox)
    return InboxLab(
        letters=letters(inbox),
        title=f"Inbox triage: {my.name}",
        question=(
            "Who handles each matter, and with which three do you begin? "
            f"A hand-over takes {HAND_OVER_MINUTES} minutes, and you have {inbox.minutes} minutes."
        ),
        controls=choices,
        model=lambda **plan: evaluate(inbox, plan),
        view=MorningView(inbox),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_inbox",
            "how many of the four promises does this plan, all of it alone and the loudest first, keep?",
            how_many(4),
            found=lambda start: kept_of(start.promises),
            veils=True,
        ),
        hints=Coach(InboxSearch(decision), choices, WHERE),
    )


LABS = {"inbox": inbox_lab}
