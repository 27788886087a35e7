"""Plans kept from a lab: plain JSON beside the notebook, so nbgrader carries them with the submission."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from course.identity import in_source_folder
from course.writing import write_whole

MAX_PLAN_BYTES = 20_000  # a plan is a dozen numbers; anything larger is not one
MAX_WORDS = 60
FOLDER = "plans"
OLD_ENTRIES: Mapping[str, Mapping[str, str]] = {  # what an entry of a plan was called in an earlier release
    "denials": {"prior_authorisation": "prior_authorization"},
}


class PlanProblem(ValueError):
    """A plan that cannot be kept or read, in one sentence with its remedy."""


def plan_path(name: str, folder: Path | None = None) -> Path:
    """Return where the plan of an exercise is kept: ``plans/<name>.json`` beside the notebook."""
    return (folder or Path.cwd()) / FOLDER / f"{name}.json"


def keep(
    name: str,
    decisions: Mapping[str, Any],
    *,
    case_id: str,
    because: str = "",
    title: str = "",
    meant: str = "",
    folder: Path | None = None,
    now: Callable[[], datetime] = datetime.now,
) -> str:
    """Keep a plan beside the notebook and return a sentence that says where and when.

    The file is replaced in one step, so a failed save never harms the plan kept before.

    Parameters
    ----------
    name : str
        The exercise.
    decisions : mapping
        What is kept.
    case_id : str
        The organization that it was made for.
    because : str
        The learner's reason.
    title, meant : str
        What the lab is called and what it said of the plan: the start page tells it. A plan whose lab says nothing of
        it, a guess for instance, is not told there.
    folder : Path, optional
        Where the notebook is.

    Raises
    ------
    PlanProblem
        If the folder is the source of the course, or the disk refuses the file.
    """
    path = plan_path(name, folder)
    if in_source_folder(path.parent.parent):
        raise PlanProblem(
            "This is the course's source folder, and a plan kept here would be handed to every student: "
            "work in a learner's copy instead (make learn)."
        )
    kept_at = now()
    plan = {
        "exercise": name,
        "case_id": case_id,
        "kept_at": kept_at.isoformat(timespec="seconds"),
        "decisions": dict(decisions),
        "because": because,
        "title": title,
        "meant": meant,
    }
    try:
        write_whole(path, json.dumps(plan, indent=1))
    except OSError as problem:
        raise PlanProblem(
            f"The plan was not saved ({problem.strerror or problem}); the one kept before is untouched. "
            "Free some space or check the folder, then press Keep this plan again."
        ) from problem
    return f"Kept as {FOLDER}/{name}.json at {kept_at:%H:%M:%S}."


def read(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return the plan kept for an exercise.

    Raises
    ------
    PlanProblem
        If there is none, or the file is not a plan.
    """
    path = plan_path(name, folder)
    place = f"{FOLDER}/{name}.json"
    if not path.is_file():
        raise PlanProblem(f"Nothing is kept yet ({place}): press Keep in the lab, or type your plan.")
    if path.stat().st_size > MAX_PLAN_BYTES:
        raise PlanProblem(f"{place} is too large to be a plan: press Keep this plan again, or type your plan.")
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise PlanProblem(f"{place} cannot be read: press Keep this plan again, or type your plan.") from None
    if not isinstance(plan, dict) or not isinstance(plan.get("decisions"), dict):
        raise PlanProblem(f"{place} holds no decisions: press Keep this plan again, or type your plan.")
    return {**plan, "decisions": _with_new_entries(name, plan["decisions"])}


def _with_new_entries(name: str, decisions: Mapping[str, Any]) -> dict[str, Any]:
    """Return decisions whose entries are called as in this release, where an earlier one called them otherwise."""
    new = OLD_ENTRIES.get(name, {})
    return {new.get(entry, entry): value for entry, value in decisions.items()}


def kept_plan(name: str, folder: Path | None = None) -> dict[str, Any] | None:
    """Return the kept decisions and print them as plain text, so that they can be read without the lab.

    Where no readable plan is kept, say what to do and return None.
    """
    try:
        plan = read(name, folder)
    except PlanProblem as problem:
        print(problem)
        return None
    print(f"The plan kept at {plan.get('kept_at', 'an unknown time')}:")
    for key, value in plan["decisions"].items():
        print(f"  {key}: {value}")
    if plan.get("because"):
        print(f"  because: {' '.join(str(plan['because']).split()[:MAX_WORDS])}")
    return dict(plan["decisions"])


def kept_number(name: str, entry: str, folder: Path | None = None) -> float | None:
    """Return one number of a kept plan, a guess for instance, or None where none can be read."""
    try:
        return float(read(name, folder)["decisions"][entry])
    except (PlanProblem, KeyError, TypeError, ValueError):
        return None
