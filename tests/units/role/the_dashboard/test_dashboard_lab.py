"""The dashboard lab: what each choice does to the page, the sentence and the kept plan."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.role.the_dashboard.contradictions_model import REASONS
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision
from course.units.role.the_dashboard.dashboard_lab import dashboard_lab
from course.units.role.the_dashboard.dashboard_pictures import HEIGHT, REASON_LABELS, RIGHT, STRIP_X
from course.units.role.the_dashboard.tiles_model import TITLES, letter_of, sources

CASES = sample_cases("01_role", 40)
MY = CASES[0]
BOARD = MY.dashboard
DECISION = DashboardDecision(BOARD)
CONTROLS = [*TITLES, *REASON_LABELS]


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return dashboard_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab with the draft on it."""
    opened.set(**DECISION.nothing())
    return opened


def test_the_first_view_is_the_inherited_draft_and_earns_little(lab: Lab) -> None:
    assert dashboard_lab(MY).decisions() == DECISION.nothing()
    assert DECISION.scorecard(lab.decisions()).share <= 0.2
    assert sum(not promise.kept for promise in DECISION.scorecard(lab.decisions()).promises) >= 3


def test_not_one_tile_of_any_draft_may_stay() -> None:
    """The unit says so at its end."""
    for my in CASES:
        board = my.dashboard
        draft = DashboardDecision(board).nothing()
        assert all(sources(board)[tile][draft[tile]].flaws for tile in TITLES)


@pytest.mark.parametrize("tile", TITLES)
def test_every_letter_of_a_tile_shows_a_picture_and_words_of_its_own(lab: Lab, tile: str) -> None:
    seen = set()
    for letter in sources(BOARD)[tile]:
        lab.set(**{tile: letter})
        seen.add((lab.png, lab.alt))
    assert len(seen) == len(sources(BOARD)[tile])


@pytest.mark.parametrize("why", REASON_LABELS)
def test_every_reason_is_written_under_the_page(lab: Lab, why: str) -> None:
    pictures = set()
    for reason in REASONS:
        lab.set(**{why: reason})
        pictures.add(lab.png)
    assert len(pictures) == len(REASONS)


def test_going_back_to_the_draft_brings_the_same_picture_back(lab: Lab) -> None:
    before = lab.png
    lab.set(**best_plan(DECISION))
    lab.set(**DECISION.nothing())
    assert lab.png == before


def test_a_sound_page_is_said_to_hold_together(lab: Lab) -> None:
    lab.set(**best_plan(DECISION))
    assert lab.sentence.endswith("a page that holds together.")
    assert all(kept for kept, _ in lab.marks)


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab shows is what the check will say."""
    lab.set(length_of_stay=letter_of(BOARD, "length_of_stay", "exact_year"), why_occupancy="beds")
    promises = DECISION.scorecard(lab.decisions()).promises
    assert lab.marks == [[p.kept, f"{p.name}: {p.say}"] for p in promises]


def test_no_bar_leaves_the_strip(lab: Lab) -> None:
    rng = np.random.default_rng(5)
    for _ in range(10):
        lab.set(**DECISION.random(rng))
        for bar in (bar for pair in lab._view.spans for bar in pair if bar.get_visible()):
            assert STRIP_X <= bar.get_x() < bar.get_x() + bar.get_width() <= RIGHT + 1e-6
            assert 0 < bar.get_y() < bar.get_y() + bar.get_height() < HEIGHT


def test_two_bars_are_seen_only_where_top_and_bottom_are_of_different_months(lab: Lab) -> None:
    lab.set(**{**best_plan(DECISION), "case_mix": letter_of(BOARD, "case_mix", "mixed")})
    seen = [sum(bar.get_visible() for bar in pair) for pair in lab._view.spans]
    assert dict(zip(TITLES, seen, strict=True)) == {**dict.fromkeys(TITLES, 1), "case_mix": 2}


def test_the_table_holds_every_source_with_its_letter_and_what_stands_on_the_page(lab: Lab) -> None:
    head, *rows = lab.table
    assert len(rows) == sum(len(found) for found in sources(BOARD).values())
    assert [line[1] for line in rows if line[-1] == "yes"] == [lab.decisions()[tile] for tile in TITLES]
    assert head[1] == "Letter"


def test_nothing_the_lab_says_of_a_source_gives_its_flaw_away(lab: Lab) -> None:
    """A learner reads what is divided, and judges."""
    words = " ".join(control["help"] for control in lab.controls).lower()
    assert not any(flaw in words for flaw in ("wrong beds", "flaw", "mistake", "correct"))


def test_the_kept_plan_fits_the_schema_and_reads_back(lab: Lab, tmp_path, monkeypatch) -> None:
    """What the lab keeps is what a learner would type."""
    monkeypatch.chdir(tmp_path)
    typed = best_plan(DECISION)
    lab.set(**typed)
    assert "plans/dashboard.json" in lab.keep()
    assert kept_plan("dashboard") == typed == validated(lab.decisions(), DECISION.schema, "dashboard")
