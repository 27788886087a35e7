"""The call that fits each situation, the reason that makes the difference, and what another call overlooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from course.units.role.the_manager.counsel_model import Situation


class Ruling(NamedTuple):
    """What fits one situation.

    Parameters
    ----------
    call : str
        One of `counsel_model.CALLS`.
    reasons : tuple of str
        Every one of `counsel_model.REASONS` that holds, the strongest first.
    tempting : str
        The call that is often made instead.
    say : str
        What that call overlooks, without the right one.
    why : str
        The reason in a sentence.
    """

    call: str
    reasons: tuple[str, ...]
    tempting: str
    say: str
    why: str


RULINGS: Mapping[str, Ruling] = {
    "gloves": Ruling(
        "decide",
        ("within",),
        "escalate",
        "A lawyer's hour for an order of gloves costs more than the gloves.",
        "Nothing but price and delivery is at stake, and the next order can go elsewhere.",
    ),
    "visiting": Ruling(
        "decide",
        ("within",),
        "escalate",
        "No right is touched, and the trial ends by itself. There is nothing for a lawyer to look at.",
        "A trial with an end can be undone; tell the night shift first.",
    ),
    "overtime": Ruling(
        "decide",
        ("within",),
        "escalate",
        "Pay at the usual rate for hours worked is not a legal question, and a funeral does not wait for an answer.",
        "It is within the budget that you answer for, and paid by the rule that always holds.",
    ),
    "room": Ruling(
        "decide",
        ("within",),
        "escalate",
        "The quarrel is unpleasant. That does not put it beyond your authority.",
        "A room can be given back; a quarrel left alone grows.",
    ),
    "directorship": Ruling(
        "escalate",
        ("referrals",),
        "decide",
        "He sends you patients, so ask what else the money could be taken to buy. You would sign that alone.",
        "Pay to a referring physician needs fair-market value, a real task and a record, seen before anyone agrees.",
    ),
    "indemnity": Ruling(
        "escalate",
        ("liability",),
        "decide",
        "This renewal changes more than a date. You would accept a risk of millions with one signature.",
        "Counsel reads a clause that moves a risk to the hospital before it is signed.",
    ),
    "investigator": Ruling(
        "escalate",
        ("evidence", "information"),
        "decide",
        "Being helpful by yourself, or refusing by yourself, can both be held against the hospital.",
        "Counsel answers, in order and in full; nobody sends papers alone, and nobody hides any.",
    ),
    "study": Ruling(
        "escalate",
        ("information",),
        "decide",
        "It costs no money, but the records are the price. Ask what they would be used for.",
        "Nothing leaves before the purpose, the contract and what is really needed have been looked at.",
    ),
    "vouchers": Ruling(
        "stop",
        ("referrals",),
        "escalate",
        "Each voucher that goes out while you wait for an answer is one more.",
        "Paying for patients who are sent may be a crime for both sides.",
    ),
    "deposit": Ruling(
        "stop",
        ("screening",),
        "escalate",
        "The next patient is at the desk now, and will wait for the answer too.",
        "Screening comes first, whoever pays; each hour adds patients who were kept waiting.",
    ),
    "emails": Ruling(
        "stop",
        ("evidence",),
        "decide",
        "The routine is allowed in any other week. What it takes today will be missing in court.",
        "Once a dispute is in sight nothing about it is deleted; what the system takes does not come back.",
    ),
    "pay": Ruling(
        "stop",
        ("rivals",),
        "decide",
        "It feels like a courtesy between neighbors. Ask who is paid less in the end, and what the next mail adds.",
        "Rivals who settle pay together break the law on competition, and each mail is one more; tell counsel.",
    ),
}


def ruling_on(situation: Situation) -> Ruling:
    """Return what fits a situation."""
    return RULINGS[situation.key]
