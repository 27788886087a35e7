"""Each seeded fault has its one place in the tree, and tests that are there; whether they catch it: `make mutate`."""

from __future__ import annotations

import pytest

from tests.mutation.__main__ import Fault, documented
from tests.support.units import ROOT

FAULTS = documented([])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_seeded(fault: Fault) -> None:
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.text) == 1
    assert fault.becomes != fault.text
    missing = [test for test in fault.tests if not (ROOT / test.partition("::")[0]).exists()]
    assert not missing


def test_there_are_forty_and_more() -> None:
    assert len(FAULTS) >= 40
