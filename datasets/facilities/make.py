"""Write the five organizations of Wrenfield Regional Health System."""

from __future__ import annotations

from pathlib import Path

from datasets.story import LICENSED_BEDS, STAFFED_BEDS
from datasets.tools import write_csv

HERE = Path(__file__).parent
HEADER = ("facility_id", "name", "type", "licensed_beds", "staffed_beds", "ccn", "rural")
# No state uses the CCN prefix 00, so these numbers belong to nobody.
FACILITIES = [
    (
        "WMH",
        "Wrenfield Memorial Hospital",
        "acute care hospital",
        LICENSED_BEDS,
        STAFFED_BEDS,
        "000220",
        "false",
    ),
    ("ACC", "Alder Creek Care Center", "skilled nursing facility", 110, 110, "005110", "false"),
    ("WPG", "Wrenfield Physician Group", "physician group", "", "", "", "false"),
    ("SFH", "Stony Fork Community Hospital & RHC", "critical access hospital", 20, 20, "001320", "true"),
    ("HIM", "System HIM & Privacy", "shared service", "", "", "", "false"),
]


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    ids, ccns = [row[0] for row in FACILITIES], [str(row[5]) for row in FACILITIES if row[5]]
    assert len(set(ids)) == 5 and len(set(ccns)) == 3
    assert all(len(ccn) == 6 and ccn.startswith("00") for ccn in ccns)
    return [write_csv(folder / "data.csv", HEADER, FACILITIES)]


if __name__ == "__main__":
    make()
