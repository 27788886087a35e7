"""The lab of eight verbs: words, a table and a picture for every example."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from course.labs.lab import Lab
from course.units.role.first_steps_with_data.verbs_lab import verbs_lab
from course.units.role.first_steps_with_data.verbs_model import EXAMPLE_KINDS, EXAMPLES, PLAIN, SLIP
from course.units.role.first_steps_with_data.verbs_pictures import WIDTH

EVERY_EXAMPLE = [pytest.param(verb, which, id=f"{verb}: {which}") for verb in EXAMPLES for which in EXAMPLE_KINDS]


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return verbs_lab()


@pytest.fixture
def lab(opened: Lab) -> Lab:
    opened.set(verb="filter", which=PLAIN, shown=True)
    return opened


@pytest.mark.parametrize(("verb", "which"), EVERY_EXAMPLE)
def test_every_line_has_words_a_table_and_stays_within_the_picture(lab: Lab, verb: str, which: str) -> None:
    lab.set(verb=verb, which=which)
    assert lab.sentence == EXAMPLES[verb][which].says
    assert EXAMPLES[verb][which].code in lab.alt
    assert len({len(row) for row in lab.table}) == 1
    pixels = np.asarray(Image.open(io.BytesIO(lab.png)).convert("L"))
    assert pixels.shape[1] == WIDTH and pixels[:, -4:].min() > 200


def test_without_the_tick_nothing_of_the_result_is_given_away(lab: Lab) -> None:
    """The picture and the words wait for a prediction."""
    lab.set(verb="group", which=PLAIN, shown=False)
    assert "7.33" not in f"{lab.sentence}{lab.alt}{lab.table}"
    assert lab._view.words.words == "What will come out?"
    assert not any(text.words for row in lab._view.cells for text in row)


def test_going_back_brings_the_same_picture_back(lab: Lab) -> None:
    before = lab.png
    for verb in EXAMPLES:
        lab.set(verb=verb, which=SLIP)
    lab.set(verb="filter", which=PLAIN)
    assert lab.png == before
