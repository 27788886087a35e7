"""Call counsel? Twelve situations in which a manager decides, escalates first, or stops it at once.

*Decide*: it is yours, it can be undone, and no law's edge is near. *Escalate*: nobody acts until counsel or compliance
has looked. *Stop*: every further minute makes it worse; end it, then tell counsel. Situations are invented; this is
teaching and no legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CALLS: Mapping[str, str] = {
    "decide": "decide it yourself",
    "escalate": "hold it, and ask counsel or compliance first",
    "stop": "stop it now, then tell counsel",
}
REASONS: Mapping[str, str] = {
    "within": "within your authority, and it can be undone",
    "referrals": "money stands beside referrals",
    "screening": "somebody who comes for emergency care is kept waiting for money",
    "evidence": "a dispute or an inquiry is in sight, and what it needs must be kept",
    "rivals": "competitors would agree on what each should settle alone",
    "liability": "it binds the hospital, or moves a risk to it",
    "information": "patients' information would leave the house",
}


@dataclass(frozen=True)
class Situation:
    """One situation, the call that fits and why.

    Parameters
    ----------
    key : str
        Its name.
    text : str
        What lies on the desk.
    call : str
        One of `CALLS`.
    reason : str
        One of `REASONS`: what makes the difference.
    reason_too : str
        Another of `REASONS` that holds as well, or "".
    why : str
        The reason in a sentence, for afterwards.
    tempting : str
        The call that is often made instead.
    say : str
        What that call overlooks, without the right one.
    """

    key: str
    text: str
    call: str
    reason: str
    why: str
    tempting: str
    say: str
    reason_too: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason that holds."""
        return (self.reason, self.reason_too) if self.reason_too else (self.reason,)


_ROWS = (
    (
        "gloves",
        "Two suppliers on our contract differ by 4% for the same gloves; the order is within your limit.",
        "decide",
        "within",
        "Nothing but price and delivery is at stake, and the next order can go elsewhere.",
        "escalate",
        "Asking for leave to buy gloves costs more than the gloves.",
    ),
    (
        "visiting",
        "A unit wants to try visiting hours until nine in the evening, for four weeks.",
        "decide",
        "within",
        "A trial with an end can be undone; tell the night shift first.",
        "escalate",
        "No right is touched and the trial ends by itself; whose decision would it be, if not yours?",
    ),
    (
        "overtime",
        "A unit manager asks for two nights of overtime to cover a funeral; the rate is the usual one.",
        "decide",
        "within",
        "Within the budget that you answer for, paid by the rule that always holds.",
        "escalate",
        "Pay at the usual rate for hours worked is not a legal question.",
    ),
    (
        "room",
        "Physical therapy and the laboratory both want the empty room beside the elevator.",
        "decide",
        "within",
        "A room can be given back; a quarrel left alone cannot.",
        "escalate",
        "It is unpleasant, which is not the same as being beyond you.",
    ),
    (
        "directorship",
        "A cardiologist who sends us many patients asks for a directorship at $180 an hour, without time sheets.",
        "escalate",
        "referrals",
        "Pay to a referring physician needs fair-market value, a real task and a record, seen before anyone agrees.",
        "decide",
        "Ask what the money could be taken to buy besides the hours.",
    ),
    (
        "indemnity",
        "A device contract renews on Friday; a new clause has us bear what the device does to patients.",
        "escalate",
        "liability",
        "A clause that moves a risk to the hospital is read by counsel before it is signed.",
        "decide",
        "A renewal is more than a date; read what else the signature accepts.",
    ),
    (
        "investigator",
        "An investigator from a federal agency calls and asks for billing records of one physician by tonight.",
        "escalate",
        "evidence",
        "Counsel answers, in order and in full; nobody sends papers alone, and nobody hides any.",
        "decide",
        "Being helpful by yourself is not your task here; ask who speaks for the hospital.",
        "information",
    ),
    (
        "study",
        "A start-up offers to study our bills for nothing, if we send it last year's records.",
        "escalate",
        "information",
        "Nothing leaves before the purpose, the contract and what is really needed have been looked at.",
        "decide",
        "Free of charge is a price too: ask what the records would be used for.",
    ),
    (
        "vouchers",
        "Marketing hands a private ambulance firm a $50 voucher for each patient it brings.",
        "stop",
        "referrals",
        "Paying for patients who are sent may be a crime for both sides; each voucher is one more.",
        "escalate",
        "It is going on while you wait for an answer.",
    ),
    (
        "deposit",
        "Since this morning registration asks emergency patients for a deposit before a clinician sees them.",
        "stop",
        "screening",
        "Screening comes first, whoever pays; each hour adds patients who were kept waiting.",
        "escalate",
        "The next patient is at the desk now.",
    ),
    (
        "emails",
        "A former employee's lawyer wrote today; the system has begun to delete old mail, his manager's included.",
        "stop",
        "evidence",
        "Once a dispute is in sight nothing about it is deleted; what the system takes does not come back.",
        "decide",
        "The routine is allowed in any other week; ask what is in the mail.",
    ),
    (
        "pay",
        "Each week one of ours and a colleague at the hospital next door mail each other planned pay rises.",
        "stop",
        "rivals",
        "Rivals who settle pay together break the law on competition, and each mail is one more; tell counsel.",
        "decide",
        "It feels like a courtesy between neighbors; ask who is paid less in the end.",
    ),
)
SITUATIONS: tuple[Situation, ...] = tuple(Situation(*row) for row in _ROWS)
