"""The unit “operating budget” of 02_finance."""
