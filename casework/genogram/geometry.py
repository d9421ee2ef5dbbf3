"""Points, boxes and what runs through what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def cut_by(self, one: Point, two: Point) -> bool:
        """Whether the straight line between the points runs through the inside (Liang and Barsky)."""
        start, end = 0.0, 1.0
        across, down = two[0] - one[0], two[1] - one[1]
        for step, room in (
            (-across, one[0] - self.left), (across, self.right - one[0]),
            (-down, one[1] - self.top), (down, self.bottom - one[1]),
        ):  # fmt: skip
            if step == 0:
                if room <= 0:
                    return False
            elif step < 0:
                start = max(start, room / step)
            else:
                end = min(end, room / step)
        return start < end


def around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def union(boxes: Iterable[Box]) -> Box:
    return around([point for each in boxes for point in ((each.left, each.top), (each.right, each.bottom))])


def distance(point: Point, one: Point, two: Point) -> float:
    """From a point to the stretch between two others."""
    across, down = two[0] - one[0], two[1] - one[1]
    square = across * across + down * down
    along = 0.0 if square == 0 else ((point[0] - one[0]) * across + (point[1] - one[1]) * down) / square
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - one[0] - along * across, point[1] - one[1] - along * down)


def length(points: Sequence[Point]) -> float:
    return sum(hypot(two[0] - one[0], two[1] - one[1]) for one, two in pairwise(points))


def spaced(points: Sequence[Point], step: float) -> list[Point]:
    """The same way in equal steps, about `step` long."""
    total = length(points)
    count = max(1, round(total / step))
    found, walked, want = [points[0]], 0.0, total / count
    for one, two in pairwise(points):
        stretch = hypot(two[0] - one[0], two[1] - one[1])
        while stretch and walked + stretch >= want - 1e-6 and len(found) < count:
            share = (want - walked) / stretch
            found.append((one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share))
            want += total / count
        walked += stretch
    return [*found, points[-1]]


def beside(points: Sequence[Point], by: float) -> list[Point]:
    """A line that runs along another, `by` to its right."""
    found = []
    for place, point in enumerate(points):
        one, two = points[max(place - 1, 0)], points[min(place + 1, len(points) - 1)]
        across, down = two[0] - one[0], two[1] - one[1]
        far = hypot(across, down) or 1.0
        found.append((point[0] - down / far * by, point[1] + across / far * by))
    return found


def cubic(one: Point, arm: Point, other_arm: Point, two: Point, steps: int) -> list[Point]:
    found = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        found.append((
            a * one[0] + b * arm[0] + c * other_arm[0] + d * two[0],
            a * one[1] + b * arm[1] + c * other_arm[1] + d * two[1],
        ))  # fmt: skip
    return found
