"""What every model asks of its inputs: each failure is one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

MIX_TOLERANCE_SHARE = 0.001


def positive(name: str, value: float) -> None:
    """Raise ValueError unless `value` is above zero."""
    if not value > 0:
        raise ValueError(f"{name} must be above 0, got {value}; check the figure and its sign")


def non_negative(name: str, value: float) -> None:
    """Raise ValueError unless `value` is zero or more."""
    if not value >= 0:
        raise ValueError(f"{name} must be 0 or more, got {value}; give the amount without a minus sign")


def share(name: str, value: float) -> None:
    """Raise ValueError unless `value` lies between 0 and 1."""
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {value}; write 42% as 0.42")


def annual_rate(name: str, value: float) -> None:
    """Raise ValueError unless `value` is a yearly rate above -1 and below 1."""
    if not -1 < value < 1:
        raise ValueError(f"{name} must lie between -1 and 1, got {value}; write 8% a year as 0.08")


def whole_years(name: str, value: int) -> None:
    """Raise ValueError unless `value` is a whole number of years, one or more."""
    if value != int(value) or value < 1:
        raise ValueError(f"{name} must be a whole number of years from 1 up, got {value}; round it first")


def no_more_than(part_name: str, part: float, whole_name: str, whole: float) -> None:
    """Raise ValueError unless 0 <= part <= whole and whole > 0."""
    positive(whole_name, whole)
    non_negative(part_name, part)
    if part > whole:
        raise ValueError(f"{part_name} ({part}) exceeds {whole_name} ({whole}); check which is the part")


def mix(name: str, shares: Mapping[str, float]) -> None:
    """Raise ValueError unless the shares are each 0 to 1 and sum to 1 within 0.001."""
    for key, value in shares.items():
        share(f"{name}[{key!r}]", value)
    total = sum(shares.values())
    if not abs(total - 1) <= MIX_TOLERANCE_SHARE + 1e-12:
        raise ValueError(f"{name} must sum to 1, but sums to {total:.4f}; adjust one share until it does")


def whole(name: str, value: float, at_least: int = 0) -> None:
    """Raise ValueError unless `value` is a whole number of `at_least` or more."""
    if value != value or value in (float("inf"), float("-inf")) or value != int(value) or value < at_least:
        raise ValueError(f"{name} must be a whole number from {at_least} up, got {value}; round it first")


def productive(name: str, value: float) -> None:
    """Raise ValueError unless `value` is a share above 0 and at most 1."""
    if not 0 < value <= 1:
        raise ValueError(f"{name} must be above 0 and at most 1, got {value}; write 87% as 0.87")
