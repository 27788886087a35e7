"""A decision of two executives who are both right: what each way costs, what it protects and whom it lets down."""

from __future__ import annotations

from dataclasses import dataclass

from course.units.role.the_manager.dyad_draw import NIGHTS_A_WEEK, Dyad


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
    keeps_covenant : bool
        Whether the cost fits the room left under the covenant.
    protects, sacrifices : str
        Whom it serves, and whom it lets down.
    """

    label: str
    cost_usd: float
    patients_per_nurse: tuple[float, float]
    nights_above_plan: int
    keeps_covenant: bool
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


_WAYS = {
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
        "both in part: {nights} above the plan, fewer patients who wait than with six beds closed",
        "both in part: some wait for a bed, and income bears two costs",
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
        The unit, the weeks, the plan and the covenant.
    """
    return {key: _option(dyad, *way) for key, way in _WAYS.items()}


def _option(dyad: Dyad, label: str, closed: float, agency: bool, protects: str, sacrifices: str) -> Option:
    patients = (dyad.beds - closed * dyad.beds_to_close) * dyad.occupied_share
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
        cost <= dyad.covenant_room_usd,
        protects.format(nights="fewer nights" if above else "no night"),
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
            f"The quarter's income may still lose ${dyad.covenant_room_usd:,.0f} before the covenant is missed.", "CFO"
        ),
        "R": Evidence("The unit was painted in spring, and its patients like it.", ""),
        "S": Evidence("Three of the unit's nurses gave the nights as the reason when they left this year.", "CNO"),
        "T": Evidence(
            f"A patient day on the unit adds ${dyad.contribution_per_day_usd:,.0f} to income, and beds are asked for.",
            "CFO",
        ),
        "U": Evidence("A hospital in the next state closed a whole unit last year.", ""),
    }
