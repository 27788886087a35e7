"""How care is paid: critical access hospitals and the physician fee schedule; inpatient cases stand in `inpatient`.

Rates change every year (IPPS on 1 October, the fee schedule on 1 January), so a dated amount is always passed
in; the few defaults are set by statute or regulation and carry their source. Amounts that come from memory of
a rule rather than from its text say "check the current rule".
"""

from __future__ import annotations

from dataclasses import dataclass

from course import validation as require

__all__ = ["FeeScheduleParts", "cah_conditions", "cah_payment", "physician_payment"]


def cah_payment(reasonable_cost_usd: float, cost_share: float = 1.01, sequestration_share: float = 0.0) -> float:
    """Return Medicare's cost-based payment to a critical access hospital.

    Parameters
    ----------
    reasonable_cost_usd : float
        Allowable cost of care to Medicare patients.
    cost_share : float, default 1.01
        101% of reasonable cost; 42 CFR 413.70 (check the current rule).
    sequestration_share : float, default 0
        Cut applied to the payment; at 0.02 the 101% becomes about 99%.

    Returns
    -------
    float
        Payment in US dollars, patients' own share included.

    Raises
    ------
    ValueError
        If cost or the cost share is negative, or the cut lies outside 0 to 1.
    """
    require.non_negative("reasonable_cost_usd", reasonable_cost_usd)
    require.non_negative("cost_share", cost_share)
    require.share("sequestration_share", sequestration_share)
    return reasonable_cost_usd * cost_share * (1 - sequestration_share)


def cah_conditions(
    beds: int, average_stay_hours: float, miles_to_next_hospital: float, mountainous_or_secondary_roads: bool
) -> dict[str, bool]:
    """Say which measurable conditions of a critical access hospital are met.

    Parameters
    ----------
    beds : int
        Inpatient beds; at most 25.
    average_stay_hours : float
        Annual average acute stay per patient; at most 96.
    miles_to_next_hospital : float
        Drive to the nearest hospital; more than 35, or more than 15 on the roads below.
    mountainous_or_secondary_roads : bool
        Whether the terrain is mountainous or only secondary roads lead there.

    Returns
    -------
    dict of str to bool
        "beds", "average stay" and "distance".

    Raises
    ------
    ValueError
        If a number is negative.

    Notes
    -----
    42 CFR 485.610 and 485.620. Rural location, emergency care and older state designations are not tested
    here.
    """
    require.non_negative("beds", beds)
    require.non_negative("average_stay_hours", average_stay_hours)
    require.non_negative("miles_to_next_hospital", miles_to_next_hospital)
    least_miles = 15 if mountainous_or_secondary_roads else 35
    return {
        "beds": beds <= 25,
        "average stay": average_stay_hours <= 96,
        "distance": miles_to_next_hospital > least_miles,
    }


@dataclass(frozen=True)
class FeeScheduleParts:
    """The three parts of a physician service: relative value units, or the place's index for each."""

    work: float
    practice_expense: float
    malpractice: float

    def __post_init__(self) -> None:
        """Refuse negative parts."""
        for field in ("work", "practice_expense", "malpractice"):
            require.non_negative(field, getattr(self, field))


def physician_payment(
    rvus: FeeScheduleParts,
    gpcis: FeeScheduleParts,
    conversion_factor_usd: float,
    efficiency_cut_share: float = 0.0,
) -> float:
    """Return what Medicare's physician fee schedule pays for a service.

    Parameters
    ----------
    rvus : FeeScheduleParts
        Relative value units of the service.
    gpcis : FeeScheduleParts
        Geographic practice cost indices of the place; 1 is the national average.
    conversion_factor_usd : float
        Dollars per relative value unit (CY2026: $33.4009, in an advanced payment model $33.5675; CY2025:
        $32.3465).
    efficiency_cut_share : float, default 0
        Cut of the work units, if `rvus` are from before it (0.025 from CY2026 for services not based on
        time).

    Returns
    -------
    float
        Allowed amount in US dollars, the patient's share included.

    Raises
    ------
    ValueError
        If the conversion factor is not above zero or the cut lies outside 0 to 1.

    Notes
    -----
    42 CFR 414.20: the sum of units x index over the three parts, times the conversion factor.
    """
    require.positive("conversion_factor_usd", conversion_factor_usd)
    require.share("efficiency_cut_share", efficiency_cut_share)
    work = rvus.work * (1 - efficiency_cut_share) * gpcis.work
    practice_expense = rvus.practice_expense * gpcis.practice_expense
    return (work + practice_expense + rvus.malpractice * gpcis.malpractice) * conversion_factor_usd
