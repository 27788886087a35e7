"""Hold a table to its Table Schema with pandas: quick enough for the largest dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parents[2] / "datasets"
CHECKS_OF_TYPE = {
    "string": pd.api.types.is_string_dtype,
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_float_dtype,
    "boolean": pd.api.types.is_bool_dtype,
    "date": pd.api.types.is_datetime64_any_dtype,
    "datetime": pd.api.types.is_datetime64_any_dtype,
}


def package(name: str) -> dict[str, Any]:
    """Return a dataset's datapackage.json."""
    loaded: dict[str, Any] = json.loads((ROOT / name / "datapackage.json").read_text(encoding="utf-8"))
    return loaded


def schema(name: str) -> dict[str, Any]:
    """Return the Table Schema of a dataset's one resource."""
    found: dict[str, Any] = package(name)["resources"][0]["schema"]
    return found


def complaints(table: pd.DataFrame, table_schema: dict[str, Any]) -> list[str]:
    """Return every way in which a table breaks its schema; an empty list is a good table."""
    fields = table_schema["fields"]
    if list(table.columns) != [field["name"] for field in fields]:
        return [f"columns are {list(table.columns)}"]
    found = [said for field in fields for said in field_complaints(table[field["name"]], field)]
    key = table_schema.get("primaryKey")
    if key and table.duplicated(key).any():
        found.append(f"{key}: repeated key")
    return found


def field_complaints(column: pd.Series, field: dict[str, Any]) -> list[str]:
    """Return every way in which one column breaks its field."""
    name, kind, rules = field["name"], field["type"], field.get("constraints", {})
    if not CHECKS_OF_TYPE[kind](column):
        return [f"{name}: {column.dtype} is not {kind}"]
    there = column.dropna()
    bound = pd.Timestamp if kind in ("date", "datetime") else float
    broken = {
        "required": rules.get("required", False) and column.isna().any(),
        "unique": rules.get("unique", False) and there.duplicated().any(),
        "enum": "enum" in rules and not there.isin(rules["enum"]).all(),
        "pattern": "pattern" in rules and not there.str.fullmatch(rules["pattern"]).all(),
        "minimum": "minimum" in rules and (there < bound(rules["minimum"])).any(),
        "maximum": "maximum" in rules and (there > bound(rules["maximum"])).any(),
    }
    return [f"{name}: breaks {rule}" for rule, is_broken in broken.items() if is_broken]
