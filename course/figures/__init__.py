"""Draws numbers and computes nothing; every picture has a sentence of alternative text."""
