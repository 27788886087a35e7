"""Move each parameter of each formula alone: the answer must move, or the parameter is not used."""

import importlib
import inspect
from dataclasses import fields, is_dataclass, replace
from numbers import Number
from pathlib import Path

import pytest

from course import finance
from course.finance import capital, flexible_budget, payment

TOPICS = sorted(path.stem for path in Path(finance.__file__).parent.glob("*.py") if path.stem != "__init__")

MIX = {"commercial": 0.4, "Medicaid": 0.6}
YIELD = {"commercial": 0.42, "Medicaid": 0.18}
COSTS = {"housekeeping": 600.0, "hr": 300.0}
USE = {
    "housekeeping": {"hr": 0.1, "nursing": 0.6, "surgery": 0.3},
    "hr": {"housekeeping": 0.2, "nursing": 0.5, "surgery": 0.3},
}
LABOR = flexible_budget.Labor(10_000.0, 9.5, 45.0)
LINE = flexible_budget.RevenueLine("medicine", 600.0, 9_000.0, 700.0, 9_100.0)
SURGERY = flexible_budget.RevenueLine("surgery", 400.0, 15_000.0, 380.0, 14_800.0)
PARTS = payment.FeeScheduleParts(1.3, 1.4, 0.1)
MRI = capital.EquipmentProject(2.4e6, 3_200.0, 0.03, 430.0, 140.0, 3.8e5, 1.8e5, 2, 7, 1.5e5)
FLOWS = [-1_000.0, 400.0, 500.0, 600.0]

CHARGED = {"payer_mix": MIX, "payer_yield": YIELD}
SUPPORT = {"support_costs_usd": COSTS, "use_shares": USE}
UNIT = {"net_price_usd": 420.0, "variable_cost_usd": 120.0}
EXPENSE = {"operating_expense_usd": 348.0, "depreciation_usd": 18.2, "days_in_period": 365}
SHELF = {"daily_use_units": 40.0, "lead_time_days": 3.0, "safety_stock_units": 25.0}
DISCOUNTED = {"discount_rate_share": 0.08, "flows_usd": FLOWS}
MACHINE = {"cost_usd": 2.4e6, "salvage_usd": 3e5, "life_years": 5}

# One row a formula: its topic, its name, and arguments at which every parameter matters.
FORMULAS = [
    ("operating_budget", "net_by_payer", {"gross_charges_usd": 100.0} | CHARGED),
    ("operating_budget", "net_patient_revenue", {"gross_charges_usd": 100.0} | CHARGED),
    ("operating_budget", "deductions", {"gross_charges_usd": 100.0} | CHARGED),
    ("operating_budget", "average_yield", CHARGED),
    ("operating_budget", "contractual_allowance", {"gross_charges_usd": 100.0, "yield_share": 0.2}),
    (
        "operating_budget",
        "shift_mix",
        {"payer_mix": MIX, "from_payer": "commercial", "to_payer": "Medicaid", "points_share": 0.02},
    ),
    (
        "operating_budget",
        "split_expense",
        {"expense_usd": 348.0, "fixed_share": 0.6},
    ),
    ("flexible_budget", "effect_on_income", {"kind": "revenue", "budget": 100.0, "actual": 105.0}),
    ("flexible_budget", "labor_variances", {"budget": LABOR, "actual": replace(LABOR, volume=10_600.0)}),
    ("flexible_budget", "revenue_variances", {"lines": [LINE, SURGERY]}),
    (
        "inpatient",
        "labor_share",
        {"wage_index": 1.0, "share_above_one": 0.66, "share_otherwise": 0.62},
    ),
    (
        "inpatient",
        "wage_adjusted_base",
        {
            "standardized_amount_usd": 6_700.0,
            "wage_index": 0.92,
            "labor_share_of_base": 0.62,
            "cola_factor": 1.0,
        },
    ),
    (
        "inpatient",
        "ipps_operating_payment",
        {"wage_adjusted_base_usd": 6_367.68, "relative_weight": 1.35, "ime": 0.05, "dsh": 0.04},
    ),
    ("inpatient", "ime_share", {"residents_per_bed": 0.1, "multiplier": 1.35, "exponent": 0.405}),
    (
        "inpatient",
        "dsh_and_uncompensated_care",
        {
            "old_formula_dsh_usd": 4e6,
            "uncompensated_care_pool_usd": 7.71e9,
            "hospital_pool_share": 2e-4,
            "retained_share": 0.25,
        },
    ),
    ("inpatient", "geographic_adjustment_factor", {"wage_index": 0.92, "exponent": 0.6848}),
    (
        "inpatient",
        "ipps_capital_payment",
        {"capital_federal_rate_usd": 512.0, "relative_weight": 1.35, "geographic_factor": 0.94},
    ),
    (
        "inpatient",
        "outlier_payment",
        {
            "covered_charges_usd": 310_000.0,
            "cost_to_charge_ratio": 0.28,
            "case_payment_usd": 9_249.0,
            "fixed_loss_usd": 40_397.0,
            "marginal_share": 0.8,
        },
    ),
    (
        "inpatient",
        "post_acute_transfer_payment",
        {"full_payment_usd": 8_596.0, "geometric_mean_stay_days": 3.8, "stay_days": 2.0},
    ),
    (
        "payment",
        "cah_payment",
        {"reasonable_cost_usd": 1e6, "cost_share": 1.01, "sequestration_share": 0.02},
    ),
    (
        "payment",
        "cah_conditions",
        {
            "beds": 25,
            "average_stay_hours": 96,
            "miles_to_next_hospital": 35,
            "mountainous_or_secondary_roads": False,
        },
    ),
    (
        "payment",
        "physician_payment",
        {"rvus": PARTS, "gpcis": PARTS, "conversion_factor_usd": 33.4009, "efficiency_cut_share": 0.025},
    ),
    ("cost", "net_price", {"visit_mix": MIX, "paid_usd": {"commercial": 570.0, "Medicaid": 300.0}}),
    ("cost", "contribution_margin", UNIT),
    ("cost", "break_even_volume", {"fixed_cost_usd": 1.2e6} | UNIT),
    ("cost", "target_volume", {"fixed_cost_usd": 1.2e6} | UNIT | {"target_income_usd": 3e5}),
    ("allocation", "allocate_direct", SUPPORT),
    ("allocation", "allocate_step_down", SUPPORT | {"order": ["housekeeping", "hr"]}),
    ("allocation", "allocate_reciprocal", SUPPORT),
    ("allocation", "reciprocal_support_costs", SUPPORT),
    ("inventory", "reorder_point", SHELF),
    ("inventory", "par_level", SHELF | {"review_interval_days": 7.0}),
    ("inventory", "safety_stock", {"daily_use_sd_units": 10.0, "covered_days": 4.0, "service_share": 0.9}),
    (
        "inventory",
        "shortage_chance",
        {"stock_units": 130.0, "daily_use_units": 40.0, "daily_use_sd_units": 10.0, "covered_days": 3.0},
    ),
    ("ratios", "operating_margin", {"operating_revenue_usd": 352.2, "operating_expense_usd": 348.0}),
    (
        "ratios",
        "income_shortfall",
        {"operating_revenue_usd": 352.2, "operating_income_usd": 4.2, "margin_floor": 0.013},
    ),
    ("ratios", "days_cash_on_hand", {"unrestricted_cash_usd": 165.0} | EXPENSE),
    ("ratios", "daily_cash_expense", EXPENSE),
    (
        "ratios",
        "debt_service_coverage",
        {
            "operating_income_usd": 4.2,
            "nonoperating_income_usd": 6.0,
            "depreciation_usd": 18.2,
            "interest_usd": 5.1,
            "principal_usd": 6.4,
        },
    ),
    (
        "ratios",
        "net_days_in_ar",
        {"net_receivables_usd": 44.5, "net_patient_revenue_usd": 338.0, "days_in_period": 365},
    ),
    ("revenue_cycle", "clean_claim_rate", {"clean_claims": 8_280, "claims_submitted": 9_200}),
    ("revenue_cycle", "initial_denial_rate_by_count", {"claims_denied": 1_070, "claims_submitted": 9_200}),
    ("revenue_cycle", "initial_denial_rate_by_dollars", {"denied_usd": 10.0, "submitted_usd": 100.0}),
    (
        "revenue_cycle",
        "cost_to_collect",
        {"revenue_cycle_cost_usd": 11.2, "patient_cash_collected_usd": 332.0},
    ),
    ("ratios", "weeks_of_payroll", {"cash_usd": 7.0, "weekly_payroll_usd": 3.5}),
    ("capital", "cash_flows", {"project": MRI}),
    ("capital", "project_npv", {"project": MRI, "discount_rate_share": 0.08}),
    ("capital", "net_present_value", DISCOUNTED),
    ("capital", "present_values", DISCOUNTED),
    ("capital", "internal_rate_of_return", {"flows_usd": FLOWS}),
    ("capital", "payback_years", {"flows_usd": FLOWS}),
    ("capital", "profitability_index", DISCOUNTED),
    ("capital", "annuity_payment", {"principal_usd": 100.0, "rate_share": 0.06, "payments": 7}),
    (
        "capital",
        "lease_advantage",
        {"ownership_costs_usd": FLOWS, "lease_usd_per_year": 6e5, "cost_of_debt_share": 0.05},
    ),
    (
        "capital",
        "equivalent_annual_annuity",
        {"npv_usd": 100.0, "discount_rate_share": 0.08, "life_years": 7},
    ),
    (
        "sensitivity",
        "tornado",
        {
            "outcome": lambda price, volume: price * volume,
            "base": {"price": 2.0, "volume": 3.0},
            "ranges": {"price": (1, 3)},
        },
    ),
    ("depreciation", "straight_line", MACHINE),
    ("depreciation", "sum_of_years_digits", MACHINE),
    ("depreciation", "double_declining_balance", MACHINE),
]

# Where a number ten per cent larger will not do.
OTHER_VALUES = {
    "payer_mix": [{"commercial": 0.5, "Medicaid": 0.5}],
    "visit_mix": [{"commercial": 0.5, "Medicaid": 0.5}],
    "use_shares": [
        USE | {"housekeeping": {"hr": 0.2, "nursing": 0.5, "surgery": 0.3}},
        USE | {"hr": {"housekeeping": 0.1, "nursing": 0.5, "surgery": 0.4}},
    ],
    "order": [["hr", "housekeeping"]],
    "from_payer": ["self-pay"],
    "to_payer": ["self-pay"],
    "kind": ["expense"],
    "outcome": [lambda price, volume: price + volume],
    "ranges": [{"price": (1, 4)}, {"price": (0, 3)}],
}
# Where one parameter speaks only at other values of the rest.
OTHER_BASE = {
    ("effect_on_income", "actual"): {"actual": 95.0},
    ("labor_share", "share_above_one"): {"wage_index": 1.1},
    ("shift_mix", "from_payer"): {"payer_mix": {"commercial": 0.4, "Medicaid": 0.5, "self-pay": 0.1}},
    ("shift_mix", "to_payer"): {"payer_mix": {"commercial": 0.4, "Medicaid": 0.5, "self-pay": 0.1}},
    ("tornado", "base"): {"ranges": {"price": (1, 3), "volume": (1, 3)}},
    ("cah_conditions", "mountainous_or_secondary_roads"): {"miles_to_next_hospital": 20},
}


def moved(value):
    """Return versions of a value with one number moved in each."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, Number):
        return [value * 1.1]
    if is_dataclass(value):
        names = [field.name for field in fields(value)]
        return [replace(value, **{name: other}) for name in names for other in moved(getattr(value, name))]
    if isinstance(value, dict):
        return [value | {key: other} for key in value for other in moved(value[key])]
    if isinstance(value, list):
        return [[*value[:i], other, *value[i + 1 :]] for i, old in enumerate(value) for other in moved(old)]
    return []


def moves():
    """Yield a test case for each number of each parameter of each formula."""
    for topic, name, base in FORMULAS:
        for parameter in base:
            arguments = base | OTHER_BASE.get((name, parameter), {})
            others = OTHER_VALUES.get(parameter) or moved(arguments[parameter])
            for number, other in enumerate(others):
                yield pytest.param(topic, name, arguments, parameter, other, id=f"{name}-{parameter}-{number}")


@pytest.mark.parametrize(("topic", "name", "arguments", "parameter", "other"), list(moves()))
def test_moving_a_parameter_moves_the_answer(topic, name, arguments, parameter, other):
    formula = getattr(importlib.import_module(f"course.finance.{topic}"), name)
    assert formula(**arguments) != formula(**arguments | {parameter: other})


@pytest.mark.parametrize(("topic", "name", "arguments"), FORMULAS, ids=[row[1] for row in FORMULAS])
def test_the_table_moves_every_parameter_there_is(topic, name, arguments):
    formula = getattr(importlib.import_module(f"course.finance.{topic}"), name)
    assert set(arguments) == set(inspect.signature(formula).parameters)
    for parameter in arguments:
        assert OTHER_VALUES.get(parameter) or moved(arguments[parameter]), f"{parameter} is never moved"


def test_the_table_has_every_formula_there_is():
    modules = [importlib.import_module(f"course.finance.{topic}") for topic in TOPICS]
    public = {name for module in modules for name in module.__all__ if inspect.isfunction(getattr(module, name))}
    assert public == {name for _, name, _ in FORMULAS}


def test_each_part_of_an_expense_and_the_volume_move_its_total():
    expense = importlib.import_module("course.finance.operating_budget").Expense(208.8, 139.2)
    totals = {e.at_volume(0.03).total_usd for e in (expense, *moved(expense))} | {expense.at_volume(0.05).total_usd}
    assert len(totals) == 4
