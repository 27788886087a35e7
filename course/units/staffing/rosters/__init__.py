"""The unit “rosters” of 03_staffing."""
