"""The first inbox in a real browser: a learner triages it, keeps the plan and is graded, promise by promise."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from course.case import case_for
from course.catalog import best_plan
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.role.the_manager.inbox_model import PLACES
from course.units.role.the_manager.inbox_pictures import matter_name
from tests.browser.notebook import cell, lab, open_notebook, points, predict, run_all, run_cell

pytestmark = pytest.mark.browser
UNIT = "01_role/1_the_manager.ipynb"


@pytest.fixture(scope="module")
def decision() -> InboxDecision:
    return InboxDecision(case_for("01_role", "ana").inbox)


@pytest.fixture(scope="module")
def answerable(decision: InboxDecision) -> Mapping[str, str]:
    """A plan that keeps every promise."""
    return best_plan(decision)


def letter(inbox: Locator, key: str) -> Locator:
    return inbox.locator(f".mm-letter[data-name='{key}']")


def hand(inbox: Locator) -> Locator:
    """Return the box in which the letter at hand is given a hand."""
    return inbox.get_by_role("combobox", name="Who sees to it?")


def give(inbox: Locator, key: str, role: str) -> None:
    """Open a letter and give it a hand."""
    letter(inbox, key).click()
    hand(inbox).select_option(role)


def begin(inbox: Locator, place: str, key: str) -> None:
    """Open a letter and begin with it in a place."""
    letter(inbox, key).click()
    inbox.get_by_role("button", name=f"Begin {place}").click()
    expect(inbox.get_by_role("button", name=f"Begin {place}")).to_have_attribute("aria-pressed", "true")


def layout(inbox: Locator) -> list[tuple[float, float]]:
    """Return how far below the lab's top its parts stand, and how high they are."""
    top = inbox.bounding_box()["y"]
    boxes = [inbox.locator(at).bounding_box() for at in ("img", ".mm-sentence", ".mm-marks", ".mm-keeprow .mm-keep")]
    return [(round(box["y"] - top), round(box["height"])) for box in boxes]


def test_a_triaged_inbox_is_kept_and_graded_in_parts(
    page: Page,
    learner_lab: str,
    learner_folder: Path,
    decision: InboxDecision,
    answerable: Mapping[str, str],
) -> None:
    """The clocks first, and the rest alone: some points. Everything in its hand: all of them."""
    open_notebook(page, learner_lab, UNIT)
    run_all(page)
    inbox = lab(page, "Inbox triage")
    marks, promised = inbox.locator(".mm-marks li"), ("Clocks", "Authority", "Only you", "Morning")
    expect(marks).to_contain_text([f"? predict {n}" for n in promised])  # the unit asks for a prediction first
    predict(inbox)
    expect(inbox.locator(".mm-predicted")).to_contain_text("It keeps 1 of 4: Only you.")
    expect(marks).to_contain_text([f"{n}:" for n in promised])
    before = layout(inbox)

    urgent = [item.key for item in decision.clocks]
    begin(inbox, "first", answerable["first"])
    expect(marks.filter(has_text="Clocks:")).to_contain_text("✗ not yet")
    assert layout(inbox) == before
    for key in urgent:
        give(inbox, key, answerable[key])
    for place in PLACES:
        begin(inbox, place, answerable[place])
    expect(marks.filter(has_text="Clocks:")).to_contain_text("✓ kept")
    expect(marks.filter(has_text="Morning:")).to_contain_text("✗ not yet")
    inbox.get_by_label("Because").fill("harm first")
    inbox.get_by_role("button", name="Keep this plan").press("Enter")
    expect(inbox.get_by_text("Kept as plans/inbox.json at")).to_be_visible()
    kept = json.loads((learner_folder / "01_role/plans/inbox.json").read_text())
    assert kept["because"] == "harm first"
    assert [kept["decisions"][key] for key in (*urgent, *PLACES)] == [answerable[key] for key in (*urgent, *PLACES)]

    answer, check = cell(page, 'inbox = kept_plan("inbox")'), cell(page, "The four promises of the morning, one by one")
    run_cell(page, answer)
    expect(answer.locator(".jp-OutputArea")).to_contain_text("because: harm first")
    run_cell(page, check)
    graded = check.locator(".jp-OutputArea")
    expect(graded).to_contain_text("✓ kept: Clocks.")
    expect(graded).to_contain_text("✗ not kept: Morning.")
    expect(graded).to_contain_text("Slip: everything is urgent.")
    assert 0 < points(graded) < 5

    for key in decision.inbox.items:
        give(inbox, key, answerable[key])
    expect(inbox.locator(".mm-sentence")).to_contain_text("Every promise is kept")
    inbox.get_by_role("button", name="Keep this plan").click()
    run_cell(page, answer)
    run_cell(page, check)
    expect(graded).to_contain_text("5 of 5 points.")
    expect(graded).not_to_contain_text("✗")


def test_the_inbox_is_worked_as_a_mailbox_by_keyboard(page: Page, learner_lab: str, decision: InboxDecision) -> None:
    """Arrow keys go from letter to letter, Tab leads to the decision beside it, and typing a hand chooses it."""
    open_notebook(page, learner_lab, UNIT)
    run_all(page)
    inbox = lab(page, "Inbox triage")
    predict(inbox)
    items = list(decision.inbox.items.values())
    first = letter(inbox, items[0].key)
    expect(first).to_contain_text(items[0].sender)
    expect(first).to_contain_text("7:47")
    first.click()
    for item in items[1:4]:
        page.keyboard.press("ArrowDown")
        expect(letter(inbox, item.key)).to_be_focused()
        expect(letter(inbox, item.key)).to_have_attribute("aria-current", "true")
        expect(inbox.locator(".mm-letterbody")).to_contain_text(item.text)
    page.keyboard.press("Tab")
    expect(hand(inbox)).to_be_focused()
    page.keyboard.type("Controller")
    expect(hand(inbox)).to_have_value("finance")
    expect(letter(inbox, items[3].key)).to_contain_text("Controller")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(letter(inbox, items[3].key)).to_contain_text("first: Controller")
    expect(inbox.locator("img")).to_have_attribute(
        "alt", re.compile(f"first {matter_name(items[3].key)} at 8:00 .to Controller")
    )
