"""What a chair that is never empty takes, and where the story's full-time equivalents are."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.staffing.hours import post_ftes
from course.units.staffing.census_to_ftes.chair_model import STORY_SKILL_MIX, chair, whereabouts

LEARNERS = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)]


@pytest.mark.parametrize("my", LEARNERS)
def test_the_chair_takes_what_its_people_work(my) -> None:
    """People times the hours each works are the 8,760 hours of the year."""
    full = chair(my.unit)
    assert full.ftes * full.worked_hours == pytest.approx(8_760)
    assert full.worked_hours + full.away_hours == 2_080
    assert full.ftes == post_ftes(24, productive_share=my.unit.productive_share)


def test_the_storys_unit_is_that_of_the_worked_example() -> None:
    seen = whereabouts()
    assert (round(seen.paid_ftes, 1), round(seen.productive_ftes, 1), round(seen.there_at_once, 1)) == (
        49.8,
        43.3,
        10.3,
    )
    assert seen.there_at_once * post_ftes(24) == pytest.approx(seen.paid_ftes)
    assert seen.people > seen.paid_ftes and 6 < seen.nurses_at_once < 7
    assert seen.nurses_at_once == pytest.approx(seen.there_at_once * STORY_SKILL_MIX["RN"])
