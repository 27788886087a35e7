"""The first morning's inbox: its letters as a sheet, and the lab that gives each a hand and begins with three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.figures.text_tables import TextTable
from course.labs.lab import Choice, Lab, Reading, marked
from course.units.role.the_manager.authority_roles_model import LATER, NOW, ROLES
from course.units.role.the_manager.inbox_decision import InboxDecision, morning_promises
from course.units.role.the_manager.inbox_model import HAND_OVER_MINUTES, PLACES, begun_at, clock_time, outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from course.decisions.rules import Promise
    from course.units.role.case import RoleCase
    from course.units.role.the_manager.inbox_model import Inbox, Item, Outcome

NOON = 240  # minutes after eight
# A hand as it stands in a narrow box: the name first, so that a closed box can be read.
ROLE_LABELS = {
    NOW: "I do it, this morning",
    LATER: "I do it, later this week",
    "medical_staff": "President of the medical staff (peer review, privileges, treatment)",
    "nursing": "Chief nursing officer (units, beds, nurses)",
    "safety": "Risk and patient safety (harm, near misses, faulty devices)",
    "privacy": "Privacy officer (patients' information)",
    "compliance": "Compliance officer (gifts, kickbacks, regulators)",
    "facilities": "Facilities director (buildings and plant)",
    "finance": "Controller (payroll, invoices)",
    "communications": "Communications (press)",
    "patient_relations": "Patient advocate (complaints, grievances)",
    "ceo": "Chief executive",
    "counsel": "General counsel (the hospital's lawyer)",
}
NAMES = {"emtala": "EMTALA"}  # the others are named as in a typed plan


def name(key: str) -> str:
    """Return a matter as it is called in the lab.

    >>> name("peer_review"), name("emtala")
    ('Peer review', 'EMTALA')
    """
    return NAMES.get(key, key.replace("_", " ").capitalize())


def short(hand: str) -> str:
    """Return a hand without what it is for."""
    return "you" if hand in (NOW, LATER) else ROLE_LABELS[hand].split(" (")[0]


@for_readers
def inbox_letters(my: RoleCase) -> TextTable:
    """Return the twelve letters of your morning, as they lie there."""
    rows = [
        [str(place), name(key), item.sender, item.text, f"{item.minutes}"]
        for place, (key, item) in enumerate(my.inbox.items.items(), start=1)
    ]
    return TextTable(f"Monday, 7:55, {my.name}", ("", "Matter", "From", "What it says", "Minutes, by yourself"), rows)


@for_readers
def roles_sheet() -> TextTable:
    """Return the hands that there are, with the name that each has in a typed plan."""
    return TextTable("Into whose hands?", ("Name in a typed plan", "Who or what it is"), list(ROLES.items()))


# ---------------------------------------------------------------- the model


@dataclass(frozen=True)
class Result:
    """Everything that the picture and the sentence need of one plan."""

    inbox: Inbox
    plan: Mapping[str, str]
    begun: Mapping[str, int]
    outcome: Outcome
    promises: tuple[Promise, ...]

    @property
    def told(self) -> bool:
        """Whether the lab says how the plan does: not of the one on which it opens, which is there to be predicted."""
        return dict(self.plan) != first_view(self.inbox)

    @property
    def starts(self) -> dict[str, int]:
        """The first three at their minutes, the rest laid end to end after them, in the order of the inbox."""
        starts = dict(self.begun)
        minute = sum(self.minutes(key) for key in starts)
        for key in self.inbox.items:
            if key not in starts:
                starts[key] = minute
                minute += self.minutes(key)
        return starts

    def minutes(self, key: str) -> int:
        return self.inbox.items[key].minutes_for(self.plan[key])


def evaluate(inbox: Inbox, plan: Mapping[str, str]) -> Result:
    """Return what a plan does to the morning."""
    return Result(inbox, plan, begun_at(inbox, plan), outcome(inbox, plan), morning_promises(inbox, plan))


# ---------------------------------------------------------------- the picture


class MorningView:
    """Twelve rows from eight to noon, a bar for what each takes, and a gauge of the minutes that there are."""

    def __init__(self, inbox: Inbox) -> None:
        fig, (rows, gauge) = charts.figure(780, 470, rows=2)
        rows.set_position((0.165, 0.225, 0.805, 0.645))
        gauge.set_position((0.165, 0.06, 0.805, 0.05))
        self._rows(rows, inbox)
        n = len(inbox.items)
        self.bars = [rows.add_patch(Rectangle((0, i - 0.34), 0, 0.68)) for i in range(n)]
        self.words = [MovingText(rows) for _ in range(n)]
        self.clocks = LineCollection([], colors=charts.INK, linewidths=2)
        rows.add_collection(self.clocks, autolim=False)
        needed = float(max(sum(item.minutes for item in inbox.items.values()), inbox.minutes) + 10)
        self.gauge = Gauge(gauge, 0, needed, inbox.minutes, " minutes that you do not have", size=10.5)
        self.stage = Stage(fig, [*self.bars, self.clocks, *self.words, *self.gauge.moving])

    @staticmethod
    def _rows(ax: Axes, inbox: Inbox) -> None:
        ax.set_xlim(0, NOON)
        ax.set_ylim(len(inbox.items) - 0.4, -0.6)
        ax.set_xticks(range(0, NOON + 1, 60), [clock_time(m) for m in range(0, NOON, 60)] + ["noon "])
        labels = [f"{place}  {name(key)}" for place, key in enumerate(inbox.items, start=1)]
        ax.set_yticks(range(len(labels)), labels, fontsize=10, color=charts.INK)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x", color=charts.PALE, linewidth=1)
        ax.set_axisbelow(True)
        charts.titled(
            ax,
            "Your morning, as planned",
            "Dark: your first three, from 8:00; hatched: too late, or powerless. Pale: the rest, end to end",
        )

    def draw(self, result: Result) -> bytes:
        done, marks, told = result.outcome, [], result.told
        for place, (key, start) in enumerate(sorted(result.starts.items(), key=lambda at: _row(result, at[0]))):
            minutes = result.minutes(key)
            first = key in result.begun
            missed = told and key in (*done.late, *done.wrong_role) and first
            self._bar(place, start, minutes, first, missed)
            by = result.inbox.items[key].begin_by_minute if first and told else None
            if by is not None:
                marks.append([(by, place - 0.45), (by, place + 0.45)])
            if minutes:
                self._say(place, start, max(start + minutes, by or 0), _words(result, key))
            else:
                self.words[place].say(_words(result, key), 2.5, place, ha="left")
        self.clocks.set_segments(marks)
        there = result.inbox.minutes
        words = f"The plan takes {done.minutes} of {there} minutes"
        self.gauge.show(done.minutes, words, favorable=done.minutes <= there)
        return self.stage.png()

    def _bar(self, place: int, start: int, minutes: int, first: bool, missed: bool) -> None:
        bar = self.bars[place]
        bar.set_visible(minutes > 0 and start < NOON)
        bar.set_bounds(start, place - 0.34, min(minutes, NOON - start), 0.68)
        bar.set_facecolor(charts.UNFAVORABLE if missed else charts.FAVORABLE if first else charts.PALE)
        bar.set_edgecolor("white" if first else charts.LINE)
        bar.set_hatch(charts.UNFAVORABLE_HATCH if missed else "")

    def _say(self, place: int, start: int, end: int, words: str) -> None:
        """Write beside the bar and its clock: at their right while there is room, else at their left."""
        room = end < 0.55 * NOON
        self.words[place].say(
            words, end + 2.5 if room else min(start, NOON) - 2.5, place, ha="left" if room else "right"
        )

    def describe(self, result: Result) -> str:
        first = ", ".join(
            f"{name(key)} at {clock_time(at)} ({_words(result, key)})" for key, at in result.begun.items()
        )
        return (
            f"Timeline of twelve matters from 8:00 to noon: first {first}; the whole plan takes "
            f"{result.outcome.minutes} of {result.inbox.minutes} minutes."
        )


def _row(result: Result, key: str) -> int:
    return list(result.inbox.items).index(key)


def _words(result: Result, key: str) -> str:
    """Say of one matter who has it, what it takes and, among the first three, whether it is in time."""
    hand, item, done = result.plan[key], result.inbox.items[key], result.outcome
    if hand == LATER:
        said = "you, later this week"
    elif hand == NOW:
        said = f"you, {item.minutes} min"
    else:
        said = f"to {short(hand)}, {HAND_OVER_MINUTES} min"
    if not result.told and key in result.begun:
        return said
    if key not in result.begun:
        return said if result.starts[key] < NOON or hand == LATER else f"{said}: after noon"
    by = clock_time(item.begin_by_minute) if item.begin_by_minute is not None else ""
    if key in done.in_time:
        return f"{said}  ✓ in time for {by}"
    if key in done.late:
        return f"{said}  ✗ needed by {by}"
    if key in done.wrong_role:
        return f"{said}  ✗ cannot act on it"
    return f"{said}  – no clock"


# ---------------------------------------------------------------- what it means


def reading(result: Result) -> Reading:
    """Say how the morning begins and whether it fits, promise by promise, with every matter as a table."""
    starts = result.starts
    rows = [
        [
            name(key),
            ROLE_LABELS[result.plan[key]],
            clock_time(starts[key]) if key in result.begun else "",
            str(result.minutes(key)),
            _words(result, key),
        ]
        for key in result.inbox.items
    ]
    return Reading(
        _sentence(result),
        marks=marked(result.promises, told=result.told),
        table=[["Matter", "Hand", "Begun, if among the first three", "Minutes", "In the picture"], *rows],
    )


def _sentence(result: Result) -> str:
    begins = ", ".join(f"{name(key)} at {clock_time(at)}" for key, at in result.begun.items())
    twice = "" if len(result.begun) == len(PLACES) else " One matter stands there twice, so a place is empty."
    if not result.told:
        return f"You begin with {begins}. Predict first: marks appear at your first change."
    if all(p.kept for p in result.promises):
        return f"You begin with {begins}. Every promise is kept: a morning that you can answer for."
    broken = ", ".join(p.name.lower() for p in result.promises if not p.kept)
    return f"You begin with {begins}.{twice} Still open: {broken}."


# ---------------------------------------------------------------- the lab


def first_view(inbox: Inbox) -> dict[str, str]:
    """Return the plan on which the lab opens: the loudest first, and everything by yourself."""
    keys = list(inbox.items)
    return dict.fromkeys(keys, NOW) | dict(zip(PLACES, keys, strict=False))


def controls(inbox: Inbox) -> list[Choice]:
    """Return the first three places and, for each matter, a choice of hands with its letter to read."""
    start = first_view(inbox)
    matters = tuple((key, f"{place}  {name(key)}") for place, key in enumerate(inbox.items, start=1))
    places = [
        Choice(place, f"Begin {place}", matters, start[place], help="Which matter is begun in this place, from 8:00?")
        for place in PLACES
    ]
    return [*(_hand(place, item) for place, item in enumerate(inbox.items.values(), start=1)), *places]


def _hand(place: int, item: Item) -> Choice:
    letter = f"{item.sender}: {item.text} (By yourself: {item.minutes} minutes.)"
    return Choice(item.key, f"{place}  {name(item.key)}", tuple(ROLE_LABELS.items()), NOW, help=letter)


@for_readers
def inbox_lab(my: RoleCase) -> Lab:
    """Return the inbox lab of your own first morning."""
    inbox = my.inbox
    return Lab(
        title=f"Inbox triage: {my.name}",
        question=(
            "Who sees to each matter, and which three do you begin with? "
            f"A hand-over takes {HAND_OVER_MINUTES} minutes, and {inbox.minutes} minutes are yours."
        ),
        controls=controls(inbox),
        model=lambda **plan: evaluate(inbox, plan),
        view=MorningView(inbox),
        reading=reading,
        plan=InboxDecision.name,
        case_id=my.case_id,
        reads=True,
    )


LABS = {"inbox": inbox_lab}
