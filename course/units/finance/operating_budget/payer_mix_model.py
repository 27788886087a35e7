"""What arrives of what is billed, by payer, and what a changed payer mix brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.finance.operating_budget import net_by_payer, net_patient_revenue, shift_mix
from course.units.finance.operating_budget.hospital_model import Hospital

BILLED_USD = 100.0


@dataclass(frozen=True)
class BilledHundred:
    """A hundred billed dollars by payer: what each is billed and what it pays."""

    billed_usd: Mapping[str, float]
    arrives_usd: Mapping[str, float]

    @property
    def total_usd(self) -> float:
        """What arrives from all payers together."""
        return sum(self.arrives_usd.values())


def billed_hundred(hospital: Hospital) -> BilledHundred:
    """Return what each payer is billed and pays of a hundred dollars."""
    return BilledHundred(
        {payer: BILLED_USD * share for payer, share in hospital.payer_mix.items()},
        net_by_payer(BILLED_USD, hospital.payer_mix, hospital.payer_yield),
    )


@dataclass(frozen=True)
class MixShift:
    """What a changed mix brings, beside today's."""

    mix: Mapping[str, float]
    now_usd: float
    then_usd: float

    @property
    def change_share(self) -> float:
        """Change of net patient revenue, as a share of today's."""
        return self.then_usd / self.now_usd - 1


def shift_commercial(hospital: Hospital, commercial: float) -> MixShift:
    """Return net revenue with another share of commercial charges; what commercial loses, Medicaid gains."""
    lost = hospital.payer_mix["commercial"] - commercial
    loses, gains = ("commercial", "medicaid") if lost >= 0 else ("medicaid", "commercial")
    mix = shift_mix(hospital.payer_mix, loses, gains, abs(lost))
    then = net_patient_revenue(hospital.gross_charges_usd, mix, hospital.payer_yield)
    return MixShift(mix, hospital.net_patient_revenue_usd, then)
