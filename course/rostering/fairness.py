"""What each nurse carries: a table for reading and for counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.rostering.problem import RosterProblem
from course.rostering.roster import Roster, shares

if TYPE_CHECKING:
    import pandas as pd

NIGHT, DAY = "N", "D"


def workload_table(problem: RosterProblem, roster: Roster) -> pd.DataFrame:
    """Return one row a nurse: what the contract allows, shifts by day and by night, weekends, requests.

    Parameters
    ----------
    problem : RosterProblem
        A unit whose shifts are ``"D"`` and ``"N"``.
    roster : Roster
        Who works when.

    Returns
    -------
    DataFrame
        Indexed by nurse: `works` ("days", "nights" or "both"), `days` and `nights` (shifts), `weekends` (worked, one
        day of it or both), `hours`, `asked` and `granted` (requests).
    """
    import pandas as pd

    rows = {
        share.nurse: {
            "works": _works(problem, share.nurse),
            "days": share.shifts[DAY],
            "nights": share.shifts[NIGHT],
            "weekends": share.weekends,
            "hours": share.hours,
            "asked": share.asked,
            "granted": share.granted,
        }
        for share in shares(problem, roster)
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("nurse")


def _works(problem: RosterProblem, name: str) -> str:
    nurse = problem.nurse[name]
    if nurse.may_work(DAY) and nurse.may_work(NIGHT):
        return "both"
    return "days" if nurse.may_work(DAY) else "nights"
