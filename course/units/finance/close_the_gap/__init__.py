"""The unit “close the gap” of 02_finance."""
