"""The unit “the dashboard” of 01_role."""
