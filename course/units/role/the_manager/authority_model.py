"""Who decides what: twelve questions that belong to the board, to management or to the medical staff.

In most hospitals the *board* answers for the whole, and grants what the others may only recommend; *management* runs
the house within the board's budget; the *medical staff* judges physicians and their work under its own bylaws.
The questions are invented, and a hospital's bylaws may draw a line elsewhere. Whose each question is stands in
`authority_key_model`, which no released cell names.
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


@dataclass(frozen=True)
class Question:
    """One question that somebody in a hospital has to decide.

    Parameters
    ----------
    key : str
        Its name.
    text : str
        What has to be decided.
    """

    key: str
    text: str


QUESTIONS: tuple[Question, ...] = (
    Question("grant", "A new surgeon's file is complete, and her peers support it. Who lets her operate here?"),
    Question(
        "maternity", "Births have halved in ten years. Who decides whether the hospital closes obstetrics for good?"
    ),
    Question("chief", "The chief executive retires. Who chooses the next one and settles the pay?"),
    Question("budget", "Next year's budget has been drawn up, department by department. Who adopts it?"),
    Question("registrars", "Lines form at registration on Mondays. Who decides to add a registrar, within the budget?"),
    Question(
        "laboratory",
        "Patients ask for blood tests before work. Who decides that the outpatient laboratory opens at six?",
    ),
    Question(
        "hospitalist", "The hospital wants to employ a hospitalist. Who settles the hours and the pay in the contract?"
    ),
    Question("linen", "The linen contract ends in June, and three firms bid within the budget. Who chooses?"),
    Question(
        "complication",
        "A patient bled after an operation. Who judges whether the surgeon's work met the standard?",
    ),
    Question("robot", "A surgeon took a course on the surgical robot. Who judges whether that training is enough?"),
    Question(
        "discharge",
        "The insurer stopped paying for a stay on Sunday. Who decides whether the patient is fit to go home?",
    ),
    Question(
        "formulary",
        "Two drugs do the same, and one costs less. Who judges whether they are equivalent for patients?",
    ),
)
