"""Six beds on 4 West: nursing wants them closed for some weeks, finance wants them open, and both are right.

Every figure is invented. New nurses finish orientation after the weeks drawn; until then a night shift is one short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NIGHTS_A_WEEK = 7


@dataclass(frozen=True)
class Dyad:
    """The unit, the weeks to bridge, and what each of the two executives answers for.

    Parameters
    ----------
    beds, beds_to_close : int
        Beds of the unit, and those that nursing would close.
    occupied_share : float
        Share of its beds taken at night.
    night_nurses : int
        Registered nurses at night until the new ones are ready.
    patients_per_nurse : float
        The most patients a nurse at night that the hospital's own staffing plan allows.
    weeks : int
        Until the new nurses are ready.
    contribution_per_day_usd : float
        What one patient day adds to income, after the costs that come with it.
    agency_hour_usd : float
        What an agency nurse costs an hour.
    agency_nights : int
        Nights a week for which the agency has a nurse, out of seven.
    shift_hours : float
        Length of a night shift.
    covenant_room_usd : float
        What the quarter's income may still lose before the covenant with the bondholders is missed.
    """

    beds: int
    beds_to_close: int
    occupied_share: float
    night_nurses: int
    patients_per_nurse: float
    weeks: int
    contribution_per_day_usd: float
    agency_hour_usd: float
    agency_nights: int
    shift_hours: float
    covenant_room_usd: float


def wrenfield() -> Dyad:
    """Return the story's six beds."""
    return Dyad(30, 6, 0.90, 4, 6.0, 8, 480.0, 98.0, 4, 12.0, 100_000.0)


def draw(rng: np.random.Generator) -> Dyad:
    """Draw a dispute in which no option keeps both executives' promises."""
    from course.units.role.the_manager.dyad_model import options

    while True:
        dyad = Dyad(
            beds=int(rng.choice((28, 30, 32))),
            beds_to_close=6,
            occupied_share=float(rng.choice((0.88, 0.90, 0.92))),
            night_nurses=4,
            patients_per_nurse=6.0,
            weeks=int(rng.choice((7, 8, 9))),
            contribution_per_day_usd=float(rng.integers(43, 54) * 10),
            agency_hour_usd=float(rng.integers(92, 105)),
            agency_nights=int(rng.choice((3, 4, 5))),
            shift_hours=12.0,
            covenant_room_usd=float(rng.integers(17, 22) * 5_000),
        )
        found = options(dyad).values()
        if not any(o.keeps_plan and o.keeps_covenant for o in found):
            kept = [o for o in found if o.keeps_plan], [o for o in found if o.keeps_covenant and o.cost_usd > 0]
            if all(kept):
                return dyad
