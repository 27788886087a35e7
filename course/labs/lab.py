"""A lab: controls move, a pure model answers, a picture drawn once shows it, a sentence says what it means.

A lab is made of three parts that know nothing of each other:

* a *model*, a pure function of the controls' values (`course.finance`, ...);
* a *view*, which moves the artists of a figure that was drawn once (`course.figures.stage.Stage`);
* *controls*, described as data (`course.labs.controls`) and drawn by ``lab.js`` as native, labeled inputs.

`Lab` joins them and holds no arithmetic of its own. What it asks before it tells is in `course.labs.prediction`, its
hints in `course.labs.hints`, and what it leaves in a reopened notebook in `course.labs.lasting`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

import traitlets

from course.decisions import plan_file
from course.figures.handles import Handle
from course.figures.stage import at_pixel_ratio
from course.labs.assets import KIT, script, styles
from course.labs.controls import Choice, Control, Reading, Slider, Tick, marked
from course.labs.hints import HintLadder, Hints
from course.labs.kept import Kept, kept_for
from course.labs.lasting import LastingLab, LastView
from course.labs.prediction import Prediction, untold

__all__ = ["Choice", "Control", "Lab", "Prediction", "Reading", "Slider", "Tick", "View", "marked"]

MAX_BECAUSE = 400  # characters: some sixty words


class View(Protocol):
    """Draws a result on a figure that is reused."""

    def draw(self, result: Any) -> bytes:
        """Return the picture as PNG."""

    def describe(self, result: Any) -> str:
        """Return the picture's alternative text in a sentence."""


class Lab(LastingLab):
    """An interactive lab; it opens on the plan that was kept in it, if there is one.

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
        What the button says; its last word is what is kept.
    asks_because : bool
        Whether the learner may say why in a line.
    reads : bool
        Whether the controls' help is long enough to be read: then it stands in one pane above, for the control at
        hand, and the controls stand close together, each label beside its input.
    linked : callable, optional
        Takes the values and the names that moved, and returns values in which the other controls have followed:
        shares that must sum to one, for instance.
    predicts : Prediction, optional
        What is asked first; until a prediction is kept, marks, sentence and table are not told.
    hints : callable, optional
        Takes the controls' values and returns up to three sentences: where to look, which lever, the move; a
        `course.labs.moves.Coach` finds them. They are shown one by one, when they are asked for.
    """

    _esm = script(KIT / "lab.js")
    _css = styles()

    title = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    opened = traitlets.Unicode().tag(sync=True)
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
    prediction = traitlets.Dict().tag(sync=True)
    told = traitlets.Bool(True).tag(sync=True)
    predicted = traitlets.Unicode().tag(sync=True)
    has_hints = traitlets.Bool(False).tag(sync=True)
    hints: Any = traitlets.List().tag(sync=True)
    letters: Any = traitlets.List().tag(sync=True)
    hands = traitlets.Dict().tag(sync=True)
    handles: Any = traitlets.List().tag(sync=True)
    pixel_ratio = traitlets.Float(1.0).tag(sync=True)

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
        predicts: Prediction | None = None,
        hints: Hints | None = None,
    ) -> None:
        self._model, self._view, self._reading = model, view, reading
        self._plan, self._case_id, self._linked = plan, case_id, linked
        self._predicts, self._ladder = predicts, HintLadder(hints)
        self._bounds = {control.name: control for control in controls}
        self._start = {c.name: c.start for c in controls}
        self.result: Any = None
        kept = kept_for(plan, case_id)
        super().__init__(
            title=title,
            question=question,
            controls=[asdict(c) for c in controls],
            values=self._opening(kept),
            opened="" if kept is None else kept.opened(keep_label.split()[-1]),
            keeps=plan is not None,
            keep_label=keep_label,
            asks_because=asks_because,
            reads=reads,
            has_hints=hints is not None,
            prediction={} if predicts is None else predicts.as_data(),
            told=predicts is None,
        )
        self.observe(self._moved, names="values")
        self.observe(self._redraw, names="pixel_ratio")
        self.on_msg(self._heard)
        if predicts is not None:
            self._tell_prediction(predicts.kept(case_id))
        self.refresh()

    def _opening(self, kept: Kept | None) -> dict[str, Any]:
        """Return the values on which the lab opens: the kept plan's, as far as they fit its controls."""
        if kept is None:
            return dict(self._start)
        try:
            values = self.values_of(kept.decisions)
        except (KeyError, TypeError, ValueError, AttributeError):  # an old or a typed plan of another form
            return dict(self._start)
        return {**self._start, **{name: value for name, value in values.items() if name in self._start}}

    def values_of(self, decisions: Mapping[str, Any]) -> dict[str, Any]:
        """Return the controls' values of a kept plan: what `decisions` made of them, turned around."""
        return dict(decisions)

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
        if not self.told:
            said = untold(said)
        self.result = result
        with self.hold_sync():
            self._redraw()
            self.alt = self._view.describe(result)
            self.handles = [handle.as_data() for handle in self._handles(result)]
            self.sentence = said.sentence
            self.marks = [[met if met is None else bool(met), text] for met, text in said.marks]
            self.table = [list(row) for row in said.table]

    def _handles(self, result: Any) -> list[Handle]:
        """Return the parts of the picture by which a control can be moved, if the view has any."""
        find = getattr(self._view, "handles", None)
        return [] if find is None else find(result)

    def _redraw(self, _change: Any = None) -> None:
        """Draw the last result with as many pixels as the page shows it with."""
        if self.result is not None:
            with at_pixel_ratio(self.pixel_ratio):
                self.png = self._view.draw(self.result)

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
                meant=self._meant(),
            )
        except plan_file.PlanProblem as problem:
            self.status = str(problem)
        self.leave_view()
        return self.status

    def _meant(self) -> str:
        """Return what the plan means, for the start page, also where the lab asks to predict first; of a guess, ""."""
        return self._reading(self.result).sentence if self.asks_because and self.result is not None else ""

    def start_again(self) -> None:
        """Put every control back to where it stood before any plan was kept."""
        self.opened = ""
        self.values = dict(self._start)

    # ------------------------------------------------------------ predictions and hints

    def predict(self, value: str) -> None:
        """Keep a prediction, and tell from now on what the plan means."""
        if self._predicts is None or value not in dict(self._predicts.options):
            return
        self._predicts.keep(value, self._case_id)
        self._tell_prediction(value)
        self.refresh()

    def tell(self) -> None:
        """Tell what the plan means without a prediction, for somebody who shows the lab."""
        self.told = True
        self.refresh()

    def _tell_prediction(self, value: str | None) -> None:
        if self._predicts is None or value is None:
            return
        start = self._model(**self._start)
        self.told, self.predicted = True, self._predicts.beside(value, start)

    def hint(self) -> None:
        """Show one more hint for the plan as it stands."""
        values = {name: self._clean(name) for name in self._bounds}
        self.hints = self._ladder.next(values) if self.told else []

    def last_view(self) -> LastView:
        """Return the picture and the sentence that a reopened notebook shows."""
        veiled = not self.told and self._predicts is not None and self._predicts.veils
        return LastView(self.title, self.sentence, b"" if veiled else self.png, self.alt)

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
        do: dict[str, Callable[[], Any]] = {
            "keep": lambda: self.keep(str(content.get("because", ""))[:MAX_BECAUSE]),
            "predict": lambda: self.predict(str(content.get("value", ""))),
            "hint": self.hint,
            "start again": self.start_again,
            "rest": self.leave_view,
        }
        do.get(str(content.get("do")), lambda: None)()
