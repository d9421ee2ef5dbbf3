"""Where everybody stands. The wishes (children under the middle of their parents, partners and siblings close) go to
kiwisolver, which keeps the musts (nobody on top of another) and meets the wishes by their weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import permutations

from kiwisolver import Constraint, Expression, Solver, Term, Variable, strength

from casework.genogram.cards import NOTE_SIZE, PAIR_WORDS, RADIUS, WIDE, Card, card, width_of
from casework.genogram.family import Family, Key, Pair, Sibship
from casework.genogram.generations import generations
from casework.genogram.order import Rows, arrange

GAP, PAIR_GAP, ALONE_GAP, RING_GAP = 22, 38, 44, 34  # between the words of two neighbours
TIE_ROOM, PAIR_TIE_ROOM, WORDS_ROOM = 46, 72, 34  # between two symbols for a tie; more for words on it
AIR, MOST_AIR = 3, 18  # more room between all, for each tie
ARCH, TRACK = 14, 11  # an arch over its row; between lines that run beside each other
CHANNEL = 22  # from the words of a row to the bar below them, and from a bar to the symbols below it
CENTRED, PAIR_CLOSE, CLOSE = 20.0, 3.0, 1.0


@dataclass(frozen=True)
class Way:
    """How a sibship hangs on its parents: from (x, top) down to the bar, and from the bar to each child."""

    sibship: Sibship
    x: float | None  # None: no parents are known, the bar alone joins them
    top: float
    bar: float


@dataclass
class Layout:
    family: Family
    rows: Rows
    cards: dict[Key, Card]
    x: dict[Key, float] = field(default_factory=dict)
    y: dict[Key, float] = field(default_factory=dict)
    arches: dict[int, float] = field(default_factory=dict)  # pair's place in the list → y of its arch
    ways: list[Way] = field(default_factory=list)

    def adjacent(self, pair: Pair) -> bool:
        row = next(keys for keys in self.rows if pair.one in keys)
        return pair.two in row and abs(row.index(pair.one) - row.index(pair.two)) == 1

    def left_right(self, pair: Pair) -> tuple[Key, Key]:
        """From left to right; of a couple in two rows the upper one first."""
        one, two = sorted(pair.both, key=self._place)
        return one, two

    def _place(self, key: Key) -> tuple[int, int]:
        row = self.row_of(key)
        return row, self.rows[row].index(key)

    def in_one_row(self, pair: Pair) -> bool:
        return self.row_of(pair.one) == self.row_of(pair.two)

    def reach(self, key: Key) -> float:
        """From the middle of a symbol to its left or right corner."""
        return WIDE.get(self.family.figures[key].sign, float(RADIUS))

    def row_of(self, key: Key) -> int:
        return next(number for number, keys in enumerate(self.rows) if key in keys)


def layout(family: Family) -> Layout:
    rows = arrange(family, generations(family))
    made = Layout(family, rows, {key: card(each) for key, each in family.figures.items()})
    _across(made)
    _down(made)
    return made


# From left to right --------------------------------------------------------------------------------------------------


def _across(made: Layout) -> None:
    x = {key: Variable(str(key)) for keys in made.rows for key in keys}
    solver = Solver()
    for constraint in [*_musts(made, x), *_wishes(made, x)]:
        solver.addConstraint(constraint)
    solver.updateVariables()
    left = min((x[key].value() - made.cards[key].width / 2 for key in x), default=0)
    made.x = {key: round(x[key].value() - left, 1) for key in x}


def _room(made: Layout, one: Key, two: Key) -> float:
    """Between the middles of two neighbours: their words side by side, and what stands between them."""
    family, figures = made.family, made.family.figures
    pair = next((each for each in family.pairs if each.both == {one, two}), None)
    linked = family.linked()
    if pair:
        gap = PAIR_GAP
    elif (figures[one].together, figures[one].home) != (figures[two].together, figures[two].home):
        gap = RING_GAP
    else:
        gap = GAP if one in linked and two in linked else ALONE_GAP
    between = width_of(pair.words, PAIR_WORDS) + 12 if pair and pair.words else 0.0
    for tie in family.ties:
        if {tie.of, tie.to} == {one, two}:
            words = width_of(tie.words, NOTE_SIZE) + WORDS_ROOM if tie.words else 0.0
            between = max(between, PAIR_TIE_ROOM if pair else TIE_ROOM, words)
    symbols = made.reach(one) + made.reach(two)
    return max(made.cards[one].width / 2 + made.cards[two].width / 2 + gap + _air(made), symbols + between)


def _air(made: Layout) -> float:
    return min(AIR * len(made.family.ties), MOST_AIR)


def _musts(made: Layout, x: dict[Key, Variable]) -> list[Constraint]:
    return [
        x[two] - x[one] >= _room(made, one, two) for keys in made.rows for one, two in zip(keys, keys[1:], strict=False)
    ]


def _wishes(made: Layout, x: dict[Key, Variable]) -> list[Constraint]:
    wishes: list[Constraint] = []

    def wish(constraint: Constraint, weight: float) -> None:
        wishes.append(constraint | strength.create(0, 0, 1, weight))

    for sibship in made.family.sibships:
        place = drop(made, sibship, lambda key: x[key])
        if place is not None:
            ends = sorted(sibship.keys, key=lambda key: made.rows[made.row_of(key)].index(key))
            wish((x[ends[0]] + x[ends[-1]]) / 2 == place, CENTRED)
    pairs = [each.both for each in made.family.pairs]
    for keys in made.rows:
        for one, two in zip(keys, keys[1:], strict=False):
            wish(x[two] - x[one] == _room(made, one, two), PAIR_CLOSE if {one, two} in pairs else CLOSE)
    for keys in made.rows:
        if keys:
            wish(x[keys[0]] == 0, CLOSE / 50)
    return wishes


def drop(made: Layout, sibship: Sibship, x: Callable[[Key], Variable | Term | float]) -> Expression | float | None:
    """Where the line to the children leaves their parents: between the two, or under the one."""
    if not sibship.parents:
        return None
    pair = next((each for each in made.family.pairs if each.both == sibship.parents), None)
    if pair is None:
        key = min(sibship.parents)
        return x(key) + 0.0
    one, two = made.left_right(pair)
    if not made.in_one_row(pair):
        return x(two) + 0.0
    if made.adjacent(pair):
        return (x(one) + made.cards[one].width / 2 + x(two) - made.cards[two].width / 2) / 2
    first = _first_of_pairs(made, one, two)
    if first == one:  # the line goes down beside the partner who is farther off
        return x(two) - made.cards[two].width / 2 - GAP / 2
    return x(one) + made.cards[one].width / 2 + GAP / 2


def _first_of_pairs(made: Layout, one: Key, two: Key) -> Key:
    """Of two partners with somebody between them, the one with more partners, from whom the arch starts."""
    return max((one, two), key=lambda key: len(made.family.partners_of(key)))


# From top to bottom --------------------------------------------------------------------------------------------------


def _down(made: Layout) -> None:
    foot, hung = 0.0, list[tuple[Sibship, float]]()
    for number, keys in enumerate(made.rows):
        ways = _sibships_above(made, number)
        tracks = _tracks(made, ways)
        arches = _arches(made, number)
        bars = max(tracks.values(), default=-1) + 1
        room = CHANNEL * 2 + _air(made) + max(bars - 1, 0) * TRACK if number or bars else 0
        top = foot + room + (ARCH + TRACK * max(arches.values()) if arches else 0)
        middle = round(top + RADIUS, 1)
        for key in keys:
            made.y[key] = middle
        for place, track in arches.items():
            made.arches[place] = middle - RADIUS - ARCH - TRACK * track
        hung += [(sibship, foot + CHANNEL + tracks[index] * TRACK) for index, sibship in enumerate(ways)]
        foot = middle + max((made.cards[key].foot for key in keys), default=RADIUS)

    made.ways = [_way(made, sibship, bar) for sibship, bar in hung]


def _way(made: Layout, sibship: Sibship, bar: float) -> Way:
    place = drop(made, sibship, lambda key: made.x[key])
    if place is None:
        return Way(sibship, None, bar, bar)
    pair = next((each for each in made.family.pairs if each.both == sibship.parents), None)
    key = min(sibship.parents)
    if pair is None:
        top = made.y[key] + made.cards[key].foot
    elif not made.in_one_row(pair):
        key = made.left_right(pair)[1]
        top = made.y[key] + made.cards[key].foot
    elif made.adjacent(pair):
        top = made.y[key]
    else:
        top = made.arches[made.family.pairs.index(pair)]
    return Way(sibship, round(float(place), 1), round(top, 1), round(bar, 1))  # type: ignore[arg-type]


def _sibships_above(made: Layout, row: int) -> list[Sibship]:
    return [
        each
        for each in made.family.sibships
        if each.keys and made.row_of(each.keys[0]) == row and (each.parents or len(each.keys) > 1)
    ]


def _span(made: Layout, sibship: Sibship) -> tuple[float, float, float | None]:
    place = drop(made, sibship, lambda key: made.x[key])
    ends = [made.x[key] for key in sibship.keys]
    if place is not None:
        ends.append(float(place))  # type: ignore[arg-type]
    return min(ends), max(ends), None if place is None else float(place)  # type: ignore[arg-type]


def _tracks(made: Layout, sibships: list[Sibship]) -> dict[int, int]:
    """Bars that overlap run on different heights, so that their lines cross as little as can be."""
    spans = [_span(made, each) for each in sibships]
    wide = [index for index, (left, right, _drop) in enumerate(spans) if right - left > 1]
    best: tuple[int, int, dict[int, int]] | None = None
    for order in permutations(wide) if len(wide) <= 5 else [tuple(wide)]:
        tracks = _greedy(order, spans)
        made_worse = (_crossings(made, sibships, spans, tracks), max(tracks.values(), default=0))
        if best is None or made_worse < best[:2]:
            best = (*made_worse, tracks)
    found = best[2] if best else {}
    return {index: found.get(index, 0) for index in range(len(sibships))}


def _greedy(order: tuple[int, ...], spans: list[tuple[float, float, float | None]]) -> dict[int, int]:
    tracks: dict[int, int] = {}
    for index in order:
        left, right, _drop = spans[index]
        taken = {track for other, track in tracks.items() if spans[other][0] < right + 8 and left < spans[other][1] + 8}
        tracks[index] = next(track for track in range(len(order)) if track not in taken)
    return tracks


def _crossings(
    made: Layout,
    sibships: list[Sibship],
    spans: list[tuple[float, float, float | None]],
    tracks: dict[int, int],
) -> int:
    total = 0
    for one, track in tracks.items():
        for two, other in tracks.items():
            left, right, _drop = spans[two]
            place = spans[one][2]
            if place is not None and other < track and left < place < right:
                total += 1
            if other > track:
                total += sum(left < made.x[key] < right for key in sibships[one].keys)
    return total


def _arches(made: Layout, row: int) -> dict[int, int]:
    """Partners with somebody between them are joined over that one's head: their tracks, the nearest lowest."""
    found: dict[int, int] = {}
    taken: list[tuple[float, float, int]] = []
    apart = [
        (index, [made.x[key] for key in made.left_right(pair)])
        for index, pair in enumerate(made.family.pairs)
        if made.row_of(pair.one) == row and made.in_one_row(pair) and not made.adjacent(pair)
    ]
    for index, (left, right) in sorted(apart, key=lambda each: each[1][1] - each[1][0]):
        track = next(n for n in range(len(apart)) if all(n != t or right < a or b < left for a, b, t in taken))
        taken.append((left, right, track))
        found[index] = track
    return found
