"""Two linked sliders: what commercial payers lose of the charges, Medicaid gains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Slider
from course.units.finance.operating_budget.hospital_model import PAYER_LABELS, Hospital
from course.units.finance.operating_budget.payer_mix_model import MixShift, shift_commercial
from course.units.finance.operating_budget.payer_mix_pictures import ShiftView, signed_percent

if TYPE_CHECKING:
    from course.units.finance.operating_budget.case import OperatingBudgetCase

POINTS_ASKED_ABOUT = 0.02
LEAST_SHARE, MOVES_BY = 0.02, 0.10  # of charges: how low a slider goes, and how far from today's share


def reading(result: MixShift) -> Reading:
    """Say what the changed mix does to net revenue, with each payer's share as a table."""
    return Reading(
        f"With commercial at {result.mix['commercial']:.0%} of charges and Medicaid at "
        f"{result.mix['medicaid']:.0%}, net revenue changes by {signed_percent(result.change_share)}. "
        "The same patients, the same care, the same bills.",
        table=[["Payer", "Share of charges"], *[[PAYER_LABELS[p], f"{s:.0%}"] for p, s in result.mix.items()]],
    )


def controls(hospital: Hospital) -> list[Slider]:
    """Return the two shares that are linked."""
    return [
        _share_slider(hospital, "commercial", "What this loses, Medicaid gains."),
        _share_slider(hospital, "medicaid", "What this gains, commercial loses."),
    ]


def _share_slider(hospital: Hospital, payer: str, help_text: str) -> Slider:
    start = hospital.payer_mix[payer]
    return Slider(
        payer,
        f"{PAYER_LABELS[payer]} share",
        round(max(LEAST_SHARE, start - MOVES_BY), 2),
        round(start + MOVES_BY, 2),
        0.01,
        start,
        unit="% of charges",
        scale=100,
        help=help_text,
    )


def _found(hospital: Hospital) -> str:
    change = shift_commercial(hospital, hospital.payer_mix["commercial"] - POINTS_ASKED_ABOUT).change_share
    return f"With two points less of commercial charges, net revenue changes by {change:+.2%}.".replace("-", "−")


@skipped_while_graded
def payer_mix_lab(my: OperatingBudgetCase) -> Lab:
    """Return the lab with two linked sliders: what commercial loses, Medicaid gains."""
    hospital = my.hospital
    together = hospital.payer_mix["commercial"] + hospital.payer_mix["medicaid"]

    def linked(values: dict[str, Any], moved: set[str]) -> dict[str, Any]:
        if moved == {"medicaid"}:
            return {**values, "commercial": round(together - values["medicaid"], 4)}
        return {**values, "medicaid": round(together - values["commercial"], 4)}

    return Lab(
        title="Two linked sliders",
        question="Two points of charges move from commercial payers to Medicaid. What happens to net revenue?",
        controls=controls(hospital),
        model=lambda commercial, medicaid: shift_commercial(hospital, commercial),
        view=ShiftView(hospital),
        reading=reading,
        linked=linked,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_payer_mix",
            "two points of charges move from commercial payers to Medicaid. By how much does net revenue fall?",
            (("little", "less than 1%"), ("some", "1 to 2%"), ("much", "more than 2%")),
            found=lambda start: _found(hospital),
            veils=True,
        ),
    )


LABS = {"payer_mix": payer_mix_lab}
