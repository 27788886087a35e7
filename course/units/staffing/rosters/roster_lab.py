"""The roster lab: a grid of people and days to edit, what each edit breaks or mends, and the solver's best beside it.

The rules are asked in Python, the letters stand in the page at once (``roster.js``). The solver works in a process
of its own, so the grid stays as quick while it searches.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from course.decisions import plan_file
from course.figures.skipping import skipped_while_graded
from course.labs.assets import script, styles
from course.labs.hints import HintLadder
from course.labs.kept import kept_for
from course.labs.lab import MAX_BECAUSE
from course.labs.lasting import LastingLab, LastView
from course.labs.prediction import Prediction
from course.rostering.problem import OFF
from course.rostering.roster import DAY_OFF_MARK, Roster, changed_cells, from_lines, to_lines
from course.rostering.solver import NoLegalLine, Progress, Solution, SolverFailed, Solving
from course.rostering.violations import LiveCheck
from course.units.staffing.rosters import roster_pictures as pictures
from course.units.staffing.rosters.roster_decision import RosterDecision
from course.units.staffing.rosters.roster_mends_search import hints

if TYPE_CHECKING:
    from course.units.staffing.rosters.case import RostersCase
    from course.units.staffing.rosters.roster_model import PostedRoster

HERE = Path(__file__).parent
PREDICTION = Prediction(
    "predict_roster",
    "before you let the solver search: how many of the roster's 840 cells will its best roster change?",
    (("few", "about 20"), ("some", "about 100"), ("half", "about half of them"), ("most", "nearly all of them")),
)
SEARCH_SECONDS = 60.0
CallInKernel = Callable[[Callable[[], None]], None]  # makes a call in the kernel's own thread


class RosterLab(LastingLab):
    """A roster to edit, with its broken rules, its fairness and its cost.

    It has no picture: the grid is the picture, read cell by cell, and each figure stands in a table.

    Parameters
    ----------
    case : PostedRoster
        The unit, and the roster as posted.
    case_id : str
        Kept with the plan.
    seconds : float
        Longest search of the solver.
    """

    _esm = script(HERE / "roster.js")
    _css = styles(HERE / "roster.css")

    title = traitlets.Unicode("The roster lab").tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    opened = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)  # people, days, shifts and wishes: sent once
    state = traitlets.Dict().tag(sync=True)  # what an edit changes: sent with each
    search = traitlets.Dict().tag(sync=True)
    sentence = traitlets.Unicode()  # part of the state as well: one message for an edit
    status = traitlets.Unicode().tag(sync=True)
    keeps = traitlets.Bool(True).tag(sync=True)
    prediction = traitlets.Dict(PREDICTION.as_data()).tag(sync=True)
    told = traitlets.Bool(False).tag(sync=True)  # whether the solver may be asked
    predicted = traitlets.Unicode().tag(sync=True)
    hints: Any = traitlets.List().tag(sync=True)

    def __init__(self, case: PostedRoster, case_id: str, seconds: float = SEARCH_SECONDS) -> None:
        self._case, self._case_id, self._seconds = case, case_id, seconds
        self._plan = RosterDecision.name
        self._before: list[Roster] = []  # the steps that can be taken back
        kept, opened = self._kept_before()
        self._check = LiveCheck(case.problem, kept)
        self._solving: Solving | None = None
        self._posted = pictures.figures(case, LiveCheck(case.problem, case.posted))
        self._best: pictures.Figures | None = None
        super().__init__(
            question="Mend the roster on the wall: keep the rules, cover the shifts, call as few people as you can.",
            opened=opened,
            frame=pictures.frame(case),
            search={"running": False, "say": pictures.NOT_SEARCHED, "best": None},
        )
        self._ladder = HintLadder(lambda _values: hints(RosterDecision(case), self._check))
        self._tell_prediction(PREDICTION.kept(case_id))
        self._tell()
        self.on_msg(self._heard)

    def _kept_before(self) -> tuple[Roster, str]:
        """Return the roster that was kept in this lab and when, or the posted one."""
        kept = kept_for(self._plan, self._case_id)
        if kept is None:
            return self._case.posted, ""
        try:
            return from_lines(self._case.problem, kept.decisions), kept.opened("roster")
        except (KeyError, TypeError, ValueError):  # an old or a typed plan of another form
            return self._case.posted, ""

    def last_view(self) -> LastView:
        """Return the grid's letters and the sentence that a reopened notebook shows."""
        return LastView(self.title, self.sentence, more=pictures.grid_as_html(self._case, self.roster))

    # ------------------------------------------------------------ editing

    @property
    def roster(self) -> Roster:
        """The roster as it stands in the grid."""
        return self._check.roster

    def decisions(self) -> dict[str, str]:
        """Return the roster as the plan that would be kept: a line for each nurse, a letter for each day."""
        return to_lines(self.roster)

    def edit(self, nurse: str, day: int, shift: str, echo: Any = None) -> None:
        """Give a nurse a shift on a day, or the day off with ``""``, and say what that breaks or mends.

        Raises
        ------
        ValueError
            If there is no such nurse, day or shift; nothing is changed then.
        """
        old, broken, missing = self.roster, self._check.violations, self._check.under_cover
        self._check.edit(nurse, day, shift)
        if old[nurse][day] != shift:
            self._before.append(old)
        self._tell(pictures.edit_in_words(self._case.problem, self._check, (nurse, day), broken, missing), echo)

    def undo(self) -> None:
        """Take back the last step that is not taken back yet."""
        if not self._before:
            self._tell("There is nothing to take back.")
            return
        now, before = self.roster, self._before.pop()
        self._check = LiveCheck(self._case.problem, before)
        places = [pictures.cell_in_words(self._case.problem, before, *cell) for cell in changed_cells(now, before)]
        self._tell(f"Taken back: {places[0] if len(places) == 1 else f'{len(places)} days'}.")

    def start_again(self) -> None:
        """Put the roster as posted back into the grid."""
        if self.roster != self._case.posted:
            self._before.append(self.roster)
        self._check = LiveCheck(self._case.problem, self._case.posted)
        self.opened = ""
        self._tell("This is the roster as posted.")

    def _tell(self, news: str = "", echo: Any = None) -> None:
        said = pictures.state(self._case, self._check, self._posted, self._best)
        self.state = {**said, "lines": self.decisions(), "news": news, "echo": echo}
        self.sentence = said["sentence"]

    # ------------------------------------------------------------ predictions and hints

    def predict(self, value: str) -> None:
        """Keep a prediction of what the solver will change; from now on it may be asked."""
        if value in dict(PREDICTION.options):
            PREDICTION.keep(value, self._case_id)
            self._tell_prediction(value)

    def _tell_prediction(self, value: str | None) -> None:
        if value is not None:
            self.told, self.predicted = True, PREDICTION.beside(value, None)

    def hint(self) -> None:
        """Show one more hint for the roster as it stands."""
        self.hints = self._ladder.next({})

    # ------------------------------------------------------------ keeping

    def keep(self, because: str = "") -> str:
        """Keep this roster beside the notebook, with the reason given; return and show where and when."""
        try:
            self.status = plan_file.keep(
                self._plan,
                self.decisions(),
                case_id=self._case_id,
                because=because,
                title="The roster on the wall",
                meant=self.sentence,
            )
        except plan_file.PlanProblem as problem:
            self.status = str(problem)
        self.leave_view()
        return self.status

    # ------------------------------------------------------------ searching

    def solve(self) -> None:
        """Let the solver look for the best roster on a blank page, in the background."""
        if self._solving is not None and self._solving.running:
            return
        call_in_kernel = _caller_in_kernel_thread()
        self.search = {"running": True, "say": "The solver starts …", "best": None}
        self._solving = solving = Solving(
            self._case.problem,
            seconds=self._seconds,
            on_progress=lambda progress: call_in_kernel(lambda: self._progressed(progress)),
        )
        threading.Thread(target=lambda: _wait_and_report(solving, call_in_kernel, self._ended), daemon=True).start()

    def stop(self) -> None:
        """Ask the solver to end with the best that it has."""
        if self._solving is not None:
            self._solving.stop()

    def close(self) -> None:
        """Stop the solver as well."""
        self.stop()
        super().close()

    def _progressed(self, progress: Progress) -> None:
        if self.search["running"]:
            self.search = {**self.search, "say": progress.say, "gap": progress.gap}

    def _ended(self, found: Solution | ValueError | RuntimeError) -> None:
        if not isinstance(found, Solution):
            self.search = {"running": False, "say": str(found), "best": None}
            return
        if found.roster is not None:
            self._best = pictures.figures(self._case, LiveCheck(self._case.problem, found.roster))
        lines = None if found.roster is None else to_lines(found.roster)
        say = pictures.search_in_words(self._case, found)
        self._tell(say)  # before the search is called ended: who waits for its end reads the figures
        self.search = {"running": False, "say": say, "best": lines, "gap": found.gap}

    # ------------------------------------------------------------ what the page says

    def _heard(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        do: dict[str, Callable[[], Any]] = {
            "edit": lambda: self._edit_from_page(content),
            "undo": self.undo,
            "start again": self.start_again,
            "solve": self.solve,
            "stop": self.stop,
            "rest": self.leave_view,
            "hint": self.hint,
            "predict": lambda: self.predict(str(content.get("value", ""))),
            "keep": lambda: self.keep(str(content.get("because", ""))[:MAX_BECAUSE]),
        }
        do.get(str(content.get("do")), lambda: None)()

    def _edit_from_page(self, content: Mapping[str, Any]) -> None:
        """Take an edit as a page sends it; what does not fit changes nothing and is said."""
        nurse, day, shift = content.get("nurse"), content.get("day"), content.get("shift")
        try:
            if not isinstance(nurse, str) or type(day) is not int or not isinstance(shift, str):
                raise ValueError("An edit names a nurse, a day and a shift.")
            self.edit(nurse, day, OFF if shift == DAY_OFF_MARK else shift, content.get("echo"))
        except ValueError as problem:
            self._tell(str(problem), content.get("echo"))


def _wait_and_report(solving: Solving, call_in_kernel: CallInKernel, ended: Callable[[Any], None]) -> None:
    """Wait for the end of a search, in a thread of its own, and hand over what came of it."""
    try:
        found: Any = solving.result()
    except (NoLegalLine, SolverFailed) as problem:
        found = problem
    call_in_kernel(lambda: ended(found))


def _caller_in_kernel_thread() -> CallInKernel:
    """Return what hands a call to the kernel's own loop, or makes it at once where there is none, as in a test."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return lambda call: call()

    def soon(call: Callable[[], None]) -> None:
        loop.call_soon_threadsafe(call)

    return soon


@skipped_while_graded
def roster_lab(my: RostersCase) -> RosterLab:
    """Return the roster lab: the learner's posted roster in a grid, to be mended."""
    return RosterLab(my.roster, my.case_id)


LABS = {"roster": roster_lab}
