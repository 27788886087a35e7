"""The name of the learner's hospital, the same in every module: it belongs to the learner and not to a topic."""

from __future__ import annotations

from course.cases.seeding import generator

# The name was first drawn for 02_finance; that draw stays its home, so that no learner's hospital is renamed.
_HOME = ("02_finance", "name")
PLACES = (
    "Aldermoor",
    "Birchwater",
    "Calder Falls",
    "Dunmere",
    "Eastlake",
    "Fernhollow",
    "Granby",
    "Hartsfield",
    "Inverley",
    "Juniper Bay",
    "Kestrel Point",
    "Larkspur",
    "Millbrook",
    "Northgate",
    "Oakhurst",
    "Pinecrest",
    "Quarry Hill",
    "Redwater",
    "Silverton",
    "Thornbury",
    "Underwood",
    "Valemont",
    "Westbrook",
    "Yarrow",
)


def hospital_name(learner: str) -> str:
    """Return the name of a learner's hospital."""
    return f"{generator(*_HOME, learner).choice(PLACES)} Memorial Hospital"
