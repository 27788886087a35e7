"""The unit “census to ftes” of 03_staffing."""
