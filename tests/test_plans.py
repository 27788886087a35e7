"""A plan is kept whole or not at all, read back with a sentence for each way it can be wrong, and scored by promise."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from course.case import case_for
from course.catalog import best_plan, full_mark_plans
from course.checks import NotYet
from course.decisions.grading import grade_plan
from course.decisions.plan_file import MAX_PLAN_BYTES, PlanProblem, keep, kept_number, kept_plan, plan_path, read
from course.decisions.plan_schema import validated
from course.decisions.rules import Promise, Scorecard
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.staffing.people.hiring_decision import HiringDecision
from course.units.staffing.people.hiring_model import wrenfield

PLAN = {"volume_change": 0.01}


@pytest.fixture
def decision() -> BudgetDecision:
    return BudgetDecision(case_for("02_finance", "ana").hospital)


def test_what_is_kept_is_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence says where and when; the plan is shown as plain text, so a grader sees it without the lab."""
    said = keep(
        "budget", PLAN, case_id="1f", because="it closes", folder=tmp_path, now=lambda: datetime(2026, 1, 2, 3, 4, 5)
    )
    assert said == "Kept as plans/budget.json at 03:04:05."
    assert read("budget", tmp_path)["because"] == "it closes"
    assert kept_plan("budget", tmp_path) == PLAN
    assert "volume_change: 0.01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "Nothing is kept yet"),
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[1]", "holds no decisions"),
        ('{"decisions": 3}', "holds no decisions"),
        ("\udcff", "cannot be read"),
        ("x" * (MAX_PLAN_BYTES + 1), "too large"),
    ],
)
def test_a_missing_or_malformed_plan_is_a_sentence_with_a_remedy(
    text: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        path = plan_path("budget", tmp_path)
        path.parent.mkdir()
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PlanProblem, match=said):
        read("budget", tmp_path)
    assert kept_plan("budget", tmp_path) is None
    shown = capsys.readouterr()
    assert "or type your plan" in shown.out
    assert not shown.err


def test_a_disk_that_refuses_leaves_the_plan_kept_before(tmp_path: Path) -> None:
    """The operating system's own limit on file size stands in for a full disk."""
    keep("budget", PLAN, case_id="1f", folder=tmp_path)
    code = (
        "import resource, signal, sys, pathlib\n"
        "from course.decisions import plan_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "try:\n"
        "    plan_file.keep('budget', {'volume_change': 0.05}, case_id='1f', folder=pathlib.Path(sys.argv[1]))\n"
        "except plan_file.PlanProblem as problem:\n"
        "    print(problem)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    assert "was not saved" in said
    assert "press Keep this plan again" in said
    assert read("budget", tmp_path)["decisions"] == PLAN
    assert [p.name for p in plan_path("budget", tmp_path).parent.iterdir()] == ["budget.json"]


def test_a_plan_is_never_kept_in_the_source_folder(tmp_path: Path) -> None:
    """There it would be handed to every student."""
    (tmp_path / "nbgrader_config.py").touch()
    folder = tmp_path / "modules" / "02_finance"
    folder.mkdir(parents=True)
    with pytest.raises(PlanProblem, match="source folder"):
        keep("budget", PLAN, case_id="1f", folder=folder)
    assert not list(folder.iterdir())


def test_a_scorecard_pays_each_promise_by_its_weight_and_its_claim() -> None:
    card = Scorecard((Promise("Margin", 1.0, 0.4, "kept"), Promise("Access", 0.5, 0.6, "half")), claim=0.5)
    assert card.share == pytest.approx(0.5 * (0.4 + 0.3))
    assert not card.full


@pytest.mark.parametrize("typed", [..., None, {}, 3, "plan", [], {"volume_change": 0.0}, {"everything": 1}])
def test_a_typed_plan_that_does_not_fit_is_told_what_to_mend(typed: object, decision: BudgetDecision) -> None:
    with pytest.raises(NotYet) as problem:
        grade_plan(typed, decision, what="your budget", points=5, then="go on.")
    assert str(problem.value).splitlines()[-1].startswith("Next: ")


@pytest.mark.parametrize("value", [True, "0.02", None, float("nan"), 9])
def test_a_value_that_no_control_could_give_is_refused(value: object, decision: BudgetDecision) -> None:
    """Neither text, nor a truth value, nor what lies beyond the bounds."""
    with pytest.raises(NotYet, match="volume_change"):
        grade_plan(
            {**decision.nothing(), "volume_change": value}, decision, what="your budget", points=5, then="go on."
        )


def test_a_misfit_is_said_in_words(decision: BudgetDecision) -> None:
    """Which entry, and what it must be; grading loads nothing that takes a learner's time."""
    for typed, said in (
        ({"volume_change": 0.0}, "The plan does not mention "),
        ({**decision.nothing(), "everything": 1}, "The plan mentions everything, which is none of its decisions."),
        ({**decision.nothing(), "volume_change": 9}, "volume_change must be smaller than or equal to "),
        (3, "The plan must be object"),
    ):
        with pytest.raises(NotYet) as problem:
            grade_plan(typed, decision, what="your budget", points=5, then="go on.")
        assert said in str(problem.value)


HANDS = ["now", "later", "medical_staff", "communications", "patient_relations"]
OFFERS = {
    "type": "object",
    "required": ["press", "tile"],
    "properties": {"press": {"enum": HANDS}, "tile": {"enum": ["A", "B"]}},
}
ALL = "choose one of now, later, medical_staff, communications, patient_relations."


@pytest.mark.parametrize(
    ("press", "said"),
    [
        ("communication", "press: “communication” is not offered; did you mean “communications”?"),
        ("Medical staf", "press: “Medical staf” is not offered; did you mean “medical_staff”?"),
        ("nobody", f"press: “nobody” is not offered; {ALL}"),
        (3, f"press: “3” is not offered; {ALL}"),
        ("word " * 200, f"press: “{'word ' * 11}…” is not offered; {ALL}"),
        ("", f"press: “” is not offered; {ALL}"),
        (..., f"press: nothing is chosen yet; {ALL}"),
        (["now"], f"press: a single word in quotes is asked for; {ALL}"),
    ],
)
def test_a_word_that_is_not_offered_is_said_beside_the_one_that_was_meant(press: object, said: str) -> None:
    """In the learner's own word; or beside all that are offered, none of them cut."""
    with pytest.raises(NotYet) as problem:
        validated({"press": press, "tile": "A"}, OFFERS, "your morning")
    assert str(problem.value).splitlines()[1] == said


@pytest.mark.parametrize("press", ["medical_staff", "medical staff", "Medical Staff", " medical_staff "])
def test_a_word_offered_is_known_by_other_letters_and_blanks(press: str) -> None:
    """As in the other exercises; the plan that is scored holds the word as it is offered."""
    typed = {"press": press, "tile": "a"}
    assert validated(typed, OFFERS, "your morning") == {"press": "medical_staff", "tile": "A"}
    assert typed["press"] == press


def test_a_word_that_could_be_two_of_those_offered_is_neither() -> None:
    schema = {"type": "object", "properties": {"tile": {"enum": ["Mid", "MID"]}}}
    with pytest.raises(NotYet):
        validated({"tile": "mid"}, schema, "your page")


HIRES, AGENCY = [1] * 12, [0] * 4


@pytest.mark.parametrize(
    ("hires", "agency", "said"),
    [
        ([1] * 11, AGENCY, "`hires` needs 12 entries; you gave 11."),
        ([1] * 13, AGENCY, "`hires` needs 12 entries; you gave 13."),
        (HIRES, [], "`agency` needs 4 entries; you gave 0."),
        (1, AGENCY, "`hires` must be a list of 12 entries in square brackets."),
        ([1.5, *HIRES[1:]], AGENCY, "Entry 1 of `hires` must be a whole number."),
        ([*HIRES[1:], "1"], AGENCY, "Entry 12 of `hires` must be a whole number."),
        (HIRES, [0, 0, float("nan"), 0], "Entry 3 of `agency` must be a whole number."),
        (HIRES, [0, 99, 0, 0], "Entry 2 of `agency` must be at most 12; you gave 99."),
        ([*HIRES[1:], -1], AGENCY, "Entry 12 of `hires` must be at least 0; you gave -1."),
    ],
)
def test_a_misfit_of_a_list_is_said_in_plain_words(hires: object, agency: object, said: str) -> None:
    """How many entries are needed and given, or which entry, counted from 1, must be what."""
    decision = HiringDecision(wrenfield())
    with pytest.raises(NotYet) as problem:
        grade_plan({"hires": hires, "agency": agency}, decision, what="your year", points=5, then="go on.")
    assert str(problem.value).splitlines()[1] == said


def test_a_list_with_room_is_told_its_bounds() -> None:
    """A list that may be shorter or longer is told the bound that it breaks."""
    schema = {"type": "object", "properties": {"days": {"type": "array", "minItems": 1, "maxItems": 2}}}
    for days, said in (
        ([], "`days` needs at least 1 entry; you gave 0."),
        ([1, 2, 3], "`days` needs at most 2 entries; you gave 3."),
    ):
        with pytest.raises(NotYet, match=said):
            validated({"days": days}, schema, "your days")


def test_a_plan_earns_a_line_for_every_promise(decision: BudgetDecision, capsys: pytest.CaptureFixture[str]) -> None:
    """Full marks for a plan that keeps all; partial credit, with its reasons, for one that keeps some."""
    plan = full_mark_plans(decision, 1)[0]
    assert grade_plan(plan, decision, what="your budget", points=5, then="go on.") == 5
    assert capsys.readouterr().out.count("✓ kept") == 4
    partial = {**plan, "community_usd": 0.0}
    assert 0 < grade_plan(partial, decision, what="your budget", points=5, then="go on.") < 5
    said = capsys.readouterr().out
    assert "✗ not kept: Community." in said
    assert said.splitlines()[-1].startswith("Next: ")


def test_the_best_plan_is_among_those_that_earn_everything(decision: BudgetDecision) -> None:
    assert decision.scorecard(best_plan(decision)).full
    assert json.loads(json.dumps(best_plan(decision))) == best_plan(decision)


def test_a_kept_guess_is_read_as_a_number_and_anything_else_as_none(tmp_path: Path) -> None:
    """The end of a unit shows the first guess again, and goes on without one."""
    assert kept_number("guess", "guess_usd", tmp_path) is None
    keep("guess", {"guess_usd": 30, "torn": "yes"}, case_id="1f", folder=tmp_path)
    assert kept_number("guess", "guess_usd", tmp_path) == 30
    assert kept_number("guess", "torn", tmp_path) is None
    assert kept_number("guess", "absent", tmp_path) is None
