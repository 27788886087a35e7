"""The denial lab: what a tick does to the picture, the sentence and the kept plan."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.finance.revenue_cycle.denials_decision import DenialsDecision
from course.units.finance.revenue_cycle.denials_lab import denials_lab
from course.units.finance.revenue_cycle.denials_model import CAUSE_KEYS
from course.units.finance.revenue_cycle.denials_pictures import RANKINGS

MY = sample_cases("02_finance", 1)[0]
DECISION = DenialsDecision(MY.revenue.causes, MY.revenue.hours_available)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return denials_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab with nothing ticked, ranked by cases."""
    opened.set(**dict.fromkeys(CAUSE_KEYS, False), ranked_by="cases")
    return opened


@pytest.mark.parametrize("key", CAUSE_KEYS)
def test_each_tick_changes_the_picture_the_sentence_and_the_table(lab: Lab, key: str) -> None:
    before = lab.png, lab.sentence, lab.alt, lab.table
    lab.set(**{key: True})
    after = lab.png, lab.sentence, lab.alt, lab.table
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_each_ranking_changes_the_picture_and_leaves_the_plan(lab: Lab) -> None:
    seen, plan, sentence = set(), lab.decisions(), lab.sentence
    for ranking in RANKINGS:
        lab.set(ranked_by=ranking)
        seen.add(lab.png)
        assert f"ranked by {RANKINGS[ranking].label}" in lab.alt
        assert lab.decisions() == plan and lab.sentence == sentence
    assert len(seen) == len(RANKINGS)


def test_unticking_brings_the_same_picture_back(lab: Lab) -> None:
    """Nothing of an earlier plan stays on the reused figure."""
    before = lab.png
    lab.set(**dict.fromkeys(CAUSE_KEYS, True))
    lab.set(**dict.fromkeys(CAUSE_KEYS, False))
    assert lab.png == before


def test_the_table_is_in_the_order_of_the_bars(lab: Lab) -> None:
    lab.set(ranked_by="cases")
    cases = [int(row[1].replace(",", "")) for row in lab.table[1:]]
    assert cases == sorted(cases, reverse=True)


def test_the_first_view_is_the_most_frequent_cause_and_earns_little() -> None:
    first = denials_lab(MY)
    assert [k for k, taken in first.decisions().items() if taken] == [max(MY.revenue.causes, key=lambda c: c.cases).key]
    assert DECISION.scorecard(first.decisions()).share <= 0.2


def test_a_plan_over_the_hours_is_told_so_and_nothing_counts(lab: Lab) -> None:
    lab.set(**dict.fromkeys(CAUSE_KEYS, True))
    assert "more than there are" in lab.sentence and "Leave something out." in lab.sentence
    assert [kept for kept, _ in lab.marks] == [False, False]


def test_a_poor_plan_is_told_how_far_it_is_from_the_best_use_and_why(lab: Lab) -> None:
    lab.set(duplicate=True, missing_records=True)
    assert "short of the best use of the hours by $" in lab.sentence
    assert "duplicate brings nothing, since the original claim was paid" in lab.sentence


def test_the_sentence_never_names_a_cause_that_is_not_ticked(lab: Lab) -> None:
    """The lab gives reasons, not the answer."""
    lab.set(registration=True)
    others = [c.label for c in MY.revenue.causes if c.key != "registration"]
    assert not any(label in lab.sentence for label in others)


def test_the_best_plan_is_said_to_be_one(lab: Lab) -> None:
    lab.set(**best_plan(DECISION))
    assert "no use of the hours brings more" in lab.sentence
    assert all(kept for kept, _ in lab.marks)


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    lab.set(registration=True, timely_filing=True)
    promises = DECISION.scorecard(lab.decisions()).promises
    assert lab.marks == [[p.kept, f"{p.name}: {p.say}"] for p in promises]


def test_the_kept_plan_fits_the_schema_and_reads_back(lab: Lab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = best_plan(DECISION)
    lab.set(**plan, ranked_by="per_hour")
    assert lab.keep().startswith("Kept as plans/denials.json")
    kept = kept_plan("denials")
    assert kept == plan
    assert validated(kept, DECISION.schema, "denials") == plan


def test_nonsense_from_the_page_does_no_harm(lab: Lab) -> None:
    lab.set(ranked_by="the moon", registration="yes")
    assert lab.decisions()["registration"] is True
    assert "ranked by number of cases" in lab.alt


@pytest.mark.parametrize("values", [dict.fromkeys(CAUSE_KEYS, True), dict.fromkeys(CAUSE_KEYS, False)])
def test_the_alternative_text_is_a_sentence(lab: Lab, values: dict[str, bool]) -> None:
    lab.set(**values)
    assert lab.alt.endswith(".") and len(lab.alt.split()) > 8
