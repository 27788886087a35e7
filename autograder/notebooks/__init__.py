"""Notebooks as plain data: as released, as handed in, restored, scored, and what is to be said of them."""
