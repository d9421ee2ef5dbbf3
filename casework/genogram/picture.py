"""A family drawn: everything put in its place, the symbols that are used explained below, all in one SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from casework.genogram import symbols
from casework.genogram.cards import RADIUS, WIDE, width_of
from casework.genogram.family import Family, Figure, Key
from casework.genogram.geometry import Box, Point, around, union
from casework.genogram.legend import Legend, legend
from casework.genogram.lines import (
    FamilyLine,
    Slash,
    Words,
    descent_lines,
    pair_line,
    pair_words,
    slash,
)
from casework.genogram.places import Layout, layout
from casework.genogram.ring import crosses, rings
from casework.genogram.routes import Ground, Route, routes

MARGIN = 8.0
PAPER = 620  # as wide as a line on A4, in CSS pixels
FONT = "BIZ UDPGothic"
SMALLEST, KEPT = 340.0, 256
MARK_SIZE = 10.5
BESIDE = (0.0, 230.0, 340.0)  # widths of a legend beside the people: an entry in a line, or two, or three
Shape = tuple[float, float]


@dataclass
class Drawing:
    """What stands where: the tests measure it, and `svg` writes it."""

    layout: Layout
    symbols: dict[Key, Box]
    words: dict[Key, Box]
    marks: dict[Key, Words]
    lines: list[FamilyLine]
    slashes: list[Slash]
    pair_words: list[Words]
    routes: list[Route] = field(default_factory=list)
    rings: list[list[Point]] = field(default_factory=list)  # round those who live with the household
    elsewhere: list[list[Point]] = field(default_factory=list)  # round others who live together, a ring for each home

    def bounds(self) -> Box:
        boxes = [*self.symbols.values(), *self.words.values(), *(each.box for each in self.marks.values())]
        boxes += [each.box for each in self.pair_words] + [each.words.box for each in self.routes if each.words]
        boxes += [around(each.points).grown(6) for each in self.routes]
        boxes += [around(each).grown(1) for each in (*self.rings, *self.elsewhere)]
        boxes += [around(each.points).grown(1) for each in self.lines]
        return union(boxes)


@dataclass(frozen=True)
class Picture:
    """The drawing's own elements and its size; `svg` puts title and description before them."""

    body: str
    width: int
    height: int

    def svg(self, title: str, said: str, *, paper: bool = False) -> SafeString:
        """`paper`: WeasyPrint makes the title the picture's alternative text, and reads no description."""
        title, said = symbols.escaped(title), symbols.escaped(said)
        scale = min(1, PAPER / self.width) if paper else 1
        words = f"<title>{title}。{said}</title>" if paper else f"<title>{title}</title><desc>{said}</desc>"
        return mark_safe(
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" width="{self.width * scale:.0f}"'
            f' height="{self.height * scale:.0f}" viewBox="0 0 {self.width} {self.height}" font-family="{FONT}">'
            f"{words}{self.body}</svg>"
        )


def room(width: int) -> str:
    """How small a page may make a picture, as a class: the words stay legible, and what is wider is scrolled."""
    return next((name for name, most in (("small", 405), ("middle", 560), ("large", 800)) if width <= most), "vast")


def relabelled(svg: str, label: str) -> SafeString:
    """A picture that was written in another language, with a label in that of the page."""
    words = symbols.escaped(label)
    named = re.sub(r'(?<= aria-label=")[^"]*', lambda _found: words, svg, count=1)
    return mark_safe(re.sub(r"(?<=<title>)[^<]*", lambda _found: words, named, count=1))


def width_of_svg(svg: str) -> int:
    found = re.search(r'viewBox="0 0 (\d+) ', svg)
    return int(found[1]) if found else 0


def picture(family: Family, shape: Shape | None = None) -> Picture:
    """The same family gives the same picture; it is drawn once and then remembered.

    shape   width and height of the place it is for: the legend goes where the people can be drawn largest in it."""
    return _picture(_Kept(family), shape, get_language() or "")


class _Kept:
    """A family as a key: two that would be drawn alike are one."""

    def __init__(self, family: Family) -> None:
        self.family, self.words = family, repr(family)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)


@lru_cache(maxsize=KEPT)
def _picture(kept: _Kept, shape: Shape | None, _language: str) -> Picture:
    drawing = draw(kept.family)
    return written(drawing, shape)


def draw(family: Family) -> Drawing:
    placed = layout(family)
    made = Drawing(
        layout=placed,
        symbols={key: _symbol_box(placed, key) for key in family.figures},
        words={key: _words_box(placed, key) for key in family.figures},
        marks={key: each for key in family.figures if (each := _mark(placed, key))},
        lines=[pair_line(placed, each) for each in family.pairs],
        slashes=[cut for pair in family.pairs if (cut := slash(placed, pair))],
        pair_words=[said for pair in family.pairs if (said := pair_words(placed, pair))],
    )
    for way in placed.ways:
        made.lines += descent_lines(placed, way)
    beside = [each.box for each in (*made.marks.values(), *made.pair_words)]
    beside += [Box(each.at[0] - 9, each.at[1] - 10, each.at[0] + 9, each.at[1] + 10) for each in made.slashes]
    people = {key: (made.symbols[key], made.words[key]) for key in family.figures}
    made.routes = routes(placed, Ground(people, beside, made.lines))
    made.rings, made.elsewhere = _rings(made)
    return made


def _symbol_box(placed: Layout, key: Key) -> Box:
    far = WIDE.get(placed.family.figures[key].sign, float(RADIUS))
    x, y = placed.x[key], placed.y[key]
    return Box(x - far, y - far, x + far, y + far)


def _words_box(placed: Layout, key: Key) -> Box:
    """What the words under a symbol cover."""
    x, y, lines = placed.x[key], placed.y[key], placed.cards[key].lines
    if not lines:
        return Box(x - 1, y + RADIUS - 1, x + 1, y + RADIUS)
    half = max(width_of(each.text, each.size) for each in lines) / 2
    first, last = lines[0], lines[-1]
    return Box(x - half, y + first.down - first.size / 2, x + half, y + last.down + last.size / 2)


def _mark(placed: Layout, key: Key) -> Words | None:
    """KP, at the upper left of its symbol, where no line comes from."""
    if not placed.family.figures[key].key_person:
        return None
    half = width_of("KP", MARK_SIZE) / 2
    at = (placed.x[key] - RADIUS - half + 4, placed.y[key] - RADIUS - 8)
    box = Box(at[0] - half, at[1] - 5.5, at[0] + half, at[1] + 5.5)
    return Words("KP", at, MARK_SIZE, box)


def _rings(made: Drawing) -> tuple[list[list[Point]], list[list[Point]]]:
    figures = made.layout.family.figures
    if len(figures) == 1:
        return [], []
    body = {key: union([made.symbols[key], made.words[key]]) for key in figures}
    for key, each in made.marks.items():
        body[key] = union([body[key], each.box])

    def around_all(keys: set[Key]) -> list[list[Point]]:
        return rings(
            [body[key] for key in figures if key in keys], [body[key] for key in figures if key not in keys],
            union(body.values()),
        )  # fmt: skip

    drawn = around_all({key for key, each in figures.items() if each.together})
    elsewhere: list[list[Point]] = []
    for home in sorted({each.home for each in figures.values() if each.home}):
        found = around_all({key for key, each in figures.items() if each.home == home})
        if len(found) == 1 and not any(crosses(found[0], each) for each in (*drawn, *elsewhere)):
            elsewhere += found  # where there is no clear way round them, the table tells it alone
    return drawn, elsewhere


# Writing -------------------------------------------------------------------------------------------------------------


def written(made: Drawing, shape: Shape | None = None) -> Picture:
    """The people with the legend below them; for a place of this shape, beside them where they are larger so."""
    bounds = made.bounds()
    wide, high = bounds.right - bounds.left, bounds.bottom - bounds.top

    def explained(width: float) -> Legend:
        return legend(made.layout.family, rings=bool(made.rings), elsewhere=bool(made.elsewhere), width=width)

    below = explained(max(wide, SMALLEST))
    whole = max(wide, below.width)
    pictures = [_composed(made, below, ((whole - wide) / 2, 0), (0, high + MARGIN + 6))]
    if shape:
        for each in map(explained, BESIDE):
            whole = max(high, each.height)
            ends = ((0, (whole - high) / 2), (wide + 2 * MARGIN, (whole - each.height) / 2))
            pictures.append(_composed(made, each, *ends))
    return max(pictures, key=lambda each: min(shape[0] / each.width, shape[1] / each.height) if shape else 0)


def _composed(made: Drawing, explained: Legend, people: Point, beside: Point) -> Picture:
    """`people` and `beside`: where the upper left corners of the drawing and of its legend are."""
    bounds = made.bounds()
    width = max(people[0] + bounds.right - bounds.left, beside[0] + explained.width) + 2 * MARGIN
    height = max(people[1] + bounds.bottom - bounds.top, beside[1] + explained.height) + 2 * MARGIN
    body = _moved(_people(made), people[0] - bounds.left, people[1] - bounds.top) + _moved(explained.body, *beside)
    return Picture(body, round(width), round(height))


def _moved(body: str, across: float, down: float) -> str:
    place = f"{symbols.number(MARGIN + across)} {symbols.number(MARGIN + down)}"
    return f'<g transform="translate({place})">{body}</g>'


def _people(made: Drawing) -> str:
    family, placed = made.layout.family, made.layout
    parts = [symbols.ring(each) for each in made.rings]
    parts += [symbols.ring(each, symbols.ELSEWHERE_DASHES) for each in made.elsewhere]
    parts += [symbols.family_line(each) for each in made.lines]
    parts += [symbols.words(each) for each in made.pair_words]
    parts += [symbols.slashes(each) for each in made.slashes]
    parts += [symbols.tie(each) for each in made.routes]
    for key, figure in family.figures.items():
        parts += _person(made, key, figure, placed)
    return "".join(parts)


def _person(made: Drawing, key: Key, figure: Figure, placed: Layout) -> list[str]:
    x, y = placed.x[key], placed.y[key]
    parts = [symbols.symbol(figure, x, y)]
    lines = placed.cards[key].lines
    for place, each in enumerate(lines):
        ink = symbols.INK if place == 0 or each.size == lines[0].size else symbols.SOFT
        parts.append(
            symbols.text(
                each.text, (x, y + each.down), each.size, ink=ink, bold=figure.consultee and ink == symbols.INK
            )
        )
    if key in made.marks:
        parts.append(symbols.mark(made.marks[key].text, made.marks[key].at))
    return parts
