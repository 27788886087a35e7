"""A neighbor with fewer FTEs for each adjusted occupied bed: leaner, or counted in another way?

The neighbor's figure differs from yours by one definition, which its sheet states; on one definition the two are
within a hundredth of each other. Everything here is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from course.role.adjusted import ftes_per_adjusted_occupied_bed
from course.units.role.the_dashboard.dashboard_model import LICENSED, Period, occupied_beds, outpatient_factor

NAME = "Harrow Point"
HOURS, PAYROLL, PRICES = "hours", "payroll", "prices"
# For each difference the reason that names it and the two statements that carry it.
REASONS: Mapping[str, str] = MappingProxyType({HOURS: "B", PAYROLL: "C", PRICES: "D"})
CARRIED_BY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {HOURS: ("P", "Q"), PAYROLL: ("R", "S"), PRICES: ("T", "U")}
)

# What the sheets say where the two hospitals count alike.
ALIKE: Mapping[str, str] = MappingProxyType(
    {
        "P": f"{NAME} finds its FTEs from all paid hours, over 2,080, as we do.",
        "R": f"At {NAME} the hospital's own people cook, clean and do the laundry, as ours do.",
        "T": f"{NAME} raised all its list prices by one percentage, as we did.",
    }
)


@dataclass(frozen=True)
class Neighbor:
    """The neighbor's figure beside yours, and what the two sheets say.

    Parameters
    ----------
    ftes_per_bed, your_ftes_per_bed : float
        FTEs for each adjusted occupied bed as each hospital publishes it, to two decimals.
    your_occupied_beds : float
        Your adjusted occupied beds.
    statements : mapping of str to str
        What the two sheets say, by label.
    """

    ftes_per_bed: float
    your_ftes_per_bed: float
    your_occupied_beds: float
    statements: Mapping[str, str]


def difference_of(neighbor: Neighbor) -> str:
    """Return what is counted differently there: `HOURS`, `PAYROLL` or `PRICES`."""
    return next(
        difference for difference, (shows, _) in CARRIED_BY.items() if neighbor.statements[shows] != ALIKE[shows]
    )


def reason_of(neighbor: Neighbor) -> str:
    """Return the label of the reason that the sheets support."""
    return REASONS[difference_of(neighbor)]


def evidence_of(neighbor: Neighbor) -> list[str]:
    """Return the labels of the two statements that carry the reason."""
    return list(CARRIED_BY[difference_of(neighbor)])


def compared_with(year: Period, difference: str, outsourced_share: float, price_rise: float, alike: float) -> Neighbor:
    """Return the neighbor beside a learner's own hospital.

    Parameters
    ----------
    year : Period
        The learner's own fiscal year.
    difference : str
        What the neighbor counts differently: `HOURS`, `PAYROLL` or `PRICES`.
    outsourced_share : float
        Share of the FTEs that cook, clean and launder.
    price_rise : float
        By how much the neighbor raised the list prices of outpatients alone, as a share.
    alike : float
        The neighbor's figure over the learner's, once both are counted in one way; near 1.
    """
    factor, beds = outpatient_factor(year), occupied_beds(year)
    yours = ftes_per_adjusted_occupied_bed(year.paid_ftes, beds)
    counted_otherwise = {
        HOURS: year.worked_ftes / year.paid_ftes,
        PAYROLL: 1 - outsourced_share,
        PRICES: factor / (1 + (factor - 1) * (1 + price_rise)),
    }[difference]
    return Neighbor(
        ftes_per_bed=round(yours * counted_otherwise * alike, 2),
        your_ftes_per_bed=round(yours, 2),
        your_occupied_beds=beds,
        statements=MappingProxyType(_statements(difference, year, outsourced_share, price_rise)),
    )


def _statements(difference: str, year: Period, outsourced_share: float, price_rise: float) -> dict[str, str]:
    leave = 1 - year.worked_ftes / year.paid_ftes
    differs = {
        HOURS: {"P": f"{NAME} finds its FTEs from the hours at work, over 2,080."},
        PAYROLL: {"R": f"At {NAME} a contractor cooks, cleans and does the laundry."},
        PRICES: {
            "T": f"{NAME} raised the list prices of outpatient care alone, by {price_rise:.0%}; as many patients came."
        },
    }
    return {
        **ALIKE,
        **differs[difference],
        "Q": f"Leave and education are {leave:.0%} of our own paid hours.",
        "S": f"Meals, cleaning and laundry take {outsourced_share:.0%} of our own FTEs.",
        "U": "The outpatient factor is total charges over inpatient charges, here and there.",
        "V": f"{NAME} has {round(year.beds[LICENSED] * 0.9)} licensed beds, fewer than we have.",
    }
