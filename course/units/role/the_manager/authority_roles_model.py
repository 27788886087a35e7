"""Who may act on a matter: you, now or later, and the roles in a hospital to which you can hand it over."""

from __future__ import annotations

from collections.abc import Mapping

YOU = "you"
NOW, LATER = "now", "later"
MEDICAL_STAFF, NURSING, SAFETY, PRIVACY = "medical_staff", "nursing", "safety", "privacy"
COMPLIANCE, FACILITIES, FINANCE = "compliance", "facilities", "finance"
COMMUNICATIONS, PATIENT_RELATIONS = "communications", "patient_relations"
CEO, COUNSEL = "ceo", "counsel"

# The name in a typed plan, and who or what it is; you yourself are two of them, now and later.
ROLES: Mapping[str, str] = {
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
