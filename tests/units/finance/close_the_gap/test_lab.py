"""The lab that closes the gap: what each tick does to the picture, the sentence, the rules and the kept plan."""

from __future__ import annotations

import re

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.finance.close_the_gap.decision import GapDecision
from course.units.finance.close_the_gap.lab import FIRST_VIEW, gap_lab
from course.units.finance.close_the_gap.model import AGENCY, CHARGEMASTER, FLOAT_POOL, OBSTETRICS
from course.units.finance.close_the_gap.pictures import initiative_rows, shrinking_promise, twelve_promises

MY = sample_cases("02_finance", 1)[0]
KEYS = list(MY.gap.initiatives)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return gap_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab with nothing ticked."""
    opened.set(**dict.fromkeys(KEYS, False))
    return opened


@pytest.mark.parametrize("key", KEYS)
def test_each_tick_changes_the_picture_the_sentence_and_the_table(lab: Lab, key: str) -> None:
    before = lab.png, lab.sentence, lab.alt, lab.table
    lab.set(**{key: True})
    after = lab.png, lab.sentence, lab.alt, lab.table
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_unticking_brings_the_same_picture_back(lab: Lab) -> None:
    """Nothing of an earlier plan stays on the reused figure."""
    before = lab.png
    lab.set(**dict.fromkeys(KEYS, True))
    lab.set(**dict.fromkeys(KEYS, False))
    assert lab.png == before


def test_the_first_view_is_the_consultants_slide_and_breaks_most_rules() -> None:
    opened = gap_lab(MY)
    assert {key for key, ticked in opened.values.items() if ticked} == set(FIRST_VIEW)
    assert sum(not kept for kept, _ in opened.marks) >= 3
    assert GapDecision(MY.gap).scorecard(opened.decisions()).share <= 0.2


def test_a_good_plan_is_said_to_be_one_that_you_can_sign(lab: Lab) -> None:
    lab.set(**best_plan(GapDecision(MY.gap)))
    assert lab.sentence.endswith("a plan that you can sign.")
    assert all(kept for kept, _ in lab.marks)


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab shows is what the check will say."""
    lab.set(**{AGENCY: True, OBSTETRICS: True, "supply": True})
    promises = GapDecision(MY.gap).scorecard(lab.decisions()).promises
    assert lab.marks == [[p.kept, f"{p.name}: {p.say}"] for p in promises]


def test_ticking_agency_lowers_what_the_float_pool_adds(lab: Lab) -> None:
    def pool() -> str:
        return next(adds for name, adds, _ in lab.table if name == MY.gap.initiatives[FLOAT_POOL].label)

    lab.set(**{FLOAT_POOL: True})
    alone = pool()
    lab.set(**{AGENCY: True})
    assert float(re.sub(r"[^\d.]", "", pool())) < float(re.sub(r"[^\d.]", "", alone))
    assert "counted once" in lab.sentence


def test_the_picture_reaches_every_plan(lab: Lab) -> None:
    """No bar of any plan leaves the axes, for the best, the worst and the fullest plan."""
    ax = lab._view.stage.figure.axes[0]
    low, high = ax.get_xlim()
    worst = [key for key, usd in lab.result.added_usd.items() if key in (CHARGEMASTER, OBSTETRICS)]
    for chosen in (KEYS, worst, [k for k in KEYS if k not in worst]):
        lab.set(**{key: key in chosen for key in KEYS})
        for bar in lab._view.bars:
            assert low <= bar.get_x() <= bar.get_x() + bar.get_width() <= high


def test_the_alternative_text_is_a_sentence_with_the_floor(lab: Lab) -> None:
    assert len(lab.alt.split()) > 10 and lab.alt.endswith(".") and "floor" in lab.alt and "no initiative" in lab.alt


def test_the_kept_plan_fits_the_schema_and_reads_back(lab: Lab, tmp_path, monkeypatch) -> None:
    """What the lab keeps is what a learner would type."""
    monkeypatch.chdir(tmp_path)
    decision = GapDecision(MY.gap)
    typed = best_plan(decision)
    lab.set(**typed)
    assert "plans/gap.json" in lab.keep()
    assert kept_plan("gap") == typed == validated(lab.decisions(), decision.schema, "gap")


def test_any_random_plan_is_drawn_without_complaint(lab: Lab) -> None:
    decision, rng = GapDecision(MY.gap), np.random.default_rng(3)
    for _ in range(10):
        lab.set(**decision.random(rng))
        assert lab.sentence.startswith("First-year income is")


def test_bad_values_from_a_page_count_as_ticked_or_not(lab: Lab) -> None:
    lab.set(agency="yes", supply=None)
    assert lab.decisions()[AGENCY] is True and lab.decisions()["supply"] is False


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("02_finance", 4)])
def test_the_still_pictures_are_described_with_their_numbers(my) -> None:
    for shown in (twelve_promises(my), shrinking_promise(my), *(shrinking_promise(my, key) for key in (CHARGEMASTER,))):
        assert len(shown.alt.split()) > 8 and shown.png and len(shown.table) > 2


def test_the_table_names_each_initiative_as_it_is_typed() -> None:
    assert [line[1] for line in initiative_rows(MY.gap)[1:]] == KEYS
