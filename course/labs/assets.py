"""Scripts and styles of the labs: a widget takes each as one text, so the shared part is joined before its own."""

from __future__ import annotations

from pathlib import Path

KIT = Path(__file__).parent


def script(path: Path) -> str:
    """Return a widget's script, after the helpers that every lab shares."""
    return _joined(KIT / "dom.js", KIT / "asking.js", KIT / "picture.js", KIT / "mailbox.js", path)


def styles(*paths: Path) -> str:
    """Return the style of every lab, and after it a widget's own."""
    return _joined(KIT / "lab.css", *paths)


def _joined(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)
