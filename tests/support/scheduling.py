"""Shares the suite out to the workers: what shares a set-up stays together, what takes longest begins first."""

from __future__ import annotations

import re

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

BY_UNIT = ("tests/exercises/test_exercises.py", "tests/test_notebooks.py")  # each unit's tests share a run of that unit
UNIT = re.compile(r"\[.*?(\d\d_\w+/\w+)")

# What takes a minute and more as a whole; a name that is missing here costs some idle time at the end, and no test.
LONGEST_FIRST = (
    "tests/exercises/test_exercises.py@03_",
    "tests/autograder/test_same_as_stock.py",
    "tests/commands/test_scores_of_a_class.py",
    "tests/autograder/test_killed.py",
    "tests/test_class.py",
    "tests/autograder/hostile/",
    "tests/autograder/test_postgres.py",
    "tests/autograder/test_cluster.py",
    "tests/autograder/test_executing.py",
    "tests/test_learn.py",
    "tests/browser/",
    "tests/autograder/test_warm_check.py",
    "tests/exercises/test_exercises.py",
    "tests/labs/test_all_labs.py",
    "tests/test_bench.py",
    "tests/autograder/",
    "tests/test_notebooks.py",
    "tests/staffing/",
)


# Files that share what is costly: a server, a template, or what two hundred learners of a unit are dealt.
AS_ONE = re.compile(r"tests/(?:browser|autograder/hostile|units/\w+/\w+)/")


def group(nodeid: str) -> str:
    """Return what a test is run together with, by one worker: its file, or in files that share by unit, its unit."""
    file = nodeid.partition("::")[0]
    if (folder := AS_ONE.match(file)) is not None:
        return folder.group()
    unit = UNIT.search(nodeid) if file in BY_UNIT else None
    return f"{file}@{unit.group(1)}" if unit else file


def turn(name: str) -> int:
    """Return when a group begins: the longest first, so that none is left over for one worker at the end."""
    return next((i for i, start in enumerate(LONGEST_FIRST) if name.startswith(start)), len(LONGEST_FIRST))


def in_turn(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return tests group by group, the longest group first, and otherwise in the order in which they are written."""
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        first.setdefault(group(item.nodeid), place)
    return sorted(items, key=lambda item: (turn(group(item.nodeid)), first[group(item.nodeid)]))


class ByGroup(LoadScopeScheduling):
    """Gives each worker a whole group at a time."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # the order is that of `in_turn`

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
