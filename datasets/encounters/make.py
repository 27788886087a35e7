"""Write every inpatient stay that ended at Wrenfield Memorial Hospital in FY2023 to FY2025.

The order of work: lay out the year's patients by group and unit, give each a length of stay so that every unit's
days close, pair them with the bills of the year, then join stays into patients.

Planted truth (named here and nowhere else): in FY2025 twice as many patients came by transfer from another
hospital. Mortality fell among transfers and among all others, yet rose overall (Simpson's paradox).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from datasets import story
from datasets.dept_budget_actual.departments import DEPARTMENTS
from datasets.drg_ref.drgs import DRGS, UNITS, Drg
from datasets.encounters.bills import Bills, Bools, Floats, Ints, all_bills, encounter_ids, stays_of
from datasets.encounters.patients import Stays, ages, choose_returns, heads, link, record_numbers
from datasets.tools import CENTS, Cents, apportion, draws

HERE = Path(__file__).parent
SOURCES = ("emergency department", "physician referral", "transfer from hospital")
EMERGENCY, REFERRAL, TRANSFER = range(3)
PLACES = (
    "home",
    "home health",
    "skilled nursing facility",
    "rehabilitation",
    "transfer to hospital",
    "left against advice",
    "died",
)
ELSEWHERE, AGAINST_ADVICE, DIED = 4, 5, 6
ED_ADMIT_SHARE = 0.155  # of emergency visits; `ed_hourly` has the same
TRANSFERS = {2023: 380, 2024: 404, 2025: 820}
TRANSFER_DEATHS = {2023: 0.107, 2024: 0.105, 2025: 0.098}
OTHER_DEATHS = {2023: 0.0168, 2024: 0.0165, 2025: 0.0150}
STAY_SPREAD = 0.55  # sigma of log days
UNIT_STAY = dict(zip(UNITS, (1.06, 1.06, 1.0, 1.05, 1.1, 1.0), strict=True))  # against the group's usual stay
DEADLY = {"871": 3.0, "207": 3.0, "208": 3.0, "064": 2.5, "853": 2.0, "189": 1.5, "872": 0.5, "470": 0.1}
SURVIVED = ("280", "281")  # groups of patients discharged alive
ZIPS = ("00110", "00112", "00115", "00118", "00121", "00124", "00127", "00133", "00136", "00140", "00145", "00152")
ZIP_PULL = (22, 18, 14, 10, 8, 7, 6, 5, 4, 3, 2, 1)


@dataclass
class Patients:
    """The clinical side of one year's stays, in no order."""

    group: Ints
    unit: Ints
    severity: Ints
    age: Ints
    female: Bools
    los: Ints
    source: Ints
    place: Ints


def of_group(group: Ints, value: list[float]) -> Floats:
    """Look a value up for each stay's group."""
    return np.array(value, dtype=float)[group]


def lay_out(fiscal_year: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return the group and the unit of each stay of a year, in FY2025's proportions."""
    cells = [(g, UNITS.index(unit), n) for g, drg in enumerate(DRGS) for unit, n in drg.volumes.items()]
    groups, units, volumes = (np.array(column) for column in zip(*cells, strict=True))
    count = apportion(stays_of(fiscal_year), volumes)
    order = rng.permutation(int(count.sum()))
    return np.repeat(groups, count)[order], np.repeat(units, count)[order]


def severity_pull(drg: Drg) -> tuple[float, ...]:
    """Return how the four levels of severity weigh in a group: complications are in its title."""
    if drg.condition == "birth":
        return (0.55, 0.35, 0.09, 0.01)
    if drg.drg in DEADLY and drg.weight > 2:
        return (0.0, 0.05, 0.35, 0.60)
    if "with MCC" in drg.title:
        return (0.0, 0.12, 0.55, 0.33)
    return (0.12, 0.53, 0.30, 0.05) if "with CC" in drg.title else (0.30, 0.47, 0.19, 0.04)


def draw_severity(group: Ints, rng: np.random.Generator) -> Ints:
    chance = np.cumsum([severity_pull(drg) for drg in DRGS], axis=1)[group]
    return 1 + (rng.random(len(group))[:, None] > chance[:, :3]).sum(axis=1)


def draw_people(group: Ints, rng: np.random.Generator) -> tuple[Ints, Bools]:
    """Return age and whether female: mothers are 16 to 46, all others are adults."""
    spread = np.clip(rng.standard_normal(len(group)), -2.6, 2.6)
    age = of_group(group, [d.mean_age for d in DRGS]) + of_group(group, [d.age_spread for d in DRGS]) * spread
    mother = of_group(group, [d.condition == "birth" for d in DRGS]) > 0
    age = np.where(mother, np.clip(age, 16, 46), np.clip(age, 18, 99))
    return np.rint(age).astype(np.int64), mother | (rng.random(len(group)) < 0.51)


def draw_stays(fiscal_year: int, group: Ints, unit: Ints, severity: Ints, rng: np.random.Generator) -> Ints:
    """Return whole days, at least one, skewed, that sum to each unit's days of the year."""
    mean = of_group(group, [d.arithmetic_days for d in DRGS]) * np.array(list(UNIT_STAY.values()))[unit]
    mean = mean * np.array([0.80, 0.92, 1.05, 1.28])[severity - 1]
    tail = np.exp(STAY_SPREAD * np.clip(rng.standard_normal(len(group)), -3, 3.2) - STAY_SPREAD**2 / 2)
    shape = np.round(np.maximum(mean * tail - 1, 0.05), 6)
    days = np.zeros(len(group), dtype=np.int64)
    for code, name in enumerate(UNITS):
        dept = next(d for d in DEPARTMENTS if d.name == name)
        total = round(dept.volume_fy2025 * story.ACTUAL[fiscal_year].volume_index)
        mine = unit == code
        days[mine] = 1 + apportion(total - int(mine.sum()), shape[mine])
    return days


def choose(count: int, pull: Floats, rng: np.random.Generator) -> Ints:
    """Choose so many different stays; a stay with twice the pull is about twice as likely."""
    return rng.choice(len(pull), count, replace=False, p=pull / pull.sum())


def draw_sources(fiscal_year: int, group: Ints, severity: Ints, rng: np.random.Generator) -> Ints:
    """Return how each patient came: so many transfers, so many through the emergency department."""
    odds = of_group(group, [d.emergency_odds for d in DRGS])
    source = np.full(len(group), REFERRAL)
    source[choose(TRANSFERS[fiscal_year], np.where(odds > 0.05, odds * severity**1.5, 0.0), rng)] = TRANSFER
    left = np.where(source == TRANSFER, 0.0, odds**1.5)
    source[choose(ed_admits(fiscal_year), left, rng)] = EMERGENCY
    return source


def ed_admits(fiscal_year: int) -> int:
    """Return a year's admissions through the emergency department: 15.5% of its visits."""
    visits = next(d for d in DEPARTMENTS if d.dept_id == "D07").volume_fy2025
    return round(ED_ADMIT_SHARE * round(visits * story.ACTUAL[fiscal_year].volume_index))


def draw_places(fiscal_year: int, year: Patients, rng: np.random.Generator) -> Ints:
    """Return where each patient went; the dead first, so many of the transfers and of the others."""
    frail = year.age + 12 * year.severity
    place = (rng.random(len(frail)) < np.clip((frail - 70) / 60, 0.03, 0.8)).astype(np.int64)
    nursing = rng.random(len(frail)) < np.clip((frail - 95) / 60, 0, 0.6)
    fracture = np.isin(of_group(year.group, [float(d.drg) for d in DRGS]), (481, 522))
    place[(place > 0) & (nursing | (fracture & (rng.random(len(frail)) < 0.6)))] = 2
    stroke = of_group(year.group, [d.mdc == "01" for d in DRGS]) > 0
    place[(stroke | fracture) & (rng.random(len(frail)) < 0.22)] = 3
    mother = of_group(year.group, [d.condition == "birth" for d in DRGS]) > 0
    place[mother] = 0
    odd = rng.random(len(frail))
    place[~mother & (odd < 0.02)] = ELSEWHERE
    place[~mother & (odd > 0.988)] = AGAINST_ADVICE
    place[choose_deaths(fiscal_year, year, mother, rng)] = DIED
    return place


def choose_deaths(fiscal_year: int, year: Patients, mother: Bools, rng: np.random.Generator) -> Bools:
    """Return who died: the old and the very ill above all."""
    pull = (
        year.severity**3.0 * np.maximum(year.age - 30, 1) * of_group(year.group, [DEADLY.get(d.drg, 1) for d in DRGS])
    )
    pull = np.where(mother | (of_group(year.group, [d.drg in SURVIVED for d in DRGS]) > 0), 0.0, pull)
    died = np.zeros(len(pull), dtype=bool)
    for came, share in ((year.source == TRANSFER, TRANSFER_DEATHS), (year.source != TRANSFER, OTHER_DEATHS)):
        died[choose(round(share[fiscal_year] * int(came.sum())), np.where(came, pull, 0.0), rng)] = True
    return died


def draw_year(fiscal_year: int, rng: np.random.Generator) -> Patients:
    """Draw the patients of one year."""
    group, unit = lay_out(fiscal_year, rng)
    severity = draw_severity(group, rng)
    age, female = draw_people(group, rng)
    los = draw_stays(fiscal_year, group, unit, severity, rng)
    source = draw_sources(fiscal_year, group, severity, rng)
    year = Patients(group, unit, severity, age, female, los, source, np.zeros_like(group))
    year.place = draw_places(fiscal_year, year, rng)
    return year


def pair(year: Patients, payer: Ints, charges: Cents, rng: np.random.Generator) -> Ints:
    """Return which patient each bill is for: the old have Medicare, and dear bills go with heavy cases."""
    mother = of_group(year.group, [d.condition == "birth" for d in DRGS]) > 0
    elder = np.argsort(-(np.where(mother, -100, year.age) + 6 * rng.standard_normal(len(mother))), kind="stable")
    medicare = int((payer < 2).sum())
    queue = np.concatenate([rng.permutation(elder[:medicare]), rng.permutation(elder[medicare:])])
    weight = of_group(year.group, [d.weight for d in DRGS])
    usual = of_group(year.group, [d.arithmetic_days for d in DRGS])
    burden = np.round(weight * np.sqrt(year.los / usual) * np.exp(0.25 * rng.standard_normal(len(mother))), 6)
    patient = np.zeros(len(payer), dtype=np.int64)
    at = 0
    for code in range(5):
        mine = np.flatnonzero(payer == code)
        theirs = queue[at : at + len(mine)]
        at += len(mine)
        patient[mine[np.argsort(charges[mine], kind="stable")]] = theirs[np.argsort(burden[theirs], kind="stable")]
    return patient


@dataclass
class Encounters:
    """Every stay, ordered by discharge."""

    bills: Bills
    patients: Patients
    stays: Stays
    age: Ints
    mrn: list[str]
    zips: npt.NDArray[np.object_]
    readmitted: Bools
    before: Ints
    cost: Cents
    present: list[str]


def gather(bills: Bills, rng: np.random.Generator) -> Patients:
    """Draw each year's patients and put them in the order of the bills."""
    columns = [np.zeros(len(bills.payer), dtype=kind) for kind in (int, int, int, int, bool, int, int, int)]
    for fiscal_year in story.FISCAL_YEARS:
        mine = bills.fiscal_year == fiscal_year
        year = draw_year(fiscal_year, rng)
        order = pair(year, bills.payer[mine], bills.charges[mine], rng)
        for column, drawn in zip(columns, vars(year).values(), strict=True):
            column[mine] = drawn[order]
    return Patients(*columns)


def draw_present(severity: Ints, rng: np.random.Generator) -> list[str]:
    """Return present-on-admission letters; what arose in hospital or is unknown is never the principal diagnosis."""
    count = np.clip(2 + 2 * severity + rng.integers(-1, 3, len(severity)), 2, 12)
    letters = rng.choice(np.array(["Y", "N", "U"]), (len(severity), 11), p=(0.97, 0.02, 0.01))
    return ["Y" + "".join(row[: n - 1]) for row, n in zip(letters, count, strict=True)]


def build() -> Encounters:
    """Draw three years."""
    rng = draws("encounters")
    bills = all_bills(rng)
    who = gather(bills, rng)
    condition = np.array([drg.condition for drg in DRGS], dtype=object)[who.group]
    eligible = ~np.isin(who.place, (ELSEWHERE, AGAINST_ADVICE, DIED))
    stays = Stays(
        bills.fiscal_year,
        bills.discharge - who.los,
        bills.discharge,
        condition,
        who.severity,
        who.female,
        who.age,
        bills.payer,
        who.source == REFERRAL,
        eligible,
    )
    returns = choose_returns(stays, rng)
    before = link(stays, returns, rng)
    first = heads(before)
    chance = np.array(ZIP_PULL) / sum(ZIP_PULL)
    zips = rng.choice(np.array(ZIPS, dtype=object), len(first), p=chance)[first]
    rate = np.round(np.clip(0.278 + 0.010 * rng.standard_normal(len(first)), 0.26, 0.30), 4)
    cost = np.rint(bills.charges * rate).astype(np.int64)
    return Encounters(
        bills,
        who,
        stays,
        ages(stays, first, rng),
        record_numbers(stays, first, rng),
        zips,
        returns,
        before,
        cost,
        draw_present(who.severity, rng),
    )


def mortality(made: Encounters, fiscal_year: int) -> dict[str, float]:
    """Return the share that died among transfers, among all others, and overall."""
    year, came = made.bills.fiscal_year == fiscal_year, made.patients.source == TRANSFER
    died = made.patients.place == DIED
    return {
        "transfers": float(died[year & came].mean()),
        "others": float(died[year & ~came].mean()),
        "all": float(died[year].mean()),
    }


def check(made: Encounters) -> None:
    """Assert the identities and the planted truth."""
    bills, who = made.bills, made.patients
    now = bills.fiscal_year == 2025
    assert int(now.sum()) == story.DISCHARGES and int(who.los[now].sum()) == story.PATIENT_DAYS
    assert int(bills.charges[now].sum()) == story.INPATIENT_GROSS_USD * CENTS
    weight = of_group(who.group, [d.weight for d in DRGS])
    assert round(float(weight[now].mean()), 2) == story.CASE_MIX_INDEX
    assert int((who.source[now] == EMERGENCY).sum()) == ed_admits(2025) == 7_130
    assert 4.7 < who.los.mean() < 4.9 and np.exp(np.log(who.los).mean()) < who.los.mean() - 0.8
    alive = made.stays.eligible
    assert 0.140 < made.readmitted[alive].mean() < 0.150 and not made.readmitted[~alive].any()
    gap = (made.stays.admit - made.stays.discharge[made.before]).astype(int)[made.before >= 0]
    assert gap.min() >= 1 and (made.readmitted[made.before[made.before >= 0]] == (gap <= 30)).all()
    assert len(np.unique(made.before[made.before >= 0])) == (made.before >= 0).sum()
    then, later = mortality(made, 2024), mortality(made, 2025)
    assert later["transfers"] < then["transfers"] and later["others"] < then["others"] and later["all"] > then["all"]


def table(made: Encounters) -> pa.Table:
    """Return the stays as an Arrow table with the columns of the dictionary."""
    bills, who = made.bills, made.patients
    columns = {
        "enc_id": encounter_ids(bills),
        "mrn": made.mrn,
        "facility_id": ["WMH"] * len(made.mrn),
        "fiscal_year": bills.fiscal_year,
        "admit_date": made.stays.admit,
        "discharge_date": bills.discharge,
        "los_days": who.los,
        "unit": np.array(UNITS)[who.unit].tolist(),
        "age": made.age,
        "sex": np.where(who.female, "F", "M").tolist(),
        "zip": made.zips.tolist(),
        "payer": np.array(list(story.PAYERS))[bills.payer].tolist(),
        "drg": np.array([drg.drg for drg in DRGS])[who.group].tolist(),
        "drg_weight": of_group(who.group, [d.weight for d in DRGS]),
        "severity": who.severity,
        "admission_source": np.array(SOURCES)[who.source].tolist(),
        "disposition": np.array(PLACES)[who.place].tolist(),
        "charges_usd": bills.charges / CENTS,
        "cost_usd": made.cost / CENTS,
        "paid_usd": bills.paid / CENTS,
        "readmit_30d": made.readmitted,
        "died": who.place == DIED,
        "poa_flags": made.present,
    }
    return pa.table(columns)


def make(folder: Path = HERE) -> list[Path]:
    """Write data.parquet into a folder."""
    made = build()
    check(made)
    path = folder / "data.parquet"
    pq.write_table(table(made), path, compression="zstd", compression_level=12)
    return [path]


if __name__ == "__main__":
    make()
