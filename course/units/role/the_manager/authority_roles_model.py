"""Who may decide what in a hospital, and the form in which a matter reaches the manager's desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

YOU = "you"
NOW, LATER = "now", "later"
MEDICAL_STAFF, NURSING, SAFETY, PRIVACY = "medical_staff", "nursing", "safety", "privacy"
COMPLIANCE, FACILITIES, FINANCE = "compliance", "facilities", "finance"
COMMUNICATIONS, PATIENT_RELATIONS = "communications", "patient_relations"
CEO, COUNSEL = "ceo", "counsel"

# The name in a typed plan, and who or what it is.
HANDS: Mapping[str, str] = {
    NOW: "I see to it myself, this morning",
    LATER: "I see to it myself, later this week",
    MEDICAL_STAFF: "Hand to the president of the medical staff (peer review, privileges, clinical judgment)",
    NURSING: "Hand to the chief nursing officer (units, beds, nurses)",
    SAFETY: "Hand to risk and patient safety (harm, near misses, faulty devices)",
    PRIVACY: "Hand to the privacy officer (patients' information)",
    COMPLIANCE: "Hand to the compliance officer (gifts, kickbacks, regulators)",
    FACILITIES: "Hand to the facilities director (buildings and plant)",
    FINANCE: "Hand to the controller (payroll, invoices)",
    COMMUNICATIONS: "Hand to communications (press)",
    PATIENT_RELATIONS: "Hand to the patient advocate (complaints and grievances)",
    CEO: "Escalate to the chief executive",
    COUNSEL: "Escalate to general counsel",
}


@dataclass(frozen=True)
class Letter:
    """One version of one matter.

    Parameters
    ----------
    key : str
        The matter, as a typed plan names it.
    sender : str
        Who writes or calls.
    text : str
        What it says, with places for the drawn figures; ``{begin}`` is the hour of the clock.
    owner : str
        Whose it is to decide: `YOU` or one of `HANDS`.
    hands : tuple of str
        The answers that a manager can defend.
    minutes : int
        What it takes of the morning if you do it yourself.
    why : str
        Why those hands, for afterwards.
    begin_by : tuple of int
        Minutes after eight from which the clock is drawn; empty where nothing happens before noon.
    figures : mapping
        Values for each place in the text, the story's first.
    may_shout : bool
        Whether the sender may be one of the loud ones.
    """

    key: str
    sender: str
    text: str
    owner: str
    hands: tuple[str, ...]
    minutes: int
    why: str
    begin_by: tuple[int, ...] = ()
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    may_shout: bool = False
