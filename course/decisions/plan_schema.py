"""Holds a kept or typed plan to its schema, and says what does not fit in a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from course.checks import NotYet
from course.checks.core import AGAIN

if TYPE_CHECKING:
    import fastjsonschema

MAX_SHOWN = 60  # characters of a word that is not offered
NEAR = 0.7  # difflib's likeness from which a word was probably meant, as for the columns of a table


def object_schema(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON schema of a plan that holds every one of these entries and no other."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }


def validated(decisions: Any, schema: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Return the decisions if they fit the schema; capital letters, and blanks for underscores, are no misfit.

    Raises
    ------
    NotYet
        If there is no plan, or it does not fit, with the first misfit in a sentence.
    """
    if decisions is ... or decisions is None or decisions == {}:
        raise NotYet(
            what,
            "There is no plan yet.",
            "press Keep this plan in the lab (or type your plan), run the cell above, then run this check again.",
        )
    for name, value in decisions.items() if isinstance(decisions, Mapping) else ():
        if isinstance(value, float) and not math.isfinite(value):
            raise NotYet(what, f"{name} is not a finite number.", f"mend that entry, {AGAIN}")
    decisions = _as_offered(decisions, schema)
    import fastjsonschema  # jsonschema says more and takes two seconds to load, in the middle of a learner's check

    try:
        fastjsonschema.compile(dict(schema), use_default=False)(decisions)
    except fastjsonschema.JsonSchemaValueException as misfit:
        raise NotYet(what, _misfit_in_words(misfit), f"mend that entry, {AGAIN}") from None
    return dict(decisions)


def _as_offered(decisions: Any, schema: Mapping[str, Any]) -> Any:
    """Return decisions with each word as the schema offers it: “Medical staff” is read as “medical_staff”."""
    if type(decisions) is not dict:
        return decisions
    read = dict(decisions)
    for name, asked in schema.get("properties", {}).items():
        value, offered = read.get(name), asked.get("enum", ())
        if type(value) is str and value not in offered:
            meant = [word for word in offered if type(word) is str and _plain(word) == _plain(value)]
            if len(meant) == 1:
                read[name] = meant[0]
    return read


def _plain(word: str) -> str:
    return "_".join(word.lower().replace("_", " ").split())


def _misfit_in_words(misfit: fastjsonschema.JsonSchemaValueException) -> str:
    """Say what does not fit a schema: what is missing, what is unknown, or which entry is out of bounds."""
    if misfit.rule == "required":
        missing = next(name for name in misfit.rule_definition if name not in misfit.value)
        return f"The plan does not mention {missing}."
    if misfit.rule == "additionalProperties":
        unknown = next(name for name in misfit.value if name not in misfit.definition["properties"])
        return f"The plan mentions {unknown}, which is none of its decisions."
    if (said := _list_misfit_in_words(misfit)) is not None:
        return said
    where = ".".join(misfit.path[1:]) or "The plan"
    if misfit.rule == "pattern" and "description" in misfit.definition:
        return f"{where}: {misfit.definition['description']}."
    if misfit.rule == "enum":
        return f"{where}: {_not_offered(misfit.value, [str(word) for word in misfit.rule_definition])}"
    return f"{where} {shorten(misfit.message.removeprefix(str(misfit.name)), 160, placeholder=' …')}."


def _not_offered(value: Any, offered: list[str]) -> str:
    """Say that a word is none of those offered, with the one that was probably meant, or with all of them."""
    choose = f"choose one of {', '.join(offered)}."
    if value is ... or value is None:
        return f"nothing is chosen yet; {choose}"
    if type(value) not in (str, int, float, bool):
        return f"a single word in quotes is asked for; {choose}"
    from difflib import get_close_matches

    said = shorten(str(value), MAX_SHOWN, placeholder=" …")
    by_plain = {_plain(word): word for word in offered}
    near = get_close_matches(_plain(said), by_plain, n=1, cutoff=NEAR)
    return f"“{said}” is not offered; " + (f"did you mean “{by_plain[near[0]]}”?" if near else choose)


def _list_misfit_in_words(misfit: fastjsonschema.JsonSchemaValueException) -> str | None:
    """Say what does not fit in a list or in one of its entries, counted from 1; None where no list is meant."""
    path, rule, asked = misfit.path[1:], misfit.rule, misfit.definition
    if len(path) == 1 and asked.get("type") == "array":
        least, most = asked.get("minItems"), asked.get("maxItems")
        if rule == "type":
            many = f"{least} entries" if least is not None and least == most else "entries"
            return f"`{path[0]}` must be a list of {many} in square brackets."
        if rule in ("minItems", "maxItems"):
            bound = "" if least == most else "at least " if rule == "minItems" else "at most "
            entries = "entry" if misfit.rule_definition == 1 else "entries"
            return f"`{path[0]}` needs {bound}{misfit.rule_definition} {entries}; you gave {len(misfit.value)}."
    if len(path) == 2 and str(misfit.name).endswith(f"[{path[1]}]"):
        kinds = {"integer": "a whole number", "number": "a number", "string": "a text in quotes"}
        bounds = {"minimum": "at least", "maximum": "at most"}
        if rule == "type" and misfit.rule_definition in kinds:
            must = kinds[misfit.rule_definition]
        elif rule in bounds:
            must = f"{bounds[rule]} {misfit.rule_definition:g}; you gave {misfit.value:g}"
        else:
            return None
        return f"Entry {int(path[1]) + 1} of `{path[0]}` must be {must}."
    return None
