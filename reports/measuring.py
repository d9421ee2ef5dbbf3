"""How wide words are in the papers' font, so that a name is set in a size in which it stays on one line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from reports.pdf import FONTS

MM = 72 / 25.4  # points in a millimetre


@cache
def _advances(bold: bool) -> tuple[dict[int, int], int]:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / f"BIZUDPGothic-{'Bold' if bold else 'Regular'}.ttf", lazy=True) as font:
        widths = font["hmtx"]
        return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def width_of(words: str, *, bold: bool = False) -> float:
    """In em. A character that the font lacks comes from the fallback, where it is as wide as it is high."""
    advances, em = _advances(bold)
    return sum(advances.get(ord(character), em) for character in words) / em


def size_that_fits(names: Iterable[str], room: float, *, largest: float) -> float:
    """The size in points, at most `largest`, in which every name is within `room` points; rounded down to a tenth."""
    widest = max((width_of(name) for name in names), default=0)
    return int(min(largest, room / widest) * 10) / 10 if widest else largest
