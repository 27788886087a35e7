"""Meets a plan of an earlier unit again: the learner's own where one is kept, else one that stands in for it.

It is for what a unit tells, never for what it marks: whoever kept nothing, or handed in another module alone, is graded
on the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.checks import NotYet
from course.decisions.plan_file import PlanProblem, plan_path, read
from course.decisions.plan_schema import validated


@dataclass(frozen=True)
class EarlierPlan:
    """A decision of an earlier unit, and whose it was.

    Parameters
    ----------
    decisions : mapping
        What was decided.
    own : bool
        Whether the learner kept it.
    whose : str
        To stand in a sentence: “your budget, kept on Nov 29”, or what stands in for it.
    """

    decisions: Mapping[str, Any]
    own: bool
    whose: str


def earlier_plan(
    name: str,
    *,
    module: str,
    schema: Mapping[str, Any],
    stand_in: Mapping[str, Any],
    called: str,
    stands_in_for_it: str,
    case_id: str | None = None,
    folder: Path | None = None,
) -> EarlierPlan:
    """Return the plan that a learner kept in an earlier unit, or the one that stands in.

    Parameters
    ----------
    name : str
        The plan, as its lab keeps it.
    module : str
        The folder of the module in which it was kept, for instance ``"02_finance"``.
    schema : mapping
        What a plan must fit to be met again.
    stand_in : mapping
        The decisions where there is no plan, or none that fits.
    called : str
        What the plan is, after “your”: ``"budget"``.
    stands_in_for_it : str
        Whose the stand-in is: ``"this year's figures, since you kept no budget"``.
    case_id : str, optional
        The learner's organization in that module; a plan that was made for another is not met.
    folder : Path, optional
        Where the notebook is: the folder of that module, or one beside it.
    """
    here = folder or Path.cwd()
    try:
        plan = read(name, here if plan_path(name, here).is_file() else here.parent / module)
        decisions = validated(plan["decisions"], schema, called)
        kept_at = datetime.fromisoformat(plan["kept_at"])
    except (PlanProblem, NotYet, OSError, KeyError, TypeError, ValueError):
        return EarlierPlan(stand_in, own=False, whose=stands_in_for_it)
    if case_id is not None and plan.get("case_id") != case_id:
        return EarlierPlan(stand_in, own=False, whose=stands_in_for_it)
    return EarlierPlan(decisions, own=True, whose=f"your {called}, kept on {kept_at:%b} {kept_at.day}")
