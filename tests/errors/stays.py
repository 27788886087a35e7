"""The table that these tests slip with."""

from __future__ import annotations

import pandas as pd

STAYS = pd.DataFrame(
    {
        "age": [91, 40, 77],
        "payer": ["Medicaid", "Medicare FFS", "Commercial"],
        "unit": ["ICU", "West", "West"],
        "los_days": [12, 2, 7],
        "readmit_30d": [True, False, True],
    }
)
