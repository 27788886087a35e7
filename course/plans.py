"""Plans kept from a lab, read back by the grader, and scored promise by promise.

A plan is plain JSON beside the notebook, so nbgrader carries it with the submission.
The same decisions can be typed into the answer cell for the same points.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from course.checks import Comparison, NotYet, Slip, note
from course.checks.core import AGAIN
from course.identity import in_source_folder

if TYPE_CHECKING:
    import fastjsonschema

MAX_PLAN_BYTES = 20_000  # a plan is a dozen numbers; anything larger is not one
MAX_WORDS = 60
MAX_SHOWN = 60  # characters of a word that is not offered
NEAR = 0.7  # difflib's likeness from which a word was probably meant, as for the columns of a table
FOLDER = "plans"

Decisions = Mapping[str, Any]


class PlanProblem(ValueError):
    """A plan that cannot be kept or read, in one sentence with its remedy."""


# ---------------------------------------------------------------- scoring


@dataclass(frozen=True)
class Promise:
    """One thing a plan is held to.

    Parameters
    ----------
    name : str
        The promise in the field's words.
    share : float
        How far it is kept, from 0 to 1.
    weight : float
        Its part of the whole score; the weights of a scorecard sum to 1.
    say : str
        The figures behind it, in a sentence: "short by $1.1M".
    slip : str, optional
        Name of the slip that explains why it is not kept.
    """

    name: str
    share: float
    weight: float
    say: str
    slip: str | None = None

    @property
    def kept(self) -> bool:
        return self.share >= 1


@dataclass(frozen=True)
class Scorecard:
    """Every promise of one plan, and how much of its score the plan may claim.

    `claim` is below 1 where a plan does not yet do what it is for: promises kept by doing nothing are not
    worth points.
    """

    promises: tuple[Promise, ...]
    claim: float = 1.0

    @property
    def share(self) -> float:
        """The score from 0 to 1."""
        return self.claim * sum(p.weight * min(max(p.share, 0.0), 1.0) for p in self.promises)

    @property
    def full(self) -> bool:
        return self.share >= 1 - 1e-9


class Decision(Protocol):
    """A decision exercise for one organization.

    `schema` is a JSON schema of the decisions; `scorecard` scores them; `nothing` is the plan that changes
    nothing; `random` draws any plan that the schema allows; `candidates` runs through plans worth trying,
    among which the case generator proves at least four with full marks.
    """

    @property
    def name(self) -> str: ...

    @property
    def schema(self) -> Mapping[str, Any]: ...

    def scorecard(self, decisions: Decisions) -> Scorecard: ...

    def slips(self) -> tuple[Slip, ...]: ...

    def nothing(self) -> dict[str, Any]: ...

    def random(self, rng: np.random.Generator) -> dict[str, Any]: ...

    def candidates(self) -> Iterable[dict[str, Any]]: ...


def full_mark_plans(decision: Decision, at_most: int = 4) -> list[dict[str, Any]]:
    """Return the first `at_most` candidate plans that earn everything."""
    found = []
    for plan in decision.candidates():
        if decision.scorecard(plan).full:
            found.append(plan)
            if len(found) == at_most:
                break
    return found


def best_plan(decision: Decision) -> dict[str, Any]:
    """Return a candidate plan with the highest score; the first one that earns everything."""
    best: tuple[float, dict[str, Any]] = (-1.0, decision.nothing())
    for plan in decision.candidates():
        share = decision.scorecard(plan).share
        if share > best[0] + 1e-12:
            best = (share, plan)
        if share >= 1 - 1e-9:
            break
    return best[1]


# ---------------------------------------------------------------- keeping and reading


def plan_path(name: str, folder: Path | None = None) -> Path:
    """Return where the plan of an exercise is kept: ``plans/<name>.json`` beside the notebook."""
    return (folder or Path.cwd()) / FOLDER / f"{name}.json"


def keep(
    name: str,
    decisions: Decisions,
    *,
    case_id: str,
    because: str = "",
    folder: Path | None = None,
    now: Callable[[], datetime] = datetime.now,
) -> str:
    """Keep a plan beside the notebook and return a sentence that says where and when.

    The file is replaced in one step, so a failed save never harms the plan kept before.

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
    }
    try:
        write_whole(path, json.dumps(plan, indent=1))
    except OSError as problem:
        raise PlanProblem(
            f"The plan was not saved ({problem.strerror or problem}); the one kept before is untouched. "
            "Free some space or check the folder, then press Keep this plan again."
        ) from problem
    return f"Kept as {FOLDER}/{name}.json at {kept_at:%H:%M:%S}."


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees either the old text or the new, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


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
    return plan


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


# ---------------------------------------------------------------- grading


def validated(decisions: Any, schema: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Return the decisions if they fit the schema; capital letters, and blanks for underscores, are no misfit.

    Raises
    ------
    NotYet
        If there is no plan, or it does not fit, with the first misfit in a sentence.
    """
    if decisions is ... or decisions is None or decisions == {}:
        raise NotYet(
            what,
            "There is no plan yet.",
            "press Keep this plan in the lab (or type your plan), run the cell above, then run this check again.",
        )
    for name, value in decisions.items() if isinstance(decisions, Mapping) else ():
        if isinstance(value, float) and not math.isfinite(value):
            raise NotYet(what, f"{name} is not a finite number.", f"mend that entry, {AGAIN}")
    decisions = _as_offered(decisions, schema)
    import fastjsonschema  # jsonschema says more and takes two seconds to load, in the middle of a learner's check

    try:
        fastjsonschema.compile(dict(schema), use_default=False)(decisions)
    except fastjsonschema.JsonSchemaValueException as misfit:
        raise NotYet(what, _misfit_in_words(misfit), f"mend that entry, {AGAIN}") from None
    return dict(decisions)


def _as_offered(decisions: Any, schema: Mapping[str, Any]) -> Any:
    """Return decisions with each word as the schema offers it: “Medical staff” is read as “medical_staff”."""
    if type(decisions) is not dict:
        return decisions
    read = dict(decisions)
    for name, asked in schema.get("properties", {}).items():
        value, offered = read.get(name), asked.get("enum", ())
        if type(value) is str and value not in offered:
            meant = [word for word in offered if type(word) is str and _plain(word) == _plain(value)]
            if len(meant) == 1:
                read[name] = meant[0]
    return read


def _plain(word: str) -> str:
    return "_".join(word.lower().replace("_", " ").split())


def _misfit_in_words(misfit: fastjsonschema.JsonSchemaValueException) -> str:
    """Say what does not fit a schema: what is missing, what is unknown, or which entry is out of bounds."""
    if misfit.rule == "required":
        missing = next(name for name in misfit.rule_definition if name not in misfit.value)
        return f"The plan does not mention {missing}."
    if misfit.rule == "additionalProperties":
        unknown = next(name for name in misfit.value if name not in misfit.definition["properties"])
        return f"The plan mentions {unknown}, which is none of its decisions."
    if (said := _list_misfit_in_words(misfit)) is not None:
        return said
    where = ".".join(misfit.path[1:]) or "The plan"
    if misfit.rule == "enum":
        return f"{where}: {_not_offered(misfit.value, [str(word) for word in misfit.rule_definition])}"
    return f"{where} {shorten(misfit.message.removeprefix(str(misfit.name)), 160, placeholder=' …')}."


def _not_offered(value: Any, offered: list[str]) -> str:
    """Say that a word is none of those offered, with the one that was probably meant, or with all of them."""
    choose = f"choose one of {', '.join(offered)}."
    if value is ... or value is None:
        return f"nothing is chosen yet; {choose}"
    if type(value) not in (str, int, float, bool):
        return f"a single word in quotes is asked for; {choose}"
    from difflib import get_close_matches

    said = shorten(str(value), MAX_SHOWN, placeholder=" …")
    by_plain = {_plain(word): word for word in offered}
    near = get_close_matches(_plain(said), by_plain, n=1, cutoff=NEAR)
    return f"“{said}” is not offered; " + (f"did you mean “{by_plain[near[0]]}”?" if near else choose)


def _list_misfit_in_words(misfit: fastjsonschema.JsonSchemaValueException) -> str | None:
    """Say what does not fit in a list or in one of its entries, counted from 1; None where no list is meant."""
    path, rule, asked = misfit.path[1:], misfit.rule, misfit.definition
    if len(path) == 1 and asked.get("type") == "array":
        least, most = asked.get("minItems"), asked.get("maxItems")
        if rule == "type":
            many = f"{least} entries" if least is not None and least == most else "entries"
            return f"`{path[0]}` must be a list of {many} in square brackets."
        if rule in ("minItems", "maxItems"):
            bound = "" if least == most else "at least " if rule == "minItems" else "at most "
            entries = "entry" if misfit.rule_definition == 1 else "entries"
            return f"`{path[0]}` needs {bound}{misfit.rule_definition} {entries}; you gave {len(misfit.value)}."
    if len(path) == 2 and str(misfit.name).endswith(f"[{path[1]}]"):
        kinds = {"integer": "a whole number", "number": "a number", "string": "a text in quotes"}
        bounds = {"minimum": "at least", "maximum": "at most"}
        if rule == "type" and misfit.rule_definition in kinds:
            must = kinds[misfit.rule_definition]
        elif rule in bounds:
            must = f"{bounds[rule]} {misfit.rule_definition:g}; you gave {misfit.value:g}"
        else:
            return None
        return f"Entry {int(path[1]) + 1} of `{path[0]}` must be {must}."
    return None


def grade_plan(decisions: Any, decision: Decision, *, what: str, points: float, then: str) -> float:
    """Print a line for every promise of a plan and return its points, in steps of a tenth.

    Parameters
    ----------
    decisions : mapping
        The kept or typed plan.
    decision : Decision
        The exercise on the learner's own organization.
    points : float
        What a plan that keeps every promise earns.
    then : str
        The next action once every promise is kept.

    Raises
    ------
    NotYet
        If there is no plan, or it does not fit the schema.
    """
    note(Comparison(what, (), decision.slips(), decision=decision))
    plan = validated(decisions, decision.schema, what)
    card = decision.scorecard(plan)
    for promise in card.promises:
        mark = "✓ kept" if promise.kept else "✗ not kept" if promise.share <= 0 else "◐ partly kept"
        print(f"{mark}: {promise.name}. {promise.say}")
    shown = _name_slips(plan, card, decision)
    earned = points if card.full else min(np.floor(card.share * points * 10 + 1e-9) / 10, points)
    if card.claim < 1:
        print("A plan that misses its aim, or breaks a rule on the way, is paid only in part for what it keeps.")
    print(f"{earned:g} of {points:g} points.")
    broken = next((p for p in card.promises if not p.kept), None)
    step = then if broken is None else f"look at “{broken.name}” first, keep a better plan, and run both cells again."
    print(
        f"Next: {step}"
        if not shown
        else f"Next: think again about “{shown[0]}”, keep a better plan, and run both cells again."
    )
    return float(earned)


def _name_slips(plan: Decisions, card: Scorecard, decision: Decision) -> list[str]:
    """Print each slip that the plan shows, from a plan-wide test or from a broken promise."""
    if card.full:
        return []
    broken = {p.slip for p in card.promises if p.slip and not p.kept}
    shown = []
    for slip in decision.slips():
        if slip.name in broken or (callable(slip.gives) and slip.gives(plan)):
            print(f"Slip: {slip.name}. {slip.say}")
            shown.append(slip.name)
    return shown
