"""Tells the kernel whose work it runs, so that a course may draw each student's own case."""

from __future__ import annotations

import os
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor


class NameLearner(NbGraderPreprocessor):
    """Set the environment variable that `FastEngine.learner_variable` names to nbgrader's student id."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Set the variable, if the course names one; the kernel inherits it."""
        variable = self.config.FastEngine.get("learner_variable", "")
        if variable:
            os.environ[variable] = resources["nbgrader"]["student"]
        return nb, resources
