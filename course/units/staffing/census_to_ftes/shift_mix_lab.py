"""The staffing lab: patients by the hour against nurses on duty, and what each shift that is moved costs and covers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.figures.skipping import skipped_while_graded
from course.labs.assets import styles
from course.labs.lab import Choice, Lab, Prediction, Reading, Slider, Tick, marked
from course.labs.moves import Coach
from course.staffing.coverage import BLOCK_HOURS, BLOCKS, HOURS
from course.units.staffing.census_to_ftes.cover_ways_model import Span, Way, spans, ways_to_close
from course.units.staffing.census_to_ftes.shift_mix_decision import Outcome, ShiftMixDecision, outcome
from course.units.staffing.census_to_ftes.shift_mix_model import (
    CHARGE,
    MOST_IN_A_FLOAT_BLOCK,
    MOST_NURSES,
    SHIFTS,
    ShiftMix,
    clock,
    day,
)
from course.units.staffing.census_to_ftes.shift_mix_pictures import COMPARISONS, DayView
from course.units.staffing.census_to_ftes.shift_mix_search import ShiftMixSearch

if TYPE_CHECKING:
    from course.units.staffing.census_to_ftes.case import CensusToFtesCase
    from course.units.staffing.census_to_ftes.unit_model import Unit

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WAYS_OF_LOOKING = ("call_outs", "compare")


# ---------------------------------------------------------------- what it means


def number_word(n: int) -> str:
    """Return a number in words up to ten."""
    return NUMBER_WORDS[n] if n < len(NUMBER_WORDS) else str(n)


def nurses(n: int) -> str:
    """Return a number of nurses in words."""
    return f"{number_word(n)} nurse" if n == 1 else f"{number_word(n)} nurses"


def ended(words: str) -> str:
    """Return words with a period at their end; that of "p.m." serves for both."""
    return words if words.endswith(".") else f"{words}."


def span_in_words(span: Span, what: str = "") -> str:
    """Return a span in words: "two nurses short from noon to 8 p.m."."""
    return f"{nurses(span.nurses)}{what} {hours_in_words(span)}"


def hours_in_words(span: Span) -> str:
    """Return when a span is: "from noon to 8 p.m."; past midnight it ends on the next day."""
    if span.hours == HOURS:
        return "all day"
    next_day = " the next day" if span.start_hour + span.hours > HOURS else ""
    return f"from {clock(span.start_hour)} to {clock(span.end_hour)}{next_day}"


def way_in_words(way: Way, limit: float) -> str:
    """Return shifts to add in words, with the day's hours after it."""
    over = way.total_hours - limit
    hours = f"{way.total_hours:,.0f} hours in all" + (f", {over:,.0f} too many" if over > 0 else "")
    return f"{number_word(way.nurses)} more for {_shifts_in_words(way)} ({hours})"


def _shifts_in_words(way: Way) -> str:
    starts = [
        f"a float block at {clock(SHIFTS[key].start_hour)}"
        if SHIFTS[key].is_float
        else f"{SHIFTS[key].hours} hours from {clock(SHIFTS[key].start_hour)}"
        for key in way.shifts
    ]
    return " and ".join(starts)


def reading(result: Outcome) -> Reading:
    """Say where the day is short, rule by rule, with every block as a table."""
    return Reading(_sentence(result), marks=_marks(result), table=_rows(result))


def _marks(result: Outcome) -> list[tuple[bool | None, str]]:
    """Return each rule with its figures; coverage is that of the mix as planned, whoever called out."""
    planned = "Coverage as planned:" if result.absent else "Coverage:"
    return [(kept, said.replace("Coverage:", planned)) for kept, said in marked(result.rules)]


def _sentence(result: Outcome) -> str:
    words = _said_short(result) if result.missing else _said_covered(result)
    if result.absent:
        words = f"With last night's call-outs, {words[0].lower()}{words[1:]}"
    return words + _compared(result)


def _said_short(result: Outcome) -> str:
    worst, *others = result.missing
    also = f" Elsewhere: {ended('; '.join(span_in_words(span, ' short') for span in others))}" if others else ""
    short = ended(span_in_words(worst, " short"))
    return f"{short[0].upper()}{short[1:]}{also}"


def _said_covered(result: Outcome) -> str:
    hours, limit = result.day.worked_hours, result.mix.hours_limit
    if hours > limit:
        spare = spans(result.day.by_block.spare)
        where = f" Nurses are to spare: {ended(span_in_words(spare[0]))}" if spare else ""
        return f"Every block is covered, but in {hours - limit:,.0f} hours more than the budget has.{where}"
    broken = [p.name.lower() for p in result.rules if not p.kept]
    end = f"Still open: {', '.join(broken)}." if broken else "Every rule is kept: a mix that you can sign."
    return f"Every block is covered in {hours:,.0f} of {limit:,.0f} hours, at ${result.day.cost_usd:,.0f} a day. {end}"


def _compared(result: Outcome) -> str:
    if result.compared is None:
        return ""
    less = int((result.day.by_block.required - result.compared).clip(0).sum()) * BLOCK_HOURS
    how = COMPARISONS[result.compare]
    return f" A plan made {how} would leave out {less} nurse-hours a day that patients need."


def _rows(result: Outcome) -> list[list[str]]:
    by_block, census = result.day.by_block, result.day.census_by_hour.reshape(BLOCKS, BLOCK_HOURS).max(axis=1)
    rows = [["Block", "Patients at most", "Nurses needed", "Scheduled", "On duty", "Missing"]]
    for b in range(BLOCKS):
        counts = (census, by_block.required, by_block.scheduled, by_block.actual, by_block.gaps)
        name = f"{clock(b * BLOCK_HOURS)} to {clock((b + 1) * BLOCK_HOURS)}"
        rows.append([name, *(str(int(count[b])) for count in counts)])
    return rows


# ---------------------------------------------------------------- the lab


class StaffingLab(Lab):
    """Call-outs and comparisons are ways of looking, not decisions; nurses are kept as whole numbers."""

    _css = styles(Path(__file__).parent / "shift_mix.css")

    def decisions(self) -> dict[str, Any]:
        """Return the mix of shifts alone."""
        return whole_numbers(super().decisions())


def controls(unit: Unit) -> list[Slider | Tick | Choice]:
    """Return a control for each shift, the charge nurse, and two ways of looking; they start on the mix as it is."""
    mix = unit.shift_mix
    labels = {key: f"{SHIFTS[key].hours} hours from {clock(SHIFTS[key].start_hour)}" for key in MOST_NURSES}
    out = sum(unit.call_outs.values())
    long = [
        Slider(key, labels[key], 0, most, 1, mix.today[key], unit="nurses", help="")
        for key, most in MOST_NURSES.items()
    ]
    floats = [
        Slider(key, f"Float, from {clock(s.start_hour)}", 0, MOST_IN_A_FLOAT_BLOCK, 1, 0, unit="on")
        for key, s in SHIFTS.items()
        if s.is_float
    ]
    charge = bool(mix.today[CHARGE])
    return [
        *long,
        *floats,
        Tick(CHARGE, "Charge nurse takes patients", charge, unit=""),
        Tick("call_outs", "With last night's call-outs", False, unit=f"{out} out"),
        Choice("compare", "Dotted: nurses needed", tuple(COMPARISONS.items()), "none"),
    ]


WHERE = {
    "Coverage": "Look at the blocks that are short.",
    "Hours": "Look at the bar of worked hours, and at the blocks that have nurses to spare.",
    "Charge nurse": "Look at the charge nurse, who leads only without patients.",
    "Float blocks": "Look at the float blocks in use.",
}


def hints(coach: Coach, mix: ShiftMix, values: Mapping[str, Any]) -> list[str]:
    """Return where a block is short and the leanest shifts that close it; where none is, what else is open."""
    plan = whole_numbers(values)
    missing = spans(day(mix, plan).by_block.gaps)
    if not missing:
        return coach(values)
    ways = ways_to_close(mix, plan, missing[0])
    where = ended(f"Look at the day {hours_in_words(missing[0])}")
    if not ways:
        return [where, "No two shifts close that: begin with the long shifts of the night or the day."]
    shifts = " or ".join(_shifts_in_words(way) for way in ways)
    moves = "; or ".join(way_in_words(way, mix.hours_limit) for way in ways)
    return [where, ended(f"What reaches those hours: {shifts}"), f"It closes with {moves}."]


def whole_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are decisions, nurses as whole numbers."""
    chosen = {name: value for name, value in values.items() if name not in WAYS_OF_LOOKING}
    return {name: bool(value) if name == CHARGE else round(value) for name, value in chosen.items()}


def _found(start: Outcome) -> str:
    if not start.missing:
        return "No hour is short."
    return _said_short(start)


@skipped_while_graded
def staffing_lab(my: CensusToFtesCase) -> Lab:
    """Return the staffing lab for your own unit."""
    unit = my.unit
    all_controls = controls(unit)
    movable = [control for control in all_controls if control.name not in WAYS_OF_LOOKING]
    coach = Coach(ShiftMixSearch(ShiftMixDecision(unit.shift_mix)), movable, WHERE, plan_of=whole_numbers)

    def model(call_outs: bool, compare: str, **plan: Any) -> Outcome:
        return outcome(unit, whole_numbers(plan), call_outs, compare)

    return StaffingLab(
        title=f"Staffing lab: {unit.name}, {my.name}",
        question=(
            f"Which shifts cover every block at 1:{unit.patients_per_nurse}, breaks included, in "
            f"{unit.shift_mix.hours_limit:,.0f} worked hours, with at most {unit.shift_mix.float_limit} float blocks?"
        ),
        controls=all_controls,
        model=model,
        view=DayView(unit),
        reading=reading,
        plan=ShiftMixDecision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_shift_mix",
            "when does the mix as it is miss the most nurses?",
            (
                ("night", "at night, from 8 p.m. to 8 in the morning"),
                ("day", "by day, from 8 a.m. to 8 in the evening"),
                ("afternoon", "only from noon to 8 in the evening"),
                ("always", "at all hours alike"),
                ("never", "at no hour: there are enough, or too many"),
            ),
            found=_found,
            veils=True,
        ),
        hints=lambda values: hints(coach, unit.shift_mix, values),
    )


LABS = {"shift_mix": staffing_lab}
