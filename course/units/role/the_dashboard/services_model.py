"""The sums of a hospital's services as a table, beside each service's own figures."""

from __future__ import annotations

import pandas as pd

from course.role.adjusted import case_mix_index
from course.role.kpi import average_length_of_stay
from course.units.role.the_dashboard.dashboard_model import Period


def service_table(period: Period) -> pd.DataFrame:
    """Return one row for each service of a period.

    Parameters
    ----------
    period : Period
        The sums of twelve months.

    Returns
    -------
    DataFrame
        Indexed by ``service``. Sums: ``discharge_days`` (whole stays of those who left), ``patient_days`` (midnight
        censuses), ``discharges``, ``weights`` (DRG weights of those who left). Ratios: ``length_of_stay`` in days and
        ``case_mix_index``, each the service's own.

    Examples
    --------
    >>> from course.units.role.the_dashboard.dashboard_model import wrenfield
    >>> table = service_table(wrenfield().year)
    >>> int(table["discharges"].sum()), round(float(table["length_of_stay"].max()), 2)
    (10250, 11.24)
    """
    table = pd.DataFrame(
        {
            "discharge_days": [s.discharge_days for s in period.services],
            "patient_days": [s.patient_days for s in period.services],
            "discharges": [s.discharges for s in period.services],
            "weights": [s.weights for s in period.services],
        },
        index=pd.Index([s.name for s in period.services], name="service"),
    )
    table["length_of_stay"] = [average_length_of_stay(s.discharge_days, s.discharges) for s in period.services]
    table["case_mix_index"] = [case_mix_index(s.weights, s.discharges) for s in period.services]
    return table
