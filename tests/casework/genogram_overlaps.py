"""What in a drawing lies on what: measured on the very boxes and lines that are written as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from casework.genogram.geometry import Box, Point
from casework.genogram.picture import Drawing

SLACK = 0.5


def overlaps(made: Drawing) -> list[str]:
    return [*_of_boxes(made), *_of_lines(made), *_of_ties(made), *_of_rings(made)]


def _name(made: Drawing, key: int) -> str:
    return made.layout.family.figures[key].name


def _boxes(made: Drawing) -> Iterator[tuple[str, int | None, Box]]:
    """Every symbol and all words, with whose they are."""
    for key, box in made.symbols.items():
        yield f"the symbol of {_name(made, key)}", key, box
    for key, box in made.words.items():
        yield f"the words of {_name(made, key)}", key, box
    for key, each in made.marks.items():
        yield f"KP of {_name(made, key)}", key, each.box
    for each in made.pair_words:
        yield f"the words {each.text}", None, each.box
    for route in made.routes:
        if route.words:
            yield f"the words {route.words.text}", None, route.words.box


def _of_boxes(made: Drawing) -> Iterator[str]:
    for (one, _of, box), (two, _to, other) in combinations(_boxes(made), 2):
        if box.grown(-SLACK).meets(other.grown(-SLACK)):
            yield f"{one} lies on {two}"


def _cut(points: list[Point] | tuple[Point, ...], box: Box) -> bool:
    return any(box.grown(-SLACK).cut_by(one, two) for one, two in pairwise(points))


def _of_lines(made: Drawing) -> Iterator[str]:
    """A line of the family ends at its own people's symbols; words on a line are cut out of it."""
    for line in made.lines:
        for what, key, box in _boxes(made):
            own = key in line.of and what.startswith("the symbol")
            below = key in line.of and _is_foot(made, key, line.points[0])
            if not own and not below and key is not None and _cut(line.points, box):
                yield f"a line of {', '.join(_name(made, each) for each in sorted(line.of))} runs through {what}"


def _is_foot(made: Drawing, key: int | None, point: Point) -> bool:
    """The line of a single parent begins under their words."""
    return key is not None and point[1] >= made.words[key].bottom - 3


def _of_ties(made: Drawing) -> Iterator[str]:
    for route in made.routes:
        ends = {route.tie.of, route.tie.to}
        for what, key, box in _boxes(made):
            if key in ends and what.startswith("the symbol"):
                continue
            if route.words and box is route.words.box:
                continue
            if _cut(route.points, box):
                of, to = _name(made, route.tie.of), _name(made, route.tie.to)
                yield f"{route.tie.feeling} from {of} to {to} runs through {what}"


def _of_rings(made: Drawing) -> Iterator[str]:
    for key, figure in made.layout.family.figures.items():
        x, y = made.layout.x[key], made.layout.y[key]
        inside = sum(_holds(each, (x, y)) for each in made.rings) % 2 == 1
        if made.rings and inside != figure.together:
            yield f"{figure.name} is {'inside' if inside else 'outside'} the ring"
    for outline in made.elsewhere:
        homes = {each.home for key, each in made.layout.family.figures.items()
                 if _holds(outline, (made.layout.x[key], made.layout.y[key]))}  # fmt: skip
        if len(homes) != 1 or homes == {0}:
            yield f"a ring elsewhere holds homes {homes}"
    for outline in (*made.rings, *made.elsewhere):
        closed = [*outline, outline[0]]
        for what, whose, box in _boxes(made):
            if whose is not None and _cut(closed, box):
                yield f"the ring runs through {what}"


def _holds(outline: list[Point], point: Point) -> bool:
    """Whether a closed outline goes round a point: an odd number of its edges lies to the right of it."""
    odd = False
    for one, two in pairwise([*outline, outline[0]]):
        if (one[1] > point[1]) != (two[1] > point[1]):
            across = one[0] + (point[1] - one[1]) / (two[1] - one[1]) * (two[0] - one[0])
            odd ^= across > point[0]
    return odd
