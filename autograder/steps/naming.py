"""Tells the kernel whose work it runs, so that a course may draw each student's own case."""

from __future__ import annotations

import os
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode


class NameLearner(NbGraderPreprocessor):
    """Set an environment variable to nbgrader's student id before the notebook is run."""

    variable = Unicode("COURSE_LEARNER", help="Name of the environment variable.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Set the variable; the kernel inherits it."""
        os.environ[self.variable] = resources["nbgrader"]["student"]
        return nb, resources
