"""Who works where: roles with their pay, and each department's posts. Departments are those of the budget.

Direct-care posts of the six nursing units follow from hours per patient day: worked hours less agency hours, divided
by the productive share, over 2,080.
"""

from __future__ import annotations

from dataclasses import dataclass

from datasets import story
from datasets.dept_budget_actual.departments import DEPARTMENTS

HEADS = 1_750  # employed at Wrenfield Memorial on 30 June 2025
PRODUCTIVE_SHARE = 0.87


@dataclass(frozen=True)
class Role:
    """A role: its mean pay an hour, whether it needs a license, its turnover in FY2023 to FY2025."""

    mean_rate_usd: float
    licensed: bool
    turnover: tuple[float, float, float]


_STAFF, _NONE = (0.22, 0.215, 0.215), (0.0, 0.0, 0.0)
# Means of RN, LPN, CNA, medical assistant and billing specialist: BLS OEWS, May 2024. The others are the story's.
ROLES = {
    "RN": Role(47.32, True, (0.190, 0.178, 0.168)),
    "LPN": Role(30.84, True, (0.20, 0.19, 0.19)),
    "CNA": Role(19.84, True, (0.32, 0.30, 0.30)),
    "medical assistant": Role(21.50, False, _STAFF),
    "unit clerk": Role(21.00, False, _STAFF),
    "technologist": Role(38.00, True, (0.15, 0.15, 0.15)),
    "therapist": Role(44.00, True, (0.15, 0.15, 0.15)),
    "pharmacist": Role(66.00, True, (0.10, 0.10, 0.10)),
    "technician": Role(22.00, False, _STAFF),
    "service worker": Role(19.00, False, (0.29, 0.28, 0.28)),
    "maintenance worker": Role(29.00, False, (0.12, 0.12, 0.12)),
    "records specialist": Role(26.00, False, (0.14, 0.14, 0.14)),
    "billing specialist": Role(23.80, False, _STAFF),
    "registration clerk": Role(20.50, False, (0.24, 0.23, 0.23)),
    "analyst": Role(45.00, False, (0.12, 0.12, 0.12)),
    "supervisor": Role(50.00, False, _NONE),
    "manager": Role(62.00, False, _NONE),
    "executive": Role(165.00, False, _NONE),
}
HOME_TURNOVER = (0.48, 0.47, 0.465)  # of Alder Creek's posts, every role; of the people in post about 48% (story)


@dataclass(frozen=True)
class Unit:
    """A nursing unit: the direct-care hours that a patient day takes, and who gives them."""

    dept_id: str
    hours_per_patient_day: float
    rn: float
    lpn: float
    cna: float

    @property
    def mix(self) -> dict[str, float]:
        return {"RN": self.rn, "LPN": self.lpn, "CNA": self.cna}


# 9.5 on medical and surgical units and 17 in intensive care; obstetrics counts the hours of labor and delivery.
NURSING_UNITS = [
    Unit("D01", 9.5, 0.58, 0.07, 0.35),
    Unit("D02", 9.5, 0.58, 0.07, 0.35),
    Unit("D03", 10.0, 0.65, 0.05, 0.30),
    Unit("D04", 11.6, 0.72, 0.03, 0.25),
    Unit("D05", 17.0, 0.92, 0.0, 0.08),
    Unit("D06", 22.0, 0.85, 0.05, 0.10),
]
MIX = {
    "D07": {"RN": 62, "technician": 22, "unit clerk": 16},
    "D08": {"RN": 50, "technologist": 40, "technician": 10},
    "D09": {"technologist": 82, "registration clerk": 18},
    "D10": {"technologist": 72, "technician": 28},
    "D11": {"pharmacist": 42, "technician": 58},
    "D12": {"therapist": 100},
    "D13": {"therapist": 72, "technician": 28},
    "D14": {"technologist": 55, "RN": 45},
    "D15": {"RN": 62, "medical assistant": 24, "registration clerk": 14},
    "D16": {"RN": 62, "technologist": 38},
    "D17": {"service worker": 100},
    "D18": {"service worker": 100},
    "D19": {"maintenance worker": 100},
    "D20": {"service worker": 70, "analyst": 30},
    "D21": {"records specialist": 100},
    "D22": {"billing specialist": 60, "registration clerk": 40},
    "D23": {"analyst": 100},
    "D24": {"analyst": 80, "unit clerk": 20},
}
SUPERVISORS = {"D01": 1, "D07": 3, "D08": 4, "D24": 1}  # two in each other department of 55 FTEs or more, else one
CHIEFS = {"chief executive": 1, "operations": 2, "finance": 3, "nursing": 4}  # order among the executives
CHIEF_OF = dict.fromkeys((f"D{n:02d}" for n in (*range(1, 9), 15, 16)), "nursing") | dict.fromkeys(
    ("D21", "D22", "D23", "D24"), "finance"
)  # the others answer to operations
HOME_POSTS = {  # Alder Creek: heads and tenths of an FTE
    ("A01", "RN"): (16, 130),
    ("A01", "LPN"): (20, 175),
    ("A01", "CNA"): (52, 460),
    ("A02", "service worker"): (22, 190),
    ("A02", "therapist"): (6, 50),
    ("A02", "analyst"): (4, 40),
}


def agency_hours(dept_id: str) -> int:
    """Return FY2025's agency hours of a nursing unit, all of registered nurses, near enough to size its posts."""
    weight = {dept.dept_id: dept.agency for dept in DEPARTMENTS}
    return round(story.ACTUAL[2025].agency_hours * weight[dept_id] / sum(weight.values()))


def direct_tenths(unit: Unit, patient_days: int) -> dict[str, int]:
    """Return tenths of an FTE for each direct-care role of a unit."""
    hours = unit.hours_per_patient_day * patient_days
    worked = {role: hours * share for role, share in unit.mix.items() if share}
    worked["RN"] -= agency_hours(unit.dept_id)
    return {role: round(10 * h / PRODUCTIVE_SHARE / story.HOURS_PER_FTE) for role, h in worked.items()}


def department_tenths() -> dict[tuple[str, str], int]:
    """Return tenths of an FTE by department and role; they sum to the departments' FTEs, 1,500 in all."""
    posts: dict[tuple[str, str], int] = {}
    units = {unit.dept_id: unit for unit in NURSING_UNITS}
    for dept in DEPARTMENTS:
        total = round(dept.fte * 10)
        supervisors = SUPERVISORS.get(dept.dept_id, 2 if dept.fte >= 55 else 1)
        chiefs = len(CHIEFS) if dept.dept_id == "D24" else 0
        own = {"executive": 10 * chiefs, "manager": 10, "supervisor": 10 * supervisors}
        left = total - sum(own.values())
        if dept.dept_id in units:
            own |= direct_tenths(units[dept.dept_id], dept.volume_fy2025)
            own["unit clerk"] = total - sum(own.values())
        else:
            mix = MIX[dept.dept_id]
            parts = {role: left * share // sum(mix.values()) for role, share in mix.items()}
            parts[next(iter(mix))] += left - sum(parts.values())
            own |= parts
        posts |= {(dept.dept_id, role): tenths for role, tenths in own.items() if tenths}
    return posts
