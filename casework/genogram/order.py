"""Who stands where in a row, from left to right. A first order follows the families down; then whatever makes the
picture plainer is moved, until nothing does: partners side by side, brothers and sisters in the order of their birth,
the man on the left, no lines across each other, who lives together next to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from casework.genogram.family import Family, Key, Sibship, Sign, by_birth

Rows = list[list[Key]]
Change = Callable[[Rows], Rows]

PARTNERS_APART, INTRUDER, CROSSING, ALONE_BETWEEN = 60, 40, 30, 15
OUT_OF_AGE, OUT_OF_RECORD, OUT_OF_TIME, OUT_OF_RING, MAN_RIGHT, FAR = 12, 5, 8, 7, 4, 1
MOST_PASSES, LONGEST_SEGMENT = 8, 3


def arrange(family: Family, of: dict[Key, int]) -> Rows:
    """The rows from top to bottom, each from left to right."""
    rows = _first(family, of)
    cost = Judge(family).cost
    best = cost(rows)
    for _pass in range(MOST_PASSES):
        before = best
        for change in _changes(family, rows):
            other = change(rows)
            if (found := cost(other)) < best:
                best, rows = found, other
        if best == before:
            break
    return rows


# The first order -----------------------------------------------------------------------------------------------------


def _first(family: Family, of: dict[Key, int]) -> Rows:
    rows: Rows = [[] for _row in range(max(of.values(), default=-1) + 1)]
    placed: set[Key] = set()
    linked = family.linked()

    def put(key: Key) -> None:
        if key not in placed:
            placed.add(key)
            rows[of[key]].append(key)

    def down(key: Key) -> None:
        """A person with their partners, and below them their children."""
        if key in placed:
            return
        there = [each for each in family.partners_of(key) if each not in placed and not _has_parents(family, each)]
        left = there[:1] if len(there) > 1 or family.figures[key].sign is not Sign.MAN else []
        for each in (*left, key, *(each for each in there if each not in left)):
            put(each)
        for sibship in _below(family, {key, *there}):
            for child in by_birth(family.figures, sibship.keys):
                down(child)
        for each in family.partners_of(key):
            up(each)

    def up(key: Key) -> None:
        above = family.sibship_of(key)
        unplaced = [each for each in sorted(above.parents) if each not in placed] if above else []
        if unplaced:
            up(unplaced[0])
        elif above and not above.parents:
            for each in by_birth(family.figures, above.keys):
                down(each)
        down(key)

    order = {key: place for place, key in enumerate(family.figures)}
    for key in sorted(linked, key=lambda key: (of[key], order[key])):
        up(key)
    for key in family.figures:
        put(key)
    return rows


def _has_parents(family: Family, key: Key) -> bool:
    above = family.sibship_of(key)
    return bool(above and above.parents)


def _below(family: Family, keys: set[Key]) -> list[Sibship]:
    return [each for each in family.sibships if each.parents and each.parents & keys]


# What may be moved ---------------------------------------------------------------------------------------------------


def _changes(family: Family, rows: Rows) -> Iterator[Change]:
    for one, two in _branches(family):
        yield lambda rows, one=one, two=two: _swapped(rows, one, two)  # type: ignore[misc]
    for row, keys in enumerate(rows):
        for length in range(1, min(LONGEST_SEGMENT, len(keys) - 1) + 1):
            for start in range(len(keys) - length + 1):
                for target in range(len(keys) - length + 1):
                    if target != start:
                        yield lambda rows, at=(row, start, length, target): _moved(rows, *at)  # type: ignore[misc]
        for length in range(2, min(LONGEST_SEGMENT + 1, len(keys)) + 1):
            for start in range(len(keys) - length + 1):
                yield lambda rows, at=(row, start, length): _turned(rows, *at)  # type: ignore[misc]


def _moved(rows: Rows, row: int, start: int, length: int, target: int) -> Rows:
    keys = list(rows[row])
    segment = keys[start : start + length]
    del keys[start : start + length]
    keys[target:target] = segment
    return [*rows[:row], keys, *rows[row + 1 :]]


def _turned(rows: Rows, row: int, start: int, length: int) -> Rows:
    keys = list(rows[row])
    keys[start : start + length] = keys[start : start + length][::-1]
    return [*rows[:row], keys, *rows[row + 1 :]]


def _swapped(rows: Rows, one: frozenset[Key], two: frozenset[Key]) -> Rows:
    """Two branches change places, each in its own order."""
    found = []
    for keys in rows:
        places = [place for place, key in enumerate(keys) if key in one or key in two]
        ones, twos = [key for key in keys if key in one], [key for key in keys if key in two]
        mixed = [*twos, *ones] if ones and twos and keys.index(ones[0]) < keys.index(twos[0]) else [*ones, *twos]
        now = list(keys)
        for place, key in zip(places, mixed, strict=True):
            now[place] = key
        found.append(now)
    return found


def _branches(family: Family) -> Iterator[tuple[frozenset[Key], frozenset[Key]]]:
    """Pairs of siblings, and pairs of partners, each with who hangs on them."""
    for sibship in family.sibships:
        below = {key: frozenset(_descendants(family, key)) for key in sibship.keys}
        for one, two in combinations(sibship.keys, 2):
            if not below[one] & below[two]:
                yield below[one], below[two]
    for pair in family.pairs:
        left, right = (frozenset(_ancestors(family, key, pair.both)) for key in (pair.one, pair.two))
        if not left & right:
            yield left, right


def _descendants(family: Family, key: Key) -> set[Key]:
    found, todo = set(), [key]
    while todo:
        one = todo.pop()
        if one in found:
            continue
        found.add(one)
        todo += [each for each in family.partners_of(one) if not _has_parents(family, each)]
        todo += [child for sibship in _below(family, {one}) for child in sibship.keys]
    return found


def _ancestors(family: Family, key: Key, without: frozenset[Key]) -> set[Key]:
    """A partner's own side: parents, siblings and what hangs on them, but not the couple's children."""
    found, todo = {key}, []
    above = family.sibship_of(key)
    if above:
        todo += [*above.parents, *above.keys]
    while todo:
        one = todo.pop()
        if one in found or one in without:
            continue
        found.add(one)
        up = family.sibship_of(one)
        todo += [*family.partners_of(one), *(up.parents if up else ()), *(up.keys if up else ())]
        todo += [child for sibship in _below(family, {one}) for child in sibship.keys]
    return found


# What is plain -------------------------------------------------------------------------------------------------------


class Judge:
    """How much there is to dislike in an order. What does not depend on the order is looked up once."""

    def __init__(self, family: Family) -> None:
        self.pairs = [(each.one, each.two, self._man_right(family, each.one, each.two)) for each in family.pairs]
        self.in_time = [
            (key, partners)
            for key in family.figures
            if len(partners := list(dict.fromkeys(family.partners_of(key)))) > 1
        ]
        self.sibships = [self._sibship(family, each.keys) for each in family.sibships if len(each.keys) > 1]
        self.descents = [(tuple(sorted(each.parents)), tuple(each.keys)) for each in family.sibships if each.parents]
        linked = family.linked()
        self.alone = {key for key in family.figures if key not in linked}
        figures = family.figures.items()
        self.homes = [{key for key, each in figures if each.together}]
        self.homes += [
            {key for key, each in figures if each.home == home}
            for home in {each.home for _key, each in figures if each.home}
        ]
        self.ties = [(each.of, each.to) for each in family.ties]

    @staticmethod
    def _man_right(family: Family, one: Key, two: Key) -> int:
        """1 where `one` should stand left of `two`, -1 the other way round, 0 if it is all the same."""
        signs = family.figures[one].sign, family.figures[two].sign
        return {(Sign.MAN, Sign.WOMAN): 1, (Sign.WOMAN, Sign.MAN): -1}.get(signs, 0)

    @staticmethod
    def _sibship(family: Family, keys: list[Key]) -> tuple[list[tuple[Key, int]], set[Key]]:
        """The eldest first, with what it costs to stand before an elder; and who may stand between them."""
        order = by_birth(family.figures, keys)
        costs = [(key, OUT_OF_AGE if family.figures[key].born else OUT_OF_RECORD) for key in order]
        return costs, {*keys, *(each for key in keys for each in family.partners_of(key))}

    def cost(self, rows: Rows) -> int:
        at = {key: place for keys in rows for place, key in enumerate(keys)}
        row = {key: number for number, keys in enumerate(rows) for key in keys}
        return self._of_pairs(at) + self._of_sibships(at, row, rows) + self._of_lines(at, row) + self._of_rows(rows, at)

    def _of_pairs(self, at: dict[Key, int]) -> int:
        total = 0
        for one, two, left in self.pairs:
            between = abs(at[one] - at[two]) - 1
            total += (PARTNERS_APART + 20 * between if between else 0) + (
                MAN_RIGHT if (at[two] - at[one]) * left < 0 else 0
            )
        for _key, partners in self.in_time:
            total += OUT_OF_TIME * sum(at[one] > at[two] for one, two in combinations(partners, 2))
        return total

    def _of_sibships(self, at: dict[Key, int], row: dict[Key, int], rows: Rows) -> int:
        total = 0
        for order, insiders in self.sibships:
            for (one, _cost), (two, cost) in combinations(order, 2):
                total += cost if at[one] > at[two] else 0
            places = [at[key] for key, _cost in order]
            between = rows[row[order[0][0]]][min(places) : max(places)]
            total += INTRUDER * sum(key not in insiders for key in between)
        return total

    def _of_lines(self, at: dict[Key, int], row: dict[Key, int]) -> int:
        total = 0
        for (parents, children), (others, other_children) in combinations(self.descents, 2):
            if row[parents[0]] != row[others[0]] or row[children[0]] != row[other_children[0]]:
                continue
            left = sum(at[key] for key in parents) / len(parents) - sum(at[key] for key in others) / len(others)
            total += CROSSING * sum(
                left * (at[one] - at[two]) < 0 for one in children for two in other_children if one != two
            )
        return total

    def _of_rows(self, rows: Rows, at: dict[Key, int]) -> int:
        total = 0
        for keys in rows:
            for home in self.homes:
                inside = [place for place, key in enumerate(keys) if key in home]
                if inside:
                    total += OUT_OF_RING * (max(inside) - min(inside) + 1 - len(inside))
            linked = [place for place, key in enumerate(keys) if key not in self.alone]
            if linked:
                total += ALONE_BETWEEN * (max(linked) - min(linked) + 1 - len(linked))
        return total + FAR * sum(abs(at[one] - at[two]) for one, two in self.ties)
