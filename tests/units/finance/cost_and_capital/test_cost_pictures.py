"""The still pictures of cost and capital, each with a sentence and its numbers."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.units.finance.cost_and_capital import cost_pictures
from course.units.finance.cost_and_capital.capital_pictures import mri_options

MY = case_for("02_finance", "ana")
PNG = b"\x89PNG"


def is_a_sentence(text: str) -> bool:
    return len(text.split()) >= 8 and text.rstrip().endswith(".")


@pytest.mark.parametrize(
    "picture",
    [
        cost_pictures.break_even_picture,
        cost_pictures.allocation_picture,
        lambda: cost_pictures.shelf_picture(MY),
        lambda: mri_options(MY),
    ],
)
def test_a_still_picture_has_a_sentence_and_its_numbers(picture):
    shown = picture()
    assert shown.png.startswith(PNG)
    assert is_a_sentence(shown.alt)
    assert len(shown.table) >= 3


def test_the_story_pictures_show_the_story_figures():
    """Break-even at 4,000 visits; 585,000 and 315,000 against 590,000 and 310,000."""
    assert "4,000 visits" in cost_pictures.break_even_picture().alt
    rows = {row[0]: row[1:] for row in cost_pictures.allocation_picture().table}
    assert rows["Step-down, housekeeping first"] == ["$585,000", "$315,000", "$900,000"]
    assert rows["Step-down, human resources first"] == ["$590,000", "$310,000", "$900,000"]
