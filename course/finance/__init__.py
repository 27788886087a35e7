"""Finance of a health-care organization: pure models in standard terms, one file per topic.

`operating_budget` (gross to net, fixed and variable), `flexible_budget` (variances), `revenue_cycle`, `payment` and
`inpatient` (how care is paid), `cost` (break-even), `allocation` (support departments), `inventory`, `capital`
(projects), `depreciation`, `sensitivity` (the tornado) and `ratios` (what a lender reads). Each topic is imported when
it is first asked for, so `import course.finance` costs nothing.
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
