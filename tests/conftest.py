"""What all tests share: how they are shared out, and set-ups that are made once for all workers."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tests.support.quick_imports  # noqa: F401  # before anything loads nbformat
from tests.support import scheduling

if TYPE_CHECKING:
    from tests.support.scheduling import ByGroup


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = scheduling.in_turn(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByGroup:
    return scheduling.ByGroup(config, log)


@pytest.fixture(scope="module", autouse=True)
def labs_are_closed() -> Iterator[None]:
    """Close what a file's tests opened: ipywidgets keeps every widget, and with it its figure, until then."""
    yield
    widgets = sys.modules.get("ipywidgets")
    if widgets is not None and widgets.widget._instances:
        widgets.Widget.close_all()
        gc.collect()  # a lab and its figure know each other
