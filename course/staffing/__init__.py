"""Staffing of a health-care organization: pure models in standard terms, one file per topic.

`hours` (hours per patient day, paid and productive hours, full-time equivalents), `ratios` (nurses at all times),
`coverage` (a day by the hour: who is needed, who is on duty, what it costs), `cover_cost` (what open hours cost) and
`turnover` (people who leave, and what it costs); `nursing_home`, `clinic`, `overbooking` and `queues` for the other
houses. Each topic is imported when it is first asked for, so `import course.staffing` costs nothing.
"""

import importlib
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    """Import the topic called `name` when it is first used."""
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise AttributeError(f"course.staffing has no topic {name!r}; see help(course.staffing)") from None
