"""The units of 02_finance, a folder each, and the Case that draws their parts."""
