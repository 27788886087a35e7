"""What was drawn for the learner to look for."""

from __future__ import annotations

from course.case import case_for
from course.units.role.first_steps_with_data.long_stays_pictures import drawn_values_table

MY = case_for("01_role", "ana")


def test_what_was_drawn_stands_under_the_names_that_the_learner_types() -> None:
    mine, sheet = MY.encounters, drawn_values_table(MY)
    assert {row[0]: row[1] for row in sheet.rows} == {
        "my_unit": f'"{mine.unit}"',
        "my_payer": f'"{mine.payer}"',
        "long_days": str(mine.long_stay_days),
    }
    assert mine.first_month in sheet.caption and mine.last_month in sheet.caption
