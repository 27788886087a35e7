"""The unit “flexible budget” of 02_finance."""
