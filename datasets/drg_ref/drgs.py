"""The forty groups that Wrenfield Memorial Hospital discharges most, and how many of each in FY2025.

Weights and stays are illustrative: of the size of the federal table's, not copied from it.
Volumes are by the unit that cares for the patient longest; their weights average 1.62.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MEDICAL, SURGICAL, TELEMETRY = "Medical unit", "Surgical unit", "Telemetry unit"
STEP_DOWN, INTENSIVE, OBSTETRICS = "Step-down unit", "Intensive care unit", "Obstetrics"
UNITS = (MEDICAL, SURGICAL, TELEMETRY, STEP_DOWN, INTENSIVE, OBSTETRICS)
_UNIT = dict(zip("MSTPIO", UNITS, strict=True))


@dataclass(frozen=True)
class Drg:
    """A group of like stays: its weight, its usual stays in days, and Wrenfield's patients in it."""

    drg: str
    title: str
    mdc: str
    surgical: bool
    weight: float
    geometric_days: float
    arithmetic_days: float
    mean_age: int
    age_spread: int
    condition: str
    emergency_odds: float
    volumes: dict[str, int]


_TITLES = {
    "064": "Intracranial hemorrhage or cerebral infarction with MCC",
    "065": "Intracranial hemorrhage or cerebral infarction with CC or tPA in 24 hours",
    "177": "Respiratory infections and inflammations with MCC",
    "189": "Pulmonary edema and respiratory failure",
    "190": "Chronic obstructive pulmonary disease with MCC",
    "191": "Chronic obstructive pulmonary disease with CC",
    "193": "Simple pneumonia and pleurisy with MCC",
    "194": "Simple pneumonia and pleurisy with CC",
    "207": "Respiratory system diagnosis with ventilator support over 96 hours",
    "208": "Respiratory system diagnosis with ventilator support up to 96 hours",
    "236": "Coronary bypass without cardiac catheterization without MCC",
    "280": "Acute myocardial infarction, discharged alive, with MCC",
    "281": "Acute myocardial infarction, discharged alive, with CC",
    "291": "Heart failure and shock with MCC",
    "292": "Heart failure and shock with CC",
    "309": "Cardiac arrhythmia and conduction disorders with CC",
    "321": "Percutaneous coronary intervention with stent with MCC or four or more vessels",
    "322": "Percutaneous coronary intervention with stent without MCC",
    "330": "Major small and large bowel procedures with CC",
    "378": "Gastrointestinal hemorrhage with CC",
    "392": "Esophagitis, gastroenteritis and other digestive disorders without MCC",
    "418": "Laparoscopic cholecystectomy with CC",
    "470": "Major hip and knee joint replacement without MCC",
    "481": "Hip and femur procedures except major joint with CC",
    "522": "Hip replacement for hip fracture without MCC",
    "603": "Cellulitis without MCC",
    "638": "Diabetes with CC",
    "640": "Disorders of nutrition, metabolism, fluids and electrolytes with MCC",
    "682": "Renal failure with MCC",
    "683": "Renal failure with CC",
    "690": "Kidney and urinary tract infections without MCC",
    "787": "Cesarean section without sterilization with CC",
    "788": "Cesarean section without sterilization without CC or MCC",
    "806": "Vaginal delivery without sterilization or D&C with CC",
    "807": "Vaginal delivery without sterilization or D&C without CC or MCC",
    "812": "Red blood cell disorders without MCC",
    "853": "Infectious and parasitic diseases with operating room procedure with MCC",
    "871": "Septicemia or severe sepsis with MCC",
    "872": "Septicemia or severe sepsis without MCC",
    "897": "Alcohol, drug abuse or dependence without rehabilitation therapy without MCC",
}
# drg, MDC, surgical, weight, GMLOS, AMLOS, mean age, spread, condition, odds of ED, volumes by unit
_TABLE = [
    ("064", "01", 0, 1.98, 4.3, 5.7, 74, 12, "", 6, "M66 P68 I36"),
    ("065", "01", 0, 1.02, 2.9, 3.5, 71, 13, "", 6, "M116 T79 P59"),
    ("177", "04", 0, 1.74, 5.0, 6.3, 73, 14, "pneumonia", 6, "M159 P65 I17"),
    ("189", "04", 0, 1.20, 3.7, 4.6, 69, 14, "", 6, "M109 P110 I25"),
    ("190", "04", 0, 1.12, 3.4, 4.2, 70, 10, "COPD", 6, "M215 P40"),
    ("191", "04", 0, 0.89, 2.8, 3.4, 69, 10, "COPD", 5, "M114"),
    ("193", "04", 0, 1.30, 4.0, 4.9, 74, 14, "pneumonia", 6, "M230 P41"),
    ("194", "04", 0, 0.86, 3.0, 3.6, 71, 15, "pneumonia", 5, "M160"),
    ("207", "04", 0, 5.90, 12.3, 14.5, 65, 14, "", 6, "I47"),
    ("208", "04", 0, 2.60, 5.0, 6.9, 65, 15, "", 6, "I67 P19"),
    ("236", "05", 1, 4.10, 5.7, 6.1, 67, 9, "CABG", 0.1, "P93 I37"),
    ("280", "05", 0, 1.62, 4.1, 5.2, 75, 12, "AMI", 6, "T200 P53 I18"),
    ("281", "05", 0, 0.96, 2.5, 3.0, 71, 12, "AMI", 6, "T188"),
    ("291", "05", 0, 1.27, 3.9, 4.9, 76, 11, "heart failure", 5, "T538 M120 P61"),
    ("292", "05", 0, 0.90, 3.3, 4.0, 75, 12, "heart failure", 4, "T202 M57"),
    ("309", "05", 0, 0.76, 2.4, 2.9, 73, 12, "", 5, "T265"),
    ("321", "05", 1, 3.00, 3.9, 5.2, 68, 11, "", 3, "T205 P53 I27"),
    ("322", "05", 1, 1.95, 1.8, 2.2, 66, 10, "", 1, "T231"),
    ("330", "06", 1, 2.50, 5.2, 6.2, 66, 14, "", 0.5, "S300"),
    ("378", "06", 0, 0.99, 3.0, 3.6, 71, 14, "", 6, "M192 P29"),
    ("392", "06", 0, 0.79, 2.5, 3.2, 57, 19, "", 5, "M177 S43"),
    ("418", "07", 1, 1.66, 3.0, 3.6, 57, 18, "", 3, "S213"),
    ("470", "08", 1, 1.90, 1.7, 2.1, 70, 9, "hip or knee", 0.02, "S635"),
    ("481", "08", 1, 2.10, 3.9, 4.4, 79, 11, "", 5, "S359"),
    ("522", "08", 1, 2.15, 3.7, 4.2, 79, 9, "", 5, "S193"),
    ("603", "09", 0, 0.86, 3.1, 3.7, 58, 17, "", 4, "M188 S67"),
    ("638", "10", 0, 0.88, 2.7, 3.4, 52, 18, "", 5, "M151"),
    ("640", "10", 0, 1.25, 3.4, 4.7, 71, 15, "", 5, "M129"),
    ("682", "11", 0, 1.47, 4.2, 5.7, 71, 13, "", 5, "M174 P31"),
    ("683", "11", 0, 0.88, 3.0, 3.7, 70, 14, "", 5, "M151"),
    ("690", "11", 0, 0.80, 2.8, 3.4, 71, 18, "", 5, "M196"),
    ("787", "14", 1, 1.05, 3.2, 3.9, 31, 5, "birth", 0.01, "O160"),
    ("788", "14", 1, 0.88, 2.6, 2.8, 30, 5, "birth", 0.01, "O160"),
    ("806", "14", 0, 0.75, 2.3, 2.5, 29, 5, "birth", 0.01, "O311"),
    ("807", "14", 0, 0.65, 2.0, 2.1, 29, 5, "birth", 0.01, "O422"),
    ("812", "16", 0, 0.90, 2.8, 3.5, 66, 18, "", 3, "M104 S33"),
    ("853", "18", 1, 5.10, 9.6, 12.5, 65, 14, "", 5, "S271 P108 I67"),
    ("871", "18", 0, 1.95, 4.8, 6.3, 71, 14, "", 6, "M494 P191 I97"),
    ("872", "18", 0, 1.04, 3.6, 4.2, 66, 17, "", 6, "M270 S23"),
    ("897", "20", 0, 0.80, 3.4, 4.4, 46, 12, "", 5, "M121"),
]


def _volumes(text: str) -> dict[str, int]:
    return {_UNIT[part[0]]: int(part[1:]) for part in text.split()}


def _group(row: tuple[Any, ...]) -> Drg:
    drg, mdc, surgical, weight, geometric, arithmetic, age, spread, condition, odds, volumes = row
    stays, people = (weight, geometric, arithmetic), (age, spread, condition)
    return Drg(drg, _TITLES[drg], mdc, bool(surgical), *stays, *people, odds, _volumes(volumes))


DRGS = [_group(row) for row in _TABLE]
