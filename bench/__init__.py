"""Measurements: `make bench`. Ratios within one run count, not seconds."""
