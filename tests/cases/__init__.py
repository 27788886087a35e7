"""Tests of the organizations that learners run."""
