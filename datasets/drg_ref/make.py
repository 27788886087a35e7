"""Write the table of the forty groups: weight and usual stay, illustrative."""

from __future__ import annotations

from pathlib import Path

from datasets import story
from datasets.drg_ref.drgs import DRGS
from datasets.tools import write_csv

HERE = Path(__file__).parent
HEADER = ("drg", "title", "mdc", "type", "weight", "gmlos_days", "amlos_days")


def check() -> None:
    """Assert that codes are unique, stays are skewed and the year's volumes give the story's case mix."""
    assert len(DRGS) == len({group.drg for group in DRGS}) == 40
    assert all(group.geometric_days < group.arithmetic_days for group in DRGS)
    volume = [sum(group.volumes.values()) for group in DRGS]
    weight = sum(group.weight * count for group, count in zip(DRGS, volume, strict=True))
    assert sum(volume) == story.DISCHARGES and round(weight / story.DISCHARGES, 2) == story.CASE_MIX_INDEX


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    check()
    rows = [
        (
            group.drg,
            group.title,
            group.mdc,
            "surgical" if group.surgical else "medical",
            f"{group.weight:.4f}",
            f"{group.geometric_days:.1f}",
            f"{group.arithmetic_days:.1f}",
        )
        for group in DRGS
    ]
    return [write_csv(folder / "data.csv", HEADER, rows)]


if __name__ == "__main__":
    make()
