"""The services as a table."""

from __future__ import annotations

import pytest

from course.units.role.the_dashboard.services_model import service_table
from tests.units.role.learners import LEARNERS


def test_the_services_table_sums_to_the_hospital() -> None:
    for my in LEARNERS[:20]:
        year, table = my.dashboard.year, service_table(my.dashboard.year)
        assert table["discharge_days"].sum() == year.discharge_days
        assert table["patient_days"].sum() == year.patient_days
        assert table["weights"].sum() == pytest.approx(year.weights)
        assert (table["length_of_stay"] * table["discharges"]).sum() == pytest.approx(year.discharge_days)
