"""The family's picture on the sheet: in its box on the back where its words can be read, else on a page of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from casework.sheet_content import BOX

LEAST = 6.0  # points of the smallest words
MM, POINT = 25.4 / 96, 72 / 96  # of a pixel
SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
WORDS = re.compile(r'font-size="([\d.]+)"')


class Where(StrEnum):
    BOX = "box"
    UPRIGHT = "upright"  # on the continuation page
    ACROSS = "across"  # on a page of its own that lies across


@dataclass(frozen=True)
class Placed:
    """Width and height are millimetres."""

    where: Where
    width: float
    height: float

    @property
    def size(self) -> str:
        return f"width: {self.width:.1f}mm; height: {self.height:.1f}mm"


def placed(svg: str) -> Placed | None:
    """Where a picture goes, and how large it is there: never larger than it is drawn for a screen."""
    size = SIZE.search(svg)
    if not size:
        return None
    width, height = (int(each) * MM for each in size.groups())
    smallest = min((float(each) for each in WORDS.findall(svg)), default=LEAST / POINT)
    scales = {where: min(room[0] / width, room[1] / height, 1) for where, room in ROOM.items()}
    if smallest * POINT * scales[Where.BOX] >= LEAST:
        where = Where.BOX
    else:
        where = max((Where.UPRIGHT, Where.ACROSS), key=lambda each: scales[each])
    return Placed(where, width * scales[where], height * scales[where])


ROOM = {Where.BOX: BOX, Where.UPRIGHT: (180.0, 240.0), Where.ACROSS: (262.0, 160.0)}  # millimetres
