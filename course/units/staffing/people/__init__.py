"""The unit “people” of 03_staffing."""
