"""The unit “the manager” of 01_role."""
