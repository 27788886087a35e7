"""Expects a choice, and the evidence that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from course.checks.core import AGAIN, CHANGE_IT, Comparison, NotYet, Slip, note, noted, well_done


def expect_choice(
    answer: Any, *, what: str, accepted: Sequence[str], known: Sequence[str], slips: Sequence[Slip] = (), then: str
) -> None:
    """Expect one of the accepted choices, and name the slip behind another one.

    Parameters
    ----------
    accepted : sequence of str
        Choices that earn the mark; letters are compared without regard to case.
    known : sequence of str
        All choices that the question offers.
    slips : sequence of Slip
        `Slip.gives` is the choice that shows it.

    Raises
    ------
    NotYet
        If the answer is missing, unknown or another choice.
    """
    note(Comparison(what, (), tuple(slips)))
    choice = _as_choice(answer, what, known)
    if choice in {_plain(a) for a in accepted}:
        return well_done(what, then)
    for slip in slips:
        if choice == _plain(slip.gives):
            raise NotYet(what, slip.say, CHANGE_IT, slip.name, formed=not slip.coarse)
    raise NotYet(what, "Another choice fits better.", CHANGE_IT, formed=True)


def expect_one_of(answer: Any, *, what: str, known: Sequence[str], then: str) -> None:
    """Expect any of the choices that the question offers: the visible check of a judgment, which gives nothing away.

    Raises
    ------
    NotYet
        If nothing is chosen, or something that the question does not offer.
    """
    _as_choice(answer, what, known)
    noted(what, then)


def expect_each_of(
    answers: Any, *, what: str, labels: Iterable[str], known: Iterable[str], then: str, otherwise: str
) -> None:
    """Expect one of the offered choices under each label: the visible check of several judgments.

    Parameters
    ----------
    answers : mapping
        The learner's choices by label; letters are compared without regard to case.
    labels : iterable of str
        The labels that need a choice.
    otherwise : str
        What to say of the labels that have none yet, which follow it.

    Raises
    ------
    NotYet
        If a label has no choice, or one that is not offered.
    """
    if not isinstance(answers, Mapping):
        raise NotYet(what, "The answers are not a list of labels with their choices.", f"write them as above, {AGAIN}")
    offered = {_plain(choice) for choice in known}
    open_ones = [label for label in labels if _plain(answers.get(label)) not in offered]
    if open_ones:
        raise NotYet(what, f"{otherwise} {', '.join(open_ones)}.", CHANGE_IT)
    noted(what, then)


def expect_evidence(
    answer: Any, *, what: str, needs: Sequence[str], known: Sequence[str], slips: Sequence[Slip] = (), then: str
) -> None:
    """Expect the evidence that supports a choice: all that is needed and nothing that misleads.

    Parameters
    ----------
    answer : sequence of str
        The labels of the evidence the learner cites.
    needs : sequence of str
        The labels that carry the argument.
    known : sequence of str
        All labels that the question offers.
    slips : sequence of Slip
        `Slip.gives` is the label whose citing shows the slip.

    Raises
    ------
    NotYet
        If evidence is missing, unknown or misleading.
    """
    note(Comparison(what, (), tuple(slips)))
    asked = _so_many(len(needs))
    if answer is ... or answer is None or answer == []:
        raise NotYet(what, f"No evidence is cited yet; cite {asked}.", f"list the labels in quotes, {AGAIN}")
    labels = [answer] if isinstance(answer, str) else answer
    if not isinstance(labels, (list, tuple, set)):
        raise NotYet(what, "Evidence is a list of labels.", f'write it like ["A", "B"], {AGAIN}')
    cited = {_as_choice(label, what, known) for label in labels}
    if len(cited) > len(needs) and cited == {_plain(label) for label in known}:
        raise NotYet(what, f"You cite every statement; cite only {asked}, which carry the argument.", CHANGE_IT)
    for slip in slips:
        if _plain(slip.gives) in cited:
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    if missing := {_plain(n) for n in needs} - cited:
        more = _so_many(len(missing), "more statement")
        raise NotYet(what, f"The argument needs {more}; cite {asked} in all.", CHANGE_IT)
    if cited - {_plain(n) for n in needs}:
        raise NotYet(what, f"A statement you cite is true but does not bear on the choice; cite {asked}.", CHANGE_IT)
    well_done(what, then)


def _so_many(count: int, thing: str = "statement") -> str:
    """Return a small number in words, and what there is of it: "two statements"."""
    word = ("no", "one", "two", "three", "four")[count] if count < 5 else str(count)
    return f"{word} {thing}" if count == 1 else f"{word} {thing}s"


def _plain(choice: Any) -> str:
    return str(choice).strip().lower()


def _as_choice(answer: Any, what: str, known: Sequence[str]) -> str:
    if answer is ... or answer is None:
        raise NotYet(what, "Nothing is chosen yet.", f"replace the dots by one label in quotes, {AGAIN}")
    choice = _plain(answer)
    if choice not in {_plain(k) for k in known}:
        several = ' For several labels write a list, like ["A", "B"].' if "," in choice else ""
        say = f"{answer!r} is not one of {', '.join(known)}.{several}"
        raise NotYet(what, say, f"use one of those labels, {AGAIN}")
    return choice
