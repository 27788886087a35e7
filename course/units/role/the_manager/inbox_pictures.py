"""The first morning's inbox: its letters and the roles as tables, and the morning as planned, from eight to noon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.figures.text_tables import TextTable
from course.units.role.the_manager.authority_roles_model import (
    CEO,
    COMMUNICATIONS,
    COMPLIANCE,
    COUNSEL,
    FACILITIES,
    FINANCE,
    LATER,
    MEDICAL_STAFF,
    NOW,
    NURSING,
    PATIENT_RELATIONS,
    PRIVACY,
    ROLES,
    SAFETY,
)
from course.units.role.the_manager.inbox_key_model import has_clock
from course.units.role.the_manager.inbox_model import HAND_OVER_MINUTES, clock_time

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.role.the_manager.case import TheManagerCase
    from course.units.role.the_manager.inbox_decision import Evaluation
    from course.units.role.the_manager.inbox_key_model import has_clock
from course.units.role.the_manager.inbox_model import Inbox

NOON = 240  # minutes after eight
# A role as it stands in a narrow box: the name first, so that a closed box can be read.
ROLE_LABELS = {
    NOW: "I do it, this morning",
    LATER: "I do it, later this week",
    MEDICAL_STAFF: "President of the medical staff (peer review, privileges, treatment)",
    NURSING: "Chief nursing officer (units, beds, nurses)",
    SAFETY: "Risk and patient safety (harm, near misses, faulty devices)",
    PRIVACY: "Privacy officer (patients' information)",
    COMPLIANCE: "Compliance officer (gifts, kickbacks, regulators)",
    FACILITIES: "Facilities director (buildings and plant)",
    FINANCE: "Controller (payroll, invoices)",
    COMMUNICATIONS: "Communications (press)",
    PATIENT_RELATIONS: "Patient advocate (complaints, grievances)",
    CEO: "Chief executive",
    COUNSEL: "General counsel (the hospital's lawyer)",
}
LETTER_EVERY_MINUTES = 5
MATTER_NAMES = {"emtala": "EMTALA"}  # the others are named as in a typed plan


def matter_name(key: str) -> str:
    """Return a matter as it is called in the lab.

    >>> matter_name("peer_review"), matter_name("emtala")
    ('Peer review', 'EMTALA')
    """
    return MATTER_NAMES.get(key, key.replace("_", " ").capitalize())


def role_name(role: str) -> str:
    """Return a role without what it is for."""
    return "you" if role in (NOW, LATER) else ROLE_LABELS[role].split(" (")[0]


def arrival(place: int) -> str:
    """Return when the letter at a place of the list came, the newest first: "7:47".

    >>> arrival(1), arrival(12)
    ('7:47', '6:52')
    """
    return clock_time(-13 - LETTER_EVERY_MINUTES * (place - 1))


@skipped_while_graded
def letters_table(my: TheManagerCase) -> TextTable:
    """Return the twelve letters of your morning, as they lie there."""
    rows = [
        [str(place), matter_name(key), item.sender, item.text, f"{item.minutes}"]
        for place, (key, item) in enumerate(my.inbox.items.items(), start=1)
    ]
    return TextTable(f"Monday, 7:55, {my.name}", ("", "Matter", "From", "What it says", "Minutes, by yourself"), rows)


@skipped_while_graded
def roles_table() -> TextTable:
    """Return the roles that there are, with the name that each has in a typed plan."""
    return TextTable("Who can handle a matter?", ("Name in a typed plan", "Who it is"), list(ROLES.items()))


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
        labels = [f"{place}  {matter_name(key)}" for place, key in enumerate(inbox.items, start=1)]
        ax.set_yticks(range(len(labels)), labels, fontsize=10, color=charts.INK)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x", color=charts.PALE, linewidth=1)
        ax.set_axisbelow(True)
        charts.titled(
            ax,
            "Your morning, as planned",
            "Dark: your first three; hatched: too late, or cannot act. Pale: the rest, one after another",
        )

    def draw(self, result: Evaluation) -> bytes:
        done, marks = result.outcome, []
        for place, (key, start) in enumerate(sorted(result.starts.items(), key=lambda at: _row(result, at[0]))):
            minutes = result.minutes(key)
            first = key in result.begun
            missed = key in (*done.late, *done.wrong_role) and first
            self._bar(place, start, minutes, first, missed)
            by = clock_minute(result, key) if first else None
            if by is not None:
                marks.append([(by, place - 0.45), (by, place + 0.45)])
            if minutes:
                self._say(place, start, max(start + minutes, by or 0), matter_status(result, key))
            else:
                self.words[place].say(matter_status(result, key), 2.5, place, ha="left")
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

    def describe(self, result: Evaluation) -> str:
        first = ", ".join(
            f"{matter_name(key)} at {clock_time(at)} ({matter_status(result, key)})" for key, at in result.begun.items()
        )
        return (
            f"Timeline of twelve matters from 8:00 to noon: first {first}; the whole plan takes "
            f"{result.outcome.minutes} of {result.inbox.minutes} minutes."
        )


def clock_minute(result: Evaluation, key: str) -> int | None:
    """Return the minute after eight of a matter's clock, or None where it has none."""
    item = result.inbox.items[key]
    return item.hour_minute if has_clock(item) else None


def _row(result: Evaluation, key: str) -> int:
    return list(result.inbox.items).index(key)


def matter_status(result: Evaluation, key: str) -> str:
    """Say of one matter who has it, what it takes and, among the first three, whether it is in time."""
    given = _given_to(result, key)
    if key in result.begun:
        return f"{given}{_clock_status(result, key)}"
    return given if result.starts[key] < NOON or result.plan[key] == LATER else f"{given}: after noon"


def _given_to(result: Evaluation, key: str) -> str:
    role = result.plan[key]
    if role == LATER:
        return "you, later this week"
    return (
        f"you, {result.inbox.items[key].minutes} min"
        if role == NOW
        else f"to {role_name(role)}, {HAND_OVER_MINUTES} min"
    )


def _clock_status(result: Evaluation, key: str) -> str:
    done, minute = result.outcome, clock_minute(result, key)
    by = clock_time(minute) if minute is not None else ""
    if key in done.in_time:
        return f"  ✓ in time for {by}"
    if key in done.late:
        return f"  ✗ needed by {by}"
    return "  ✗ cannot act on it" if key in done.wrong_role else "  – no clock"
