"""Loaded first, in test workers and in pytests that tests start: leaves out what takes seconds and serves nobody."""

from autograder.notebooks.quick_imports import without_address_grammar

without_address_grammar()
