"""Regrades what was graded before against a mended version of an assignment: shown first, applied in part, undone."""
