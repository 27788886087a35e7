"""A fabricated class: what each student hands in.

One student is right throughout, one hands in the release untouched, one notebook is broken, one submission is late,
one student hands in another's work, one hands in the plan kept from the budgeting lab instead of a typed one, and the
rest make every documented slip once, in turn.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from course.case import case_for
from course.catalog import best_plan
from course.decisions.plan_file import keep
from course.identity import FILE as NAME_FILE
from course.paths import MODULES, ROOT
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.finance.operating_budget.case import OperatingBudgetCase

SLIPS = ROOT / "slips"
NAMES = (
    "ada",
    "ben",
    "cleo",
    "dev",
    "esi",
    "finn",
    "gus",
    "hana",
    "iris",
    "jon",
    "kim",
    "lars",
    "mei",
    "noor",
    "omar",
    "pia",
    "quin",
    "rosa",
    "sami",
    "tess",
    "uma",
    "viktor",
    "wren",
    "xan",
    "yara",
    "zoe",
)
ROLES = ("all right", "untouched", "broken notebook", "late", "another's work", "kept plan")


@dataclass
class Student:
    """One fabricated student: a name, a story, and the answers that are not the reference's."""

    name: str
    role: str
    slips: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (unit, exercise) -> (slip, answer)


def students(assignment: str, count: int) -> list[Student]:
    """Return a class of `count` students who between them make every documented slip of an assignment.

    With very few students, an exercise with more slips than there are students to make them leaves some out.
    """
    names = [NAMES[i] if i < len(NAMES) else f"student-{i + 1:03d}" for i in range(count)]
    special = [Student(name, role) for name, role in zip(names, ROLES, strict=False)]
    slipping = [Student(name, "slips") for name in names[len(special) :]]
    turn: dict[tuple[str, str], int] = defaultdict(int)
    for i, (unit, exercise, slip, answer) in enumerate(documented_slips(assignment)):
        if not slipping or turn[unit, exercise] >= len(slipping):
            continue
        free = [s for s in slipping if (unit, exercise) not in s.slips]
        chosen = min(free, key=lambda s: (len(s.slips), (slipping.index(s) - i) % len(slipping)))
        chosen.slips[unit, exercise] = (slip, answer)
        turn[unit, exercise] += 1
    return [*special, *slipping]


def documented_slips(assignment: str) -> list[tuple[str, str, str, str]]:
    """Return (unit, exercise, slip, answer) for every slip documented for an assignment."""
    found = []
    for file in sorted((SLIPS / assignment).glob("*.toml")):
        for exercise, answers in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found += [(file.stem, exercise, slip, answer) for slip, answer in answers.items()]
    return found


def hand_in(student: Student, assignment: str, release: Path, folder: Path) -> None:
    """Fill a folder with what one student hands in."""
    shutil.copytree(release, folder, dirs_exist_ok=True)
    worked_as = NAMES[0] if student.role == "another's work" else student.name
    (folder / NAME_FILE).write_text(json.dumps({"learner": worked_as}), encoding="utf-8")
    if student.role == "untouched":
        return
    if student.role == "kept plan":
        _keep_budget(student, assignment, folder)
    for path in sorted(folder.glob("*.ipynb")):
        _answer(path, MODULES / assignment / path.name, student)
    if student.role == "broken notebook":
        broken = sorted(folder.glob("*.ipynb"))[-1]
        text = broken.read_text(encoding="utf-8")
        broken.write_text(text[: len(text) // 2], encoding="utf-8")


def _keep_budget(student: Student, assignment: str, folder: Path) -> None:
    """Keep a budget as the lab does: a file beside the notebook, which the answer cell reads as it was released."""
    if assignment == "02_finance":
        case = cast("OperatingBudgetCase", case_for("02_finance", student.name))
        keep("budget", best_plan(BudgetDecision(case.hospital)), case_id=case.case_id, folder=folder)


def _answer(path: Path, source: Path, student: Student) -> None:
    """Write a student's answers into one released notebook: the slip's where there is one, else the reference's."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    reference = {cell["id"]: cell for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]}
    for cell in notebook["cells"]:
        name = _answers(cell)
        if name is None or (student.role == "kept plan" and (path.parent / "plans" / f"{name}.json").exists()):
            continue
        slip = student.slips.get((path.stem, name))
        text = slip[1] if slip else _without_markers("".join(reference[cell["id"]]["source"]))
        cell["source"] = text.splitlines(keepends=True)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _answers(cell: dict[str, Any]) -> str | None:
    """Return the exercise that a cell answers, or None."""
    role = cell["metadata"].get("nbgrader", {})
    return role["grade_id"].rpartition("-")[0] if role.get("solution") else None


def _without_markers(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if "### " not in line)
