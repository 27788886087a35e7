"""The people labs: posts filled at a stroke, what goes with staying, and a year of hiring planned and kept."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.staffing.people.hiring_decision import MONTHS, HiringDecision, run_year
from course.units.staffing.people.hiring_lab import as_controls, evaluate, opening_plan, people_lab, reading
from course.units.staffing.people.people_sheet_draw import (
    FIRST_HIRED,
    LAST_HIRED,
    Group,
    hospital_nurses,
    sheet_of,
)
from course.units.staffing.people.refill_lab import first_guess, months_of_leaving, refill_guess
from course.units.staffing.people.stay_lab import compare, stay_lab

MY = sample_cases("03_staffing", 1)[0]
LEARNERS = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)]
YEAR = MY.people.year
DECISION = HiringDecision(YEAR)
GOOD = next(DECISION.candidates())


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return people_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab on the plan it opens with."""
    opened.set(**as_controls(opening_plan(YEAR)), compare="none")
    return opened


# ---------------------------------------------------------------- the year of hiring


def test_the_first_view_fills_the_empty_posts_at_once_and_runs_short(lab: Lab) -> None:
    plan = lab.decisions()
    assert sum(plan["hires"]) == YEAR.budgeted - YEAR.in_post and not any(plan["agency"])
    kept = {text.split(":")[0]: met for met, text in lab.marks}
    assert not kept["Vacancy"] and not kept["Productive gap"]
    assert lab.sentence.startswith("Hands are short") and "to Jun" in lab.sentence


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab calls kept is what the check will call kept, for any plan."""
    rng = np.random.default_rng(7)
    for plan in (DECISION.nothing(), GOOD, *(DECISION.random(rng) for _ in range(10))):
        lab.set(**as_controls(plan))
        promises = DECISION.scorecard(lab.decisions()).promises
        assert [met for met, _ in lab.marks] == [p.kept for p in promises]
        assert [text.split(":")[0] for _, text in lab.marks] == [p.name for p in promises]


def test_the_controls_reach_full_mark_plans_and_these_can_be_signed(lab: Lab) -> None:
    for _, plan in zip(range(12), DECISION.candidates(), strict=False):
        lab.set(**as_controls(plan))
        assert lab.decisions() == plan
        assert all(met for met, _ in lab.marks) and "you can sign" in lab.sentence


def test_a_hire_changes_the_months_after_it_and_none_before(lab: Lab) -> None:
    before = lab.result.run.in_post
    lab.set(hires_6=3)
    more = lab.result.run.in_post - before
    assert not more[:5].any() and (more[5:] > 0).all()


def test_who_leaves_is_who_was_there_and_came_less_who_is_left(lab: Lab) -> None:
    """The sentence's leavers close the year's account, and cost what one leaver costs each."""
    lab.set(**as_controls(GOOD))
    seen = lab.result
    assert YEAR.in_post + sum(GOOD["hires"]) - seen.left == pytest.approx(float(seen.run.in_post[-1]))
    assert seen.leavers_usd == pytest.approx(seen.left * MY.people.leaving.cost_usd)


def test_bars_above_the_limit_are_hatched_and_the_others_are_not(lab: Lab) -> None:
    over = lab.result.run.gap_fte > YEAR.gap_limit_fte
    assert over.any() and not over.all()
    assert [bool(bar.get_hatch()) for bar in lab._view.missing] == over.tolist()
    lab.set(**as_controls(GOOD))
    assert not any(bar.get_hatch() for bar in lab._view.missing)


@pytest.mark.parametrize("wish", list(DECISION.believed))
def test_each_wish_is_dotted_and_has_hands_that_nobody_has(lab: Lab, wish: str) -> None:
    lab.set(compare=wish)
    assert "hands that nobody has" in lab.sentence and "Dotted" in lab.alt
    wished = run_year(DECISION.believed[wish], lab.decisions()["hires"], lab.decisions()["agency"])
    assert (wished.effective >= lab.result.run.effective - 1e-9).all()
    assert lab._view.believed.get_visible()


def test_a_way_of_looking_is_no_decision(lab: Lab) -> None:
    lab.set(compare="nobody leaves")
    assert set(lab.decisions()) == {"hires", "agency"}


def test_the_table_adds_up_to_the_two_budgets(lab: Lab) -> None:
    lab.set(**as_controls(GOOD))
    _, *months, total = lab.table
    assert len(months) == MONTHS
    for column in (7, 8):
        dollars = [float(row[column].strip("$").replace(",", "")) for row in (*months, total)]
        assert sum(dollars[:-1]) == pytest.approx(dollars[-1], abs=6)


@pytest.mark.parametrize(
    ("hires", "agency", "says"),
    [
        ([1, 1] + [0] * 10, [12] * 4, "posts too many are empty in June"),
        ([6] * 12, [12] * 4, "more nurses than posts"),
        (GOOD["hires"], [12, 12, 12, 12], "Still open: agency budget"),
        ([0] * 12, [0] * 4, "Hands are short all year"),
    ],
)
def test_each_kind_of_trouble_has_its_sentence(hires: list[int], agency: list[int], says: str) -> None:
    said = reading(evaluate(MY.people, DECISION, {"hires": hires, "agency": agency}, "none"))
    assert says in said.sentence


def test_the_kept_year_reads_back_as_it_would_be_typed(lab: Lab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab.set(**as_controls(GOOD))
    assert "plans/hiring.json" in lab.keep()
    assert kept_plan("hiring") == GOOD == validated(lab.decisions(), DECISION.schema, "hiring")


# ---------------------------------------------------------------- posts filled at a stroke


@pytest.mark.parametrize("my", LEARNERS)
def test_posts_filled_once_are_emptier_a_year_later(my) -> None:
    lab = refill_guess(my)
    assert f"{lab.result.found.empty[-1]:.1f}" not in lab.sentence + lab.alt and lab.table == []
    lab.set(shown=True)
    assert lab.result.found.empty[-1] > my.people.year.budgeted - my.people.year.in_post
    assert f"Next June {lab.result.found.empty[-1]:.1f} posts are empty" in lab.sentence and len(lab.table) == 15


def test_the_first_guess_is_read_back(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You kept no guess; with all")
    guess = refill_guess(MY)
    guess.set(guess=5)
    guess.keep()
    first_guess(MY)
    assert capsys.readouterr().out.startswith("You guessed 5; with all")


@pytest.mark.parametrize("my", LEARNERS)
def test_months_of_leaving_sum_to_the_year(my) -> None:
    shown = months_of_leaving(my)
    *months, total = shown.table[1:]
    assert sum(int(row[1]) for row in months) == int(total[1]) == my.people.leaving.separations
    assert np.mean([float(row[2].rstrip("%")) for row in months]) == pytest.approx(float(total[2].rstrip("%")), abs=0.1)


# ---------------------------------------------------------------- what goes with staying


@pytest.mark.parametrize("my", LEARNERS)
def test_the_vendors_difference_melts_when_like_is_compared_with_like(my) -> None:
    groups = sheet_of(my).program
    vendor, began = compare(groups, "all", False), compare(groups, "all", True)
    assert vendor.gap > began.gap > max(compare(groups, shift, True).gap for shift in ("days", "nights")) > 0
    assert vendor.gap == pytest.approx(groups["all"].vendor_gap) and began.gap == pytest.approx(groups["all"].gap)


def test_no_slip_about_the_program_gives_what_another_gives() -> None:
    """Points among night hires, by the check's four ways of getting them, lie apart for any learner."""
    for my in sample_cases("03_staffing", 60):
        groups = sheet_of(my).program
        nights = groups["nights"]
        share = nights.never_left / nights.never
        ways = sorted((nights.gap, groups["all"].gap, nights.vendor_gap, nights.gap / share))
        assert min(np.diff(ways)) >= 4 * 0.001


def test_counting_otherwise_moves_people_and_loses_none() -> None:
    groups = sheet_of(MY).program
    for among in groups:
        one, other = compare(groups, among, False), compare(groups, among, True)
        assert sum(one.people.values()) == sum(other.people.values())
        assert sum(one.left.values()) == sum(other.left.values())


def test_two_groups_together_are_their_sums() -> None:
    both = Group(30, 2, 4, 10, 2) + Group(10, 1, 3, 30, 9)
    assert both == Group(40, 3, 7, 40, 11)
    assert both.gap == pytest.approx(11 / 40 - 10 / 47)
    assert both.vendor_gap == pytest.approx(18 / 47 - 3 / 40)


def test_each_way_of_counting_has_its_sentence() -> None:
    lab = stay_lab(MY)
    assert "stand with the others" in lab.sentence
    lab.set(all_who_began=True)
    assert "of the day hires began it" in lab.sentence
    lab.set(among="nights")
    assert "like is compared with like" in lab.sentence
    assert len(lab.table) == 7
    night = sheet_of(MY).nights
    assert lab.table[-1][-1] == f"{100 * night.gap:.1f}" and f"{100 * night.gap:.1f} points" in lab.sentence


# ---------------------------------------------------------------- the sheet


@pytest.mark.parametrize("my", LEARNERS)
def test_the_sheet_tells_the_two_first_year_numbers_apart(my) -> None:
    sheet = sheet_of(my)
    hired = sheet.nurses[sheet.nurses["hire_date"].between(FIRST_HIRED, LAST_HIRED)]
    gone = sheet.nurses[sheet.nurses["term_date"] > LAST_HIRED]
    assert abs(hired["left_early"].mean() - gone["left_early"].mean()) > 0.02
    assert set(sheet.nurses["dept_id"]) == set(sheet.departments)
    assert sheet.heads > my.people.injuries.hours_paid / 2_080, "some work part-time"


def test_a_last_day_left_wrong_never_gives_the_right_loss() -> None:
    """For any learner, hires of one year or of three give another share, by four tolerances of the check or more."""
    for my in sample_cases("03_staffing", 60):
        nurses = sheet_of(my).nurses
        right = nurses[nurses["hire_date"].between(FIRST_HIRED, LAST_HIRED)]["left_early"].mean()
        three = nurses[nurses["hire_date"].between(FIRST_HIRED, "2025-06-30")]
        one = nurses[nurses["hire_date"].between(FIRST_HIRED, "2023-06-30")]
        for wrong in (three["left_early"].mean(), three["term_date"].notna().mean(), one["left_early"].mean()):
            assert abs(right - wrong) >= 4 * 0.005


def test_who_left_early_left_within_a_year_of_starting() -> None:
    nurses = hospital_nurses()
    early = nurses[nurses["left_early"]]
    assert ((early["term_date"] - early["hire_date"]).dt.days < 365).all()
    stayed = nurses[~nurses["left_early"]]
    assert (stayed["term_date"].isna() | ((stayed["term_date"] - stayed["hire_date"]).dt.days >= 365)).all()
