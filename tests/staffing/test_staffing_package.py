"""The module's plumbing: light to import, one table of modules, and the same hospital in each of them."""

import subprocess
import sys

import pytest

import course.staffing
from course.case import MODULES, case_for, my_case, sample_cases
from course.cases.names import PLACES

HEAVY = {"numpy", "scipy", "pandas", "matplotlib", "ipywidgets", "ortools", "highspy"}


def test_importing_the_plain_formulas_loads_nothing_heavy():
    topics = ["hours", "ratios", "turnover", "cover_cost"]
    code = f"import sys; [__import__('course.staffing.' + t) for t in {topics}]; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)


def test_the_decisions_load_neither_tables_nor_pictures():
    units = "course.units.staffing"
    decisions = f"{units}.census_to_ftes.shift_mix_decision, {units}.people.hiring_decision"
    code = f"import sys, {decisions}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert (HEAVY - {"numpy"}).isdisjoint(loaded)


def test_a_topic_is_imported_when_first_asked_for():
    assert course.staffing.hours.ftes(2_080) == 1


def test_an_unknown_topic_is_named():
    with pytest.raises(AttributeError, match="no topic 'astrology'"):
        _ = course.staffing.astrology


@pytest.mark.parametrize("learner", ["ana", "ben", "learner-7"])
def test_a_learner_meets_the_same_hospital_in_every_module(learner):
    names = {case_for(module, learner).name for module in MODULES}
    assert names == {case_for("02_finance", learner).name}
    assert names.pop().removesuffix(" Memorial Hospital") in PLACES


def test_a_plan_of_one_module_is_not_taken_for_one_of_another():
    assert len({case_for(module, "ana").case_id for module in MODULES}) == len(MODULES)


@pytest.mark.parametrize("module", list(MODULES))
def test_every_module_greets_its_learner_by_the_name_of_the_hospital(module, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_LEARNER", "ana")
    case = my_case(module)
    said = capsys.readouterr().out
    assert said.startswith("Ready. You ") and case.name in said and "{" not in said


def test_each_module_greets_in_its_own_words():
    assert len({case_for(module, "ana").greeting for module in MODULES}) == len(MODULES)


def test_unseen_organizations_of_the_module_are_fifty_different_ones():
    assert len({case.case_id for case in sample_cases("03_staffing", 50)}) == 50


def test_the_parts_of_a_case_do_not_depend_on_the_order_they_are_used_in():
    first, second = case_for("03_staffing", "ana"), case_for("03_staffing", "ana")
    assert (first.unit, first.people) == (second.people, second.unit)[::-1]
