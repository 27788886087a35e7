"""The neighbor's figure: lower by one definition, and alike once the definition is."""

from __future__ import annotations

import pytest

from course.units.role.the_dashboard.dashboard_model import outpatient_factor
from course.units.role.the_dashboard.neighbor_model import (
    CARRIED_BY,
    HOURS,
    PAYROLL,
    PRICES,
    REASONS,
    difference_of,
    evidence_of,
    reason_of,
)
from tests.units.role.learners import LEARNERS


def on_one_basis(my) -> float:
    """Return the neighbor's figure, counted as the learner's own hospital counts."""
    neighbor, year = my.neighbor, my.dashboard.year
    if difference_of(neighbor) == HOURS:
        return neighbor.ftes_per_bed / (year.worked_ftes / year.paid_ftes)
    share = int(next(w for w in neighbor.statements["S"].split() if w.endswith("%")).strip("%")) / 100
    if difference_of(neighbor) == PAYROLL:
        return neighbor.ftes_per_bed / (1 - share)
    dearer = next(w for w in neighbor.statements["T"].replace(";", "").split() if w.endswith("%"))
    factor = outpatient_factor(year)
    return neighbor.ftes_per_bed * (1 + (factor - 1) * (1 + int(dearer.strip("%")) / 100)) / factor


@pytest.mark.parametrize("my", LEARNERS[:60], ids=lambda my: my.learner)
def test_on_one_definition_the_two_hospitals_are_alike(my) -> None:
    """The sheet itself holds the numbers that close the gap, to about a hundredth."""
    assert on_one_basis(my) == pytest.approx(my.neighbor.your_ftes_per_bed, rel=0.015)


def test_the_slide_always_asks_for_fewer() -> None:
    for my in LEARNERS:
        neighbor = my.neighbor
        assert 50 < (neighbor.your_ftes_per_bed - neighbor.ftes_per_bed) * neighbor.your_occupied_beds < 300


def test_your_figure_is_your_own_hospitals() -> None:
    for my in LEARNERS[:20]:
        year, neighbor = my.dashboard.year, my.neighbor
        assert year.paid_ftes / neighbor.your_occupied_beds == pytest.approx(neighbor.your_ftes_per_bed, abs=0.005)


def test_each_difference_is_met_and_each_has_a_reason_and_two_statements() -> None:
    met = {difference_of(my.neighbor) for my in LEARNERS}
    assert met == set(REASONS) == {HOURS, PAYROLL, PRICES} == set(CARRIED_BY)
    for my in LEARNERS[:20]:
        neighbor = my.neighbor
        assert reason_of(neighbor) in "BCD"
        assert set(evidence_of(neighbor)) < set(neighbor.statements)


def test_one_pair_of_statements_shows_a_difference_and_the_others_likeness() -> None:
    for my in LEARNERS[:40]:
        neighbor = my.neighbor
        alike = [
            label
            for label in "PRT"
            if "as we do" in neighbor.statements[label]
            or "as ours do" in neighbor.statements[label]
            or "as we did" in neighbor.statements[label]
        ]
        assert set("PRT") - set(alike) == {evidence_of(neighbor)[0]}


def test_the_shown_neighbor_does_not_tell_what_differs() -> None:
    """A learner who looks at the object still has to read the sheets."""
    neighbor = LEARNERS[0].neighbor
    assert set(vars(neighbor)) == {"ftes_per_bed", "your_ftes_per_bed", "your_occupied_beds", "statements"}
