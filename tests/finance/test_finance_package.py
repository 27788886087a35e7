"""The library as a whole: light to import, documented, and true in its examples."""

import doctest
import importlib
import inspect
import subprocess
import sys

import pytest

import course.finance

TOPICS = [
    "allocation",
    "capital",
    "cost",
    "depreciation",
    "flexible_budget",
    "inpatient",
    "inventory",
    "operating_budget",
    "payment",
    "ratios",
    "revenue_cycle",
    "sensitivity",
]
HEAVY = {"numpy", "numpy_financial", "scipy", "pandas", "matplotlib", "ipywidgets"}


def test_importing_every_formula_loads_nothing_heavy():
    code = f"import sys; [__import__('course.finance.' + t) for t in {TOPICS}]; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)


def test_a_topic_is_imported_when_first_asked_for():
    assert course.finance.capital.annuity_payment(100, 0, 4) == 25


def test_an_unknown_topic_is_named():
    with pytest.raises(AttributeError, match="no topic 'astrology'"):
        _ = course.finance.astrology


@pytest.mark.parametrize("topic", TOPICS)
def test_the_examples_in_the_docstrings_are_true(topic):
    assert doctest.testmod(importlib.import_module(f"course.finance.{topic}")).failed == 0


@pytest.mark.parametrize("topic", TOPICS)
def test_every_formula_says_what_goes_in_and_what_comes_out(topic):
    module = importlib.import_module(f"course.finance.{topic}")
    for name in module.__all__:
        formula = getattr(module, name)
        if inspect.isfunction(formula):
            text = inspect.getdoc(formula)
            assert "Parameters\n----" in text, f"{name} lacks its parameters"
            assert "Returns\n----" in text, f"{name} lacks what it returns"
            for parameter in inspect.signature(formula).parameters:
                assert parameter in text, f"{name} does not explain {parameter}"
