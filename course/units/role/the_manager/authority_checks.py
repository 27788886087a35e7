"""What a wrong answer to a question of authority, or to "call counsel?", overlooks: a named slip for each."""

from __future__ import annotations

from collections.abc import Mapping

from course.checks import Slip
from course.units.role.the_manager.authority_key_model import BODY_CONFUSIONS, NOT_FOR_MANAGEMENT, body_of
from course.units.role.the_manager.authority_model import BOARD, BODIES, MANAGEMENT, Question
from course.units.role.the_manager.counsel_key_model import ruling_on
from course.units.role.the_manager.counsel_model import CALLS, REASONS, Situation

# The right call and another one: its name, and what to say where the situation has no sentence of its own.
CALL_CONFUSIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("decide", "escalate"): ("asked for leave", "It is yours already, and somebody waits for your answer."),
    ("decide", "stop"): ("alarm for nothing", "It harms nobody and can be undone; you would end it for no reason."),
    ("escalate", "decide"): ("decided alone", "It binds the hospital, and you would settle it alone."),
    ("escalate", "stop"): (
        "stopped what had not begun",
        "Nothing is under way yet that somebody would have to end.",
    ),
    ("stop", "escalate"): ("asked while it went on", "It goes on while you wait for an answer."),
    ("stop", "decide"): ("let it run", "Nobody here may permit it, and each hour adds to it."),
}


def authority_slips(question: Question) -> tuple[Slip, ...]:
    """Return the slip behind each wrong answer to a question of authority, in the question's own words if any."""
    right = body_of(question)
    wrong = [body for body in BODIES if body != right]
    own = {MANAGEMENT: NOT_FOR_MANAGEMENT.get(question.key)} if right == BOARD else {}
    return tuple(
        Slip(name, body, own.get(body) or say) for body in wrong for name, say in [BODY_CONFUSIONS[right, body]]
    )


def counsel_slips(situation: Situation) -> tuple[Slip, ...]:
    """Return the slip behind each wrong call, with the situation's own sentence for the tempting one."""
    right = ruling_on(situation)
    wrong = [call for call in CALLS if call != right.call]
    return tuple(
        Slip(name, call, right.say if call == right.tempting else say)
        for call in wrong
        for name, say in [CALL_CONFUSIONS[right.call, call]]
    )


def reason_slips(situation: Situation) -> tuple[Slip, ...]:
    """Return the slips behind a reason that does not fit a situation beyond one's authority."""
    holding = ruling_on(situation).reasons
    others = [reason for reason in REASONS if reason not in ("within", *holding)]
    say = "That reason fits another kind of case. Ask what is bought, bound, kept or told in this one."
    return (
        Slip(
            "may sign taken for may settle",
            "within",
            "This one is not yours alone to settle, and not all of it can be undone next week.",
        ),
        *(Slip("reason of another case", reason, say) for reason in others),
    )
