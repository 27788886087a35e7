"""The unit “clinic” of 03_staffing."""
