"""A lab: controls move, a pure model answers, a picture drawn once shows it, a sentence says what it means.

A lab is made of three parts that know nothing of each other:

* a *model*, a pure function of the controls' values (`course.finance`, ...);
* a *view*, which moves the artists of a figure that was drawn once (`course.figures.stage.Stage`);
* *controls*, described as data here and drawn by ``lab.js`` as native, labeled inputs.

`Lab` joins them and holds no arithmetic of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import anywidget
import traitlets

from course.decisions import plan_file
from course.decisions.rules import Promise
from course.labs.assets import KIT, script, styles

MAX_BECAUSE = 400  # characters: some sixty words


@dataclass(frozen=True)
class Slider:
    """A labeled native range input.

    Parameters
    ----------
    name : str
        The decision it sets.
    label : str
        What a manager calls it.
    low, high, step, start : float
        In the model's units.
    unit : str
        Shown after the number.
    scale : float
        The number shown is the value times this: 100 shows a share as percent.
    decimals : int
        Of the number shown.
    prefix : str
        Shown before the number, for instance ``"$"``.
    help : str
        One short line under the control.
    signed : bool
        Whether a plus sign is shown.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    start: float
    unit: str
    scale: float = 1.0
    decimals: int = 0
    prefix: str = ""
    help: str = ""
    signed: bool = False
    kind: str = "slider"


@dataclass(frozen=True)
class Tick:
    """A labeled check box: take it or leave it."""

    name: str
    label: str
    start: bool
    unit: str
    help: str = ""
    kind: str = "tick"


@dataclass(frozen=True)
class Choice:
    """A labeled choice among a few options, each a (value, label) pair."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    start: str
    unit: str = ""
    help: str = ""
    kind: str = "choice"


Control = Slider | Tick | Choice


@dataclass(frozen=True)
class Reading:
    """What a lab says about one set of values.

    Parameters
    ----------
    sentence : str
        What the picture means, in one or two plain sentences; announced to screen readers.
    marks : sequence of (bool or None, str)
        Conditions met or not, with their reason; shown with a sign and a word, never by color alone. None where the
        learner predicts first: then the text is the condition's name alone.
    table : sequence of rows
        The numbers of the picture; the first row is its header.
    """

    sentence: str
    marks: Sequence[tuple[bool | None, str]] = ()
    table: Sequence[Sequence[str]] = ()


def marked(promises: Sequence[Promise], *, told: bool = True) -> list[tuple[bool | None, str]]:
    """Return the marks of a plan's promises; untold, their names alone, one line each, so that nothing moves later."""
    return [(p.kept, f"{p.name}: {p.say}") if told else (None, p.name) for p in promises]


class View(Protocol):
    """Draws a result on a figure that is reused."""

    def draw(self, result: Any) -> bytes:
        """Return the picture as PNG."""

    def describe(self, result: Any) -> str:
        """Return the picture's alternative text in a sentence."""


class Lab(anywidget.AnyWidget):
    """An interactive lab.

    Parameters
    ----------
    title, question : str
        What it is called and what the manager asks.
    controls : sequence of Control
        In the order in which a manager would think.
    model : callable
        Takes the controls' values by name and returns a result; a ``ValueError`` becomes the sentence.
    view : View
        Draws and describes a result.
    reading : callable
        Takes a result and returns what the lab says about it.
    plan : str, optional
        Name of the exercise whose plan "Keep this plan" keeps.
    case_id : str
        Kept with the plan.
    keep_label : str
        What the button says.
    asks_because : bool
        Whether the learner may say why in a line.
    reads : bool
        Whether the controls' help is long enough to be read: then it stands in one pane above, for the control at
        hand, and the controls stand close together, each label beside its input.
    linked : callable, optional
        Takes the values and the names that moved, and returns values in which the other controls have followed:
        shares that must sum to one, for instance.
    """

    _esm = script(KIT / "lab.js")
    _css = styles()

    title = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    controls: Any = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    marks: Any = traitlets.List().tag(sync=True)
    table: Any = traitlets.List().tag(sync=True)
    keeps = traitlets.Bool(False).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    keep_label = traitlets.Unicode("Keep this plan").tag(sync=True)
    asks_because = traitlets.Bool(True).tag(sync=True)
    reads = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        *,
        title: str,
        question: str,
        controls: Sequence[Control],
        model: Callable[..., Any],
        view: View,
        reading: Callable[[Any], Reading],
        plan: str | None = None,
        case_id: str = "",
        keep_label: str = "Keep this plan",
        asks_because: bool = True,
        reads: bool = False,
        linked: Callable[[dict[str, Any], set[str]], dict[str, Any]] | None = None,
    ) -> None:
        self._model, self._view, self._reading = model, view, reading
        self._plan, self._case_id, self._linked = plan, case_id, linked
        self._bounds = {control.name: control for control in controls}
        self.result: Any = None
        super().__init__(
            title=title,
            question=question,
            controls=[asdict(c) for c in controls],
            values={c.name: c.start for c in controls},
            keeps=plan is not None,
            keep_label=keep_label,
            asks_because=asks_because,
            reads=reads,
        )
        self.observe(self._moved, names="values")
        self.on_msg(self._heard)
        self.refresh()

    def set(self, **values: Any) -> None:
        """Set controls by name, as a learner's hand would.

        Raises
        ------
        ValueError
            If there is no such control.
        """
        unknown = sorted(set(values) - set(self._bounds))
        if unknown:
            raise ValueError(f"This lab has no control {unknown[0]!r}: use {', '.join(self._bounds)}.")
        self.values = {**self.values, **values}

    def _moved(self, change: Mapping[str, Any]) -> None:
        """Let linked controls follow the one that moved, then refresh."""
        moved = {name for name, value in change["new"].items() if value != change["old"].get(name)}
        if self._linked is not None:
            followed = self._linked(self.decisions(), moved)
            with self.hold_trait_notifications():
                self.set_trait("values", followed)
        self.refresh()

    def refresh(self) -> None:
        """Ask the model, redraw, and say what it means; bad input leaves the picture as it was."""
        try:
            result = self._model(**{name: self._clean(name) for name in self._bounds})
        except ValueError as problem:
            self.sentence = f"{problem} The picture still shows the last plan that works."
            return
        said = self._reading(result)
        self.result = result
        with self.hold_sync():
            self.png, self.alt = self._view.draw(result), self._view.describe(result)
            self.sentence = said.sentence
            self.marks = [[met if met is None else bool(met), text] for met, text in said.marks]
            self.table = [list(row) for row in said.table]

    def decisions(self) -> dict[str, Any]:
        """Return the controls' values as the plan that would be kept."""
        return {name: self._clean(name) for name in self._bounds}

    def keep(self, because: str = "") -> str:
        """Keep this plan beside the notebook, with the reason given; return and show where and when."""
        if self._plan is None:
            return "This lab keeps no plan."
        try:
            self.status = plan_file.keep(
                self._plan,
                self.decisions(),
                case_id=self._case_id,
                because=because,
                title=self.title,
                meant=self.sentence if self.asks_because else "",  # a guess means nothing yet
            )
        except plan_file.PlanProblem as problem:
            self.status = str(problem)
        return self.status

    def _clean(self, name: str) -> Any:
        """Return a control's value in the model's type, held within its bounds."""
        control, value = self._bounds[name], self.values.get(name)
        if isinstance(control, Tick):
            return bool(value)
        if isinstance(control, Choice):
            return value if isinstance(value, str) and value in dict(control.options) else control.start
        try:
            number = float(value)  # type: ignore[arg-type]  # a page may send anything; the except clause answers
        except (TypeError, ValueError):
            return control.start
        if number != number:
            return control.start
        return round(min(max(number, control.low), control.high), 9)

    def _heard(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        if content.get("do") == "keep":
            self.keep(str(content.get("because", ""))[:MAX_BECAUSE])
