"""What a wrong answer to a question of authority, or to "call counsel?", overlooks: a named slip for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from course.checks import Slip
from course.units.role.the_manager.authority_model import BODIES, BODY_CONFUSIONS
from course.units.role.the_manager.counsel_model import CALLS, REASONS

if TYPE_CHECKING:
    from course.units.role.the_manager.authority_model import Question
    from course.units.role.the_manager.counsel_model import Situation

# The right call and another one: its name, and what to say where the situation has no sentence of its own.
CALL_CONFUSIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("decide", "escalate"): ("asked for leave", "You asked for what is yours already."),
    ("decide", "stop"): ("alarm for nothing", "You ended what harms nobody and can be undone."),
    ("escalate", "decide"): ("decided alone", "You settled alone what binds the hospital."),
    ("escalate", "stop"): ("stopped what had not begun", "Nothing is under way yet that somebody would have to end."),
    ("stop", "escalate"): ("asked while it went on", "It goes on while you wait for an answer."),
    ("stop", "decide"): ("let it run", "It is nobody's to permit, and each hour adds to it."),
}


def authority_slips(question: Question) -> tuple[Slip, ...]:
    """Return the slip behind each wrong answer to a question of authority."""
    wrong = [body for body in BODIES if body != question.body]
    return tuple(Slip(name, body, say) for body in wrong for name, say in [BODY_CONFUSIONS[question.body, body]])


def counsel_slips(situation: Situation) -> tuple[Slip, ...]:
    """Return the slip behind each wrong call, with the situation's own sentence for the tempting one."""
    wrong = [call for call in CALLS if call != situation.call]
    return tuple(
        Slip(name, call, situation.say if call == situation.tempting else say)
        for call in wrong
        for name, say in [CALL_CONFUSIONS[situation.call, call]]
    )


def reason_slips(situation: Situation) -> tuple[Slip, ...]:
    """Return the slips behind a reason that does not fit a situation beyond one's authority."""
    others = [reason for reason in REASONS if reason not in ("within", *situation.reasons)]
    say = "That reason belongs to another kind of case; ask what is bought, bound, kept or told here."
    return (
        Slip("may sign taken for may settle", "within", "That you may sign it does not make it yours to settle alone."),
        *(Slip("reason of another case", reason, say) for reason in others),
    )
