"""What it takes to fill a post that is never empty, and where the story's full-time equivalents are at any hour."""

from __future__ import annotations

from dataclasses import dataclass

from course.staffing import hours
from course.units.staffing.census_to_ftes.unit_model import Unit

HOURS_A_DAY = 24
HOURS_A_YEAR = HOURS_A_DAY * hours.DAYS_PER_YEAR
# The story's unit: 26 patients a day at 9.5 hours each, 62% of them a registered nurse's, 84 FTEs to 100 people.
STORY_CENSUS, STORY_HPPD, STORY_FTE_PER_PERSON = 26, 9.5, 0.84
STORY_SKILL_MIX = {"RN": 0.62, "LPN": 0.08, "aide": 0.30}


@dataclass(frozen=True)
class Chair:
    """What it takes to fill one post day and night."""

    ftes: float
    worked_hours: float

    @property
    def away_hours(self) -> float:
        """Paid hours of one full-time equivalent that are not worked."""
        return hours.PAID_HOURS_PER_FTE - self.worked_hours


def chair(unit: Unit) -> Chair:
    """Return what one post around the clock takes at a unit's leave."""
    share = unit.productive_share
    return Chair(hours.post_ftes(HOURS_A_DAY, productive_share=share), share * hours.PAID_HOURS_PER_FTE)


@dataclass(frozen=True)
class Whereabouts:
    """The story's unit, from the payroll to the bedside."""

    people: float
    paid_ftes: float
    productive_ftes: float
    there_at_once: float
    nurses_at_once: float


def whereabouts() -> Whereabouts:
    """Return where the story's full-time equivalents are at an average hour of the year."""
    paid = hours.unit_ftes(STORY_CENSUS, STORY_HPPD)
    at_once = hours.staff_per_day(STORY_CENSUS, STORY_HPPD, shift_hours=HOURS_A_DAY)
    return Whereabouts(
        people=paid / STORY_FTE_PER_PERSON,
        paid_ftes=paid,
        productive_ftes=hours.unit_ftes(STORY_CENSUS, STORY_HPPD, productive_share=1),
        there_at_once=at_once,
        nurses_at_once=hours.hours_by_role(at_once, STORY_SKILL_MIX)["RN"],
    )
