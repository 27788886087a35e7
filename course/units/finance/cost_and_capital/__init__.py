"""The unit “cost and capital” of 02_finance."""
