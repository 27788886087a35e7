"""Thirty nurses, four weeks: the unit's roster as it was posted, and what has gone wrong with it since.

A sound roster is built first, line by line, and the requests are drawn around it. Then life happens: leave granted
late, a swap agreed at the bedside, a shift given up. What hangs on the wall is that roster, with a dozen broken
promises; the sound one proves that it can be mended. The figures are invented for teaching; the rules are common
in American hospitals: twelve-hour shifts, no day after a night, at most three in a row, every other weekend.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import MOST_DRAWS, first_found
from course.rostering.problem import OFF, Cover, Nurse, Request, RosterProblem, ShiftType
from course.rostering.roster import Roster, changed_cells, cover_gaps, granted, requests_lost
from course.rostering.violations import LONG_RUN, RULES, SHORT_REST, SUCCESSION, WEEKENDS, line_violations
from course.units.staffing.rosters.roster_model import CHARGE, DAY, LPN, NIGHT, RN, DrawnRoster, PostedRoster, hand_over
from course.units.staffing.rosters.sound_lines_draw import HALF_DAYS, Contract, sound_lines

DAYS = 2 * HALF_DAYS
SHIFT_MINUTES = 720
MOST_IN_A_ROW, FEWEST_OFF_IN_A_ROW, MOST_WEEKENDS = 3, 2, 2
MISSING_COSTS, EXTRA_COSTS = 100, 1  # a person missing outweighs any request; one too many is only a nuisance
SURNAMES = (
    "Abara",
    "Adler",
    "Bauer",
    "Brandt",
    "Castillo",
    "Cho",
    "Cruz",
    "Dang",
    "Diaz",
    "Doyle",
    "Ellis",
    "Farrow",
    "Fofana",
    "Garcia",
    "Grant",
    "Haddad",
    "Hale",
    "Ito",
    "Ivers",
    "James",
    "Jonas",
    "Kaur",
    "Keane",
    "Kim",
    "Lopez",
    "Lund",
    "Marsh",
    "Mbeki",
    "Novak",
    "Nunez",
    "Okafor",
    "Olsen",
    "Park",
    "Perry",
    "Quinn",
    "Reyes",
    "Rossi",
    "Sato",
    "Singh",
    "Tran",
    "Udoh",
    "Vance",
    "Weber",
    "Xiong",
    "Young",
    "Zeller",
)
SHIFTS = (
    ShiftType(DAY, SHIFT_MINUTES, (), "day, 07:00 to 19:00"),
    ShiftType(NIGHT, SHIFT_MINUTES, (DAY,), "night, 19:00 to 07:00"),
)
# Who is on the unit: shifts in each half of the roster, team in each half, skills, whether the contract lets them
# rotate between days and nights, how many.
TEAMS = (
    (6, DAY + DAY, (CHARGE, RN), False, 4),
    (6, DAY + DAY, (RN,), False, 5),
    (6, DAY + DAY, (LPN,), False, 2),
    (4, DAY + DAY, (RN,), False, 2),
    (4, DAY + DAY, (LPN,), False, 1),
    (6, NIGHT + NIGHT, (CHARGE, RN), False, 4),
    (6, NIGHT + NIGHT, (RN,), True, 4),
    (6, NIGHT + NIGHT, (LPN,), False, 2),
    (4, NIGHT + NIGHT, (RN,), False, 2),
    (6, DAY + NIGHT, (RN,), True, 2),
    (6, NIGHT + DAY, (RN,), True, 2),
)
LATE_LEAVE, GIVEN_UP, HEADS = "leave granted after posting", "shift given up", "heads"
# What goes wrong, each with the kinds of trouble that it makes: at first, late leave makes none.
TROUBLES = (
    (LATE_LEAVE, frozenset[str]()),
    (LATE_LEAVE, frozenset[str]()),
    ("day after night", frozenset({SUCCESSION})),
    ("fourth in a row", frozenset({LONG_RUN})),
    ("third weekend", frozenset({WEEKENDS})),
    ("one day between", frozenset({SHORT_REST})),
    ("nobody in charge", frozenset({CHARGE})),
    (GIVEN_UP, frozenset({HEADS})),
    (GIVEN_UP, frozenset({HEADS})),
)
TRIES = 4000  # places looked at for one trouble before another unit is drawn
SPARE_CHANGES, SPARE_REQUESTS = 4, 6
MOST_ASKED, GRANTED_OF_MOST = 5, 3  # requests of one nurse
FULL_TIME_SHIFTS = 6  # in two weeks
WEEK_OFF = 3  # shifts that a week of paid leave stands for


def draw(rng: np.random.Generator) -> DrawnRoster:
    """Draw a unit whose posted roster breaks rules of several kinds, and can be mended."""
    return first_found((_one_unit(rng) for _ in range(MOST_DRAWS)), "posted roster that can be mended")


def _one_unit(rng: np.random.Generator) -> DrawnRoster | None:
    """Draw people, demand, a sound roster and what goes wrong in it, or None where one of them does not come about."""
    contracts, names = _contracts(rng)
    covers = _covers(rng)
    lines = sound_lines(contracts, covers, rng)
    if lines is None:
        return None
    sound: Roster = dict(zip(names, lines, strict=True))
    nurses = tuple(_nurse(name, each) for name, each in zip(names, contracts, strict=True))
    problem = RosterProblem(DAYS, SHIFTS, nurses, covers, _requests(names, sound, rng))
    return _damaged(problem, sound, rng)


# ---------------------------------------------------------------- people and demand


def _contracts(rng: np.random.Generator) -> tuple[list[Contract], list[str]]:
    """Return thirty contracts, a week of paid leave for some full-timers, and a name for each."""
    people = [
        Contract((shifts, shifts), team, skills, full_time=shifts == FULL_TIME_SHIFTS, rotates=rotates)
        for shifts, team, skills, rotates, count in TEAMS
        for _ in range(count)
    ]
    for team, away in ((DAY + DAY, int(rng.integers(3, 5))), (NIGHT + NIGHT, 2)):
        able = [place for place, each in enumerate(people) if each.team == team and each.full_time]
        for place, week in zip(rng.choice(able, away, replace=False), rng.permutation(4)[:away], strict=True):
            people[place] = _with_week_off(people[place], int(week))
    names = sorted(str(name) for name in rng.choice(SURNAMES, len(people), replace=False))
    return [people[place] for place in rng.permutation(len(people))], names


def _with_week_off(each: Contract, week: int) -> Contract:
    """Return the contract with a week of leave, Monday to Sunday, paid as three shifts."""
    first, second = each.shifts
    left = (first - WEEK_OFF, second) if week < 2 else (first, second - WEEK_OFF)
    return replace(each, shifts=left, leave=tuple(range(7 * week, 7 * week + 7)))


def _nurse(name: str, each: Contract) -> Nurse:
    """Return the nurse that a contract makes: hours within a shift of those agreed, and teams kept to."""
    agreed = sum(each.shifts) * SHIFT_MINUTES
    never = {} if each.rotates else {shift: 0 for shift in (DAY, NIGHT) if shift not in each.team}
    return Nurse(
        id=name,
        max_minutes=agreed + SHIFT_MINUTES,
        min_minutes=agreed - SHIFT_MINUTES,
        max_consecutive_shifts=MOST_IN_A_ROW,
        min_consecutive_days_off=FEWEST_OFF_IN_A_ROW,
        max_weekends=MOST_WEEKENDS,
        skills=each.skills,
        max_shifts=MappingProxyType(never),
        leave=each.leave,
    )


def _covers(rng: np.random.Generator) -> tuple[Cover, ...]:
    """Return what each shift needs: heads, registered nurses among them, and somebody in charge."""
    weekend_less = int(rng.integers(0, 2))
    covers = []
    for day in range(DAYS):
        weekend = day % 7 >= 5
        heads = {DAY: 6 - weekend * weekend_less, NIGHT: 5}
        for shift, needed in heads.items():
            for skill, least in (("", needed), (RN, 4), (CHARGE, 1)):
                covers.append(Cover(day, shift, least, MISSING_COSTS, EXTRA_COSTS if not skill else 0, skill))
    return tuple(covers)


def _requests(names: list[str], sound: Roster, rng: np.random.Generator) -> tuple[Request, ...]:
    """Return who asks for what: most of it in the sound roster, and one weekend that nearly everybody wants off."""
    popular = 7 * int(rng.integers(1, 3)) + 5
    asked: dict[tuple[str, int], Request] = {}
    for name in names:
        off = rng.random() < 0.7
        for day in (popular, popular + 1) if off else ():
            asked[name, day] = Request(name, day, OFF, int(rng.integers(1, 4)), wanted=False)
        for day in rng.choice(DAYS, 3, replace=False).tolist():
            worked = sound[name][day]
            kept = rng.random() < 0.85
            if (worked == OFF) == kept:
                wish = Request(name, day, OFF, int(rng.integers(1, 4)), wanted=False)
            else:
                wish = Request(name, day, worked or DAY, int(rng.integers(1, 3)), wanted=True)
            asked.setdefault((name, day), wish)
    return tuple(asked[key] for key in sorted(asked))


def _each_granted_one(requests: tuple[Request, ...], posted: Roster) -> tuple[Request, ...]:
    """Return the requests so that everybody is granted one, and whoever asks for most is not the worst-off.

    Who is granted none asks for what is posted on one of the days; who asks for `MOST_ASKED` and is granted fewer
    than `GRANTED_OF_MOST` withdraws one request that is lost. So the least share is never the fewest requests
    granted over the most that anybody made.
    """
    kept = []
    for name in posted:
        own = [request for request in requests if request.nurse == name]
        lost = [request for request in own if not granted(request, posted)]
        if own and len(lost) == len(own):
            met = lost.pop(0)
            own[own.index(met)] = replace(met, shift=posted[name][met.day], wanted=posted[name][met.day] != OFF)
        if len(own) == MOST_ASKED and len(own) - len(lost) < GRANTED_OF_MOST:
            own.remove(lost[0])
        kept += own
    return tuple(kept)


# ---------------------------------------------------------------- what goes wrong after posting


def _damaged(problem: RosterProblem, sound: Roster, rng: np.random.Generator) -> DrawnRoster | None:
    """Return the unit with a posted roster in which things have gone wrong, or None where one does not come about.

    Each trouble moves a shift from the nurse who has it in the sound roster to one who must not take it, or to
    nobody, so moving it back is always one way to mend it.
    """
    damage = _Damage(problem, sound, rng)
    if not all(damage.add(trouble, kinds) for trouble, kinds in TROUBLES):
        return None
    posted = damage.posted
    given = replace(problem, nurses=tuple(damage.nurses.values()), requests=_each_granted_one(problem.requests, posted))
    case = PostedRoster(
        problem=given,
        posted=posted,
        most_changes=len(changed_cells(posted, sound)) + SPARE_CHANGES,
        most_requests_lost=requests_lost(given, sound) + SPARE_REQUESTS,
    )
    return DrawnRoster(case, sound)


class _Damage:
    """The posted roster while one thing after another goes wrong, each with people not touched before."""

    def __init__(self, problem: RosterProblem, sound: Roster, rng: np.random.Generator) -> None:
        self.problem, self.posted, self.rng = problem, sound, rng
        self.nurses = dict(problem.nurse)
        self.free = list(sound)

    def add(self, trouble: str, kinds: frozenset[str]) -> bool:
        """Let one trouble happen at some place; False where none is found."""
        for _ in range(TRIES):
            giver, taker = (str(name) for name in self.rng.choice(self.free, 2, replace=False))
            day = int(self.rng.integers(DAYS))
            if self.posted[giver][day] == OFF or self.posted[taker][day] != OFF or day in self.nurses[taker].leave:
                continue
            moved = hand_over(self.posted, day, giver, taker if trouble != GIVEN_UP else None)
            if self._makes(kinds, moved, giver, taker, day):
                self.posted = moved
                self.free = [name for name in self.free if name not in (giver, taker)]
                if trouble == LATE_LEAVE:
                    nurse = self.nurses[taker]
                    self.nurses[taker] = replace(nurse, leave=tuple(sorted((*nurse.leave, day))))
                return True
        return False

    def _makes(self, kinds: frozenset[str], moved: Roster, giver: str, taker: str, day: int) -> bool:
        """Return whether the move makes these kinds of trouble and no other: rules broken, and who is missing."""
        if self._rules(moved, giver) or self._rules(moved, taker) != kinds & frozenset(RULES):
            return False
        missing = {gap.cover.skill or HEADS for gap in cover_gaps(self.problem, moved, day) if gap.missing}
        return missing == kinds - frozenset(RULES)

    def _rules(self, moved: Roster, name: str) -> frozenset[str]:
        return frozenset(v.rule for v in line_violations(self.problem, self.nurses[name], moved[name]))
