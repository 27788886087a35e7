"""The unit “nursing home and clinic” of 03_staffing."""
