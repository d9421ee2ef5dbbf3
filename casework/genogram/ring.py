"""The ring round those who live together: a dashed outline that holds them all and nobody else.

It is found on a grid: the squares that the members cover, joined where they are apart by the shortest way past the
others, filled where it would be hollow, and its edge walked round."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from casework.genogram.geometry import Box, Point, around

CELL = 6.0
PAD, KEEP_OFF = 11.0, 3.0
CORRIDOR = 2  # squares to each side of a way that joins two parts

Cell = tuple[int, int]


def rings(members: Sequence[Box], others: Sequence[Box], within: Box) -> list[list[Point]]:
    """One closed outline; more only where the others leave no way between two parts, and for holes."""
    if not members:
        return []
    grid = _Grid(within.grown(PAD + 4 * CELL))
    taken = set().union(*(grid.cells(each.grown(KEEP_OFF)) for each in others)) if others else set()
    inside: set[Cell] = set().union(*(grid.cells(each.grown(PAD)) for each in members)) - taken
    inside = _filled(_joined(_filled(inside, taken), taken, grid), taken)
    return [[grid.point(each) for each in outline] for outline in _outlines(inside)]


def crosses(one: Sequence[Point], two: Sequence[Point]) -> bool:
    """Whether two outlines meet; their edges run along or across."""
    edges = [[around(each) for each in zip(points, (*points[1:], points[0]), strict=True)] for points in (one, two)]
    return any(a.grown(1).meets(b) for a in edges[0] for b in edges[1])


class _Grid:
    def __init__(self, within: Box) -> None:
        self.left, self.top = within.left, within.top
        self.wide = int((within.right - within.left) / CELL) + 1
        self.high = int((within.bottom - within.top) / CELL) + 1

    def cells(self, box: Box) -> set[Cell]:
        columns = range(int((box.left - self.left) // CELL), int((box.right - self.left) // CELL) + 1)
        rows = range(int((box.top - self.top) // CELL), int((box.bottom - self.top) // CELL) + 1)
        return {(column, row) for column in columns for row in rows}

    def point(self, corner: Cell) -> Point:
        return round(self.left + corner[0] * CELL, 1), round(self.top + corner[1] * CELL, 1)

    def holds(self, cell: Cell) -> bool:
        return 0 <= cell[0] < self.wide and 0 <= cell[1] < self.high


def _parts(inside: set[Cell]) -> list[set[Cell]]:
    left, parts = set(inside), []
    while left:
        part, todo = set(), [min(left)]
        left.discard(todo[0])
        while todo:
            cell = todo.pop()
            part.add(cell)
            for each in _next(cell):
                if each in left:
                    left.discard(each)
                    todo.append(each)
        parts.append(part)
    return parts


def _next(cell: Cell) -> tuple[Cell, Cell, Cell, Cell]:
    column, row = cell
    return (column, row - 1), (column - 1, row), (column + 1, row), (column, row + 1)


def _joined(inside: set[Cell], taken: set[Cell], grid: _Grid) -> set[Cell]:
    """Every part reached from the first by the shortest way that keeps off the others."""
    margin = {
        (c + x, r + y) for c, r in taken for x in range(-CORRIDOR, CORRIDOR + 1) for y in range(-CORRIDOR, CORRIDOR + 1)
    }
    parts = _parts(inside)
    while len(parts) > 1:
        way = _way(parts[0], inside, margin, grid) or _way(parts[0], inside, taken, grid)
        if way is None:
            return inside
        broad = {
            (c + x, r + y)
            for c, r in way
            for x in range(-CORRIDOR, CORRIDOR + 1)
            for y in range(-CORRIDOR, CORRIDOR + 1)
        }
        inside = inside | (broad - taken)
        parts = _parts(inside)
    return inside


def _way(part: set[Cell], inside: set[Cell], blocked: set[Cell], grid: _Grid) -> list[Cell] | None:
    came: dict[Cell, Cell | None] = dict.fromkeys(sorted(part))
    todo = deque(sorted(part))
    while todo:
        cell = todo.popleft()
        if cell in inside and cell not in part:
            way: list[Cell] = []
            step: Cell | None = cell
            while step is not None:
                way.append(step)
                step = came[step]
            return way
        for each in _next(cell):
            if each not in came and (each not in blocked or each in inside) and grid.holds(each):
                came[each] = cell
                todo.append(each)
    return None


def _filled(inside: set[Cell], taken: set[Cell]) -> set[Cell]:
    """No bays: what lies between two squares of one line belongs to it, where nobody else stands there."""
    while True:
        more = _between(inside, taken, 0) | _between(inside, taken, 1)
        if more <= inside:
            return inside
        inside = inside | more


def _between(inside: set[Cell], taken: set[Cell], along: int) -> set[Cell]:
    lines: dict[int, list[int]] = {}
    for cell in inside:
        lines.setdefault(cell[1 - along], []).append(cell[along])
    found = set()
    for line, places in lines.items():
        places.sort()
        for one, two in zip(places, places[1:], strict=False):
            gap = [(place, line) if along == 0 else (line, place) for place in range(one + 1, two)]
            if gap and not any(cell in taken for cell in gap):
                found.update(gap)
    return found


def _outlines(inside: set[Cell]) -> list[list[Cell]]:
    """The edges of the squares, walked with the inside on the right; corners only."""
    edges: dict[Cell, list[Cell]] = {}
    for column, row in sorted(inside):
        a, b, c, d = (column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)
        for start, end, beyond in (
            (a, b, (column, row - 1)), (b, c, (column + 1, row)), (c, d, (column, row + 1)), (d, a, (column - 1, row)),
        ):  # fmt: skip
            if beyond not in inside:
                edges.setdefault(start, []).append(end)
    found = []
    while edges:
        start = min(edges)
        walk = [start]
        while True:
            ends = edges[walk[-1]]
            end = ends.pop(0)
            if not ends:
                del edges[walk[-1]]
            if end == start:
                break
            walk.append(end)
        found.append(_corners(walk))
    return found


def _corners(walk: list[Cell]) -> list[Cell]:
    return [
        here
        for before, here, after in zip([walk[-1], *walk[:-1]], walk, [*walk[1:], walk[0]], strict=True)
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1])
    ]
