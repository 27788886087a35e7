"""The clinic's template as a picture: how many come to three sessions, and whom double-booking falls on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection

from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText, say_each
from course.figures.stage import Stage
from course.units.staffing.clinic.clinic_template_decision import Outcome, is_fair, sessions_kept
from course.units.staffing.clinic.clinic_template_model import BY_RISK, Template, bookings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FIRST_SHOWN, LAST_SHOWN = 12, 30  # arrivals outside are too rare to see
UNSEEN = 0.0008  # a chance so small is less than a line high
TALLEST = 0.40
LOOKS: tuple[dict[str, Any], ...] = (  # slots stay empty; full; a crowd
    {"facecolors": charts.LINE, "edgecolors": "white"},
    {"facecolors": charts.FAVORABLE, "edgecolors": "white"},
    {"facecolors": "white", "edgecolors": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH},
)


class TemplateView:
    """The chance of each number of arrivals at three sessions, and whom double-booking falls on."""

    def __init__(self, template: Template) -> None:
        fig, axes = charts.figure(780, 400, rows=1, columns=4)
        self.words: dict[str, MovingText] = {}
        self.bars: list[PolyCollection] = []
        self.zones = (
            (FIRST_SHOWN, template.slots - 1),
            (template.slots, template.crowd - 1),
            (template.crowd, LAST_SHOWN),
        )
        for place, (key, session) in enumerate(template.sessions.items()):
            axes[place].set_position((0.035 + 0.325 * place, 0.415, 0.29, 0.315))
            axes[place].set_title(session.label, loc="left", fontsize=11, fontweight="bold", color=charts.INK)
            self._prepare_session(axes[place], key, template)
        axes[3].set_position((0.035, 0.072, 0.93, 0.05))
        self.fairness = Gauge(axes[3], 0, 0.8)
        self.words["limit"] = MovingText(axes[3], 0, -0.75, size=9.5, transform=axes[3].transAxes)
        _write_title(fig, template.slots)
        self.stage = Stage(fig, [*self.bars, *self.fairness.moving, *self.words.values()])

    def _prepare_session(self, ax: Axes, key: str, template: Template) -> None:
        ax.set_xlim(FIRST_SHOWN - 0.6, LAST_SHOWN + 0.6)
        ax.set_ylim(0, TALLEST)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xticks([14, 17, template.slots, template.crowd, 26, 29])
        ax.axvline(template.slots, color=charts.INK, linewidth=1.2, linestyle=":")
        zones = [PolyCollection([], linewidths=0.7, **look) for look in LOOKS]
        for zone in zones:
            ax.add_collection(zone, autolim=False)
        self.bars += zones
        for line, name in enumerate(("booked", "crowd", "idle")):
            size, bold = (9.5, False) if name == "booked" else (10, True)
            below = -0.26 - 0.165 * line
            self.words[f"{key} {name}"] = MovingText(ax, 0, below, size=size, bold=bold, transform=ax.transAxes)

    def draw(self, result: Outcome) -> bytes:
        said: dict[str, str] = {}
        for place in range(len(result.template.sessions)):
            for zone, (low, high) in enumerate(self.zones):
                self.bars[3 * place + zone].set_verts(_columns(result.chances[place], low, high))
            said |= _session_words(result, place)
        said["limit"] = self._show_fairness(result)
        say_each(self.words, said)
        return self.stage.png()

    def _show_fairness(self, result: Outcome) -> str:
        """Move the gauge of fairness, and return what its mark means."""
        of_all, sharing = float(result.measures.medicaid_of_booked), float(result.measures.medicaid_of_double_booked)
        limit = of_all + result.template.fairness_points_share
        fair = is_fair(result.template, sharing, of_all)
        chosen = "chosen by risk" if result.plan["double_booked"] == BY_RISK else "chosen by turn"
        words = f"{_sign(fair)} Medicaid patients: {sharing:.1%} of those who share a slot, {chosen}"
        self.fairness.hold_to(limit)
        self.fairness.show(sharing, words, favorable=fair)
        return f"thick mark: {limit:.1%}, their share of all bookings and five points"

    def describe(self, result: Outcome) -> str:
        m = result.measures
        each = "; ".join(
            f"{session.label.lower()} {bookings(result.plan, key)} booked, crowd {m.crowd_chance[i]:.1%}, "
            f"empty slots {m.idle_slots[i]:.2f}"
            for i, (key, session) in enumerate(result.template.sessions.items())
        )
        return (
            f"Three charts of the chance of each number of arrivals: {each}. Medicaid patients are "
            f"{m.medicaid_of_double_booked:.1%} of the double-booked and {m.medicaid_of_booked:.1%} of all."
        )


def _session_words(result: Outcome, place: int) -> dict[str, str]:
    """Return what is written beneath a session, by the place of the words."""
    m, key = result.measures, list(result.template.sessions)[place]
    uncrowded, filled = sessions_kept(result.template, m)
    booked, show = bookings(result.plan, key), m.show_share[place]
    return {
        f"{key} booked": f"booked {booked}, {show:.1%} come: {booked * show:.1f} arrive",
        f"{key} crowd": f"{_sign(uncrowded[place])} crowd {m.crowd_chance[place]:.1%}",
        f"{key} idle": f"{_sign(filled[place])} empty slots {m.idle_slots[place]:.2f}",
    }


def _sign(kept: Any) -> str:
    return "✓" if kept else "✗"


def _columns(chances: Sequence[float], low: int, high: int) -> list[Any]:
    """Return a column for each number of arrivals from low to high, as corners."""
    return [
        np.array([(k - 0.42, 0), (k + 0.42, 0), (k + 0.42, chances[k]), (k - 0.42, chances[k])])
        for k in range(low, min(high + 1, len(chances)))
        if chances[k] > UNSEEN
    ]


def _write_title(fig: Figure, slots: int) -> None:
    fig.text(0.035, 0.925, "How many will come? Booked is not seen", fontsize=12.5, fontweight="bold", color=charts.INK)
    drawn = f"Chance of each number of arrivals. Dotted: {slots} slots; gray: some stay empty; hatched: a crowd"
    fig.text(0.035, 0.865, drawn, fontsize=10, color=charts.SOFT)
