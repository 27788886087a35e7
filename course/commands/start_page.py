"""The page that JupyterLab opens on: the course map, with what is done so far."""

from __future__ import annotations

import json
import re
from pathlib import Path

from course.paths import module_folders

MODULE_TITLES = {
    "01_role": "What a medical manager does",
    "02_finance": "Budgets, billing, and staying solvent",
    "03_staffing": "The right people in the right place",
    "04_quality": "Quality assurance and compliance",
    "05_strategy": "Strategic planning on data",
    "06_career": "Your own path",
}
INTRODUCTION = """# Medical management: a hands-on course

You are the administrative fellow at a hospital of your own.
Open a unit with a click, and go through it from top to bottom: click a cell, press **Shift+Enter**, read, go on.

- **Nothing can break.** Your copy is yours; updates never overwrite what you have written.
- **Every check says what to do next.** It is the folded bar below an answer:
  run it with Shift+Enter, as often as you like.
- **To see your points**, with each slip named: press **Check my work** near the end of each unit
  (or save, and type `medmgmt check 02_finance/1_operating_budget.ipynb` in a terminal).
"""


def start_page(folder: Path) -> str:
    """Return the start page as Markdown, for the units in a learner's folder."""
    parts = [INTRODUCTION]
    for module in module_folders():
        parts.append(f"## {module.name[:2]} · {MODULE_TITLES.get(module.name, module.name)}\n")
        parts.append("| unit | question | time |\n|---|---|---|")
        for unit in sorted(module.glob("*.ipynb")):
            title, question, time = _headline(unit)
            parts.append(f"| [{title}]({module.name}/{unit.name}) | {question} | {time} |")
        readme = folder / module.name / "README.md"
        if readme.exists():
            parts.append(
                f"\nOutcomes, times, points and the memo's rubric: [about this module]({module.name}/README.md).\n"
            )
    return "\n".join(parts) + "\n"


def _headline(unit: Path) -> tuple[str, str, str]:
    """Return a unit's title, the manager's question and its honest time, from its first cell."""
    first = "".join(json.loads(unit.read_text(encoding="utf-8"))["cells"][0]["source"])
    heading = re.search(r"^# (.+)$", first, re.M)
    title, _, question = (heading.group(1) if heading else unit.stem).partition(":")
    time = re.search(r"^\*Time:\* (.+?)(?:\. |$)", first, re.M)
    minutes = sum(int(m) for m in re.findall(r"\d+", time.group(1))) if time else 0
    return title.strip(), question.strip()[:1].upper() + question.strip()[1:], f"about {minutes} min" if minutes else ""
