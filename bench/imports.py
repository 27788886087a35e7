"""What `import course` adds to importing pandas, in fresh interpreters."""

from __future__ import annotations

import statistics
import subprocess
import sys

from rich.console import Console
from rich.table import Table

ROUNDS = 7
CODE = "import time, pandas; t = time.perf_counter(); {what}; print(time.perf_counter() - t)"
STEPS = {
    "import course": "import course",
    "case, checks, datasets, decisions": "import course.case, course.checks, course.datasets, course.decisions.grading",
    "the budgeting lab (for comparison)": "import course.units.finance.operating_budget.budget_lab",
}


def report(console: Console) -> None:
    """Print the added milliseconds; `import course` may add 50."""
    table = Table("After pandas", "Added ms (median)", "Target ms", title="Imports")
    for name, what in STEPS.items():
        runs = [
            subprocess.run([sys.executable, "-c", CODE.format(what=what)], capture_output=True, text=True, check=True)
            for _ in range(ROUNDS)
        ]
        median = statistics.median(float(run.stdout) for run in runs) * 1e3
        table.add_row(name, f"{median:.1f}", "50" if name == "import course" else "-")
    console.print(table)
