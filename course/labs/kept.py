"""The plan that was kept in a lab before: the lab opens on it, and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.decisions import plan_file


@dataclass(frozen=True)
class Kept:
    """Decisions that were kept, and when."""

    decisions: Mapping[str, Any]
    kept_at: str

    def opened(self, what: str) -> str:
        """Say that a lab opens on this: a plan, or a guess."""
        try:
            at = datetime.fromisoformat(self.kept_at)
        except ValueError:
            return f"This opens on the {what} that you kept."
        return f"This opens on the {what} that you kept on {at:%B} {at.day} at {at:%H:%M}."


def kept_for(plan: str | None, case_id: str) -> Kept | None:
    """Return what was kept under a plan's name for an organization, or None where there is nothing to be read."""
    if plan is None:
        return None
    try:
        kept = plan_file.read(plan)
    except plan_file.PlanProblem:
        return None
    if kept.get("case_id") != case_id:
        return None
    return Kept(kept["decisions"], str(kept.get("kept_at", "")))
