"""Puts the grader's steps in the places of nbgrader's own, from a course's nbgrader_config.py."""

from __future__ import annotations

import sys
from typing import Any

CONFINED, ORDINARY = "autograder.steps.executing.ConfinedExecute", "nbgrader.preprocessors.Execute"
SANITIZE = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.steps.executing.RestoreCells",  # for DeduplicateIds: repairs that a repeated cell does not stop
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
AUTOGRADE = [
    "autograder.steps.naming.NameLearner",
    CONFINED,
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
FEEDBACK = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.steps.feedback.LeaveOutData",
    "autograder.steps.feedback.HideHiddenTests",
    "autograder.steps.sanitizing.Sanitize",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]


def use_confined_steps(c: Any) -> None:
    """Let formgrader's button and nbgrader's own commands restore, run and give feedback as the grader does.

    In a course's ``nbgrader_config.py``::

        from autograder import use_confined_steps

        c = get_config()
        use_confined_steps(c)

    Cells that a student broke are put back, notebooks run confined in forks of a warm process, feedback shows nothing
    of a hidden test, and no script of a student's runs on the instructor's screen. A list that the course sets after
    this call counts, so steps of its own can be added.
    On a machine other than Linux notebooks run as nbgrader runs them: there is nothing to confine with.

    Parameters
    ----------
    c : traitlets.config.Config
        nbgrader's configuration; it is changed.
    """
    linux = sys.platform.startswith("linux")
    if linux:
        c.Autograde.sanitize_preprocessors = list(SANITIZE)
    c.Autograde.autograde_preprocessors = [step if linux or step != CONFINED else ORDINARY for step in AUTOGRADE]
    c.GenerateFeedback.preprocessors = list(FEEDBACK)
    c.HTMLExporter.preprocessors = ["autograder.steps.sanitizing.Sanitize"]  # formgrader reads this one
