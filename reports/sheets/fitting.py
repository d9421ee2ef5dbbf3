"""What of a text fits into a box of the form, and what goes on to the continuation page: nothing is ever cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.measuring import MM, width_of

SAFE = 0.97  # of a line: the setter moves a character over where a sign may not begin a line
MARK = "（続紙へ）"


def wrapped(text: str, width: float) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends. width in em."""
    at = 0
    for paragraph in text.split("\n"):
        begin, used = at, 0.0
        for place, character in enumerate(paragraph, start=at):
            wide = width_of(character)
            if used + wide > width and place > begin:
                yield begin, place
                begin, used = place, 0.0
            used += wide
        yield begin, at + len(paragraph)
        at += len(paragraph) + 1


def fit(text: str, width: float, lines: int) -> tuple[str, str]:
    """The beginning that fits into so many lines, and the rest."""
    text = text.replace("\r\n", "\n").strip()
    found = list(wrapped(text, width))
    if len(found) <= lines:
        return text, ""
    begin, end = found[lines - 1]
    while end > begin and width_of(text[begin:end] + MARK) > width:
        end -= 1
    return text[:end].rstrip() + MARK, text[end:].strip()


@dataclass
class Continuation:
    """What did not fit, by the heading under which it stands on the form."""

    parts: dict[str, list[str]] = field(default_factory=dict)

    def box(self, heading: str, text: str, *, mm: float, points: float, lines: int, of: str = "") -> str:
        """The part of a text that the box holds; the rest is kept here. `of` says of whom, in a table's row."""
        shown, rest = fit(text or "", mm * MM / points * SAFE, lines)
        if rest:
            self.parts.setdefault(heading, []).append(f"{of}：{rest}" if of else rest)
        return shown
