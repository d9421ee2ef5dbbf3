"""Who stands in which row: partners and siblings side by side, children below their parents."""

from __future__ import annotations

from itertools import pairwise

from casework.genogram.family import Family, Feeling, Key


def generations(family: Family) -> dict[Key, int]:
    """The row of everybody, 0 on top. What would close a circle (a niece's husband who is her uncle; a mistake) is left
    out of account: such a couple stands in two rows."""
    level = _level(family)
    steps = _steps(family, level)
    rows = _longest_way(level, steps)
    _pull_down(steps, rows)
    of = {key: rows[level[key]] for key in family.figures}
    _place_alone(family, of)
    top = min(of.values(), default=0)
    return {key: row - top for key, row in of.items()}


def _level(family: Family) -> dict[Key, Key]:
    """One key for all who stand in one row: brothers and sisters first, then the parents of a child, then couples."""
    head = {key: key for key in family.figures}
    together = [(one, two) for each in family.sibships for one, two in pairwise(each.keys)]
    together += [(one, two) for each in family.sibships for one, two in pairwise(sorted(each.parents))]
    together += [(each.one, each.two) for each in family.pairs]
    for one, two in together:
        merged = {key: head[one] if of == head[two] else of for key, of in head.items()}
        if not _goes_round(family, merged):
            head = merged
    return head


def _goes_round(family: Family, level: dict[Key, Key]) -> bool:
    lines = [(level[parent], level[child]) for parent, child in _lines(family)]
    if any(above == below for above, below in lines):
        return True
    left = set(lines)
    while left:
        ends = {above for above, _below in left}
        leaves = {(above, below) for above, below in left if below not in ends}
        if not leaves:
            return True
        left -= leaves
    return False


def _lines(family: Family) -> list[tuple[Key, Key]]:
    """Parents and children, but none that would make somebody their own ancestor."""
    kept: list[tuple[Key, Key]] = []
    below: dict[Key, set[Key]] = {key: {key} for key in family.figures}
    for sibship in family.sibships:
        for parent in sorted(sibship.parents):
            for child in sibship.keys:
                if parent not in below[child]:
                    kept.append((parent, child))
                    for each in below.values():
                        if parent in each:
                            each |= below[child]
    return kept


def _steps(family: Family, level: dict[Key, Key]) -> list[tuple[Key, Key]]:
    return sorted({(level[parent], level[child]) for parent, child in _lines(family)})


def _longest_way(level: dict[Key, Key], steps: list[tuple[Key, Key]]) -> dict[Key, int]:
    rows = dict.fromkeys(level.values(), 0)
    for _round in rows:
        for above, below in steps:
            rows[below] = max(rows[below], rows[above] + 1)
    return rows


def _pull_down(steps: list[tuple[Key, Key]], rows: dict[Key, int]) -> None:
    """Parents whose own parents are not in the picture stand just above their children."""
    for head in sorted(rows, key=lambda each: -rows[each]):
        below = [rows[child] for above, child in steps if above == head]
        if below and min(below) - 1 > rows[head]:
            rows[head] = min(below) - 1


def _place_alone(family: Family, of: dict[Key, int]) -> None:
    """Guardians and others without a line stand in the row of whom they look after; the rest where 続柄 puts them,
    counted from the consultee."""
    linked = family.linked()
    alone = [key for key in family.figures if key not in linked]
    consultee = next((key for key, each in family.figures.items() if each.consultee and key in linked), None)
    base = of[consultee] if consultee is not None else min((of[key] for key in linked), default=0)
    for key in alone:
        of[key] = base + family.levels.get(key, 0)
    for tie in family.ties:
        if tie.feeling in (Feeling.GUARD, Feeling.CARE) and tie.of in alone and tie.of not in family.levels:
            of[tie.of] = of[tie.to]
