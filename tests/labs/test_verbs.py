"""Eight verbs on six stays, the guess that opens the unit, and pictures that a learner's own line draws."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from IPython.core.formatters import PlainTextFormatter
from PIL import Image

from course.case import case_for
from course.datasets import load
from course.figures.skipping import NotDrawn
from course.labs.lab import Lab
from course.units.role.first_steps_with_data import plotting_pictures as plotting
from course.units.role.first_steps_with_data.long_stays_lab import few_lab, first_guess, wrenfield_shares, yours
from course.units.role.first_steps_with_data.verbs_lab import DOES, WIDE, in_words, verb_picture, verbs_lab
from course.units.role.first_steps_with_data.verbs_model import (
    EXAMPLE_KINDS,
    EXAMPLES,
    PLAIN,
    SLIP,
    outcome,
    six_stays,
)

MY = case_for("01_role", "ana")
EVERY_EXAMPLE = [pytest.param(verb, which, id=f"{verb}: {which}") for verb in EXAMPLES for which in EXAMPLE_KINDS]


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return verbs_lab()


@pytest.fixture
def lab(opened: Lab) -> Lab:
    opened.set(verb="filter", which=PLAIN, shown=True)
    return opened


def test_every_verb_says_what_it_does() -> None:
    assert list(DOES) == list(EXAMPLES)


def test_the_average_of_averages_is_not_the_average_of_the_stays() -> None:
    assert in_words(outcome("group", SLIP)) == "5.28"
    assert six_stays()["los_days"].mean() == 5.5


@pytest.mark.parametrize(("verb", "which"), EVERY_EXAMPLE)
def test_every_line_has_words_a_table_and_stays_within_the_picture(lab: Lab, verb: str, which: str) -> None:
    lab.set(verb=verb, which=which)
    assert lab.sentence == EXAMPLES[verb][which].says
    assert EXAMPLES[verb][which].code in lab.alt
    assert len({len(row) for row in lab.table}) == 1
    pixels = np.asarray(Image.open(io.BytesIO(lab.png)).convert("L"))
    assert pixels.shape[1] == WIDE and pixels[:, -4:].min() > 200


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


def test_a_verbs_picture_is_the_labs_with_its_words_and_numbers(lab: Lab) -> None:
    shown = verb_picture("filter")
    assert (shown.png, shown.alt) == (lab.png, lab.alt)
    assert [list(row) for row in shown.table] == lab.table


# ---------------------------------------------------------------- a learner's own .plot.barh()


def test_a_fifth_of_the_stays_hold_nearly_half_of_the_days() -> None:
    """The prose works the same numbers out by two routes."""
    stays = load("encounters").query("fiscal_year == 2025")["los_days"]
    long = stays[stays >= 7]
    assert (len(stays), len(long), long.sum(), stays.sum()) == (10_250, 2_153, 23_660, 49_275)
    assert wrenfield_shares() == pytest.approx((2_153 / 10_250, 23_660 / 49_275))
    assert 0.210 * 10.99 / 4.81 == pytest.approx(wrenfield_shares()[1], abs=0.001)


def test_the_guess_is_kept_and_shown_again(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess()
    assert "You kept no guess" in capsys.readouterr().out
    lab = few_lab(MY)
    assert "48" not in f"{lab.sentence}{lab.alt}{lab.table}"
    lab.set(guess=35)
    lab.keep()
    first_guess()
    assert "You guessed 35; long stays held 48 of 100" in capsys.readouterr().out


def test_what_was_drawn_stands_under_the_names_that_the_learner_types() -> None:
    mine, sheet = MY.encounters, yours(MY)
    assert {row[0]: row[1] for row in sheet.rows} == {
        "my_unit": f'"{mine.unit}"',
        "my_payer": f'"{mine.payer}"',
        "long_days": str(mine.long_stay_days),
    }
    assert mine.first_month in sheet.caption and mine.last_month in sheet.caption


@pytest.fixture
def described() -> Iterator[None]:
    """Let pandas draw with the course's pictures while a test lasts."""
    with pd.option_context("plotting.backend", "matplotlib"):
        plotting.for_newcomers()
        yield


def test_a_learners_own_line_draws_a_picture_with_words_and_numbers(described: None) -> None:
    stays = MY.encounters.table()
    counts = stays["unit"].value_counts()
    for drawn in (counts.plot.barh(title="Stays on each unit"), counts.plot(kind="bar", title="Stays on each unit")):
        assert drawn.png and "Stays on each unit" in drawn.alt
        for unit, number in counts.items():
            assert f"{unit} {number:,}" in drawn.alt
            assert [unit, f"{number:,}"] in drawn.table


def test_without_a_title_the_picture_is_named_by_its_columns(described: None) -> None:
    drawn = six_stays().groupby("unit")["los_days"].mean().plot.barh()
    assert "los_days by unit" in drawn.alt and "Medical 7.33" in drawn.alt


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (lambda stays: stays["los_days"].plot.barh(), "count or group first"),
        (lambda stays: stays["los_days"].plot(), "bars"),
        (lambda stays: stays[["age", "los_days"]].head().plot.barh(), "one column"),
        (lambda stays: stays[stays["age"] > 200]["los_days"].plot.barh(), "0 bars"),
        (lambda stays: stays["payer"].head().plot.barh(), "needs a number"),
    ],
)
def test_a_picture_that_nobody_could_read_is_refused_with_a_remedy(described: None, line, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        line(MY.encounters.table())


def test_true_and_false_are_drawn_as_shares_when_they_are_averaged(described: None) -> None:
    stays = six_stays().assign(long=lambda t: t["los_days"] >= 6)
    assert "Surgical 1.000" in stays.groupby("unit")["long"].mean().plot.barh().alt


def test_nothing_is_drawn_while_a_notebook_is_graded(described: None, monkeypatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert isinstance(six_stays()["unit"].value_counts().plot.barh(), NotDrawn)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> PlainTextFormatter:
    """Return how a learner's kernel writes values, apart from every other kernel's."""
    formatter = PlainTextFormatter()
    formatter.type_printers = dict(formatter.type_printers)
    display = SimpleNamespace(formatters={"text/plain": formatter})
    monkeypatch.setattr(plotting, "get_ipython", lambda: SimpleNamespace(display_formatter=display))
    return formatter


def test_a_number_shows_without_its_type_in_a_learners_kernel(shown: PlainTextFormatter, described: None) -> None:
    """Beginners read 33, and not np.int64(33)."""
    stays = six_stays()
    assert shown(stays["los_days"].sum()) == "33"
    assert shown(stays["los_days"].mean()) == "5.5"
    assert shown(stays["los_days"].max() > 5) == "True"


def test_a_graders_way_of_showing_numbers_is_left_alone(shown: PlainTextFormatter, monkeypatch) -> None:
    """What shows a number decides about points, so a grader flags whoever changes it."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    before = dict(shown.type_printers)
    with pd.option_context("plotting.backend", "matplotlib"):
        plotting.for_newcomers()
    assert shown.type_printers == before
