"""Probes look like checks, and only who really runs them answers them; a result counts for the cell that was sent."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.integrity.comparing import comparisons, does_the_same
from autograder.integrity.lookalikes import equals_anything, suspicious
from autograder.warm.probing import failing, probes_among, showing
from autograder.warm.supervising import _Protocol

CHECK = """'''The sum is right.'''
assert total == 3
assert isinstance(total, int)

for n in range(3):
    print(n)
x = 1"""


def cell(scored: bool) -> dict[str, Any]:
    return {"source": CHECK if scored else "total = 3", "locked": scored, "scored": scored}


def error(words: str, name: str = "AssertionError") -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": words, "traceback": []}


def shown(text: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": 1}


def test_only_a_notebook_with_checks_is_probed_and_at_places_that_differ() -> None:
    assert probes_among([cell(False)] * 5) == {}
    cells = [cell(False), *[cell(True)] * 5]
    places = {place for _ in range(200) for place in probes_among(cells)}
    assert {4, 5, 6} <= places <= set(range(1, 7))
    assert sum(map(len, probes_among([cell(True)] * 30).values())) == 6


def test_a_probe_that_must_fail_stands_in_the_checks_own_words_and_is_judged_by_its_own() -> None:
    probe = failing(CHECK)
    lines = probe.source.splitlines()
    assert lines[0] == "'''The sum is right.'''"
    assert lines[2:4] == ["assert total == 3", "assert isinstance(total, int)"]
    with pytest.raises(AssertionError) as caught:
        exec(probe.source)
    assert probe.holds([error(str(caught.value))])
    assert probe.holds([error("", "MemoryError")])
    assert not probe.holds([])
    assert not probe.holds([error("these differ")])


@pytest.mark.parametrize("source", ["%%time\nassert x", "a = 1; b = 2", "", "def f(:"])
def test_a_check_that_cannot_be_parted_is_probed_by_the_statement_alone(source: str) -> None:
    with pytest.raises(AssertionError):
        exec(failing(source).source)


def test_a_probe_that_must_show_a_number_takes_no_other() -> None:
    probe = showing()
    assert probe.holds([shown(str(eval(probe.source)))])
    assert not probe.holds([shown("4")])
    assert not probe.holds([])


class Sent(list[dict[str, Any]]):
    """What is sent to a child."""

    send = list.append


def test_a_result_is_taken_only_under_the_ticket_of_the_cell_that_was_sent() -> None:
    sent = Sent()
    protocol = _Protocol([cell(False), cell(False)], sent)  # type: ignore[arg-type]  # it only sends
    body = {"outputs": [], "flags": [], "exits": False}
    first = sent[0]["ticket"]
    assert [order["what"] for order in sent] == ["run"]
    assert not protocol.done(["done", "", body]) and not protocol.done(["done", 0, body])
    assert protocol.done(["done", first, body]) and protocol.take(body) == []
    assert not protocol.done(["done", first, body])
    assert not protocol.ends(["end", []])
    assert protocol.done(["done", sent[1]["ticket"], body]) and protocol.take(body) == []
    assert sent[2]["what"] == "end" and protocol.ends(["end", []])


def test_a_probe_that_is_answered_wrongly_ends_the_sending() -> None:
    sent = Sent()
    protocol = _Protocol([cell(True)], sent)  # type: ignore[arg-type]  # it only sends
    body = {"outputs": [], "flags": [], "exits": False}
    while sent[-1]["what"] == "run" and not protocol.misled:
        assert protocol.done(["done", sent[-1]["ticket"], body])
        protocol.take(body)
    assert protocol.misled


# ---------------------------------------------------------------- what is tried


class Always:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class Near(float):
    def __sub__(self, other: object) -> float:
        return 0.0


class Cents(float):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and round(float(self), 2) == round(float(other), 2)

    __hash__ = float.__hash__


def test_what_equals_everything_is_known_from_what_rounds() -> None:
    assert equals_anything(Always()) and suspicious(Always)
    assert equals_anything(Near(1)) and suspicious(Near)
    assert not equals_anything(Cents(1)) and not suspicious(Cents)
    assert not equals_anything(3) and not equals_anything(int)


def test_comparisons_behave_and_one_that_does_not_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = comparisons()
    assert found.misbehaving("assert_frame_equal assertEqual allclose") == []
    monkeypatch.setitem(found._quick, "math.isclose", lambda: False)
    assert found.misbehaving("") == ["“math.isclose” no longer tells values apart"]


def test_an_own_builtin_is_known_by_what_it_does() -> None:
    assert does_the_same(lambda x: x if x >= 0 else -x, "abs")
    assert not does_the_same(lambda x: 0, "abs")
    assert not does_the_same(lambda *given: True, "isinstance")  # which is not tried
