"""Finance of a health-care organization: pure models in standard terms, one file per topic.

`operating_budget` (gross to net, fixed and variable), `flexible_budget` (variances), `payment` (how a case is
paid), `revenue_cycle`, `ratios`, `cost` (break-even, allocation, stock) and `capital` (projects). Each topic
is imported when it is first asked for, so `import course.finance` costs nothing.
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
        raise AttributeError(f"course.finance has no topic {name!r}; see help(course.finance)") from None
