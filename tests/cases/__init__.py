"""Tests of the organisations that learners run."""
