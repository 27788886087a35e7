"""The builder of sound lines: its patterns, read from the letters."""

from __future__ import annotations

from course.units.staffing.rosters.sound_lines_draw import patterns


def test_the_patterns_of_half_a_roster_keep_the_rules_of_rest():
    """Runs of two or three, two days of rest, one weekend at most; read from the letters."""
    for row in patterns():
        text = "".join("x" if worked else "." for worked in row)
        assert all(len(run) in (2, 3) for run in text.split(".") if run)
        assert all(len(rest) >= 2 for rest in text.strip(".").split("x") if rest)
        assert ("x" in text[5:7]) + ("x" in text[12:14]) <= 1
    assert len({tuple(row) for row in patterns()}) == len(patterns()) > 100
