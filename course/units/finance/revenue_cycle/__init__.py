"""The unit “revenue cycle” of 02_finance."""
