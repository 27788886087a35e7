"""What goes with staying: a vendor's figure, and each way of counting in a sentence of its own."""

from __future__ import annotations

from course.case import sample_cases
from course.units.staffing.people.people_sheet_model import gap, vendor_gap
from course.units.staffing.people.retention_lab import _found, retention_lab

MY = sample_cases("03_staffing", 1)[0]


def test_each_way_of_counting_has_its_sentence() -> None:
    lab = retention_lab(MY)
    assert "counted with the others" in lab.sentence
    lab.set(all_who_began=True)
    assert "of the day hires began it" in lab.sentence
    lab.set(among="nights")
    assert "like is compared with like" in lab.sentence
    assert "One more leaver among those who began it would turn it around." in lab.sentence, "5 of 14 against 11 of 28"
    assert len(lab.table) == 7
    night = MY.people_sheet.nights
    shown = lab.sentence + lab.alt + str(lab.table)
    assert f"{100 * gap(night):.1f}" not in shown, "the exercise asks for it"
    lab.set(all_who_began=False)
    as_vendor = f"{100 * vendor_gap(night):.1f}"
    assert f"{as_vendor} points" in lab.sentence and lab.table[-2][-1] == as_vendor


def test_what_is_found_leaves_the_graded_number_to_the_learner() -> None:
    for my in sample_cases("03_staffing", 20):
        found = _found(my.people_sheet.program)
        assert f"{100 * gap(my.people_sheet.nights):.1f}" not in found
        assert "little is left among hires for nights" in found


def test_the_bars_are_as_long_as_the_losses() -> None:
    lab = retention_lab(MY)
    night = MY.people_sheet.nights
    lab.set(among="nights", all_who_began=True)
    assert lab._view.bars["with"].get_width() == night.began_left / night.began
    assert lab._view.bars["without"].get_width() == night.never_left / night.never
