"""The unit “first steps with data” of 01_role."""
