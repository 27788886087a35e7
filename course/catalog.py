"""What the units' folders hold: every lab, so that each is measured and tested, and every decision's search."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from course.case import MODULES, case_for
from course.decisions.rules import TOLERANCE, Decision
from course.decisions.search import PlanSearch

UNITS = Path(__file__).parent / "units"


@cache
def every_lab() -> dict[tuple[str, str], Any]:
    """Return each lab's function by module and name, in the order of the modules.

    A unit's ``lab.py`` or ``<part>_lab.py`` names its labs in ``LABS``; a lab that keeps a plan is named as the plan.
    """
    found = {}
    for module, about in MODULES.items():
        package = about.package
        for file in sorted((UNITS / package).glob("*/*lab.py")):
            labs = import_module(f"course.units.{package}.{file.parent.name}.{file.stem}").LABS
            found.update({(module, name): make for name, make in labs.items()})
    return found


def open_lab(module: str, name: str, learner: str) -> Any:
    """Return a lab for one learner's organization; a lab that shows the story's own case needs none.

    Raises
    ------
    KeyError
        If there is no lab of that name.
    """
    make = every_lab()[module, name]
    asks_for_a_case = "my" in inspect.signature(make).parameters
    return make(case_for(module, learner)) if asks_for_a_case else make()


def every_pictured_lab() -> list[tuple[str, str]]:
    """Return the labs that draw a picture from controls: all but those whose grid is the picture."""
    from course.labs.lab import Lab

    return [place for place, make in every_lab().items() if _returns(make) == Lab.__name__]


def _returns(make: Any) -> str:
    return str(inspect.signature(make).return_annotation).rpartition(".")[2]


def search_for(decision: Decision) -> PlanSearch[Any]:
    """Return the search that belongs to a decision: ``search.py`` stands beside ``decision.py``."""
    name = type(decision).__module__.removesuffix("decision") + "search"
    if find_spec(name) is None:  # a unit on its way to the new layout
        return decision  # type: ignore[return-value]
    home = import_module(name)
    known = [c for c in vars(home).values() if inspect.isclass(c) and issubclass(c, PlanSearch) and c is not PlanSearch]
    search: PlanSearch[Any] = known[0](decision)
    return search


def full_mark_plans(decision: Decision, at_most: int = 4) -> list[dict[str, Any]]:
    """Return the first plans of a decision's search that earn everything."""
    search = search_for(decision)
    return list(islice((plan for plan in search.candidates() if decision.scorecard(plan).full), at_most))


def best_plan(decision: Decision) -> dict[str, Any]:
    """Return a plan with the highest score that the decision's search finds: what a reference answer keeps."""
    best: tuple[float, dict[str, Any]] = (-1.0, decision.nothing())
    for plan in search_for(decision).candidates():
        share = decision.scorecard(plan).share
        if share > best[0] + TOLERANCE:
            best = (share, plan)
        if share >= 1 - TOLERANCE:
            break
    return best[1]
