"""What becomes of four hundred claims: paid at once, denied and won back, or denied and not won back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.units.finance.revenue_cycle.revenue_model import RevenueCycle

FATES = {
    "paid": "paid at the first answer",
    "won": "denied, then won back",
    "open": "denied, and not won back",
}


@dataclass(frozen=True)
class ClaimFates:
    """How many claims met each of the `FATES`."""

    counts: Mapping[str, int]

    @property
    def claims(self) -> int:
        """All claims of the sample."""
        return sum(self.counts.values())

    @property
    def denied(self) -> int:
        """Claims refused at the first answer, won back or not."""
        return self.counts["won"] + self.counts["open"]


def claim_fates(revenue: RevenueCycle) -> ClaimFates:
    """Return how many of the sample's claims met each fate."""
    columns = revenue.columns
    denied = sum(bool(cause) for cause in columns.cause)
    won = sum(columns.overturned)
    return ClaimFates({"paid": len(columns.payer) - denied, "won": won, "open": denied - won})
