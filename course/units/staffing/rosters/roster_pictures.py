"""What the roster lab says: of people and days, of an edit, of the whole roster, and of the solver's search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.rostering.problem import ANYONE, OFF, Nurse, Request, RosterProblem
from course.rostering.roster import (
    MINUTES_AN_HOUR,
    CoverGap,
    Roster,
    changed_cells,
    requests_lost,
    shares,
    spread,
    to_lines,
)
from course.rostering.solver import Solution
from course.rostering.violations import LEAVE, LiveCheck, Violation
from course.units.staffing.rosters.roster_model import (
    CONTRACT_RULES,
    REST_RULES,
    PostedRoster,
    day_name,
    gap_in_words,
    shift_word,
)

NOT_SEARCHED = "A blank page has far more rosters than can be tried. The solver finds the cheapest, and proves it."
SAID_AT_ONCE = 2  # new troubles named when an edit is announced


# ---------------------------------------------------------------- people, days, shifts


def frame(case: PostedRoster) -> dict[str, Any]:
    """Return what does not change while the roster is edited, as plain data for the page."""
    problem = case.problem
    return {
        "days": [{"name": day_name(problem, d), "weekend": problem.weekday(d) >= 5} for d in range(problem.days)],
        "shifts": [{"id": shift.id, "word": shift_word(problem, shift.id)} for shift in problem.shifts],
        "nurses": [
            {"name": n.id, "role": role(n), "about": about(problem, n), "leave": list(n.leave)} for n in problem.nurses
        ],
        "posted": to_lines(case.posted),
        "wishes": [[r.nurse, r.day, wish(problem, r), r.shift, r.wanted] for r in problem.requests],
        "minutes": {shift.id: shift.minutes for shift in problem.shifts},
        "weekends": [list(days) for days in problem.weekends],
    }


def role(nurse: Nurse) -> str:
    """Return what a nurse is: "RN, can be in charge"."""
    skills = [skill for skill in nurse.skills if skill != "charge"]
    return ", ".join([*skills, "can be in charge"] if "charge" in nurse.skills else skills)


def about(problem: RosterProblem, nurse: Nurse) -> str:
    """Return a nurse's contract in a line."""
    works = " and ".join(f"{shift_word(problem, s.id)}s" for s in problem.shifts if nurse.may_work(s.id))
    low, high = nurse.min_minutes // MINUTES_AN_HOUR, nurse.max_minutes // MINUTES_AN_HOUR
    return f"{role(nurse)}; {works}; {low} to {high} hours"


def wish(problem: RosterProblem, request: Request) -> str:
    """Return a request in words, with its weight."""
    what = "the day off" if request.shift == OFF and not request.wanted else _asked_for(problem, request)
    return f"asks for {what} (weight {request.weight})"


def _asked_for(problem: RosterProblem, request: Request) -> str:
    what = "any shift" if request.shift == OFF else f"the {shift_word(problem, request.shift)}"
    return what if request.wanted else f"not {what}"


def place(problem: RosterProblem, roster: Roster, nurse: str, day: int) -> str:
    """Return a cell of the grid as it is read aloud: "Tue 14, Nguyen: night"."""
    return f"{day_name(problem, day)}, {nurse}: {shift_word(problem, roster[nurse][day])}"


# ---------------------------------------------------------------- an edit


def news(
    problem: RosterProblem,
    check: LiveCheck,
    cell: tuple[str, int],
    broken: Sequence[Violation],
    missing: Sequence[CoverGap],
) -> str:
    """Say what an edit did: what it broke, what it mended, what is left."""
    now, short = check.violations, check.under_cover
    broke = [v.say for v in now if v not in broken] + [gap_in_words(problem, g) for g in short if _less(g, missing)]
    mended = len([v for v in broken if v not in now]) + len([g for g in missing if _less(g, short)])
    said = [f"{place(problem, check.roster, *cell)}."]
    if broke:
        said.append("New: " + " ".join(broke[:SAID_AT_ONCE]))
    if mended:
        said.append(f"Mended: {mended}.")
    left = len(now) + len(short)
    return " ".join([*said, f"{left} left." if left else "No rule is broken and every shift is covered."])


def _less(gap: CoverGap, others: Sequence[CoverGap]) -> bool:
    """Whether fewer are missing in the others' gap of the same demand, or none."""
    return gap.missing > next((other.missing for other in others if other.cover == gap.cover), 0)


# ---------------------------------------------------------------- the whole roster


Figures = dict[str, str]


def state(case: PostedRoster, check: LiveCheck, posted: Figures, best: Figures | None) -> dict[str, Any]:
    """Return what the lab shows of the roster in its grid, as plain data; the others' figures stand beside."""
    broken, missing = check.violations, check.under_cover
    lost, changes = requests_lost(case.problem, check.roster), len(changed_cells(case.posted, check.roster))
    return {
        "broken": [[v.nurse, v.day, v.say] for v in broken],
        "missing": [[g.cover.day, g.cover.shift, shown(g), gap_in_words(case.problem, g)] for g in missing],
        "marks": marks(case, broken, missing, lost, changes),
        "table": table(figures(case, check), posted, best),
        "sentence": left(broken, missing, changes),
    }


def shown(gap: CoverGap) -> str:
    """Return a gap as it stands beneath the grid: people missing, or the skill's first letter."""
    return f"−{gap.missing}" if gap.cover.skill == ANYONE else gap.cover.skill[:1].upper()


def marks(
    case: PostedRoster, broken: Sequence[Violation], missing: Sequence[CoverGap], lost: int, changes: int
) -> list[list[Any]]:
    """Return the six promises, each kept or not, with the figure behind it."""
    short = sum(gap.missing for gap in missing)
    rest, leave, contract = (sum(v.rule in rules for v in broken) for rules in (REST_RULES, (LEAVE,), CONTRACT_RULES))
    return [
        [short == 0, f"Cover: {short} missing"],
        [rest == 0, f"Rest: {rest} broken"],
        [leave == 0, f"Leave: {leave} worked"],
        [contract == 0, f"Contracts: {contract} broken"],
        [lost <= case.most_requests_lost, f"Requests: {lost} lost, at most {case.most_requests_lost}"],
        [changes <= case.most_changes, f"Changed: {changes}, at most {case.most_changes}"],
    ]


def left(broken: Sequence[Violation], missing: Sequence[CoverGap], changes: int) -> str:
    """Return how the roster stands, in a sentence."""
    calls = "nobody is called at home" if not changes else f"{_counted(changes, 'posted day')} changed"
    if not broken and not missing:
        return f"Every rule is kept and every shift is covered; {calls}."
    troubles = f"{_counted(len(broken), 'broken rule')} and {_counted(len(missing), 'gap')} in cover"
    return f"{troubles}; {calls}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def table(ours: Figures, posted: Figures, best: Figures | None) -> list[list[str]]:
    """Return the figures of the roster in the grid beside the posted one and the solver's, a row for each."""
    theirs = best or dict.fromkeys(ours, "–")
    head = ["", "Yours", "Posted", "Solver"]
    return [head, *([name, ours[name], posted[name], theirs[name]] for name in ours)]


def figures(case: PostedRoster, check: LiveCheck) -> Figures:
    """Return the figures by which rosters are compared; the ranges are most less least."""
    roster, carried = check.roster, shares(case.problem, check.roster)
    lost, cover = requests_lost(case.problem, roster), sum(gap.cost for gap in check.gaps)
    both = [s for s in carried if all(case.problem.nurse[s.nurse].may_work(shift.id) for shift in case.problem.shifts)]
    nights = spread(s.shifts.get("N", 0) for s in both)
    worst = min((s.granted / s.asked for s in carried if s.asked), default=1.0)
    return {
        "Rules broken": str(len(check.violations)),
        "People missing": str(sum(gap.missing for gap in check.under_cover)),
        "Requests lost": str(lost),
        "Cost": f"{cover + lost:,}",
        "Days changed": str(len(changed_cells(case.posted, roster))),
        "Nights, range*": f"{nights:.0f}",
        "Weekends, range": f"{spread(s.weekends for s in carried):.0f}",
        "Least granted": f"{worst:.0%}",
    }


# ---------------------------------------------------------------- the search


def searched(case: PostedRoster, found: Solution) -> str:
    """Return what a search came to, and what it would mean for the people on the unit."""
    if found.roster is None:
        return f"Stopped after {found.seconds:.1f} s, before a first roster."
    changes = len(changed_cells(case.posted, found.roster))
    return f"{'Stopped. ' if found.stopped else ''}{found.say} It changes {changes} days of the posted roster."
