"""The 24 departments of Wrenfield Memorial Hospital: what each counts, earns and spends.

Weights are relative: the generator scales them to the hospital's totals in `datasets.story`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Department:
    """A department: its statistic for FY2025, its weights in each account, its fixed wages."""

    dept_id: str
    name: str
    stat_unit: str
    volume_fy2025: int
    revenue: float
    fte: float
    rate_usd: float
    agency: float
    supplies: float
    purchased: float
    depreciation: float
    fixed_wages: float

    @property
    def supports(self) -> bool:
        """Whether the department earns no patient revenue of its own."""
        return self.revenue == 0


# id, name, statistic, volume, revenue, FTEs, rate, agency, supplies, purchased, depreciation, fixed wages
_TABLE = [
    ("D01", "Medical unit", "patient days", 17_520, 9.5, 100, 49, 22, 2.2, 2.0, 4, 0.30),
    ("D02", "Surgical unit", "patient days", 10_950, 6.5, 62, 49, 12, 1.6, 1.2, 3, 0.30),
    ("D03", "Telemetry unit", "patient days", 7_665, 5.0, 47, 50, 10, 1.1, 1.0, 2, 0.30),
    ("D04", "Step-down unit", "patient days", 6_570, 4.5, 46, 51, 10, 1.1, 0.9, 2, 0.30),
    ("D05", "Intensive care unit", "patient days", 3_833, 4.5, 39, 55, 12, 1.6, 1.2, 3, 0.35),
    ("D06", "Obstetrics", "patient days", 2_737, 3.5, 40, 52, 3, 0.8, 1.5, 2, 0.50),
    ("D07", "Emergency department", "visits", 46_000, 10.5, 90, 50, 14, 3.5, 9.0, 5, 0.50),
    ("D08", "Operating rooms", "cases", 6_900, 16.0, 98, 52, 10, 30.0, 8.0, 12, 0.40),
    ("D09", "Imaging", "exams", 98_000, 9.0, 84, 44, 4, 4.0, 5.0, 14, 0.45),
    ("D10", "Laboratory", "tests", 640_000, 5.0, 70, 38, 0, 7.0, 4.0, 3, 0.45),
    ("D11", "Pharmacy", "doses", 1_150_000, 8.5, 55, 58, 0, 20.0, 1.5, 2, 0.50),
    ("D12", "Respiratory therapy", "treatments", 61_000, 1.8, 40, 44, 3, 1.0, 0.4, 1, 0.40),
    ("D13", "Rehabilitation", "visits", 42_000, 2.5, 55, 50, 0, 0.5, 0.8, 1, 0.35),
    ("D14", "Cardiology", "procedures", 9_400, 5.0, 45, 50, 0, 9.0, 3.5, 7, 0.45),
    ("D15", "Oncology and infusion", "visits", 11_800, 4.5, 50, 52, 0, 6.0, 1.0, 2, 0.45),
    ("D16", "Ambulatory surgery and endoscopy", "cases", 8_300, 4.0, 60, 50, 0, 5.0, 2.0, 4, 0.40),
    ("D17", "Food and nutrition", "meals", 268_000, 0, 75, 25, 0, 2.0, 1.2, 1, 0.65),
    ("D18", "Environmental services", "room cleans", 71_000, 0, 76, 24, 0, 1.0, 1.5, 0.5, 0.65),
    ("D19", "Plant operations", "work orders", 18_500, 0, 45, 36, 0, 0.8, 9.0, 14, 0.90),
    ("D20", "Supply chain", "requisitions", 88_000, 0, 50, 29, 0, 0.9, 1.6, 0.8, 0.75),
    ("D21", "Health information", "records coded", 60_000, 0, 40, 36, 0, 0.1, 3.0, 0.5, 0.65),
    ("D22", "Patient access and billing", "claims", 60_000, 0, 96, 30, 0, 0.2, 6.0, 0.5, 0.65),
    ("D23", "Information technology", "service tickets", 36_000, 0, 65, 52, 0, 0.4, 14.0, 12, 0.90),
    ("D24", "Administration", "adjusted discharges", 21_525, 0, 72, 66, 0, 0.2, 21.0, 3, 0.95),
]
DEPARTMENTS = [Department(*row) for row in _TABLE]
OTHER_OPERATING = "D24"  # cafeteria, parking, rents, grants and pharmacy programs are booked here
