"""Decisions: what a plan is held to, how it is kept and read, and what it earns."""
