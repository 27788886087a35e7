"""The page that JupyterLab opens on: what is next, the points so far, and the learner's hospital so far.

It is Markdown that holds HTML, so that it reads well wherever it is opened; in JupyterLab the course's style
(`course/labextensions`) makes it look like the labs.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from course.cases.names import hospital_name
from course.commands.standing import KeptPlan, Standing, kept_plans, next_unit, own_marks, standings
from course.identity import GUEST, written_name
from course.writing import write_whole

FILE = "start.md"
MODULE_TITLES = {
    "01_role": "What a medical manager does",
    "02_finance": "Budgets, billing, and staying solvent",
    "03_staffing": "The right people in the right place",
    "04_quality": "Quality assurance and compliance",
    "05_strategy": "Strategic planning on data",
    "06_career": "Your own path",
}
TITLE = "# Medical management: a hands-on course"
HOW = (
    ("Go from top to bottom.", "Click a cell, press <b>Shift+Enter</b>, read, and go on."),
    (
        "Check as often as you like.",
        "The folded bar below an answer is its check. It says what is right, what went wrong, and what to do next.",
    ),
    ("Nothing can break.", "This copy is yours. Updates never overwrite what you have written."),
)


def start_page(folder: Path) -> str:
    """Return the start page as Markdown, for what a learner has done in a folder so far."""
    so_far = standings(folder)
    parts = [
        _lead(written_name(folder) or GUEST, so_far),
        _next(next_unit(so_far), anything_begun=any(s.begun for s in so_far)),
        _cards("Your hospital so far", kept_plans(folder)),
        _cards("Your memos, by your own mark", own_marks(folder)),
        *(_module(module, [s for s in so_far if s.unit.module == module], folder) for module in _modules(so_far)),
        _how(),
    ]
    page = "\n".join(part for part in parts if part)
    return f'{TITLE}\n\n<div class="mm-start">\n{page}\n</div>\n'


def refresh_start_page(folder: Path) -> None:
    """Write the start page where it would say something else than it does.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    page = folder / FILE
    text = start_page(folder)
    if not page.is_file() or page.read_text(encoding="utf-8", errors="replace") != text:
        write_whole(page, text)


def _modules(so_far: list[Standing]) -> list[str]:
    return list(dict.fromkeys(standing.unit.module for standing in so_far))


def _lead(learner: str, so_far: list[Standing]) -> str:
    earned, possible = sum(s.earned for s in so_far), sum(s.unit.possible for s in so_far)
    points = f" You have {earned:g} of {possible:g} points so far." if any(s.begun for s in so_far) else ""
    hospital = _text(hospital_name(learner))
    return f'<p class="mm-lead">You are the administrative fellow at <b>{hospital}</b>.{points}</p>'


def _next(standing: Standing | None, *, anything_begun: bool) -> str:
    if standing is None:
        return '<div class="mm-next"><p class="mm-kicker">Done</p><p>You have every point of the course.</p></div>'
    unit = standing.unit
    word = "Next" if anything_begun else "Start here"
    if standing.begun:
        word = "Points left" if standing.learned else "Go on with"
    about = [f"about {unit.minutes} minutes"] if unit.minutes else []
    about += [f"{standing.earned:g} of {unit.possible:g} points so far"] if standing.begun else []
    return (
        f'<div class="mm-next"><p class="mm-kicker">{word}</p>'
        f'<p class="mm-go"><a href="{unit.path}">{_text(unit.title)}</a></p>'
        f'<p class="mm-ask">{_text(unit.question)}</p><p class="mm-about">{" · ".join(about)}</p></div>'
    )


def _cards(heading: str, plans: list[KeptPlan]) -> str:
    if not plans:
        return ""
    cards = "\n".join(map(_plan, plans))
    return f'<h2>{heading}</h2>\n<div class="mm-cards">\n{cards}\n</div>'


def _plan(plan: KeptPlan) -> str:
    because = f'<p class="mm-because">“{_text(plan.because)}”</p>' if plan.because else ""
    return (
        f'<div class="mm-card"><p class="mm-kicker">{plan.kept_at:%b} {plan.kept_at.day}</p>'
        f'<p class="mm-name"><a href="{plan.unit.path}">{_text(plan.title)}</a></p>'
        f"<p>{_text(plan.meant)}</p>{because}</div>"
    )


def _module(module: str, so_far: list[Standing], folder: Path) -> str:
    title = _text(MODULE_TITLES.get(module, module))
    readme = folder / module / "README.md"
    about = f' <a class="mm-more" href="{module}/README.md">outcomes, times and rubric</a>' if readme.exists() else ""
    rows = "\n".join(map(_row, so_far))
    return (
        f"<h2>{module[:2]} · {title}{about}</h2>\n"
        '<table class="mm-units"><thead><tr><th>unit</th><th>time</th><th>points so far</th></tr></thead><tbody>\n'
        f"{rows}\n</tbody></table>"
    )


def _row(standing: Standing) -> str:
    unit = standing.unit
    learned = standing.learned and unit.learned
    note, kind = (unit.learned, "mm-learned") if learned else (unit.question, "mm-ask")
    by_hand = f'<span class="mm-hand">and {unit.by_hand:g} marked by hand</span>' if unit.by_hand else ""
    done = "✓ " if standing.complete else ""
    bar = f'<progress max="{unit.possible:g}" value="{standing.earned:g}"></progress>'
    return (
        f'<tr><td><a href="{unit.path}">{_text(unit.title)}</a><span class="{kind}">{_text(note)}</span></td>'
        f"<td>{f'{unit.minutes} min' if unit.minutes else ''}</td>"
        f"<td><label>{bar} {done}{standing.earned:g} of {unit.possible:g}</label>{by_hand}</td></tr>"
    )


def _how() -> str:
    steps = "\n".join(f"<li><b>{what}</b> {say}</li>" for what, say in HOW)
    return f'<h2>How it works</h2>\n<ul class="mm-how">\n{steps}\n</ul>'


def _text(words: str) -> str:
    """Return words as HTML; a dollar stands alone, because JupyterLab reads two of them as mathematics."""
    return escape(words, quote=False).replace("$", "<span>&#36;</span>")
