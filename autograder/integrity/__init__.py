"""Watches that the checks still mean what the instructor wrote while learners' code runs beside them."""
