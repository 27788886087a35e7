"""The units of 01_role, a folder each, and the Case that draws their parts."""
