"""Submissions that break, cheat or attack, graded by the real engine with every protection of this machine."""
