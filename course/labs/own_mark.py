"""The lab in which a learner marks the own memo on the rubric, beside two samples that were marked on it.

The rubric stands in the module's README, the samples in ``memo_samples.md``, and both are read from there, so that what
a learner marks by is what an instructor marks by. The mark is the learner's own: it is kept like a plan, the start
page shows it, and grading never reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import traitlets

from course.decisions import plan_file
from course.figures.skipping import skipped_while_graded
from course.figures.text_tables import html_table
from course.labs.assets import KIT, script, styles
from course.labs.lasting import LastingLab, LastView

RUBRIC, SAMPLES = "README.md", "memo_samples.md"
LEVELS = 4
SUFFIX = "_own_mark"  # after the exercise's name, in the name of what is kept
_MARKED_UP = re.compile(r"</?span>|\\(?=\$)|\*\*|\*(?=\S)|(?<=\S)\*")


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric: its name, and what each level asks for, from 0 points on."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """A text on another question, and what it earned on each criterion in the rubric's order, with the reason."""

    title: str
    text: str
    marks: tuple[tuple[int, str], ...]


def rubric_in(readme: str) -> tuple[Criterion, ...]:
    """Return the criteria of a module's memo, from the table under “The memo”."""
    section = readme.partition("\n## The memo\n")[2].partition("\n## ")[0]
    rows = [row for row in _rows(section) if len(row) == 1 + LEVELS and row[0] and set(row[0]) != {"-"}]
    return tuple(Criterion(row[0], tuple(row[1:])) for row in rows)


def samples_in(page: str) -> tuple[Sample, ...]:
    """Return the marked samples of a module's page of samples."""
    found = []
    for part in re.split(r"^## ", page, flags=re.M)[1:]:
        title, _, rest = part.partition("\n")
        lines = [line.removeprefix("> ") for line in rest.splitlines() if line.startswith("> ")]
        marks = tuple((int(row[1]), row[2]) for row in _rows(rest) if len(row) == 3 and row[1].isdigit())
        if lines and marks:
            found.append(Sample(title.partition(":")[0].strip(), _plain("\n".join(lines)), marks))
    return tuple(found)


def _rows(text: str) -> list[list[str]]:
    """Return the cells of each line of the tables in a Markdown text, without mark-up."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    return [[_plain(cell) for cell in line.strip("|").split("|")] for line in lines]


def _plain(text: str) -> str:
    return _MARKED_UP.sub("", text).strip()


class OwnMark(LastingLab):
    """The rubric as choices, one for each criterion, and what the two samples earned on it.

    Parameters
    ----------
    exercise : str
        The memo that is marked; the mark is kept as ``plans/<exercise>_own_mark.json``.
    criteria : tuple of Criterion
        The rubric.
    samples : tuple of Sample
        Texts that were marked on it.
    """

    _esm = script(KIT / "own_mark.js")
    _css = styles(KIT / "own_mark.css")

    criteria: Any = traitlets.List().tag(sync=True)
    samples: Any = traitlets.List().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, exercise: str, criteria: tuple[Criterion, ...], samples: tuple[Sample, ...]) -> None:
        self._plan, self._criteria = f"{exercise}{SUFFIX}", criteria
        super().__init__(
            criteria=[[c.name, list(c.levels)] for c in criteria],
            samples=[asdict(sample) for sample in samples if len(sample.marks) == len(criteria)],
            chosen=self._kept(),
        )
        self.observe(lambda _change: self._say(), names="chosen")
        self.on_msg(self._heard)
        self._say()

    @property
    def marks(self) -> dict[str, int]:
        """The levels that are chosen, by criterion."""
        chosen = {c.name: self.chosen.get(c.name) for c in self._criteria}
        return {name: level for name, level in chosen.items() if type(level) is int and 0 <= level < LEVELS}

    def keep(self) -> str:
        """Keep the mark beside the notebook, where every criterion has one; return and show where and when."""
        if len(self.marks) < len(self._criteria):
            self.status = "Choose a level for each criterion first."
            return self.status
        try:
            title = "Your memo, by your own mark"
            self.status = plan_file.keep(self._plan, self.marks, case_id="", title=title, meant=self._in_words())
        except plan_file.PlanProblem as problem:
            self.status = str(problem)
        self.leave_view()
        return self.status

    def last_view(self) -> LastView:
        """Return the mark, for a reopened notebook."""
        rows = [[name, str(level)] for name, level in self.marks.items()]
        return LastView("Mark your own text", self.sentence, more=html_table(["Criterion", "Your mark"], rows))

    def _kept(self) -> dict[str, Any]:
        try:
            return dict(plan_file.read(self._plan)["decisions"])
        except plan_file.PlanProblem:
            return {}

    def _say(self) -> None:
        left = len(self._criteria) - len(self.marks)
        if left:
            self.sentence = f"{left} of {len(self._criteria)} criteria are left to mark."
            return
        lowest = min(self._criteria, key=lambda criterion: self.marks[criterion.name])
        level = self.marks[lowest.name]
        total = f"You give yourself {sum(self.marks.values())} of {self._most}."
        if level == LEVELS - 1:
            self.sentence = f"{total} Would the two samples' marker agree?"
        else:
            self.sentence = f"{total} To gain a point, look at “{lowest.name}”: {lowest.levels[level + 1]}."

    @property
    def _most(self) -> int:
        return (LEVELS - 1) * len(self._criteria)

    def _in_words(self) -> str:
        each = ", ".join(f"{name} {level}" for name, level in self.marks.items())
        return f"{sum(self.marks.values())} of {self._most}: {each}."

    def _heard(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        if content.get("do") == "keep":
            self.keep()


@skipped_while_graded
def mark_my_memo(exercise: str) -> OwnMark:
    """Return the rubric on which a learner marks the own memo.

    Parameters
    ----------
    exercise : str
        The memo, for instance ``"board"``.

    Raises
    ------
    ValueError
        If the module's README holds no rubric.
    """
    criteria = rubric_in(_beside(RUBRIC))
    if not criteria:
        raise ValueError(f"{RUBRIC} beside this notebook holds no rubric: get the module's folder anew (make learn).")
    return OwnMark(exercise, criteria, samples_in(_beside(SAMPLES)))


def _beside(name: str) -> str:
    path = Path(name)
    return path.read_text(encoding="utf-8") if path.is_file() else ""
