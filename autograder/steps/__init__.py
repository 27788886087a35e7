"""Preprocessors that take the place of nbgrader's own, so that its commands and formgrader use this engine."""
