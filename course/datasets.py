"""The course's data by name: `load("claims")`, its `dictionary`, and dated figures by `reference`.

A dataset is a folder with its data, a Frictionless `datapackage.json` (the dictionary) and a README.
Everything is synthetic: Wrenfield Regional Health System does not exist.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE.parent / "datasets", _HERE / "_datasets")  # the repository, or an installed course
_PACKAGE = "datapackage.json"
_BILLION_FROM = 2_000_000_000
_SUFFIX = {
    "usd": "",
    "usd_per_hour": " an hour",
    "usd_per_rvu": " per RVU",
    "count": "",
    "ratio": "",
    "days": " days",
    "hours": " hours",
    "years": " years",
    "miles": " miles",
    "patients": " patients",
    "points": " points",
}


@dataclass(frozen=True)
class Reference:
    """A figure with where it comes from.

    Attributes
    ----------
    value : float
        The figure in `unit`; shares run from 0 to 1, money is in whole dollars.
    status : str
        "V" verified against its source, "D" derived by arithmetic, "M" from memory (hedge it),
        "story" invented for Wrenfield.
    """

    name: str
    value: float
    unit: str
    vintage: str
    source: str
    status: str
    note: str

    @property
    def text(self) -> str:
        """The value as a manager reads it: `11.8%`, `$352.2M`, `56.9 days`."""
        return _written(self.value, self.unit)

    @property
    def cite(self) -> str:
        """The value with its source and vintage: `11.8% (Kodiak, 2024)`; hedged where from memory."""
        if self.status == "M":
            return f"about {self.text} ({self.source}, {self.vintage}; check the current figure)"
        return f"{self.text} ({self.source}, {self.vintage})"


def names() -> list[str]:
    """Return the names of the datasets, in alphabetical order."""
    return sorted(package.parent.name for package in _root().glob(f"*/{_PACKAGE}"))


def path(name: str) -> Path:
    """Return a dataset's data file, for reading it as it is.

    Raises
    ------
    ValueError
        If there is no dataset of that name.
    """
    return _folder(name) / str(_resource(name)["path"])


def load(name: str) -> pd.DataFrame:
    """Return a dataset as one table, typed by its dictionary.

    Identifiers and codes stay text, so leading zeros survive; dates are dates; flags are True or False.
    A dirty dataset comes as the text it is: cleaning it is the exercise.

    Parameters
    ----------
    name : str
        One of `names()`.

    Raises
    ------
    ValueError
        If there is no dataset of that name.
    """
    import pandas as pd

    resource, file = _resource(name), path(name)
    if resource["format"] == "parquet":
        raw = pd.read_parquet(file)
    else:
        missing = resource["schema"]["missingValues"]
        raw = pd.read_csv(
            file, dtype=str, encoding=resource["encoding"], keep_default_na=False, na_values=missing or None
        )
    return pd.DataFrame({field["name"]: _typed(raw[field["name"]], field["type"]) for field in _fields(name)})


def dictionary(name: str) -> pd.DataFrame:
    """Return a dataset's dictionary: one row per field, with its type, unit and description.

    Raises
    ------
    ValueError
        If there is no dataset of that name.
    """
    import pandas as pd

    rows = [(field["name"], field["type"], field["unit"], field["description"]) for field in _fields(name)]
    return pd.DataFrame(rows, columns=["field", "type", "unit", "description"])


def reference(name: str) -> Reference:
    """Return a dated figure with its unit, vintage, source and status.

    Examples
    --------
    >>> reference("initial_denial_share").cite
    '11.8% (Kodiak, 2024)'

    Raises
    ------
    ValueError
        If there is no figure of that name.
    """
    known = _references()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "see load('reference_values')."
        raise ValueError(f"There is no reference value {name!r}; {hint}")
    return known[name]


def _root() -> Path:
    for place in _PLACES:
        if next(place.glob(f"*/{_PACKAGE}"), None):
            return place
    raise FileNotFoundError("The course's datasets are missing; reinstall the course or run it from its folder.")


def _folder(name: str) -> Path:
    known = names()
    if name not in known:
        near = get_close_matches(str(name), known, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        raise ValueError(f"There is no dataset {name!r}{hint}; choose one of {', '.join(known)}.")
    return _root() / name


def _resource(name: str) -> dict[str, Any]:
    package = json.loads((_folder(name) / _PACKAGE).read_text(encoding="utf-8"))
    resource: dict[str, Any] = package["resources"][0]
    return resource


def _fields(name: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = _resource(name)["schema"]["fields"]
    return fields


def _typed(column: pd.Series, kind: str) -> pd.Series:
    """Give a column the type its dictionary names; whole numbers with gaps become nullable integers."""
    import pandas as pd

    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[us]")
    if kind == "number":
        return column.astype(float)
    if kind == "integer":
        return column.astype("Int64") if column.isna().any() else column.astype("int64")
    if kind == "boolean" and column.dtype != bool:
        return column.map({"true": True, "false": False}).astype(bool)
    return column


@cache
def _references() -> dict[str, Reference]:
    with path("reference_values").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return {name: Reference(name, float(value), *about) for name, value, *about in rows}


def _written(value: float, unit: str) -> str:
    exact = Decimal(repr(value))
    if unit == "share":
        return f"{_plain(exact * 100)}%"
    sign, size = ("-" if exact < 0 else ""), abs(exact)
    if not unit.startswith("usd"):
        return f"{sign}{_plain(size)}{_SUFFIX[unit]}"
    if size >= 1_000_000:
        scale, letter = (9, "B") if size >= _BILLION_FROM else (6, "M")
        return f"{sign}${_plain(round(size.scaleb(-scale), 2))}{letter}"
    whole = size == size.to_integral_value()
    cents = "0" if whole else "2" if unit != "usd_per_rvu" else "4"
    return f"{sign}${size:,.{cents}f}{_SUFFIX[unit]}"


def _plain(number: Decimal) -> str:
    """Write a number with thousands commas and no idle zeros."""
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{int(number):,}"
