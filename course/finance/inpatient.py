"""How Medicare pays an inpatient case (IPPS): base, weight, wage index, capital, outliers, transfers.

Rates change every 1 October, so a dated amount is always passed in; the few defaults are set by statute or
regulation and carry their source. What comes from memory of a rule says "check the current rule".
"""

from __future__ import annotations

from course import validation as require

__all__ = [
    "dsh_and_uncompensated_care",
    "geographic_adjustment_factor",
    "ime_share",
    "ipps_capital_payment",
    "ipps_operating_payment",
    "labor_share",
    "outlier_payment",
    "post_acute_transfer_payment",
    "wage_adjusted_base",
]


def labor_share(wage_index: float, share_above_one: float, share_otherwise: float = 0.62) -> float:
    """Return the share of the standardized amount that is adjusted by the wage index.

    Parameters
    ----------
    wage_index : float
        The hospital's wage index; the national average is about 1.
    share_above_one : float
        Labor share where the index exceeds 1; CMS re-estimates it (0.660 for FY2026, 0.676 for FY2025).
    share_otherwise : float, default 0.62
        Labor share elsewhere; set by statute, Social Security Act 1886(d)(3)(E).

    Returns
    -------
    float
        Labor share, 0 to 1.

    Raises
    ------
    ValueError
        If the index is not above zero or a share lies outside 0 to 1.
    """
    require.positive("wage_index", wage_index)
    require.share("share_above_one", share_above_one)
    require.share("share_otherwise", share_otherwise)
    return share_above_one if wage_index > 1 else share_otherwise


def wage_adjusted_base(
    standardized_amount_usd: float, wage_index: float, labor_share_of_base: float, cola_factor: float = 1.0
) -> float:
    """Return the base payment of a case of weight 1 in the hospital's labor market.

    Parameters
    ----------
    standardized_amount_usd : float
        National standardized amount of the year.
    wage_index : float
        The hospital's wage index.
    labor_share_of_base : float
        Share adjusted by the index; see `labor_share`.
    cola_factor : float, default 1
        Cost-of-living factor on the rest; above 1 only in Alaska and Hawaii (42 CFR 412.64(h)).

    Returns
    -------
    float
        Wage-adjusted base in US dollars.

    Raises
    ------
    ValueError
        If an amount is not above zero or the share lies outside 0 to 1.
    """
    require.positive("standardized_amount_usd", standardized_amount_usd)
    require.positive("wage_index", wage_index)
    require.share("labor_share_of_base", labor_share_of_base)
    require.positive("cola_factor", cola_factor)
    adjusted = labor_share_of_base * wage_index + (1 - labor_share_of_base) * cola_factor
    return standardized_amount_usd * adjusted


def ipps_operating_payment(
    wage_adjusted_base_usd: float, relative_weight: float, ime: float = 0.0, dsh: float = 0.0
) -> float:
    """Return Medicare's operating payment for an inpatient case.

    Parameters
    ----------
    wage_adjusted_base_usd : float
        Base payment in the hospital's labor market; see `wage_adjusted_base`.
    relative_weight : float
        Weight of the case's MS-DRG; a complication or comorbidity can move the case to another weight.
    ime, dsh : float, default 0
        Indirect medical education and disproportionate share add-ons, as shares of the payment. None unless
        the hospital teaches or qualifies.

    Returns
    -------
    float
        Operating payment in US dollars.

    Raises
    ------
    ValueError
        If base or weight is not above zero or an add-on is negative.

    Notes
    -----
    42 CFR 412.64: base x weight x (1 + IME + DSH). Value-based and readmission adjustments come after.
    """
    require.positive("wage_adjusted_base_usd", wage_adjusted_base_usd)
    require.positive("relative_weight", relative_weight)
    require.non_negative("ime", ime)
    require.non_negative("dsh", dsh)
    return wage_adjusted_base_usd * relative_weight * (1 + ime + dsh)


def ime_share(residents_per_bed: float, multiplier: float = 1.35, exponent: float = 0.405) -> float:
    """Return the indirect medical education add-on of a teaching hospital.

    Parameters
    ----------
    residents_per_bed : float
        Interns and residents over available beds.
    multiplier : float, default 1.35
        Set by statute (42 CFR 412.105(d); check the current rule).
    exponent : float, default 0.405
        Of the same formula.

    Returns
    -------
    float
        Add-on as a share of the operating payment.

    Raises
    ------
    ValueError
        If a value is negative.
    """
    require.non_negative("residents_per_bed", residents_per_bed)
    require.non_negative("multiplier", multiplier)
    require.non_negative("exponent", exponent)
    return multiplier * ((1 + residents_per_bed) ** exponent - 1)


def dsh_and_uncompensated_care(
    old_formula_dsh_usd: float,
    uncompensated_care_pool_usd: float,
    hospital_pool_share: float,
    retained_share: float = 0.25,
) -> float:
    """Return a hospital's disproportionate share and uncompensated care payments of a year.

    Parameters
    ----------
    old_formula_dsh_usd : float
        What the formula in force before October 2013 would pay.
    uncompensated_care_pool_usd : float
        The national pool of the year (as AAMC reports, $7.71 billion for FY2026).
    hospital_pool_share : float
        The hospital's share of uncompensated care nationwide ("factor 3").
    retained_share : float, default 0.25
        Share of the old formula still paid; Social Security Act 1886(r).

    Returns
    -------
    float
        US dollars a year.

    Raises
    ------
    ValueError
        If an amount is negative or a share lies outside 0 to 1.
    """
    require.non_negative("old_formula_dsh_usd", old_formula_dsh_usd)
    require.non_negative("uncompensated_care_pool_usd", uncompensated_care_pool_usd)
    require.share("hospital_pool_share", hospital_pool_share)
    require.share("retained_share", retained_share)
    return retained_share * old_formula_dsh_usd + hospital_pool_share * uncompensated_care_pool_usd


def geographic_adjustment_factor(wage_index: float, exponent: float = 0.6848) -> float:
    """Return the factor that adjusts capital payment for the place.

    Parameters
    ----------
    wage_index : float
        The hospital's wage index.
    exponent : float, default 0.6848
        42 CFR 412.316 (check the current rule).

    Returns
    -------
    float
        Geographic adjustment factor (GAF); closer to 1 than the wage index itself.

    Raises
    ------
    ValueError
        If the index is not above zero.
    """
    require.positive("wage_index", wage_index)
    return wage_index**exponent


def ipps_capital_payment(capital_federal_rate_usd: float, relative_weight: float, geographic_factor: float) -> float:
    """Return Medicare's capital payment for an inpatient case.

    Parameters
    ----------
    capital_federal_rate_usd : float
        Capital standard federal rate of the year.
    relative_weight : float
        Weight of the case's MS-DRG.
    geographic_factor : float
        See `geographic_adjustment_factor`.

    Returns
    -------
    float
        Capital payment in US dollars.

    Raises
    ------
    ValueError
        If a value is not above zero.

    Notes
    -----
    42 CFR 412.312 without its teaching, disproportionate share and cost-of-living terms.
    """
    require.positive("capital_federal_rate_usd", capital_federal_rate_usd)
    require.positive("relative_weight", relative_weight)
    require.positive("geographic_factor", geographic_factor)
    return capital_federal_rate_usd * geographic_factor * relative_weight


def outlier_payment(
    covered_charges_usd: float,
    cost_to_charge_ratio: float,
    case_payment_usd: float,
    fixed_loss_usd: float,
    marginal_share: float = 0.80,
) -> float:
    """Return the extra payment for a case that costs far more than its group.

    Parameters
    ----------
    covered_charges_usd : float
        Charges of the case at list price.
    cost_to_charge_ratio : float
        The hospital's own ratio, which turns charges into cost.
    case_payment_usd : float
        Operating and capital payment of the case, with teaching and disproportionate share add-ons.
    fixed_loss_usd : float
        Loss that the hospital bears first ($46,217 for FY2025, $40,397 for FY2026; $51,704 proposed for FY2027).
    marginal_share : float, default 0.80
        Share of the excess paid; 42 CFR 412.84(k) (burn cases have a higher one).

    Returns
    -------
    float
        Outlier payment in US dollars; zero if cost stays below the threshold.

    Raises
    ------
    ValueError
        If an amount is negative or a share lies outside 0 to 1.

    Notes
    -----
    Simplified: the rule also adjusts the fixed-loss amount by the wage index and splits operating from
    capital.
    """
    require.non_negative("covered_charges_usd", covered_charges_usd)
    require.share("cost_to_charge_ratio", cost_to_charge_ratio)
    require.non_negative("case_payment_usd", case_payment_usd)
    require.non_negative("fixed_loss_usd", fixed_loss_usd)
    require.share("marginal_share", marginal_share)
    excess_usd = covered_charges_usd * cost_to_charge_ratio - (case_payment_usd + fixed_loss_usd)
    return marginal_share * max(0.0, excess_usd)


def post_acute_transfer_payment(full_payment_usd: float, geometric_mean_stay_days: float, stay_days: float) -> float:
    """Return the payment for a case sent early to post-acute care.

    Parameters
    ----------
    full_payment_usd : float
        Full payment of the MS-DRG.
    geometric_mean_stay_days : float
        Geometric mean length of stay of the MS-DRG.
    stay_days : float
        Days the patient stayed; a stay shorter than a day counts as one.

    Returns
    -------
    float
        Payment in US dollars, never above the full one.

    Raises
    ------
    ValueError
        If the payment or a stay is negative, or the mean stay is not above zero.

    Notes
    -----
    42 CFR 412.4(f): a per diem of the full payment over the geometric mean stay, the first day doubled.
    "Special pay" groups, with half the payment on the first day, are left out.
    """
    require.non_negative("full_payment_usd", full_payment_usd)
    require.positive("geometric_mean_stay_days", geometric_mean_stay_days)
    require.non_negative("stay_days", stay_days)
    per_diem_usd = full_payment_usd / geometric_mean_stay_days
    return min(full_payment_usd, per_diem_usd * (max(1.0, stay_days) + 1))
