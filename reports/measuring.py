"""How wide words are in the papers' font, so that a name can be set in a size in which it stays on one line."""

from __future__ import annotations

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
