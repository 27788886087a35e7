"""Write everybody employed at Wrenfield Memorial and Alder Creek in FY2023 to FY2025: who came, who left, who stays.

The order of work: posts by department and role, departures by role and year, hires that fill the places, then each
person's hours, pay, manager and license. On 30 June 2025 each department's FTEs are those of the budget.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from datasets import story
from datasets.staff_roster.posts import CHIEF_OF, CHIEFS, HEADS, HOME_POSTS, HOME_TURNOVER, ROLES, department_tenths
from datasets.tools import apportion, draws, write_csv

HERE = Path(__file__).parent
HEADER = (
    "emp_id",
    "facility_id",
    "dept_id",
    "role",
    "manager_id",
    "fte",
    "hire_date",
    "term_date",
    "term_type",
    "base_rate_usd_per_hour",
    "shift_diff_usd_per_hour",
    "birth_year",
    "license_expires",
)
START, END = date(2022, 7, 1), date(2025, 6, 30)
FIRST_YEAR_PULL = 0.21  # chance that a leaver is sought among those in their first year
LEADERS = ("executive", "manager", "supervisor")
NURSES = ("RN", "LPN", "CNA")
NIGHT_SHARE, NIGHT_DIFF_USD = 0.45, {"RN": 4.50, "LPN": 3.00, "CNA": 2.00}
LADDER = {True: (10, 9, 9, 9, 6, 3), False: (10, 10, 10, 8, 5, 2)}  # tenths of an FTE that nurses and others work
Cell = tuple[str, str]


@dataclass
class Person:
    """One employee; the place (seat) is what a successor takes over."""

    cell: Cell
    seat: int
    hired: date
    left: date | None = None
    why: str = ""
    tenths: int = 10
    rate_usd: float = 0.0
    night: bool = False
    born: int = 0
    emp_id: str = ""
    manager_id: str = ""
    expires: date | None = None
    dept_id: str = field(init=False)
    role: str = field(init=False)

    def __post_init__(self) -> None:
        self.dept_id, self.role = self.cell

    @property
    def facility_id(self) -> str:
        return "WMH" if self.dept_id.startswith("D") else "ACC"

    @property
    def active(self) -> bool:
        return self.left is None

    def employed_on(self, day: date) -> bool:
        return self.hired <= day and (self.left is None or day <= self.left)


def heads_and_tenths() -> dict[Cell, tuple[int, int]]:
    """Return how many people and how many tenths of an FTE each cell ends with; leaders are full time."""
    posts = department_tenths()
    leaders = {cell: tenths // 10 for cell, tenths in posts.items() if cell[1] in LEADERS}
    staff = {cell: tenths for cell, tenths in posts.items() if cell not in leaders}
    least = {cell: -(-tenths // 10) for cell, tenths in staff.items()}  # nobody works more than full time
    more = apportion(HEADS - sum(leaders.values()) - sum(least.values()), list(staff.values()))
    counted = {cell: least[cell] + int(n) for cell, n in zip(staff, more, strict=True)} | leaders
    return {cell: (counted[cell], posts[cell]) for cell in posts} | HOME_POSTS


def departures(cells: dict[Cell, tuple[int, int]], rng: np.random.Generator) -> dict[Cell, list[date]]:
    """Return the days on which somebody leaves each cell: so many a role and year as its turnover says."""
    leave: dict[Cell, list[date]] = {cell: [] for cell in cells}
    for home in (True, False):
        for role, facts in ROLES.items():
            mine = [cell for cell in cells if cell[1] == role and cell[0].startswith("A") == home]
            rates = HOME_TURNOVER if home else facts.turnover
            heads = [cells[cell][0] for cell in mine]
            for year, rate in zip(story.FISCAL_YEARS, rates, strict=True):
                for _ in range(round(rate * sum(heads))):
                    cell = mine[int(rng.choice(len(mine), p=np.array(heads) / sum(heads)))]
                    leave[cell].append(date(year - 1, 7, 1) + timedelta(days=int(rng.integers(365))))
    return {cell: sorted(days) for cell, days in leave.items()}


def first_hires(cell: Cell, count: int, rng: np.random.Generator) -> list[Person]:
    """Return who was there on 1 July 2022: many of long standing, about one in six in the first year."""
    years = np.minimum(rng.gamma(1.1, 6.0, count) + 0.05, 32)
    years = np.maximum(years, 3) if cell[1] in LEADERS else years
    return [Person(cell, seat, START - timedelta(days=round(y * 365))) for seat, y in enumerate(years)]


def leaver(there: list[Person], day: date, rng: np.random.Generator) -> Person:
    """Choose who leaves: the new are sought first, often; then anybody, the long-serving least."""
    new = [person for person in there if (day - person.hired).days < 365 and person.hired < day]
    old = [person for person in there if (day - person.hired).days >= 365]
    pool = new if new and (not old or rng.random() < FIRST_YEAR_PULL) else old
    pull = np.array([1 / (1 + (day - person.hired).days / 1_500) for person in pool])
    return pool[int(rng.choice(len(pool), p=pull / pull.sum()))]


def live_through(cell: Cell, heads: int, leave: list[date], rng: np.random.Generator) -> list[Person]:
    """Return everybody of a cell over three years; a place stays empty for 30 to 120 days, or still is."""
    fill = [day + timedelta(days=int(rng.integers(30, 121))) for day in leave]
    people = first_hires(cell, heads + sum(day > END for day in fill), rng)
    waiting: list[tuple[date, int]] = []
    for day, filled in zip(leave, fill, strict=True):
        people += [Person(cell, seat, hired) for hired, seat in waiting if hired <= day]
        waiting = [(hired, seat) for hired, seat in waiting if hired > day]
        gone = leaver([person for person in people if person.active], day, rng)
        gone.left = day
        if filled <= END:
            waiting.append((filled, gone.seat))
    return people + [Person(cell, seat, hired) for hired, seat in waiting]


def share_out_hours(people: list[Person], tenths: int, rng: np.random.Generator) -> None:
    """Give each place its FTE, so that those in it on 30 June 2025 sum to the cell's."""
    ladder = np.array(LADDER[people[0].role in NURSES])
    place = {person.seat: int(rng.choice(ladder)) for person in people}
    seats = [person.seat for person in people if person.active]
    while (gap := tenths - sum(place[seat] for seat in seats)) != 0:
        step = 1 if gap > 0 else -1
        free = [seat for seat in seats if 2 <= place[seat] + step <= 10]
        place[free[int(rng.integers(len(free)))]] += step
    for person in people:
        person.tenths = 10 if person.role in LEADERS else place[person.seat]


def share_out_pay(people: list[Person], rng: np.random.Generator) -> None:
    """Give each person a rate that grows with service; the mean of a role on 30 June 2025 is its own."""
    for role, facts in ROLES.items():
        mine = [person for person in people if person.role == role]
        served = [((person.left or END) - person.hired).days / 365 for person in mine]
        wobble = np.clip(rng.standard_normal(len(mine)), -2.5, 2.5)
        shape = np.round((1 + 0.012 * np.minimum(served, 20)) * (1 + 0.07 * wobble), 6)
        mean = np.mean([s for s, person in zip(shape, mine, strict=True) if person.active])
        for person, own in zip(mine, shape, strict=True):
            person.rate_usd = round(float(facts.mean_rate_usd * own / mean), 2)


def describe(person: Person, rng: np.random.Generator) -> None:
    """Draw what is a person's own: age, shift, why they left, and when the license runs out."""
    served = ((person.left or END) - person.hired).days / 365
    hired_at = min(20 + rng.gamma(2.2, 5.5), 68 - min(served, 40))
    person.born = person.hired.year - round(max(hired_at, 19))
    person.night = person.role in NURSES and bool(rng.random() < NIGHT_SHARE)
    if ROLES[person.role].licensed:
        person.expires = (person.left or END) + timedelta(days=int(rng.integers(4, 725)))
    if person.left:
        old = person.left.year - person.born >= 62
        person.why = "retirement" if old else ("involuntary" if rng.random() < 0.14 else "voluntary")


def number(people: list[Person], rng: np.random.Generator) -> None:
    """Give out employee numbers in the order of hire, with gaps."""
    order = sorted(people, key=lambda person: (person.hired, person.cell, person.seat))
    for person, at in zip(order, 1_000 + np.cumsum(rng.integers(1, 4, len(order))), strict=True):
        person.emp_id = f"{at:06d}"


def appoint(people: list[Person]) -> None:
    """Give everybody a manager: staff a supervisor, supervisors the manager, managers a chief."""
    chiefs = [person for person in people if person.role == "executive"]
    chief = dict(zip(CHIEFS, chiefs, strict=True))
    home = next(person for person in people if person.cell == ("A02", "analyst") and person.active)  # its administrator
    nursing = min((p for p in people if p.cell == ("A01", "RN") and p.active), key=lambda p: p.hired)  # its director
    for person in people:
        peers = [p for p in people if p.dept_id == person.dept_id and p.role in ("manager", "supervisor")]
        boss = next((p for p in peers if p.role == "manager"), None)
        leads = [p for p in peers if p.role == "supervisor"]
        if person.role == "executive":
            person.manager_id = "" if person is chiefs[0] else chiefs[0].emp_id
        elif person.facility_id == "ACC":
            over = nursing if person.dept_id == "A01" and person is not nursing else home
            person.manager_id = chief["operations"].emp_id if person is home else over.emp_id
        elif person.role == "manager":
            person.manager_id = chief[CHIEF_OF.get(person.dept_id, "operations")].emp_id
        elif boss:
            person.manager_id = boss.emp_id if person.role == "supervisor" else leads[person.seat % len(leads)].emp_id


def build() -> list[Person]:
    """Draw everybody employed in three years."""
    rng = draws("staff_roster")
    cells = heads_and_tenths()
    leave = departures(cells, rng)
    people: list[Person] = []
    for cell, (heads, tenths) in cells.items():
        own = live_through(cell, heads, leave[cell], rng)
        share_out_hours(own, tenths, rng)
        people += own
    share_out_pay(people, rng)
    for person in people:
        describe(person, rng)
    number(people, rng)
    appoint(people)
    return sorted(people, key=lambda person: person.emp_id)


def turnover(people: list[Person], fiscal_year: int) -> float:
    """Return a year's separations over the mean of its thirteen month-end headcounts."""
    first, last = date(fiscal_year - 1, 7, 1), date(fiscal_year, 6, 30)
    left = sum(person.left is not None and first <= person.left <= last for person in people)
    ends = [month - timedelta(days=1) for month in [*story.months(fiscal_year), date(fiscal_year, 7, 1)]]
    heads = [sum(p.hired <= day and (p.left is None or p.left > day) for p in people) for day in ends]
    return float(left / np.mean(heads))


def check(people: list[Person]) -> None:
    """Assert heads, FTEs, turnover and pay."""
    ours = [person for person in people if person.facility_id == "WMH"]
    active = [person for person in ours if person.active]
    assert len(active) == HEADS and sum(person.tenths for person in active) == 15_000
    assert len({person.emp_id for person in people}) == len(people) and people[-1].emp_id < "010000"
    nurses = [person for person in ours if person.role == "RN"]
    assert 0.16 < turnover(nurses, 2025) < 0.18 and 0.17 < turnover(ours, 2025) < 0.19
    assert 0.46 < turnover([person for person in people if person.facility_id == "ACC"], 2025) < 0.50
    left = [person for person in nurses if person.left]
    assert 0.20 < np.mean([(p.left - p.hired).days < 365 for p in left if p.left]) < 0.24
    ids = {person.emp_id for person in people if person.active}
    assert all(person.manager_id in ids for person in people if person.role != "executive")
    for role, facts in ROLES.items():
        rates = [person.rate_usd for person in people if person.role == role and person.active]
        assert abs(np.mean(rates) - facts.mean_rate_usd) < 0.01


def row(person: Person) -> tuple[object, ...]:
    diff = NIGHT_DIFF_USD[person.role] if person.night else 0.0
    return (
        person.emp_id,
        person.facility_id,
        person.dept_id,
        person.role,
        person.manager_id,
        f"{person.tenths / 10:.1f}",
        person.hired.isoformat(),
        person.left.isoformat() if person.left else "",
        person.why,
        f"{person.rate_usd:.2f}",
        f"{diff:.2f}",
        person.born,
        person.expires.isoformat() if person.expires else "",
    )


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    people = build()
    check(people)
    return [write_csv(folder / "data.csv", HEADER, [row(person) for person in people])]


if __name__ == "__main__":
    make()
