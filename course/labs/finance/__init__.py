"""Labs of 02_finance, one file each; `LABS` names them all, so that every one is measured and tested."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.cases.finance import FinanceCase
    from course.labs.lab import Lab

LABS = {
    "torn hundred": "payer_mix:torn_hundred",
    "payer mix": "payer_mix:payer_mix_lab",
    "budgeting": "budgeting:budgeting_lab",
    "variance walk": "variance_walk:variance_walk_lab",
    "claim's life": "claim_life:claim_life",
    "denials": "denial_pareto:denial_lab",
    "capital": "capital:capital_lab",
    "capital slate": "slate:slate_lab",
    "gap": "gap:gap_lab",
}
WITHOUT_CASE = {"variance walk"}  # it walks through the story's own ward, so that it gives no answer away


def open_lab(name: str, my: FinanceCase) -> Lab:
    """Return a lab by its name, for one learner's organisation."""
    module, _, function = LABS[name].partition(":")
    make = getattr(import_module(f"course.labs.finance.{module}"), function)
    lab: Lab = make() if name in WITHOUT_CASE else make(my)
    return lab
