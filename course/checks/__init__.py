"""Expectations that recognize named slips.

A check compares one answer with what is right and with what each *slip* would give: what learners really do
wrong, with a name that a report can count and a sentence that a learner can act on.
Every message, passed or not, ends with one next action, and a failed check shows no traceback.

Four rules hold for all of them:

* a failure is a `NotYet`, which is an ``AssertionError``, so nbgrader gives no points;
* nothing is ever written to stderr, because nbgrader scores a cell with stderr at zero;
* the right answer never stands in a message;
* "Right" is said of what is verified: an answer of which only the size or the form was looked at is "noted".
"""

from course.checks.choices import expect_choice, expect_each_of, expect_evidence, expect_one_of
from course.checks.core import Comparison, NotYet, Slip, graded_later, note, noted, recorded, well_done
from course.checks.numbers import expect, expect_between
from course.checks.parts import Parts
from course.checks.rules import call, expect_refusal, expect_rule
from course.checks.sealed import check_now

__all__ = [
    "Comparison",
    "NotYet",
    "Parts",
    "Slip",
    "call",
    "check_now",
    "expect",
    "expect_between",
    "expect_choice",
    "expect_each_of",
    "expect_evidence",
    "expect_one_of",
    "expect_refusal",
    "expect_rule",
    "graded_later",
    "note",
    "noted",
    "recorded",
    "well_done",
]
