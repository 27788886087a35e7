"""The lab that opens the unit: how many of twelve matters have no people who can do them besides you?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.role.the_manager.envelopes_pictures import EnvelopesView
from course.units.role.the_manager.inbox_key_model import ONLY_YOU, OTHERS, PHYSICIANS, count_by_owner

if TYPE_CHECKING:
    from course.units.role.the_manager.case import TheManagerCase
    from course.units.role.the_manager.inbox_model import Inbox


def _reading(result: Guessed[dict[str, int]]) -> Reading:
    only, theirs, others = (result.found[group] for group in (ONLY_YOU, PHYSICIANS, OTHERS))
    table = [["Whose it is", "Matters"], *([group, str(count)] for group, count in result.found.items())]
    return Reading(
        f"Only you can do {only} of the twelve; you guessed {result.guess}. "
        f"Physicians decide another {theirs}. For the other {others} there are people who can do them besides you.",
        table=table,
    )


def _guess(inbox: Inbox) -> Guess:
    return Guess("guess_inbox", Slider("guess", "My guess", 0, len(inbox.items), 1, 8, unit="of 12 matters"))


@skipped_while_graded
def envelopes_lab(my: TheManagerCase) -> Lab:
    """Return the opening lab: guess how many of twelve matters are yours alone, keep the guess, open them."""
    inbox = my.inbox
    return _guess(inbox).lab(
        title="Twelve envelopes",
        question="How many of them can only you do? No points: your guess is kept and shown again at the end.",
        reveal="Open the envelopes",
        found=count_by_owner(inbox),
        view=EnvelopesView(inbox),
        before="Move the slider to your guess, keep it, then open the envelopes.",
        after=_reading,
        case_id=my.case_id,
    )


def first_guess(my: TheManagerCase) -> None:
    """Print the guess that was kept at the start, beside what the envelopes held."""
    _guess(my.inbox).print_beside(f"only you could do {count_by_owner(my.inbox)[ONLY_YOU]} of the twelve")


LABS = {"guess_inbox": envelopes_lab}
