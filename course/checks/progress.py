"""The learner's own tally: the best that each exercise of a unit has earned so far, kept beside the notebooks.

The start page shows it. Grading never reads it, so nothing is gained by changing it; what cannot be read or written
is left out, and the points come back with the next check.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.identity import in_source_folder
from course.writing import write_whole

FOLDER = ".progress"  # beside the notebooks of a module; one file a unit, so that two open units never meet
MAX_BYTES = 50_000  # of one file; a unit's has some 600


@dataclass(frozen=True)
class Result:
    """The best that one exercise has earned so far.

    Parameters
    ----------
    earned, possible : float
        In points.
    at : str
        When its last check ran, as ISO 8601.
    """

    earned: float
    possible: float
    at: str


def note_results(
    unit: str,
    results: Mapping[str, tuple[float, float]],
    folder: Path | None = None,
    now: Callable[[], datetime] = datetime.now,
) -> None:
    """Keep what exercises earned and could have earned, where that is more than before; a check goes on without.

    Parameters
    ----------
    unit : str
        The notebook's name as it was released.
    results : mapping
        Points earned and possible, by exercise.
    folder : Path, optional
        Where the notebook is.
    """
    folder = folder or Path.cwd()
    if os.environ.get("COURSE_LEARNER") or os.environ.get("NBGRADER_EXECUTION") or in_source_folder(folder):
        return  # a grader's run, and the source, leave no trace
    kept = read_results(unit, folder)
    at = now().isoformat(timespec="seconds")
    for exercise, (earned, possible) in results.items():
        before = kept.get(exercise)
        best = earned if before is None else max(earned, min(before.earned, possible))
        kept[exercise] = Result(float(best), float(possible), at)
    with contextlib.suppress(OSError):
        write_whole(_file(unit, folder), json.dumps({name: asdict(one) for name, one in kept.items()}, indent=1))


def read_results(unit: str, folder: Path) -> dict[str, Result]:
    """Return the best result of each exercise of a unit; what is not of that shape is left out."""
    file = _file(unit, folder)
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file.stat().st_size <= MAX_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: one for name, entry in found.items() if (one := _result(entry)) is not None}


def _file(unit: str, folder: Path) -> Path:
    return folder / FOLDER / f"{Path(unit).name}.json"


def _result(entry: Any) -> Result | None:
    try:
        earned, possible, at = float(entry["earned"]), float(entry["possible"]), entry["at"]
    except (KeyError, TypeError, ValueError):
        return None
    sound = math.isfinite(earned) and math.isfinite(possible) and 0 <= earned <= possible and isinstance(at, str)
    return Result(earned, possible, at) if sound else None
