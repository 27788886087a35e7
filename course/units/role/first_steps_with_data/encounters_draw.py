"""Draws a learner's slice of the encounters from the data themselves, so that each of the eight verbs finds something.

There are enough rows to group, some that pass each filter, and some that do not.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from course.cases.drawing import first_accepted
from course.datasets import load
from course.units.role.first_steps_with_data.encounters_found_model import FEWEST_ROWS, suits_every_verb
from course.units.role.first_steps_with_data.encounters_model import DATASET, EncounterSlice, discharges_of

MONTHS = 3
LONG_STAY_DAYS, AGES = (6, 7, 8, 9, 10), (55, 60, 65, 70, 75)
MOST_DRAWS = 1_000


def draw(rng: np.random.Generator) -> EncounterSlice:
    """Draw a slice in which every verb finds something."""
    return first_accepted(lambda: _any_slice(rng), suits_every_verb, "slice of the encounters", MOST_DRAWS)


def _any_slice(rng: np.random.Generator) -> EncounterSlice:
    facility = str(rng.choice(_large_facilities()))
    rows, month_of = discharges_of(facility)
    months = sorted(set(month_of))
    start = int(rng.integers(len(months) - MONTHS + 1))
    return EncounterSlice(
        facility_id=facility,
        first_month=str(months[start]),
        last_month=str(months[start + MONTHS - 1]),
        unit=str(rng.choice(sorted(rows["unit"].unique()))),
        payer=str(rng.choice(sorted(rows["payer"].unique()))),
        age_from=int(rng.choice(AGES)),
        long_stay_days=int(rng.choice(LONG_STAY_DAYS)),
    )


@cache
def _large_facilities() -> tuple[str, ...]:
    """Return the hospitals whose encounters suffice for a slice."""
    rows = load(DATASET)
    counts = rows["facility_id"].value_counts()
    months = rows["discharge_date"].dt.to_period("M").nunique()
    return tuple(sorted(counts[counts * MONTHS / months >= FEWEST_ROWS].index))
