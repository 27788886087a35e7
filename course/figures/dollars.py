"""Dollars as a manager reads them."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.text import Text


def money(dollars: float, decimals: int = 1) -> str:
    """Return dollars as a manager reads them; `decimals` is for millions.

    >>> money(1_234_567), money(-2_400_000), money(85_200), money(42)
    ('$1.2M', '($2.4M)', '$85K', '$42')
    """
    size = abs(dollars)
    if size >= 999_500:
        text = f"${size / 1e6:,.{decimals}f}M"
    else:
        text = f"${size / 1e3:,.0f}K" if size >= 995 else f"${size:,.0f}"
    return f"({text})" if dollars < 0 and text.strip("$0.,MK") else text


def signed_money(dollars: float, decimals: int = 1) -> str:
    """Return a change in dollars with its sign.

    >>> signed_money(1_200_000), signed_money(-300_000)
    ('+$1.2M', '−$300K')
    """
    text = money(abs(dollars), decimals)
    return text if not text.strip("$0.,MK") else f"{'+' if dollars > 0 else '−'}{text}"


def dollars_are_dollars(fig: Figure) -> None:
    """Keep matplotlib from reading what stands between two dollar signs as mathematics."""
    for text in fig.findobj(Text):
        text.set_parse_math(False)
