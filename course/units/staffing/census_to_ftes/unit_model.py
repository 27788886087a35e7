"""One nursing unit: its patients, its hours of care, its people, and the ratio that the house keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.datasets import Reference, reference
from course.staffing.hours import productive_share_of
from course.units.staffing.census_to_ftes.shift_mix_model import ShiftMix

# Units of California's table, the only one of its kind that binds a whole state's hospitals by law. Elsewhere a
# hospital may adopt it as its own policy. The figures stand in the reference values, as ``nurse_ratio_<unit>``.
KINDS_OF_UNIT = (
    "icu",
    "pacu",
    "labor_delivery",
    "step_down",
    "telemetry",
    "emergency",
    "pediatrics",
    "specialty",
    "medical_surgical",
    "postpartum_couplets",
    "psychiatric",
    "operating_room",
)


@dataclass(frozen=True)
class AcuityLevel:
    """Patients of one level of acuity, and their care against the standard patient's."""

    name: str
    patients: int
    weight: float


@dataclass(frozen=True)
class Unit:
    """One nursing unit.

    Parameters
    ----------
    name, kind : str
        What the house calls it, and its line in the table of ratios.
    beds, patients_per_nurse : int
        Staffed beds, and the house's ratio.
    average_daily_census : float
        Patients on the mean over the hours of an average day.
    hours_per_patient_day : float
        All direct care, worked hours.
    nonproductive_hours : float
        Of 2,080 paid hours, those not worked.
    day_share : float
        Share of the day's shifts that works by day.
    fte_per_person : float
        Mean FTE of the people on the roster: below 1, because some work part-time.
    acuity : tuple of AcuityLevel
        Today's patients.
    skill_mix : mapping of str to float
        Share of the hours by role.
    hour_usd : mapping of str to float
        What a paid hour of each role costs, in dollars.
    call_outs : mapping of str to int
        Nurses who called out last night, by shift of today's mix.
    shift_mix : ShiftMix
        A day by the hour, for decision S1.
    """

    name: str
    kind: str
    beds: int
    patients_per_nurse: int
    average_daily_census: float
    hours_per_patient_day: float
    nonproductive_hours: int
    day_share: float
    fte_per_person: float
    acuity: tuple[AcuityLevel, ...]
    skill_mix: Mapping[str, float]
    hour_usd: Mapping[str, float]
    call_outs: Mapping[str, int]
    shift_mix: ShiftMix

    @property
    def productive_share(self) -> float:
        """Share of paid hours that is worked."""
        return productive_share_of(self.nonproductive_hours)


def statutory_ratio(kind: str) -> Reference:
    """Return the most patients that California lets a licensed nurse have, with its source.

    Parameters
    ----------
    kind : str
        One of `KINDS_OF_UNIT`.

    Returns
    -------
    Reference
        Its `value` is patients per nurse; `cite` is the figure with source and vintage.

    Raises
    ------
    ValueError
        If the table has no such unit.

    Examples
    --------
    >>> statutory_ratio("telemetry").value
    4.0
    """
    if kind not in KINDS_OF_UNIT:
        raise ValueError(f"the table has no unit {kind!r}; use one of {', '.join(KINDS_OF_UNIT)}")
    return reference(f"nurse_ratio_{kind}")
