"""What the roster lab says: of people and days, of an edit, of the whole roster, and of the solver's search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.figures.text_tables import html_table
from course.rostering.problem import ANYONE, OFF, Nurse, Request, RosterProblem
from course.rostering.roster import (
    MINUTES_AN_HOUR,
    CoverGap,
    Roster,
    changed_cells,
    cost,
    requests_lost,
    shares,
    spread,
    to_lines,
)
from course.rostering.solver import Solution
from course.rostering.violations import LiveCheck, Violation
from course.units.staffing.rosters.roster_decision import shares_kept
from course.units.staffing.rosters.roster_model import (
    CHARGE,
    CONTRACT_RULES,
    LEAVE_RULES,
    NIGHT,
    REST_RULES,
    PostedRoster,
    Standing,
    day_name,
    gap_in_words,
    shift_word,
)

NOT_SEARCHED = "There are far more rosters than anybody can try. The solver looks for the cheapest, and for a proof."
SAID_AT_ONCE = 2  # new troubles named when an edit is announced


# ---------------------------------------------------------------- people, days, shifts


def frame(case: PostedRoster) -> dict[str, Any]:
    """Return what does not change while the roster is edited, as plain data for the page."""
    problem = case.problem
    return {
        "days": [{"name": day_name(problem, d), "weekend": problem.weekday(d) >= 5} for d in range(problem.days)],
        "shifts": [{"id": shift.id, "word": shift_word(problem, shift.id)} for shift in problem.shifts],
        "nurses": [_nurse(problem, nurse) for nurse in problem.nurses],
        "posted": to_lines(case.posted),
        "wishes": [[r.nurse, r.day, request_in_words(problem, r), r.shift, r.wanted] for r in problem.requests],
        "minutes": {shift.id: shift.minutes for shift in problem.shifts},
        "weekends": [list(days) for days in problem.weekends],
    }


def grid_as_html(case: PostedRoster, roster: Roster) -> str:
    """Return the grid's letters as a table, to be read where the lab is not alive."""
    problem = case.problem
    cell = "padding:1px 3px;text-align:center;font-size:12px"
    head = ["Nurse", *(day_name(problem, d).split(" ")[-1] for d in range(problem.days))]
    rows = [[name, *line] for name, line in to_lines(roster).items()]
    return f'<div style="overflow-x:auto">{html_table(head, rows, head_style=cell, cell_style=cell)}</div>'


def _nurse(problem: RosterProblem, nurse: Nurse) -> dict[str, Any]:
    return {
        "name": nurse.id,
        "role": role_in_words(nurse),
        "about": contract_in_words(problem, nurse),
        "leave": list(nurse.leave),
    }


def role_in_words(nurse: Nurse) -> str:
    """Return what a nurse is: "RN, can be in charge"."""
    skills = [skill for skill in nurse.skills if skill != CHARGE]
    return ", ".join([*skills, "can be in charge"] if CHARGE in nurse.skills else skills)


def contract_in_words(problem: RosterProblem, nurse: Nurse) -> str:
    """Return a nurse's contract in a line."""
    works = " and ".join(f"{shift_word(problem, s.id)}s" for s in problem.shifts if nurse.may_work(s.id))
    low, high = nurse.min_minutes // MINUTES_AN_HOUR, nurse.max_minutes // MINUTES_AN_HOUR
    return f"{role_in_words(nurse)}; {works}; {low} to {high} hours"


def request_in_words(problem: RosterProblem, request: Request) -> str:
    """Return a request in words, with its weight."""
    what = "the day off" if request.shift == OFF and not request.wanted else _asked_for(problem, request)
    return f"asks for {what} (weight {request.weight})"


def _asked_for(problem: RosterProblem, request: Request) -> str:
    what = "any shift" if request.shift == OFF else f"the {shift_word(problem, request.shift)}"
    return what if request.wanted else f"not {what}"


def cell_in_words(problem: RosterProblem, roster: Roster, nurse: str, day: int) -> str:
    """Return a cell of the grid as it is read aloud: "Tue 14, Nguyen: night"."""
    return f"{day_name(problem, day)}, {nurse}: {shift_word(problem, roster[nurse][day])}"


# ---------------------------------------------------------------- an edit


def edit_in_words(
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
    said = [f"{cell_in_words(problem, check.roster, *cell)}."]
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


def standing_under_edit(case: PostedRoster, check: LiveCheck) -> Standing:
    """Return how the roster in the grid stands, from what its edits have shown."""
    return Standing(
        broken=tuple(check.violations),
        missing=tuple(check.under_cover),
        requests_lost=requests_lost(case.problem, check.roster),
        changes=len(changed_cells(case.posted, check.roster)),
    )


def state(case: PostedRoster, check: LiveCheck, posted: Figures, best: Figures | None) -> dict[str, Any]:
    """Return what the lab shows of the roster in its grid, as plain data; the others' figures stand beside."""
    now = standing_under_edit(case, check)
    return {
        "broken": [[v.nurse, v.day, v.say] for v in now.broken],
        "missing": [[g.cover.day, g.cover.shift, gap_mark(g), gap_in_words(case.problem, g)] for g in now.missing],
        "marks": marks(case, now),
        "table": table(figures(case, check), posted, best),
        "sentence": sentence(now),
    }


def gap_mark(gap: CoverGap) -> str:
    """Return a gap as it stands beneath the grid: people missing, or the skill's first letter."""
    return f"−{gap.missing}" if gap.cover.skill == ANYONE else gap.cover.skill[:1].upper()


def marks(case: PostedRoster, now: Standing) -> list[list[Any]]:
    """Return the six promises, each kept or not, with the figure behind it."""
    words = (
        f"Cover: {now.people_missing} missing",
        f"Rest: {len(now.broken_of(REST_RULES))} broken",
        f"Leave: {len(now.broken_of(LEAVE_RULES))} worked",
        f"Contracts: {len(now.broken_of(CONTRACT_RULES))} broken",
        f"Requests: weight {now.requests_lost} lost, limit {case.most_requests_lost}",
        f"Posted shifts: {now.changes} changed, limit {case.most_changes}",
    )
    return [[share >= 1, each] for share, each in zip(shares_kept(case, now), words, strict=True)]


def sentence(now: Standing) -> str:
    """Return how the roster stands, in a sentence."""
    calls = "nobody is called at home" if not now.changes else f"{_counted(now.changes, 'posted day')} changed"
    if now.troubles == 0:
        return f"Every rule is kept and every shift is covered; {calls}."
    gaps = _counted(len(now.missing), "gap")
    return f"{_counted(len(now.broken), 'broken rule')} and {gaps} in cover; {calls}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def table(ours: Figures, posted: Figures, best: Figures | None) -> list[list[str]]:
    """Return the figures of the roster in the grid beside the posted one and the solver's, a row for each."""
    theirs = best or dict.fromkeys(ours, "–")
    head = ["", "Yours", "Posted", "Solver"]
    return [head, *([name, ours[name], posted[name], theirs[name]] for name in ours)]


def figures(case: PostedRoster, check: LiveCheck) -> Figures:
    """Return the figures by which rosters are compared; the ranges are most less least."""
    now, carried = standing_under_edit(case, check), shares(case.problem, check.roster)
    rotating = [share for share in carried if _rotates(case.problem, share.nurse)]
    worst = min((share.granted / share.asked for share in carried if share.asked), default=1.0)
    return {
        "Rules broken": str(len(now.broken)),
        "People missing": str(now.people_missing),
        "Requests lost": str(now.requests_lost),
        "Cost": f"{cost(case.problem, check.roster).total:,}",
        "Days changed": str(now.changes),
        "Nights, range*": f"{spread(share.shifts.get(NIGHT, 0) for share in rotating):.0f}",
        "Weekends, range": f"{spread(share.weekends for share in carried):.0f}",
        "Least granted": f"{worst:.0%}",
    }


def _rotates(problem: RosterProblem, name: str) -> bool:
    """Whether a nurse's contract allows every shift."""
    return all(problem.nurse[name].may_work(shift.id) for shift in problem.shifts)


# ---------------------------------------------------------------- the search


def search_in_words(case: PostedRoster, found: Solution) -> str:
    """Return what a search came to, and what it would mean for the people on the unit."""
    if found.roster is None:
        return f"Stopped after {found.seconds:.1f} s, before a first roster."
    changes = len(changed_cells(case.posted, found.roster))
    return f"{'Stopped. ' if found.stopped else ''}{found.say} It changes {changes} days of the posted roster."
