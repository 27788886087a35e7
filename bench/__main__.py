"""Measures what the course promises about speed, and prints it beside its peers and its floor."""

from __future__ import annotations

import sys

from rich.console import Console

from bench import browser, grading, imports, labs


def main() -> None:
    """Run every measurement, or those named on the command line."""
    console = Console()
    parts = {"labs": labs.report, "imports": imports.report, "browser": browser.report, "grading": grading.report}
    unknown = set(sys.argv[1:]) - set(parts)
    if unknown:
        sys.exit(f"There is no measurement {unknown.pop()!r}: use {', '.join(parts)}.")
    for name in sys.argv[1:] or parts:
        parts[name](console)


main()
