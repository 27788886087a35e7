"""The units of 03_staffing, a folder each, and the Case that draws their parts."""
