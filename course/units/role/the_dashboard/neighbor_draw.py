"""Draws the neighbor that a consultant compares a learner's hospital with."""

from __future__ import annotations

import numpy as np

from course.units.role.the_dashboard.dashboard_model import Period
from course.units.role.the_dashboard.neighbor_model import REASONS, Neighbor, compared_with


def draw(rng: np.random.Generator, year: Period) -> Neighbor:
    """Draw which definition differs, and the figures that follow from it.

    Parameters
    ----------
    rng : numpy.random.Generator
        The learner's.
    year : Period
        The learner's own fiscal year.
    """
    return compared_with(
        year,
        difference=str(rng.choice(list(REASONS))),
        outsourced_share=int(rng.integers(9, 14)) / 100,
        price_rise=int(rng.integers(20, 31)) / 100,
        alike=float(rng.uniform(0.99, 1.01)),
    )
