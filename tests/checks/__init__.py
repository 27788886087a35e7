"""Tests of the expectations that recognize named slips."""
