"""A widget's script and style are each one text: what all labs share, then its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.labs.assets import KIT, script, styles
from tests.support.units import ROOT

SHARED = {"dom.js", "asking.js", "picture.js", "mailbox.js"}
WIDGETS = (ROOT / "course/labs", ROOT / "course/units")
SCRIPTS = sorted(p for folder in WIDGETS for p in folder.rglob("*.js") if p.name not in SHARED)
OWN_STYLES = sorted((ROOT / "course/units").rglob("*.css"))


def declared(text: str) -> list[str]:
    """Return the names that a script declares outside of its functions."""
    return re.findall(r"^(?:const|let|function|class) (\w+)", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_a_script_has_the_shared_helpers_and_declares_no_name_twice(path: Path) -> None:
    """A second `const` of one name would stop the page from loading the lab at all."""
    whole = script(path)
    names = declared(whole)
    assert set(declared((KIT / "dom.js").read_text(encoding="utf-8"))) < set(names)
    assert len(names) == len(set(names))
    assert whole.count("export default") == 1


@pytest.mark.parametrize("path", OWN_STYLES, ids=lambda p: p.name)
def test_a_labs_own_style_comes_last_and_so_wins(path: Path) -> None:
    own = path.read_text(encoding="utf-8")
    assert styles(path).startswith(styles()) and styles(path).endswith(own)


def test_every_script_and_style_is_found() -> None:
    assert {p.name for p in SCRIPTS} >= {"lab.js", "check_button.js", "roster.js"}
    assert {p.name for p in OWN_STYLES} >= {"hiring.css", "roster.css", "shift_mix.css"}
