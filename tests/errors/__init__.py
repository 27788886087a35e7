"""Tests of what a learner reads where a cell stopped."""
