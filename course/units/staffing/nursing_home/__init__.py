"""The unit “nursing home” of 03_staffing."""
