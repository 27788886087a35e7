"""Grades any nbgrader course; knows nothing of this one."""
