"""Who stands in which row: partners and siblings side by side, children below their parents."""

from __future__ import annotations

from casework.genogram.family import Family, Feeling, Key


def generations(family: Family) -> dict[Key, int]:
    """The row of everybody, 0 on top. A family that goes round in a circle, which no form lets in, is cut where it
    would close."""
    level = _level(family)
    rows = _longest_way(family, level)
    _pull_down(family, level, rows)
    of = {key: rows[level[key]] for key in family.figures}
    _place_alone(family, of)
    top = min(of.values(), default=0)
    return {key: row - top for key, row in of.items()}


def _level(family: Family) -> dict[Key, Key]:
    """One key for all who must stand in one row."""
    head = {key: key for key in family.figures}

    def find(key: Key) -> Key:
        while head[key] != key:
            key = head[key]
        return key

    for pair in family.pairs:
        head[find(pair.two)] = find(pair.one)
    for sibship in family.sibships:
        for each in sibship.keys[1:]:
            head[find(each)] = find(sibship.keys[0])
        parents = sorted(sibship.parents)
        for each in parents[1:]:
            head[find(each)] = find(parents[0])
    return {key: find(key) for key in family.figures}


def _steps(family: Family, level: dict[Key, Key]) -> list[tuple[Key, Key]]:
    steps = {
        (level[parent], level[child])
        for sibship in family.sibships
        for parent in sibship.parents
        for child in sibship.keys
        if level[parent] != level[child]
    }
    return sorted(steps)


def _longest_way(family: Family, level: dict[Key, Key]) -> dict[Key, int]:
    rows = dict.fromkeys(level.values(), 0)
    steps = _steps(family, level)
    for _round in range(len(rows)):
        changed = False
        for above, below in steps:
            if rows[below] < rows[above] + 1:
                rows[below] = rows[above] + 1
                changed = True
        if not changed:
            break
    return rows


def _pull_down(family: Family, level: dict[Key, Key], rows: dict[Key, int]) -> None:
    """Parents whose own parents are not in the picture stand just above their children."""
    steps = _steps(family, level)
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
