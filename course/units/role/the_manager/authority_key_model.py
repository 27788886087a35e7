"""Whose each question of authority is, and what somebody overlooks who gives it to another body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from course.units.role.the_manager.authority_model import BOARD, MANAGEMENT, MEDICAL_STAFF, Question


class Ruling(NamedTuple):
    """The body that decides a question, and the reason in a sentence."""

    body: str
    why: str


RULINGS: Mapping[str, Ruling] = {
    "grant": Ruling(
        BOARD, "The medical staff recommends and the board grants: it answers for who treats patients here."
    ),
    "maternity": Ruling(
        BOARD, "The board decides what the hospital is there for, with management's figures before it."
    ),
    "chief": Ruling(BOARD, "It is the one appointment that no manager and no physician can make."),
    "budget": Ruling(BOARD, "Management proposes; the board adopts, and holds management to it."),
    "registrars": Ruling(MANAGEMENT, "Posts within the budget are a manager's daily work."),
    "laboratory": Ruling(MANAGEMENT, "Opening hours are operations; ask the people who will work them, then decide."),
    "hospitalist": Ruling(MANAGEMENT, "What her employment pays is a contract, at fair-market value."),
    "linen": Ruling(MANAGEMENT, "Buying within the budget and by the purchasing rules is daily operation."),
    "complication": Ruling(MEDICAL_STAFF, "Physicians judge the work of physicians, in a protected peer review."),
    "robot": Ruling(MEDICAL_STAFF, "Peers judge training against their own criteria, and recommend."),
    "discharge": Ruling(MEDICAL_STAFF, "It is the treating physician's judgment; who pays does not change it."),
    "formulary": Ruling(MEDICAL_STAFF, "Its committee on drugs decides; bring it the price."),
}
# What somebody overlooks who gives a question of the first body to the second: a name, and a sentence for it.
BODY_CONFUSIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    (MEDICAL_STAFF, MANAGEMENT): (
        "managed the physicians",
        "A manager would have to judge a physician's work, training or treatment here. No license covers that.",
    ),
    (MEDICAL_STAFF, BOARD): (
        "asked the board for a diagnosis",
        "Most members of a board are not clinicians, and this needs a clinical judgment.",
    ),
    (BOARD, MANAGEMENT): (
        "did the board's work",
        "Management may prepare this, but no manager may settle it.",
    ),
    (BOARD, MEDICAL_STAFF): (
        "recommended is not granted",
        "Physicians may advise here, but the last word lies with those who answer to the community.",
    ),
    (MANAGEMENT, BOARD): (
        "carried upstairs",
        "The board meets a few times a year. This would wait for weeks, and it is daily work within the budget.",
    ),
    (MANAGEMENT, MEDICAL_STAFF): (
        "waited for the physicians",
        "This is no clinical question. Ask physicians for their view, but the decision is about operations.",
    ),
}
# What somebody overlooks who gives one of the board's questions to management, where it has words of its own.
NOT_FOR_MANAGEMENT: Mapping[str, str] = {
    "grant": "No manager can say whether a surgeon is good enough, or answer to the community for letting her operate.",
    "maternity": "It changes what the hospital is there for, and cannot be taken back. No manager settles that alone.",
    "chief": "Managers would choose the head whom they report to, and the pay as well.",
    "budget": "Management draws it up. Whoever draws it up cannot also be the one who holds management to it.",
}


def body_of(question: Question) -> str:
    """Return the body that decides a question."""
    return RULINGS[question.key].body
