"""Who decides what: twelve questions that belong to the board, to management or to the medical staff.

In most hospitals the *board* answers for the whole, and grants what the others may only recommend; *management* runs
the house within the board's budget; the *medical staff* judges physicians and their work under its own bylaws.
The questions are invented, and a hospital's bylaws may draw a line elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BOARD, MANAGEMENT, MEDICAL_STAFF = "board", "management", "medical staff"
BODIES: Mapping[str, str] = {
    BOARD: "answers for the whole: appoints the chief executive, adopts the budget, grants privileges",
    MANAGEMENT: "runs the house within the budget: people, contracts, rooms, hours",
    MEDICAL_STAFF: "judges physicians and their work: training, peer review, treatment",
}
# What somebody overlooks who gives a question of the first body to the second: a name, and a sentence for it.
BODY_CONFUSIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    (MEDICAL_STAFF, MANAGEMENT): (
        "managed the physicians",
        "You let a manager judge what physicians judge among themselves: work, training or treatment.",
    ),
    (MEDICAL_STAFF, BOARD): (
        "asked the board for a diagnosis",
        "You asked people who are mostly no clinicians for a clinical judgment.",
    ),
    (BOARD, MANAGEMENT): (
        "did the board's work",
        "You let a manager decide what binds the whole hospital for years.",
    ),
    (BOARD, MEDICAL_STAFF): (
        "recommended is not granted",
        "You let those decide who may only recommend here; ask who answers to the community.",
    ),
    (MANAGEMENT, BOARD): (
        "carried upstairs",
        "You sent a week's work to people who meet a few times a year.",
    ),
    (MANAGEMENT, MEDICAL_STAFF): (
        "waited for the physicians",
        "You asked the medical staff for what is no clinical question; hear them, then let others decide.",
    ),
}


@dataclass(frozen=True)
class Question:
    """One question, whose it is to decide, and why.

    Parameters
    ----------
    key : str
        Its name.
    text : str
        What has to be decided.
    body : str
        One of `BODIES`.
    why : str
        The reason in a sentence, for afterwards.
    """

    key: str
    text: str
    body: str
    why: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "grant",
        "A new surgeon's file is complete and recommended by her peers. Who grants her privileges?",
        BOARD,
        "The medical staff recommends, the board grants: it answers for who treats patients here.",
    ),
    Question(
        "maternity",
        "Births have halved in ten years. Who decides whether the hospital closes obstetrics for good?",
        BOARD,
        "What the hospital is there for is the board's to say, with management's figures before it.",
    ),
    Question(
        "chief",
        "The chief executive retires. Who chooses the next one, and settles the pay?",
        BOARD,
        "The one appointment that no manager and no physician can make.",
    ),
    Question(
        "budget",
        "Next year's budget is drawn up. Who adopts it?",
        BOARD,
        "Management proposes; the board adopts, and holds management to it.",
    ),
    Question(
        "registrars",
        "Queues form at registration on Mondays. Who decides to add a registrar, within the budget?",
        MANAGEMENT,
        "Posts within the budget are what a manager is paid for.",
    ),
    Question(
        "laboratory",
        "Patients ask for blood tests before work. Who decides that the outpatient laboratory opens at six?",
        MANAGEMENT,
        "Opening hours are operations; ask those who will work them, then decide.",
    ),
    Question(
        "hospitalist",
        "A hospitalist is to be employed. Who settles the hours and the pay in the contract?",
        MANAGEMENT,
        "Whether she may treat patients is one question; what her employment pays is another, at fair-market value.",
    ),
    Question(
        "linen",
        "The linen contract ends in June; three firms bid within the budget. Who chooses?",
        MANAGEMENT,
        "Buying within the budget and by the purchasing rules is daily operation.",
    ),
    Question(
        "complication",
        "A patient bled after an operation. Who judges whether the surgeon's work met the standard?",
        MEDICAL_STAFF,
        "Physicians judge the work of physicians, in a protected peer review.",
    ),
    Question(
        "robot",
        "A surgeon took a course on the robot. Who judges whether that training is enough?",
        MEDICAL_STAFF,
        "Peers judge training against their own criteria; their answer goes to the board as a recommendation.",
    ),
    Question(
        "discharge",
        "The payer stops covering a stay on Sunday. Who decides whether the patient is fit to go home?",
        MEDICAL_STAFF,
        "That is the treating physician's judgment; who pays does not change it.",
    ),
    Question(
        "formulary",
        "Two drugs do the same, and one costs less. Who judges whether they are equivalent for patients?",
        MEDICAL_STAFF,
        "Its committee on drugs does; bring it the price.",
    ),
)
