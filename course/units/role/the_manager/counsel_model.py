"""Call counsel? Twelve situations in which a manager decides, escalates first, or stops it at once.

*Decide*: it is yours, it can be undone, and no law's edge is near. *Escalate*: nobody acts until counsel or compliance
has looked. *Stop*: every further minute makes it worse; end it, then tell counsel. Situations are invented; this is
teaching and no legal advice. The call that fits each of them stands in `counsel_key_model`, which no released cell
names.
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
    "within": "it is mine to settle, and it can be undone next week",
    "referrals": "a payment could be read as the price of patients",
    "screening": "a question about money comes before a look at the patient",
    "evidence": "somebody will ask later what happened here, and for the papers",
    "rivals": "we would settle together what each hospital must settle alone",
    "liability": "we would carry a loss that is another firm's today",
    "information": "others would use what patients have told us",
}


@dataclass(frozen=True)
class Situation:
    """One situation on the desk.

    Parameters
    ----------
    key : str
        Its name.
    text : str
        What lies on the desk.
    """

    key: str
    text: str


SITUATIONS: tuple[Situation, ...] = (
    Situation(
        "gloves",
        "Two suppliers on our contract differ by 4% for the same gloves. The order is within your spending limit.",
    ),
    Situation("visiting", "A unit wants to try visiting hours until nine in the evening, for four weeks."),
    Situation(
        "overtime",
        "A unit manager asks for two nights of overtime to cover a funeral. The rate is the usual one.",
    ),
    Situation("room", "Physical therapy and the laboratory both want the empty room beside the elevator."),
    Situation(
        "directorship",
        "A cardiologist who sends us many patients asks for a paid directorship at $180 an hour, without time sheets. "
        "He hopes for your signature this week.",
    ),
    Situation(
        "indemnity",
        "A device contract renews on Friday. In a new clause we pay for what the device does to patients.",
    ),
    Situation(
        "investigator",
        "An investigator from a federal agency calls and asks for one physician's billing records by tonight.",
    ),
    Situation(
        "study",
        "A start-up offers to study our bills for free if we send it last year's records. "
        "The chief financial officer would like to begin on Monday.",
    ),
    Situation("vouchers", "Marketing gives a private ambulance firm a $50 voucher for each patient it brings."),
    Situation(
        "deposit",
        "Since this morning registration asks emergency patients for a deposit before a clinician sees them.",
    ),
    Situation(
        "emails",
        "A former employee's lawyer wrote today. Our system has begun to delete old mail, his manager's included.",
    ),
    Situation(
        "pay",
        "Each week one of our managers and a colleague at the hospital next door mail each other planned raises.",
    ),
)
