"""What checks display is at hand in these tests."""

from tests.support.displays import displays

__all__ = ["displays"]
