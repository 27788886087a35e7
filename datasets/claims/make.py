"""Write a year of claims: 60,000 accounts of FY2025, each followed to its end (cash or write-off).

The order of work: lay out payers and settings, choose the denials, draw charges, follow each denial to its
end, then scale the money so that charges and cash close to the cent.

Planted truth (named here and nowhere else): from January 2025 Medicare Advantage plans deny for prior
authorization at about twice their earlier rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from datasets import story
from datasets.tools import CENTS, Cents, apportion, draws

HERE = Path(__file__).parent
YEAR = 2025
COUNT = story.INPATIENT_CLAIMS + story.OUTPATIENT_CLAIMS
PAYERS, CAUSES = list(story.PAYERS), list(story.CAUSES)
NONE = -1  # no denial
INPATIENT_CHARGE_PCT = (31, 22, 22, 21, 4)  # of inpatient charges, in the order of PAYERS
OUTPATIENT_VISIT_WEIGHT = (1.0, 1.0, 1.2, 0.95, 1.15)  # Medicaid and self-pay have more and cheaper visits
CHARGE_SPREAD = {True: 0.75, False: 1.05}  # sigma of log charges, inpatient and outpatient
DENIED_CHARGE_SPREAD = 0.60
INPATIENT_ODDS = dict(zip(CAUSES, (0.2, 2.0, 40.0, 0.2, 1.0, 0.2, 0.8, 0.5, 0.3), strict=True))
PAYER_ODDS = dict.fromkeys(CAUSES, (1.0, 1.3, 1.2, 1.1, 0.0)) | {
    "prior authorization": (0.1, 2.2, 1.0, 1.5, 0.0),
    "medical necessity": (0.8, 2.0, 0.8, 1.0, 0.0),
}
LEAK_CAUSE, LEAK_PAYER = "prior authorization", "Medicare Advantage"
LEAK_FROM, LEAK_ODDS = date(2025, 1, 1), 2.2

# Causes keep the proportions of the denials decision; their size follows from the 2.8% that is finally lost.
_LOST_A_CASE = sum(c.cases * c.net_usd * (1 - c.overturned) for c in story.CAUSES.values()) / sum(
    c.cases for c in story.CAUSES.values()
)
FINAL_WRITEOFF = story.ACTUAL[YEAR].npsr_usd * CENTS * story.FINAL_DENIAL_PER_MILLE[YEAR] // 1_000
CASE_SCALE = FINAL_WRITEOFF / CENTS / story.INITIAL_DENIALS / _LOST_A_CASE

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]


@dataclass
class Claims:
    """The columns, one entry a claim, ordered by the day of submission; money in cents."""

    payer: Ints
    inpatient: Bools
    submit: Days
    cause: Ints
    carc: npt.NDArray[np.object_]
    clean: Bools
    appeal: Days
    overturned: Bools
    paid_date: Days
    billed: Cents
    allowed: Cents
    lost: Bools

    @property
    def denied(self) -> Bools:
        return np.not_equal(self.cause, NONE)

    @property
    def paid(self) -> Cents:
        return np.where(self.lost, 0, self.allowed)

    @property
    def writeoff(self) -> Cents:
        return np.where(self.lost, self.allowed, 0)


def charge_cents(payer: int, inpatient: bool) -> int:
    """Return the gross charges of one payer in one setting, in cents."""
    inside = story.INPATIENT_GROSS_USD * INPATIENT_CHARGE_PCT[payer]  # hundredths of dollars are cents
    return inside if inpatient else story.GROSS_USD[YEAR] * story.charge_pct(PAYERS[payer], YEAR) - inside


def lay_out(rng: np.random.Generator) -> tuple[Ints, Bools, Days]:
    """Return each claim's payer, setting and day of submission (working days, busier in winter)."""
    inside = np.repeat(range(5), apportion(story.INPATIENT_CLAIMS, INPATIENT_CHARGE_PCT))
    visits = [charge_cents(payer, False) * OUTPATIENT_VISIT_WEIGHT[payer] for payer in range(5)]
    outside = np.repeat(range(5), apportion(story.OUTPATIENT_CLAIMS, visits))
    order = rng.permutation(COUNT)
    payer = np.concatenate([inside, outside])[order]
    inpatient = np.repeat([True, False], [len(inside), len(outside)])[order]
    days = np.arange("2024-07-01", "2025-07-01", dtype="datetime64[D]")
    days = days[np.is_busday(days)]
    winter = np.isin(days.astype("datetime64[M]").astype(int) % 12, (11, 0, 1, 2))
    return payer, inpatient, np.repeat(days, apportion(COUNT, np.where(winter, 1.04, 1.0)))


def choose_denials(payer: Ints, inpatient: Bools, submit: Days, rng: np.random.Generator) -> Ints:
    """Return the cause of each claim's initial denial, or NONE. Self-pay has no payer to deny a claim."""
    cause = np.full(COUNT, NONE)
    counts = apportion(story.INITIAL_DENIALS, [c.cases for c in story.CAUSES.values()])
    for code, name in enumerate(CAUSES):
        odds = np.array(PAYER_ODDS[name])[payer] * np.where(inpatient, INPATIENT_ODDS[name], 1.0)
        if name == LEAK_CAUSE:
            leaking = (payer == PAYERS.index(LEAK_PAYER)) & (submit >= np.datetime64(LEAK_FROM))
            odds = odds * np.where(leaking, LEAK_ODDS, 1.0)
        odds[cause != NONE] = 0.0
        cause[rng.choice(COUNT, counts[code], replace=False, p=odds / odds.sum())] = code
    return cause


def lognormal(mean: npt.ArrayLike, sigma: float, size: int, rng: np.random.Generator) -> Floats:
    """Draw skewed amounts with a given arithmetic mean (rounded, so that no processor's last bit shows)."""
    shape = np.round(np.exp(sigma * rng.standard_normal(size) - sigma**2 / 2), 6)
    return np.asarray(mean, dtype=float) * shape


def draw_charges(payer: Ints, inpatient: Bools, cause: Ints, rng: np.random.Generator) -> Cents:
    """Return billed cents: denials by their cause, the others scaled to close each payer and setting."""
    denied = cause != NONE
    mean = np.array([c.gross_usd for c in story.CAUSES.values()])[cause[denied]] * CASE_SCALE
    billed = np.zeros(COUNT, dtype=np.int64)
    billed[denied] = np.rint(CENTS * lognormal(mean, DENIED_CHARGE_SPREAD, int(denied.sum()), rng))
    for code in range(5):
        for inside in (True, False):
            cell = (payer == code) & (inpatient == inside)
            rest = cell & ~denied
            shape = lognormal(1.0, CHARGE_SPREAD[inside], int(rest.sum()), rng)
            billed[rest] = apportion(charge_cents(code, inside) - int(billed[cell & denied].sum()), shape)
    return billed


def follow_denials(cause: Ints, rng: np.random.Generator) -> tuple[Bools, Bools, npt.NDArray[np.object_]]:
    """Return which denials are appealed, which are overturned, and each denial's reason code."""
    appealed, overturned = np.zeros(COUNT, dtype=bool), np.zeros(COUNT, dtype=bool)
    carc = np.full(COUNT, None, dtype=object)
    for code, record in enumerate(story.CAUSES.values()):
        cases = rng.permutation(np.flatnonzero(cause == code))
        appealed[cases[: round(len(cases) * record.appealed)]] = True
        overturned[cases[: round(len(cases) * record.overturned)]] = True
        carc[cases] = rng.choice(np.array(record.carcs, dtype=object), len(cases))
    return appealed, overturned, carc


def expected_payment(payer: Ints, billed: Cents, lost: Bools, rng: np.random.Generator) -> Cents:
    """Return allowed cents: cash is each payer's yield of its charges, write-offs are 2.8% of all cash."""
    rate = np.array([p.yield_pct for p in story.PAYERS.values()])[payer] / 100
    shape = billed * rate * (1 + 0.15 * np.clip(rng.standard_normal(COUNT), -2.5, 2.5))
    allowed = np.zeros(COUNT, dtype=np.int64)
    allowed[lost] = apportion(FINAL_WRITEOFF, shape[lost])
    for code, record in enumerate(story.PAYERS.values()):
        kept = (payer == code) & ~lost
        charged_usd = story.GROSS_USD[YEAR] * story.charge_pct(PAYERS[code], YEAR) // 100
        allowed[kept] = apportion(charged_usd * record.yield_pct, shape[kept])
    return allowed


def flag_clean(cause: Ints, rng: np.random.Generator) -> Bools:
    """Return which claims passed every edit at first: six in ten of the denied, most of the others."""
    clean = np.zeros(COUNT, dtype=bool)
    denied = rng.permutation(np.flatnonzero(cause != NONE))
    other = rng.permutation(np.flatnonzero(cause == NONE))
    first = round(0.6 * len(denied))
    clean[denied[:first]] = True
    clean[other[: story.CLEAN_CLAIMS - first]] = True
    return clean


def build() -> Claims:
    """Draw the whole year."""
    rng = draws("claims")
    payer, inpatient, submit = lay_out(rng)
    cause = choose_denials(payer, inpatient, submit, rng)
    billed = draw_charges(payer, inpatient, cause, rng)
    appealed, overturned, carc = follow_denials(cause, rng)
    clean = flag_clean(cause, rng)
    duplicate = cause == CAUSES.index("duplicate")  # its original is paid
    lost = (cause != NONE) & ~overturned & ~duplicate
    never = np.datetime64("NaT")
    appeal = np.where(appealed, submit + rng.integers(30, 76, COUNT), never)
    lag = 25 + rng.binomial(35, np.where(clean, 0.35, 0.65))
    paid_date = np.where(overturned, appeal + rng.integers(30, 91, COUNT), np.where(lost, never, submit + lag))
    allowed = expected_payment(payer, billed, lost, rng)
    return Claims(payer, inpatient, submit, cause, carc, clean, appeal, overturned, paid_date, billed, allowed, lost)


def check(claims: Claims) -> None:
    """Assert the identities and the planted truth."""
    story.check()
    assert int(claims.billed.sum()) == story.GROSS_USD[YEAR] * CENTS
    assert int(claims.billed[claims.inpatient].sum()) == story.INPATIENT_GROSS_USD * CENTS
    assert int(claims.paid.sum()) == story.ACTUAL[YEAR].npsr_usd * CENTS
    assert int(claims.writeoff.sum()) == FINAL_WRITEOFF
    for code, name in enumerate(PAYERS):
        billed = int(claims.billed[claims.payer == code].sum())
        assert billed == story.GROSS_USD[YEAR] * story.charge_pct(name, YEAR)
    assert claims.denied.sum() / COUNT == 0.118 and claims.clean.sum() / COUNT == 0.9
    by_dollar = claims.billed[claims.denied].sum() / claims.billed.sum()
    assert 0.050 < by_dollar < 0.065
    appealed = ~np.isnat(claims.appeal)
    assert 0.48 < claims.overturned.sum() / appealed.sum() < 0.52
    assert not (claims.overturned & ~appealed).any()
    assert (claims.billed > claims.allowed).all() and (claims.allowed > 0).all()
    lag = (claims.paid_date - claims.submit).astype(int)[~claims.denied]
    assert lag.min() >= 25 and lag.max() <= 60
    leak = (claims.payer == PAYERS.index(LEAK_PAYER), claims.submit >= np.datetime64(LEAK_FROM))
    rate = [(claims.cause == CAUSES.index(LEAK_CAUSE))[leak[0] & half].mean() for half in (leak[1], ~leak[1])]
    assert 1.7 < rate[0] / rate[1] < 2.6


def encounter_ids(inpatient: Bools) -> list[str]:
    """Return encounter ids such as IP2025-00001, numbered within each setting."""
    number = np.where(inpatient, np.cumsum(inpatient), np.cumsum(~inpatient))
    return [f"{'IP' if inside else 'OP'}{YEAR}-{n:05d}" for inside, n in zip(inpatient, number, strict=True)]


def table(claims: Claims) -> pa.Table:
    """Return the claims as an Arrow table with the columns of the dictionary."""
    group = [CAUSES[code] if code != NONE else None for code in claims.cause]
    columns = {
        "claim_id": [f"0025{n:06d}" for n in range(1, COUNT + 1)],
        "enc_id": encounter_ids(claims.inpatient),
        "payer": np.array(PAYERS)[claims.payer].tolist(),
        "setting": np.where(claims.inpatient, "inpatient", "outpatient").tolist(),
        "submit_date": claims.submit,
        "clean": claims.clean,
        "billed_usd": claims.billed / CENTS,
        "allowed_usd": claims.allowed / CENTS,
        "paid_usd": claims.paid / CENTS,
        "denied_initial": claims.denied,
        "carc": claims.carc.tolist(),
        "denial_group": group,
        "appeal_date": claims.appeal,
        "overturned": claims.overturned,
        "final_writeoff_usd": claims.writeoff / CENTS,
        "paid_date": claims.paid_date,
    }
    return pa.table(columns)


def make(folder: Path = HERE) -> list[Path]:
    """Write data.parquet into a folder."""
    claims = build()
    check(claims)
    path = folder / "data.parquet"
    pq.write_table(table(claims), path, compression="zstd", compression_level=12)
    return [path]


if __name__ == "__main__":
    make()
