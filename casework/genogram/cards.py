"""What stands under a symbol, and how much room a person takes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from casework.genogram.family import Figure, Sign

RADIUS = 20  # of a symbol; half the side of a square
WIDE = {Sign.OTHER: 25.0, Sign.UNKNOWN: 25.0, Sign.EXPECTED: 18.0, Sign.LOST: 12.0}  # the same, of other shapes
NAME_SIZE, NOTE_SIZE, AGE_SIZE, PAIR_WORDS = 12.5, 11, 13, 10.5
LEADING = 1.32
BELOW = 6  # between a symbol and its name
LONGEST_LINE = 7.5  # in ems: longer names are broken
NARROWEST = 64
HALF_WIDTH = 0.58  # of a Latin letter in BIZ UDPGothic, in ems: rather too much than too little


@dataclass(frozen=True)
class Line:
    """A line of words, its middle `down` below the symbol's middle."""

    text: str
    size: float
    down: float


@dataclass(frozen=True)
class Card:
    """A symbol with its words: they move together and nothing may run through them."""

    lines: tuple[Line, ...]
    width: float
    foot: float  # the lower edge, from the symbol's middle


def width_of(text: str, size: float) -> float:
    return size * sum(1 if unicodedata.east_asian_width(each) in "WFA" else HALF_WIDTH for each in text)


def card(figure: Figure) -> Card:
    words = [(each, NAME_SIZE) for each in broken(figure.name)]
    words += [(each, NOTE_SIZE) for each in (figure.label, *figure.notes) if each]
    lines, down = list[Line](), float(RADIUS + BELOW)
    for text, size in words:
        lines.append(Line(text, size, round(down + size / 2, 1)))
        down += size * LEADING
    widest = max((width_of(each.text, each.size) for each in lines), default=0)
    return Card(tuple(lines), max(widest, NARROWEST), down)


def broken(name: str) -> list[str]:
    """A long name in two or three lines, at its spaces and dots where there are any."""
    if width_of(name, 1) <= LONGEST_LINE:
        return [name] if name else []
    pieces: list[str] = []
    for each in name.replace("・", "・\0").replace(" ", "\0").replace("　", "\0").split("\0"):
        if pieces and width_of(pieces[-1] + each, 1) <= LONGEST_LINE:
            pieces[-1] += each if pieces[-1].endswith("・") else f" {each}"
        else:
            pieces.append(each)
    return [part for each in pieces for part in _cut(each)][:4]


def _cut(piece: str) -> list[str]:
    parts = [""]
    for letter in piece:
        if width_of(parts[-1] + letter, 1) > LONGEST_LINE:
            parts.append("")
        parts[-1] += letter
    return parts
