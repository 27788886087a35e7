"""Every lab of the course by module and name, so that each one is measured and tested."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from course.case import case_for

PACKAGES = {"01_role": "role", "02_finance": "finance", "03_staffing": "staffing"}


def every_lab() -> list[tuple[str, str]]:
    """Return each lab's module and name, in the order of the course."""
    return [(module, name) for module, package in PACKAGES.items() for name in _package(package).LABS]


def every_pictured_lab() -> list[tuple[str, str]]:
    """Return the labs that draw a picture from controls: all but those whose grid is the picture."""
    return [
        (module, name)
        for module, name in every_lab()
        if name not in getattr(_package(PACKAGES[module]), "WITHOUT_PICTURE", ())
    ]


def open_lab(module: str, name: str, learner: str) -> Any:
    """Return a lab for one learner's organization.

    Raises
    ------
    KeyError
        If there is no lab of that name.
    """
    package = _package(PACKAGES[module])
    file, _, function = package.LABS[name].partition(":")
    make = getattr(import_module(f"{package.__name__}.{file}"), function)
    return make() if name in package.WITHOUT_CASE else make(case_for(module, learner))


def _package(name: str) -> Any:
    return import_module(f"course.labs.{name}")
