"""How ties run: close, in conflict, guardian of … A tie may start and end at several corners of a symbol and bend more
or less; of all these ways the plainest is taken that runs through nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians, sin

from casework.genogram.cards import NOTE_SIZE, RADIUS, width_of
from casework.genogram.family import Feeling, Key, Tie
from casework.genogram.geometry import Box, Point, around, beside, cubic, distance, length, spaced
from casework.genogram.lines import FamilyLine, Words
from casework.genogram.places import Layout

ANGLES = (0, 14, 36, -30, -60, -90, -120, -150, 180, 166, 144)
COARSE, FINE = 10, 24  # stretches of a way while it is judged, and when it is taken
AWAY = 4  # between a symbol and the end of a tie
WIDE = {Feeling.DEPENDENT: 5, Feeling.CLOSE: 3.5, Feeling.CONFLICT: 4, Feeling.VIOLENCE: 4}
THROUGH, ALONG, ACROSS, BESIDE, BEND, SHORTEST = 1000, 14, 7, 14, 0.25, 18
HALO = 3
ROUNDS = 2


Corners = tuple[Point, Point, Point, Point]
Judge = Callable[[list[Point], float], float]


@dataclass(frozen=True)
class Route:
    """A tie as drawn: its middle line, and its words with the box that they cover."""

    tie: Tie
    points: tuple[Point, ...]
    words: Words | None = None


@dataclass(frozen=True)
class Ground:
    """What ties keep off: people, and words beside lines; and the lines of the family, which they may cross."""

    people: dict[Key, tuple[Box, Box]]  # the symbol, and the words under it with what stands beside it
    words: list[Box]
    lines: list[FamilyLine]


def routes(layout: Layout, ground: Ground) -> list[Route]:
    """The short ones first: they have the least choice. Then each once more, now that the others are known."""
    ties = layout.family.ties
    order = sorted(range(len(ties)), key=lambda place: (_far(layout, ties[place]), place))
    ways = {place: sorted(_ways(layout, ties[place]), key=lambda each: each[0]) for place in order}
    found: dict[int, Route] = {}
    for _round in range(ROUNDS):
        for place in order:
            others = [route for other, route in found.items() if other != place]
            points = _best(ways[place], _judge(ground, ties[place], others))
            found[place] = _worded(ties[place], points, ground, others)
    return [found[place] for place in sorted(found)]


def _far(layout: Layout, tie: Tie) -> float:
    return hypot(layout.x[tie.of] - layout.x[tie.to], layout.y[tie.of] - layout.y[tie.to])


def _best(tried: list[tuple[float, Corners, list[Point]]], judge: Judge) -> tuple[Point, ...]:
    """The cheapest; `tried` has what costs least by itself in front, so that most need not be judged."""
    best_cost, best = float("inf"), tried[0][1]
    for base, corners, points in tried:
        if base >= best_cost:
            break
        cost = base + judge(points, best_cost - base)
        if cost < best_cost:
            best_cost, best = cost, corners
    return tuple((round(x, 1), round(y, 1)) for x, y in cubic(*best, FINE))


def _ways(layout: Layout, tie: Tie) -> Iterator[tuple[float, Corners, list[Point]]]:
    """Every way with what its own shape costs."""
    one, two = (layout.x[tie.of], layout.y[tie.of]), (layout.x[tie.to], layout.y[tie.to])
    far = hypot(two[0] - one[0], two[1] - one[1])
    for start in ANGLES:
        for end in ANGLES:
            for share in (0.3, 0.6):
                arm = max(far * share, 26)
                a, b = _edge(layout, tie.of, start), _edge(layout, tie.to, end)
                corners = a, _off(a, start, arm), _off(b, end, arm), b
                points = cubic(*corners, COARSE)
                way = length(points)
                yield way - far + BEND * _turn(points) + SHORTEST * (way < 16), corners, points


def _turn(points: list[Point]) -> float:
    """How far a way swings out from the straight line between its ends."""
    return max(distance(point, points[0], points[-1]) for point in points)


@cache
def _direction(angle: int) -> Point:
    return cos(radians(angle)), sin(radians(angle))


def _off(point: Point, angle: int, far: float) -> Point:
    across, down = _direction(angle)
    return point[0] + across * far, point[1] + down * far


def _edge(layout: Layout, key: Key, angle: int) -> Point:
    """A point just outside a symbol, whatever its shape: squares reach farther at their corners."""
    across, down = _direction(angle)
    sign = layout.family.figures[key].sign
    if sign == "man":
        far = RADIUS / max(abs(across), abs(down))
    elif sign == "woman":
        far = RADIUS
    else:
        far = layout.reach(key) / (abs(across) + abs(down))
    return _off((layout.x[key], layout.y[key]), angle, far + AWAY)


def _judge(ground: Ground, tie: Tie, others: list[Route]) -> Judge:
    """Cost of a way beyond its own shape; stops counting where it is beaten."""
    ends = {tie.of, tie.to}
    wide = WIDE.get(tie.feeling, 1.5)
    boxes = [words.grown(wide) for key, (_symbol, words) in ground.people.items()]
    boxes += [symbol.grown(wide + 2 if key not in ends else 0.5) for key, (symbol, _words) in ground.people.items()]
    boxes += [each.grown(wide) for each in ground.words]
    boxes += [each.words.box.grown(wide) for each in others if each.words]
    stretches = [stretch for line in ground.lines for stretch in pairwise(line.points)]
    ties, near_by = [each.points for each in others], 4.5 + wide

    def judge(points: list[Point], beaten: float) -> float:
        whole = around(points)
        cost = 0.0
        for box in boxes:
            if box.meets(whole) and any(box.cut_by(one, two) for one, two in pairwise(points)):
                cost += THROUGH
                if cost >= beaten:
                    return cost
        for one, two in stretches:
            if not around((one, two)).grown(4).meets(whole):
                continue
            near = sum(distance(point, one, two) < near_by for point in points)
            cost += ALONG * max(0, near - 1) + (ACROSS if near else 0)
        for other in ties:
            if around(other).grown(10).meets(whole):
                cost += BESIDE * sum(
                    min(distance(point, one, two) for one, two in pairwise(other)) < 9 for point in points[1:-1]
                )
        return cost

    return judge


def _worded(tie: Tie, points: tuple[Point, ...], ground: Ground, others: list[Route]) -> Route:
    """The words stand on the line, which is broken for them, where they cover nobody."""
    if not tie.words:
        return Route(tie, points)
    half, high = width_of(tie.words, NOTE_SIZE) / 2 + HALO, NOTE_SIZE / 2 + 2
    boxes = [box for pair in ground.people.values() for box in pair]
    boxes += [*ground.words, *(each.words.box for each in others if each.words)]
    lines = [line.points for line in ground.lines] + [each.points for each in others]
    along = spaced(points, 6)
    best: tuple[float, Words] | None = None
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82):
        x, y = along[round(share * (len(along) - 1))]
        for aside, down in ((0, 0), (0, -high - 4), (0, high + 4), (half + 4, 0), (-half - 4, 0)):
            box = Box(x + aside - half, y + down - high, x + aside + half, y + down + high)
            cost = abs(share - 0.5) * 20 + (8 if aside or down else 0)
            cost += THROUGH * sum(box.meets(each) for each in boxes)
            cost += 6 * sum(box.cut_by(one, two) for line in lines for one, two in pairwise(line))
            if best is None or cost < best[0]:
                at = (round(x + aside, 1), round(y + down, 1))
                best = (cost, Words(tie.words, at, NOTE_SIZE, box))
    return Route(tie, points, best[1] if best else None)


def doubled(points: tuple[Point, ...], apart: float, count: int) -> list[list[Point]]:
    """Two or three lines side by side."""
    middle = (count - 1) / 2
    return [beside(points, (place - middle) * apart) for place in range(count)]


def zigzag(points: tuple[Point, ...], high: float = 4, step: float = 6) -> list[Point]:
    """To and fro across a way, with a straight bit at both ends."""
    along = spaced(points, step)
    left, right = beside(along, -high), beside(along, high)
    last = len(along) - 1
    return [point if place in (0, last) else (left if place % 2 else right)[place] for place, point in enumerate(along)]
