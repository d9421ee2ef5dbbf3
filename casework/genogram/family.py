"""What a genogram draws: plain data. Keys are those of persons, everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Key = int


class Sign(StrEnum):
    """The shape of a person."""

    MAN = "man"
    WOMAN = "woman"
    OTHER = "other"
    UNKNOWN = "unknown"
    EXPECTED = "expected"  # a child to be born
    LOST = "lost"  # a child that was lost before birth


@dataclass(frozen=True)
class Figure:
    """A person. `age` and `notes` are words as drawn: empty where not known or withheld."""

    key: Key
    name: str
    label: str = ""  # 続柄
    sign: Sign = Sign.UNKNOWN
    age: str = ""
    notes: Sequence[str] = ()  # lines under the name: 1964年生
    born: tuple[int, date | None] | None = None  # the year for the order, the day for twins
    dead: bool = False
    consultee: bool = False
    key_person: bool = False
    together: bool = False  # with the household
    home: int = 0  # the same number: they live together elsewhere


class PairState(StrEnum):
    TOGETHER = "together"
    SEPARATED = "separated"
    ENDED = "ended"
    UNKNOWN = "unknown"  # parents of a child, nothing else is written


@dataclass(frozen=True)
class Pair:
    """Two who are or were partners. `rank` puts one person's pairs in the order of time."""

    one: Key
    two: Key
    married: bool = True
    state: PairState = PairState.TOGETHER
    words: str = ""  # H12結婚 R2離婚
    rank: int = 0

    @property
    def both(self) -> frozenset[Key]:
        return frozenset((self.one, self.two))


class Descent(StrEnum):
    BIRTH = "birth"
    ADOPTED = "adopted"
    FOSTER = "foster"
    STEP = "step"


@dataclass(frozen=True)
class Child:
    key: Key
    descent: Descent = Descent.BIRTH


class Feeling(StrEnum):
    """How two people get on, or what one does for the other (GUARD, CARE: an arrow with words)."""

    CLOSE = "close"
    DEPENDENT = "dependent"
    DISTANT = "distant"
    CONFLICT = "conflict"
    CUT_OFF = "cut_off"
    VIOLENCE = "violence"
    GUARD = "guard"
    CARE = "care"


@dataclass(frozen=True)
class Tie:
    of: Key
    to: Key
    feeling: Feeling
    words: str = ""


@dataclass
class Sibship:
    """Children of the same parents: two, one, or none that is known."""

    parents: frozenset[Key]
    children: list[Child] = field(default_factory=list)

    @property
    def keys(self) -> list[Key]:
        return [each.key for each in self.children]


@dataclass
class Family:
    """Everything in the picture. `pairs` and `sibships` name only people in `figures`."""

    figures: dict[Key, Figure]
    pairs: list[Pair] = field(default_factory=list)
    sibships: list[Sibship] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    levels: dict[Key, int] = field(default_factory=dict)  # a guess at the row of who stands alone, from 続柄

    def __post_init__(self) -> None:
        """Two parents of a child are a pair, also where nothing is written of the two."""
        known = {each.both for each in self.pairs}
        for sibship in self.sibships:
            if len(sibship.parents) == 2 and sibship.parents not in known:
                known.add(sibship.parents)
                one, two = sorted(sibship.parents)
                self.pairs.append(Pair(one, two, married=False, state=PairState.UNKNOWN))

    def pairs_of(self, key: Key) -> list[Pair]:
        return sorted((each for each in self.pairs if key in each.both), key=lambda each: each.rank)

    def partners_of(self, key: Key) -> list[Key]:
        return [each.two if each.one == key else each.one for each in self.pairs_of(key)]

    def sibship_of(self, key: Key) -> Sibship | None:
        """The one that a person is placed in: the family they grew into before the one they came from."""
        held = [each for each in self.sibships if key in each.keys]
        return max(held, key=lambda each: (_nearness(each, key), len(each.parents)), default=None)

    def linked(self) -> set[Key]:
        """Who has a partner, a parent, a child or a brother in the picture."""
        found: set[Key] = {key for pair in self.pairs for key in pair.both}
        for each in self.sibships:
            found |= each.parents | set(each.keys)
        return found


def _nearness(sibship: Sibship, key: Key) -> int:
    descent = next(each.descent for each in sibship.children if each.key == key)
    return {Descent.ADOPTED: 3, Descent.BIRTH: 2, Descent.FOSTER: 1, Descent.STEP: 0}[descent]


def by_birth(figures: dict[Key, Figure], keys: Iterable[Key]) -> list[Key]:
    """The eldest first; who has no year stays where the records have them, after those who have one."""
    return sorted(keys, key=lambda key: (figures[key].born is None, _born(figures[key])))


def _born(figure: Figure) -> tuple[int, date]:
    year, day = figure.born or (9999, None)
    return year, day or date(year if 0 < year < 9999 else 9999, 7, 1)
