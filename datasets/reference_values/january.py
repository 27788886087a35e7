"""Write docs/january.md: every figure with a year, by the module that cites it, for the yearly review."""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "january.md"
# Where each module's figures are cited; a name may also be put together from a prefix.
PLACES = {
    "01_role": ("modules/01_role", "course/units/role", "course/role"),
    "02_finance": ("modules/02_finance", "course/units/finance"),
    "03_staffing": ("modules/03_staffing", "course/units/staffing", "course/staffing"),
}
PREFIXES = {"03_staffing": "nurse_ratio_"}
NOT_CITED = "Not cited yet"
OPENING = """# What to update each January

Every figure below carries a year. They stand in `datasets/reference_values/national.csv`.

1. Look each one up at its source. Change value, vintage and note together, or leave the row as it is.
2. Write the table again: `python -m datasets.reference_values.make`.
   Then this page: `python -m datasets.reference_values.january`.
3. Run `make test`. A test that fails holds a sentence or a worked number to the old figure.

When they change: Medicare's inpatient rule on 1 October, its physician fee schedule on 1 January, BLS pay in spring,
NSI and Kodiak in the first half of the year, Fitch's medians in summer.

The figures of fiscal year 2026 in the inpatient rule expired on 1 October 2026.
Those of fiscal year 2027 are here as proposed; put the final ones in their place.
The physician conversion factors are those of calendar year 2026, with a rise of 2.5% that ends with it.
Wrenfield's own figures (`wmh_`) are invented for fiscal year 2025 and stay.
"""


def national() -> list[dict[str, str]]:
    """Return the figures kept by hand."""
    with (HERE / "national.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cited_text(places: tuple[str, ...]) -> str:
    """Return all notebooks and code of a module as one text."""
    files = [path for place in places for path in sorted((ROOT / place).rglob("*")) if path.suffix in (".ipynb", ".py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files).replace('\\"', '"')


def by_module() -> dict[str, list[dict[str, str]]]:
    """Return the figures by the modules that cite them, and those that none cites."""
    rows = national()
    found = {}
    for module, places in PLACES.items():
        text, prefix = cited_text(places), PREFIXES.get(module)
        found[module] = [
            row for row in rows if f'"{row["name"]}"' in text or (prefix and row["name"].startswith(prefix))
        ]
    cited = {row["name"] for figures in found.values() for row in figures}
    return {**found, NOT_CITED: [row for row in rows if row["name"] not in cited]}


def page() -> str:
    """Return the page."""
    parts = [OPENING]
    for module, rows in by_module().items():
        parts.append(f"## {module}\n\n" + (_table(rows) if rows else "Nothing with a year.\n"))
    return "\n".join(parts)


def _table(rows: list[dict[str, str]]) -> str:
    head = ["| figure | value | unit | vintage | source |", "|---|---|---|---|---|"]
    lines = [f"| `{r['name']}` | {r['value']} | {r['unit']} | {r['vintage']} | {r['source']} |" for r in rows]
    return "\n".join([*head, *lines]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
