"""The operating budget: from what is billed to what arrives, and expense as volume moves.

Gross charges are list prices. Net patient service revenue (NPSR) is what remains after contractual
allowances, charity care and implicit price concessions. Charity care is never revenue; most of what used to
be called bad debt is an implicit price concession (FASB ASC 606).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course import validation as require

__all__ = [
    "Expense",
    "average_yield",
    "contractual_allowance",
    "deductions",
    "net_by_payer",
    "net_patient_revenue",
    "shift_mix",
    "split_expense",
]


def _check_yields(payer_mix: Mapping[str, float], payer_yield: Mapping[str, float]) -> None:
    """Raise ValueError unless the mix sums to 1 and each of its payers has a yield from 0 to 1."""
    require.mix("payer_mix", payer_mix)
    missing = [payer for payer in payer_mix if payer not in payer_yield]
    if missing:
        raise ValueError(f"payer_yield has no yield for {', '.join(missing)}; give one for every payer")
    for payer in payer_mix:
        require.share(f"payer_yield[{payer!r}]", payer_yield[payer])


def net_by_payer(
    gross_charges_usd: float, payer_mix: Mapping[str, float], payer_yield: Mapping[str, float]
) -> dict[str, float]:
    """Return the net revenue that each payer brings.

    Parameters
    ----------
    gross_charges_usd : float
        Charges at list price for the period, all payers.
    payer_mix : mapping of str to float
        Each payer's share of gross charges; the shares sum to 1 within 0.001.
    payer_yield : mapping of str to float
        Share of a gross dollar that each payer pays; every payer of the mix must have one.

    Returns
    -------
    dict of str to float
        Net revenue in US dollars, by payer, in the order of the mix.

    Raises
    ------
    ValueError
        If charges are negative, a share lies outside 0 to 1, the mix does not sum to 1 or a yield is missing.

    Notes
    -----
    Identity: net = gross x share of charges x yield. The mix is not rescaled.
    """
    require.non_negative("gross_charges_usd", gross_charges_usd)
    _check_yields(payer_mix, payer_yield)
    return {payer: gross_charges_usd * share * payer_yield[payer] for payer, share in payer_mix.items()}


def net_patient_revenue(
    gross_charges_usd: float, payer_mix: Mapping[str, float], payer_yield: Mapping[str, float]
) -> float:
    """Return net patient service revenue: what arrives of the charges billed.

    Parameters
    ----------
    gross_charges_usd : float
        Charges at list price for the period, all payers.
    payer_mix, payer_yield : mapping of str to float
        Share of charges and share of a gross dollar paid, by payer (see `net_by_payer`).

    Returns
    -------
    float
        Net patient service revenue in US dollars.

    Raises
    ------
    ValueError
        As `net_by_payer`.

    Notes
    -----
    Identity: NPSR = gross charges - contractual allowances - charity - implicit price concessions.

    Examples
    --------
    >>> payer_mix = {"Medicare": 0.6, "commercial": 0.4}
    >>> round(net_patient_revenue(100, payer_mix, {"Medicare": 0.22, "commercial": 0.42}), 2)
    30.0
    """
    require.non_negative("gross_charges_usd", gross_charges_usd)
    return gross_charges_usd * average_yield(payer_mix, payer_yield)


def average_yield(payer_mix: Mapping[str, float], payer_yield: Mapping[str, float]) -> float:
    """Return the share of the average gross dollar that arrives: yields weighted by the mix.

    Parameters
    ----------
    payer_mix, payer_yield : mapping of str to float
        Share of charges and share of a gross dollar paid, by payer (see `net_by_payer`).

    Returns
    -------
    float
        Average yield, 0 to 1.

    Raises
    ------
    ValueError
        As `net_by_payer`.

    Notes
    -----
    A weighted mean. The plain mean of the payers' yields is another number and not the answer.
    """
    _check_yields(payer_mix, payer_yield)
    return sum(share * payer_yield[payer] for payer, share in payer_mix.items())


def contractual_allowance(gross_charges_usd: float, yield_share: float) -> float:
    """Return the part of one payer's charges that its contract or the law agrees away.

    Parameters
    ----------
    gross_charges_usd : float
        Charges at list price to this payer.
    yield_share : float
        Share of a gross dollar that the payer pays.

    Returns
    -------
    float
        Contractual allowance in US dollars.

    Raises
    ------
    ValueError
        If charges are negative or the yield lies outside 0 to 1.

    Notes
    -----
    Identity: allowance = gross x (1 - yield). For self-pay patients the same sum is charity care and implicit
    price concession, for there is no contract.
    """
    require.non_negative("gross_charges_usd", gross_charges_usd)
    require.share("yield_share", yield_share)
    return gross_charges_usd * (1 - yield_share)


def deductions(gross_charges_usd: float, payer_mix: Mapping[str, float], payer_yield: Mapping[str, float]) -> float:
    """Return all deductions from revenue: gross charges less net patient service revenue.

    Parameters
    ----------
    gross_charges_usd : float
        Charges at list price for the period, all payers.
    payer_mix, payer_yield : mapping of str to float
        Share of charges and share of a gross dollar paid, by payer (see `net_by_payer`).

    Returns
    -------
    float
        Contractual allowances, charity care and implicit price concessions together, in US dollars.

    Raises
    ------
    ValueError
        As `net_by_payer`.
    """
    return gross_charges_usd - net_patient_revenue(gross_charges_usd, payer_mix, payer_yield)


def shift_mix(payer_mix: Mapping[str, float], from_payer: str, to_payer: str, points_share: float) -> dict[str, float]:
    """Return the payer mix after some points of charges move from one payer to another.

    Parameters
    ----------
    payer_mix : mapping of str to float
        Each payer's share of gross charges; left unchanged.
    from_payer, to_payer : str
        The payer that loses the points and the one that gains them.
    points_share : float
        Points moved, as a share of all charges: two points are 0.02.

    Returns
    -------
    dict of str to float
        The new mix; its sum is that of the old one.

    Raises
    ------
    ValueError
        If a payer is unknown, the two are the same, or more points move than the payer has.
    """
    require.mix("payer_mix", payer_mix)
    require.share("points_share", points_share)
    for payer in (from_payer, to_payer):
        if payer not in payer_mix:
            raise ValueError(f"{payer!r} is not in the mix; choose from {', '.join(payer_mix)}")
    if from_payer == to_payer:
        raise ValueError(f"the points move from {from_payer!r} to itself; choose two payers")
    if points_share > payer_mix[from_payer]:
        raise ValueError(f"{from_payer!r} has {payer_mix[from_payer]:.3f} of charges; move no more than that")
    shifted = dict(payer_mix)
    shifted[from_payer] -= points_share
    shifted[to_payer] += points_share
    return shifted


@dataclass(frozen=True)
class Expense:
    """Operating expense in its two kinds, US dollars a period: what volume does not move, and what follows it."""

    fixed_usd: float
    variable_usd: float

    @property
    def total_usd(self) -> float:
        """Fixed and variable expense together."""
        return self.fixed_usd + self.variable_usd

    def at_volume(self, volume_change_share: float) -> Expense:
        """Return the same expense when volume differs from the budget: the flexible budget.

        Parameters
        ----------
        volume_change_share : float
            Change of volume against the budget: 0.03 is 3% more, -0.05 is 5% less.

        Returns
        -------
        Expense
            The two parts and, as `total_usd`, their sum.

        Raises
        ------
        ValueError
            If volume falls by more than all of it.

        Notes
        -----
        Standard cost behavior: fixed stays, variable moves in proportion, within the relevant range.
        """
        if not volume_change_share >= -1:
            raise ValueError(f"volume_change_share must be -1 or more, got {volume_change_share}; write -5% as -0.05")
        return Expense(self.fixed_usd, self.variable_usd * (1 + volume_change_share))


def split_expense(expense_usd: float, fixed_share: float) -> Expense:
    """Return an expense as its fixed and its variable part.

    Parameters
    ----------
    expense_usd : float
        Operating expense at budgeted volume.
    fixed_share : float
        Share of that expense which does not move with volume within the relevant range.

    Returns
    -------
    Expense
        The two parts, which sum to the expense.

    Raises
    ------
    ValueError
        If the expense is negative or the fixed share lies outside 0 to 1.
    """
    require.non_negative("expense_usd", expense_usd)
    require.share("fixed_share", fixed_share)
    fixed_usd = expense_usd * fixed_share
    return Expense(fixed_usd, expense_usd - fixed_usd)
