"""Tests of plans: kept, read and graded."""
