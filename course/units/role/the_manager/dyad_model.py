"""Six beds on 4 West: nursing wants them closed for some weeks, finance wants them open, and both are right.

What each way out costs, what it protects and whom it lets down. Every figure is invented. New nurses finish orientation
after the weeks drawn; until then a night shift is one short.
"""

from __future__ import annotations

from dataclasses import dataclass

NIGHTS_A_WEEK = 7


@dataclass(frozen=True)
class Dyad:
    """The unit, the weeks to bridge, and what each of the two executives answers for.

    Parameters
    ----------
    beds, beds_to_close : int
        Beds of the unit, and those that nursing would close.
    occupied_share : float
        Share of its beds taken at night.
    night_nurses : int
        Registered nurses at night until the new ones are ready.
    patients_per_nurse : float
        The most patients a nurse at night that the hospital's own staffing plan allows.
    weeks : int
        Until the new nurses are ready.
    contribution_per_day_usd : float
        What one patient day adds to income, after the costs that come with it.
    agency_hour_usd : float
        What an agency nurse costs an hour.
    agency_nights : int
        Nights a week for which the agency has a nurse, out of seven.
    shift_hours : float
        Length of a night shift.
    floor_room_usd : float
        What the quarter's income may still lose before the floor that the board has budgeted is missed.
    """

    beds: int
    beds_to_close: int
    occupied_share: float
    night_nurses: int
    patients_per_nurse: float
    weeks: int
    contribution_per_day_usd: float
    agency_hour_usd: float
    agency_nights: int
    shift_hours: float
    floor_room_usd: float


def wrenfield() -> Dyad:
    """Return the story's six beds."""
    return Dyad(30, 6, 0.90, 4, 6.0, 8, 480.0, 98.0, 4, 12.0, 100_000.0)


@dataclass(frozen=True)
class Option:
    """One way out.

    Parameters
    ----------
    label : str
        What it is.
    cost_usd : float
        What it takes from income over the weeks.
    patients_per_nurse : tuple of float
        Patients for each nurse at night: on nights with an agency nurse, on nights without.
    nights_above_plan : int
        Nights a week on which a nurse has more patients than the hospital's own staffing plan allows.
    keeps_floor : bool
        Whether the cost fits the room left above the board's floor.
    beds_open : float
        Beds that patients can lie in.
    protects, sacrifices : str
        Whom it serves, and whom it lets down.
    """

    label: str
    cost_usd: float
    patients_per_nurse: tuple[float, float]
    nights_above_plan: int
    keeps_floor: bool
    beds_open: float
    protects: str
    sacrifices: str

    @property
    def keeps_plan(self) -> bool:
        """Whether no night is above the staffing plan."""
        return self.nights_above_plan == 0


@dataclass(frozen=True)
class Evidence:
    """A statement, and whose case it carries: ``"CNO"``, ``"CFO"`` or ``""`` where it is true but carries neither."""

    text: str
    carries: str


_PROPOSALS = {
    # label, share of the beds closed, whether the agency comes, protects, sacrifices
    "close": (
        "Close the six beds until the new nurses are ready",
        1.0,
        False,
        "patients and nurses at night",
        "patients who wait for a bed in the emergency department, and the quarter's income",
    ),
    "agency": (
        "Keep all beds open; an agency nurse on the nights the agency has one",
        0.0,
        True,
        "patients who need a bed, and most of the quarter's income",
        "patients and nurses on the nights when no agency nurse comes, and the income that the agency takes",
    ),
    "half": (
        "Close three beds, and take the agency nurse as well",
        0.5,
        True,
        "both sides in part: {nights} are above the plan, and fewer patients wait than with six beds closed",
        "both sides in part: a few patients wait for a bed, and income pays for two measures",
    ),
    "wait": (
        "Change nothing until the new nurses are ready",
        0.0,
        False,
        "this quarter's income, and every bed",
        "patients at night, and nurses who may leave before the new ones arrive",
    ),
}


def closed_beds_cost_usd(dyad: Dyad, share: float = 1.0) -> float:
    """Return the income that goes with closed beds over the weeks.

    Parameters
    ----------
    dyad : Dyad
        The unit and the weeks.
    share : float
        Share of the beds in question that is closed.

    Returns
    -------
    float
        Patient days that the closed beds would have held x what each adds to income, in dollars.
    """
    patient_days = dyad.beds_to_close * share * dyad.occupied_share * dyad.weeks * NIGHTS_A_WEEK
    return patient_days * dyad.contribution_per_day_usd


def agency_cost_usd(dyad: Dyad) -> float:
    """Return what the agency nurse costs over the weeks, in dollars."""
    return dyad.agency_nights * dyad.weeks * dyad.shift_hours * dyad.agency_hour_usd


def options(dyad: Dyad) -> dict[str, Option]:
    """Return the four ways out by name: close, agency, half, wait.

    Parameters
    ----------
    dyad : Dyad
        The unit, the weeks, the plan and the floor.
    """
    return {key: _option(dyad, *proposal) for key, proposal in _PROPOSALS.items()}


def _option(dyad: Dyad, label: str, closed: float, agency: bool, protects: str, sacrifices: str) -> Option:
    beds_open = dyad.beds - closed * dyad.beds_to_close
    patients = beds_open * dyad.occupied_share
    with_agency, without = patients / (dyad.night_nurses + 1), patients / dyad.night_nurses
    nights = dyad.agency_nights if agency else 0
    above = nights * (with_agency > dyad.patients_per_nurse)
    above += (NIGHTS_A_WEEK - nights) * (without > dyad.patients_per_nurse)
    cost = closed_beds_cost_usd(dyad, closed) + (agency_cost_usd(dyad) if agency else 0.0)
    return Option(
        label,
        cost,
        (with_agency if agency else without, without),
        int(above),
        cost <= dyad.floor_room_usd,
        beds_open,
        protects.format(nights="fewer nights" if above else "no nights"),
        sacrifices,
    )


def evidence(dyad: Dyad) -> dict[str, Evidence]:
    """Return six statements by letter, true of the case: two carry nursing's side, two finance's, two neither."""
    census = dyad.beds * dyad.occupied_share
    return {
        "P": Evidence(
            f"On average {census:.3g} patients lie on the unit at night with {dyad.night_nurses} nurses, "
            f"{census / dyad.night_nurses:.1f} each; our own plan allows {dyad.patients_per_nurse:.0f} each.",
            "CNO",
        ),
        "Q": Evidence(
            f"Income can fall by ${dyad.floor_room_usd:,.0f} more before the quarter misses the board's floor.",
            "CFO",
        ),
        "R": Evidence("The new nurses come from three schools, and each of them has passed the license exam.", ""),
        "S": Evidence("Three of the unit's nurses left this year and gave the nights as the reason.", "CNO"),
        "T": Evidence(
            f"A patient day here adds ${dyad.contribution_per_day_usd:,.0f} to income, and patients ask for beds.",
            "CFO",
        ),
        "U": Evidence("Two hospitals in the next county closed beds for some weeks last year, and reopened them.", ""),
    }
