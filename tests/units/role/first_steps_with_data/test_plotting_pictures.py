"""A learner's own .plot.barh(): a picture with words and numbers, or a refusal with its remedy."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.formatters import PlainTextFormatter

from course.case import case_for
from course.figures.skipping import NotDrawn
from course.units.role.first_steps_with_data import plotting_pictures as plotting
from course.units.role.first_steps_with_data.verbs_model import six_stays

MY = case_for("01_role", "ana")


@pytest.fixture
def described() -> Iterator[None]:
    """Let pandas draw with the course's pictures while a test lasts."""
    with pd.option_context("plotting.backend", "matplotlib"):
        plotting.configure_output_for_newcomers()
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
        plotting.configure_output_for_newcomers()
    assert shown.type_printers == before
