"""What the symbols in a picture mean: those that stand in it, and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.genogram import symbols
from casework.genogram.cards import width_of
from casework.genogram.family import Descent, Family, Feeling, PairState, Sign, Tie
from casework.genogram.geometry import Point
from casework.genogram.lines import Slash, Stroke
from casework.genogram.routes import Route

SIZE, STEP, GAP = 11.0, 25.0, 16.0
WIDE, NARROW = 34.0, 18.0  # of samples: lines, people
SCALE = 0.42  # of a person's symbol


@dataclass(frozen=True)
class Legend:
    body: str
    width: float
    height: float


@dataclass(frozen=True)
class Entry:
    """A sample, drawn around (0, 0), and its words."""

    sample: str
    words: str
    wide: float = WIDE


def legend(family: Family, *, rings: bool, elsewhere: bool = False, width: float) -> Legend:
    """In lines as wide as the picture."""
    parts, x, line, widest = [], 0.0, 0, 0.0
    for entry in entries(family, rings=rings, elsewhere=elsewhere):
        room = entry.wide + 6 + width_of(entry.words, SIZE) + GAP
        if x and x + room - GAP > width:
            x, line = 0.0, line + 1
        y = STEP * (line + 0.5)
        sample = (
            f'<g transform="translate({symbols.number(x + entry.wide / 2)} {symbols.number(y)})">{entry.sample}</g>'
        )
        words = symbols.text(entry.words, (x + entry.wide + 6, y), SIZE, ink=symbols.SOFT, anchor="start")
        parts.append(sample + words)
        x += room
        widest = max(widest, x - GAP)
    return Legend("".join(parts), widest, STEP * (line + 1))


def entries(family: Family, *, rings: bool, elsewhere: bool = False) -> list[Entry]:
    return [*_people(family), *_pairs(family), *_descents(family), *_ties(family), *_rings(rings, elsewhere)]


def _people(family: Family) -> list[Entry]:
    figures = list(family.figures.values())
    signs = {each.sign for each in figures}
    named = (
        (Sign.MAN, _("Man")),
        (Sign.WOMAN, _("Woman")),
        (Sign.OTHER, _("Another sex")),
        (Sign.UNKNOWN, _("Sex not known")),
        (Sign.EXPECTED, _("A child to be born")),
        (Sign.LOST, _("A child lost before birth")),
    )
    found = [Entry(_small(symbols.outline(sign, 0, 0)), words, NARROW) for sign, words in named if sign in signs]
    consultee = next((each for each in figures if each.consultee), None)
    if consultee:
        sample = symbols.outline(consultee.sign, 0, 0) + symbols.outline(consultee.sign, 0, 0, inside=True)
        found.append(Entry(_small(sample), pgettext("genogram", "Consultee"), NARROW))
    dead = next((each for each in figures if each.dead), None)
    if dead:
        sample = symbols.outline(dead.sign, 0, 0) + "".join(symbols.cross(dead.sign, 0, 0))
        found.append(Entry(_small(sample), _("Died"), NARROW))
    if any(each.key_person for each in figures):
        found.append(Entry(symbols.mark("KP", (0, 0)), _("Key person"), NARROW))
    return found


def _small(sample: str) -> str:
    broader = sample.replace(f'stroke-width="{symbols.THICK}"', 'stroke-width="3"')
    return f'<g transform="scale({SCALE})">{broader}</g>'


def _pairs(family: Family) -> list[Entry]:
    held = {(each.married, each.state) for each in family.pairs}
    known = {each for each in held if each[1] is not PairState.UNKNOWN}
    married, cohabiting = any(each[0] for each in known), any(not each[0] for each in known)
    states = {each[1] for each in held}
    line: list[Point] = [(-16, 0), (16, 0)]
    found: list[Entry] = []
    if married:
        found.append(Entry(symbols.path(line, width=1.6), _("Married")))
    if cohabiting:
        found.append(
            Entry(symbols.path(line, width=1.6, dashes=symbols.DASHES[Stroke.COHABITING]), _("Living as a couple"))
        )
    for state, count, words in (
        (PairState.SEPARATED, 1, _("Separated")),
        (PairState.ENDED, 2, _("Divorced or parted")),
    ):
        if state in states:
            found.append(Entry(symbols.path(line, width=1.6) + _small_slash(count), words))
    if PairState.UNKNOWN in states:
        dashes = symbols.DASHES[Stroke.UNKNOWN]
        found.append(Entry(symbols.path(line, width=1.6, dashes=dashes), _("Parents, how they stand is not written")))
    return found


def _small_slash(count: int) -> str:
    return f'<g transform="scale(.75)">{symbols.slashes(Slash((0, 0), count))}</g>'


def _descents(family: Family) -> list[Entry]:
    held = {child.descent for each in family.sibships for child in each.children}
    named = (
        (Descent.ADOPTED, Stroke.ADOPTED, _("Adopted child")),
        (Descent.FOSTER, Stroke.FOSTER, _("Foster child")),
        (Descent.STEP, Stroke.STEP, _("Stepchild")),
    )
    upright: list[Point] = [(0, -10), (0, 10)]
    return [
        Entry(symbols.path(upright, width=1.6, dashes=symbols.DASHES[stroke]), words, NARROW)
        for descent, stroke, words in named
        if descent in held
    ]


def _ties(family: Family) -> list[Entry]:
    held = {each.feeling for each in family.ties}
    named: tuple[tuple[Feeling, Callable[[], str]], ...] = (
        (Feeling.CLOSE, lambda: _("Close")),
        (Feeling.DEPENDENT, lambda: _("Dependent")),
        (Feeling.DISTANT, lambda: _("Distant")),
        (Feeling.CONFLICT, lambda: _("In conflict")),
        (Feeling.VIOLENCE, lambda: _("Violence")),
        (Feeling.CUT_OFF, lambda: _("Cut off")),
    )
    points: tuple[Point, ...] = ((-16, 0), (-5, 0), (5, 0), (16, 0))
    found = [Entry(symbols.tie(Route(Tie(0, 1, each), points)), words()) for each, words in named if each in held]
    if held & {Feeling.GUARD, Feeling.CARE}:
        sample = symbols.tie(Route(Tie(0, 1, Feeling.CARE), points))
        found.append(Entry(sample, _("Guardian or carer")))
    return found


def _rings(rings: bool, elsewhere: bool) -> list[Entry]:
    corners: list[Point] = [(-15, -8), (15, -8), (15, 8), (-15, 8)]
    found = [Entry(symbols.ring(corners), _("Live together"))] if rings else []
    if elsewhere:
        found.append(Entry(symbols.ring(corners, symbols.ELSEWHERE_DASHES), _("Live together elsewhere")))
    return found
