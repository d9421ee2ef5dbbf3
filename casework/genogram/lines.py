"""The lines of a family: between partners, and from parents to children."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casework.genogram.cards import PAIR_WORDS, RADIUS, WIDE, width_of
from casework.genogram.family import Descent, Key, Pair, PairState, Sign
from casework.genogram.geometry import Box, Point
from casework.genogram.places import Layout, Way

LEG = 11  # an arch leaves a symbol this far beside its middle
ASIDE = 6


class Stroke(StrEnum):
    """How a line of the family is drawn."""

    SOLID = "solid"
    COHABITING = "cohabiting"
    UNKNOWN = "unknown"
    ADOPTED = "adopted"
    FOSTER = "foster"
    STEP = "step"


@dataclass(frozen=True)
class FamilyLine:
    points: tuple[Point, ...]
    stroke: Stroke
    of: frozenset[Key]  # whose line it is: at their symbols it ends


@dataclass(frozen=True)
class Slash:
    """/ for a separation, // for an end, across a line between partners."""

    at: Point
    count: int


@dataclass(frozen=True)
class Words:
    """Words beside a line; `box` is what they cover."""

    text: str
    at: Point
    size: float
    box: Box


def pair_line(layout: Layout, pair: Pair) -> FamilyLine:
    left, right = layout.left_right(pair)
    stroke = Stroke.SOLID if pair.married else Stroke.COHABITING
    if pair.state is PairState.UNKNOWN:
        stroke = Stroke.UNKNOWN
    y = layout.y[left]
    if not layout.in_one_row(pair):
        lower = layout.x[right], layout.y[right] - _shoulder(layout, right, 0)
        return FamilyLine(((layout.x[left], y + layout.cards[left].foot), lower), stroke, pair.both)
    if layout.adjacent(pair):
        points: tuple[Point, ...] = (
            (layout.x[left] + layout.reach(left), y),
            (layout.x[right] - layout.reach(right), y),
        )
    else:
        arch = layout.arches[layout.family.pairs.index(pair)]
        legs = layout.x[left] + LEG, layout.x[right] - LEG
        feet = [y - _shoulder(layout, key) for key in (left, right)]
        points = ((legs[0], feet[0]), (legs[0], arch), (legs[1], arch), (legs[1], feet[1]))
    return FamilyLine(points, stroke, pair.both)


def _shoulder(layout: Layout, key: Key, aside: float = LEG) -> float:
    """How high a symbol is, so far beside its middle."""
    sign = layout.family.figures[key].sign
    if sign is Sign.WOMAN:
        return round((RADIUS**2 - aside**2) ** 0.5, 1)
    return RADIUS if sign is Sign.MAN else WIDE[sign] - aside


def slash(layout: Layout, pair: Pair) -> Slash | None:
    count = {PairState.SEPARATED: 1, PairState.ENDED: 2}.get(pair.state, 0)
    if not count:
        return None
    points = pair_line(layout, pair).points
    if len(points) == 4:
        return Slash(((points[1][0] * 2 + points[2][0]) / 3, points[1][1]), count)
    left, right = points[0][0], points[1][0]
    way = next((each for each in layout.ways if each.sibship.parents == pair.both and each.x is not None), None)
    end = way.x if way and way.x is not None else right
    return Slash((round((left + end) / 2, 1), points[0][1]), count)


def pair_words(layout: Layout, pair: Pair) -> Words | None:
    """離婚 H30 above the line."""
    if not pair.words:
        return None
    points = pair_line(layout, pair).points
    one, two = (points[1], points[2]) if len(points) == 4 else (points[0], points[1])
    at = (round((one[0] + two[0]) / 2, 1), one[1] - 15)
    half = width_of(pair.words, PAIR_WORDS) / 2
    return Words(pair.words, at, PAIR_WORDS, Box(at[0] - half, at[1] - 6, at[0] + half, at[1] + 6))


def descent_lines(layout: Layout, way: Way) -> list[FamilyLine]:
    """From the parents to the bar, the bar, and from it to each child; twins share the upper end."""
    parents = way.sibship.parents
    children = sorted(way.sibship.children, key=lambda each: layout.x[each.key])
    kinds = {_stroke(each.descent) for each in children}
    common = kinds.pop() if len(kinds) == 1 else Stroke.SOLID
    feet, tops = _tops(layout, way), _starts(layout, way)
    xs = [*tops.values(), *([way.x] if way.x is not None else [])]
    straight = len(children) == 1 and way.x is not None and abs(way.x - xs[0]) < 1
    found: list[FamilyLine] = []
    if straight:
        child = children[0]
        foot = (feet[child.key], head(layout, child.key, feet[child.key]))
        return [FamilyLine(((feet[child.key], way.top), foot), common, parents | {child.key})]
    if way.x is not None:
        found.append(FamilyLine(((way.x, way.top), (way.x, way.bar)), common, parents))
    if max(xs) - min(xs) > 0.5:
        found.append(FamilyLine(((min(xs), way.bar), (max(xs), way.bar)), common, parents | set(way.sibship.keys)))
    for each in children:
        points = ((tops[each.key], way.bar), (feet[each.key], head(layout, each.key, feet[each.key])))
        found.append(FamilyLine(points, _stroke(each.descent), frozenset((each.key,))))
    return found


def head(layout: Layout, key: Key, x: float) -> float:
    """The upper edge of a symbol, above a point of its width."""
    return round(layout.y[key] - _shoulder(layout, key, abs(x - layout.x[key])), 1)


def _tops(layout: Layout, way: Way) -> dict[Key, float]:
    """Where the line to a child meets it: in the middle of its top; of a child with two families, who was adopted, each
    family's a little to its own side."""
    tops = {each.key: layout.x[each.key] for each in way.sibship.children}
    for key in tops:
        ways = [each for each in layout.ways if key in each.sibship.keys]
        if len(ways) > 1:
            ways.sort(key=lambda each: (each.x if each.x is not None else layout.x[key], each.bar))
            tops[key] += (ways.index(way) - (len(ways) - 1) / 2) * 2 * ASIDE
    return tops


def _starts(layout: Layout, way: Way) -> dict[Key, float]:
    """Where on the bar each child hangs: above itself, twins at one point."""
    starts = _tops(layout, way)
    born: dict[object, list[Key]] = {}
    for each in way.sibship.children:
        when = layout.family.figures[each.key].born
        if when and when[1]:
            born.setdefault(when[1], []).append(each.key)
    for twins in born.values():
        if len(twins) > 1:
            middle = round(sum(layout.x[key] for key in twins) / len(twins), 1)
            starts |= dict.fromkeys(twins, middle)
    return starts


def _stroke(descent: Descent) -> Stroke:
    return Stroke.SOLID if descent is Descent.BIRTH else Stroke(descent.value)
