"""Eight verbs, drawn."""

from __future__ import annotations

from course.units.role.first_steps_with_data.verbs_lab import verbs_lab
from course.units.role.first_steps_with_data.verbs_model import EXAMPLES, PLAIN, SLIP, outcome, six_stays
from course.units.role.first_steps_with_data.verbs_pictures import VERB_TITLES, in_words, verb_picture


def test_every_verb_says_what_it_does() -> None:
    assert list(VERB_TITLES) == list(EXAMPLES)


def test_the_average_of_averages_is_not_the_average_of_the_stays() -> None:
    assert in_words(outcome("group", SLIP)) == "5.28"
    assert six_stays()["los_days"].mean() == 5.5


def test_a_verbs_picture_is_the_labs_with_its_words_and_numbers() -> None:
    lab, shown = verbs_lab(), verb_picture("filter")
    lab.set(verb="filter", which=PLAIN, shown=True)
    assert (shown.png, shown.alt) == (lab.png, lab.alt)
    assert [list(row) for row in shown.table] == lab.table
