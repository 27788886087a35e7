"""What any analyst does to a careless extract: one date from five forms, dollars from three, flags and names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from datasets.claims_dirty.make import NOTHING, TRUTHS

FORMS = {
    r"\d{8}": "%Y%m%d",
    r"\d+/\d+/\d+": "%m/%d/%Y",
    r"\d+-[A-Za-z]+-\d+": "%d-%b-%Y",
    r"\d+-\d+-\d+": "%Y-%m-%d",
}


def one_date(text: str) -> pd.Timestamp:
    """Return the day that a careless text means; nothing where it means nothing."""
    if text in NOTHING:
        return pd.NaT
    if text.isdigit() and len(text) == 5:
        return pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(text))
    form = next(form for pattern, form in FORMS.items() if re.fullmatch(pattern, text))
    return pd.to_datetime(text, format=form)


def one_amount(text: str) -> float:
    """Return dollars: five decimals are thousands, parentheses are negative."""
    amount = -1.0 if text.startswith("(") else 1.0
    amount *= float(re.sub(r"[$,()]", "", text))
    return round(amount * 1_000, 2) if re.search(r"\.\d{5}", text) else amount


def dates(column: pd.Series) -> pd.Series:
    return pd.Series([one_date(text) for text in column], index=column.index)


def flags(column: pd.Series) -> pd.Series:
    return column.isin(TRUTHS)


def named(column: pd.Series, names: Mapping[str, tuple[str, ...]]) -> pd.Series:
    """Return the one name for each of several."""
    return column.map({text: name for name, texts in names.items() for text in texts})
