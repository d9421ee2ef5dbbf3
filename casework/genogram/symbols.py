"""How people and lines look, as SVG: attributes only, since a page's CSS does not reach into a drawing on paper, and
its policy lets no style in. Everything is told by shape and dashes; no colour says anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atan2, cos, hypot, pi, sin

from casework.genogram.cards import AGE_SIZE, RADIUS
from casework.genogram.family import Feeling, Figure, Sign
from casework.genogram.geometry import Point, spaced
from casework.genogram.lines import FamilyLine, Slash, Stroke, Words
from casework.genogram.routes import Route, doubled, zigzag

INK, SOFT, PAPER = "#1a1a1a", "#4a4a4a", "#ffffff"
THICK, THIN = 1.8, 1.3
INNER = 4  # between the two outlines of the consultee
DIAMOND = 25
DASHES = {
    Stroke.COHABITING: "7 4",
    Stroke.UNKNOWN: "2 4",
    Stroke.ADOPTED: "7 4",
    Stroke.FOSTER: "2 3",
    Stroke.STEP: "9 3 2 3",
}
RING_DASHES, ELSEWHERE_DASHES = "5 5", "9 3 1.5 3"


def number(value: float) -> str:
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def path(
    points: Iterable[Point], *, dashes: str = "", width: float = THIN, ink: str = INK, closed: bool = False
) -> str:
    way = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="M{way}{"Z" if closed else ""}" fill="none" stroke="{ink}" stroke-width="{width}"'
        f' stroke-linejoin="round" stroke-linecap="round"{dashed}/>'
    )


def text(words: str, at: Point, size: float, *, ink: str = INK, bold: bool = False, anchor: str = "middle") -> str:
    """Words with their middle at a point. No dominant-baseline: not every reader of SVG knows it."""
    weight = ' font-weight="700"' if bold else ""
    x, y = number(at[0]), number(at[1] + size * 0.36)
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{ink}"{weight}>{escaped(words)}</text>'
    )


# People --------------------------------------------------------------------------------------------------------------


def symbol(figure: Figure, x: float, y: float) -> str:
    parts = [outline(figure.sign, x, y)]
    if figure.consultee:
        parts.append(outline(figure.sign, x, y, inside=True))
    if figure.dead or figure.sign is Sign.LOST:
        parts += cross(figure.sign, x, y)
    if figure.age:
        size = AGE_SIZE if len(figure.age) < 3 else AGE_SIZE - 2
        parts.append(text(figure.age, (x, y + (3 if figure.sign is Sign.EXPECTED else 0)), size))
    return "".join(parts)


def outline(sign: Sign, x: float, y: float, *, inside: bool = False) -> str:
    less = INNER if inside else 0
    look = f'fill="{"none" if inside else PAPER}" stroke="{INK}" stroke-width="{THICK if not inside else THIN}"'
    if sign is Sign.MAN:
        half = RADIUS - less
        return f'<rect x="{number(x - half)}" y="{number(y - half)}" width="{2 * half}" height="{2 * half}" {look}/>'
    if sign is Sign.WOMAN:
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{RADIUS - less}" {look}/>'
    dashes = ' stroke-dasharray="3 2.5"' if sign is Sign.UNKNOWN else ""
    corners = "L".join(f"{number(a)} {number(b)}" for a, b in _corners(sign, x, y, less))
    return f'<path d="M{corners}Z" {look}{dashes} stroke-linejoin="round"/>'


def _corners(sign: Sign, x: float, y: float, less: float) -> list[Point]:
    if sign in (Sign.EXPECTED, Sign.LOST):
        high = (18 if sign is Sign.EXPECTED else 12) - less
        return [(x, y - high), (x + high, y + high * 0.8), (x - high, y + high * 0.8)]
    far = DIAMOND - less * 1.4
    return [(x, y - far), (x + far, y), (x, y + far), (x - far, y)]


def cross(sign: Sign, x: float, y: float) -> list[str]:
    far = {Sign.MAN: float(RADIUS), Sign.WOMAN: RADIUS * 0.707, Sign.LOST: 9.0}.get(sign, DIAMOND / 2)
    return [path([(x - far, y - far), (x + far, y + far)]), path([(x - far, y + far), (x + far, y - far)])]


def mark(words: str, at: Point) -> str:
    """KP beside a symbol."""
    return text(words, at, 10.5, bold=True)


# Lines of the family -------------------------------------------------------------------------------------------------


def family_line(line: FamilyLine) -> str:
    return path(line.points, dashes=DASHES.get(line.stroke, ""), width=THICK - 0.2)


def slashes(slash: Slash) -> str:
    x, y = slash.at
    shift = [0.0] if slash.count == 1 else [-3.5, 3.5]
    return "".join(path([(x + by - 4, y + 10), (x + by + 4, y - 10)], width=THICK) for by in shift)


def ring(points: Sequence[Point], dashes: str = RING_DASHES) -> str:
    """A dashed outline with round corners."""
    parts, count = list[str](), len(points)
    for place, corner in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % count]
        room = min(16.0, hypot(corner[0] - before[0], corner[1] - before[1]) / 2,
                   hypot(after[0] - corner[0], after[1] - corner[1]) / 2)  # fmt: skip
        enter, leave = _towards(corner, before, room), _towards(corner, after, room)
        parts.append(f"{'L' if parts else 'M'}{number(enter[0])} {number(enter[1])}")
        parts.append(f"Q{number(corner[0])} {number(corner[1])} {number(leave[0])} {number(leave[1])}")
    return f'<path d="{"".join(parts)}Z" fill="none" stroke="{SOFT}" stroke-width="1.2" stroke-dasharray="{dashes}"/>'


def _towards(one: Point, two: Point, far: float) -> Point:
    whole = hypot(two[0] - one[0], two[1] - one[1]) or 1.0
    return one[0] + (two[0] - one[0]) * far / whole, one[1] + (two[1] - one[1]) * far / whole


# Ties ----------------------------------------------------------------------------------------------------------------


def tie(route: Route) -> str:
    points, feeling = route.points, route.tie.feeling
    if feeling is Feeling.CLOSE:
        parts = [path(each) for each in doubled(points, 4, 2)]
    elif feeling is Feeling.DEPENDENT:
        parts = [path(each) for each in doubled(points, 3.6, 3)]
    elif feeling is Feeling.DISTANT:
        parts = [path(points, dashes="1.5 5", width=THICK)]
    elif feeling is Feeling.CONFLICT:
        parts = [path(zigzag(points))]
    elif feeling is Feeling.VIOLENCE:
        parts = [path(zigzag(points)), arrow(points)]
    elif feeling is Feeling.CUT_OFF:
        parts = _broken(points)
    else:
        parts = [path(points), arrow(points)]
    if route.words:
        parts.append(words(route.words))
    return "".join(parts)


def words(beside: Words) -> str:
    """Words on a line or beside it: what runs behind them is broken."""
    box = beside.box
    paper = (
        f'<rect x="{number(box.left)}" y="{number(box.top)}" width="{number(box.right - box.left)}"'
        f' height="{number(box.bottom - box.top)}" fill="{PAPER}"/>'
    )
    return paper + text(beside.text, beside.at, beside.size)


def arrow(points: Sequence[Point]) -> str:
    """A filled head at the end of a way."""
    tip, before = points[-1], points[-3]
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    sides = [(tip[0] - 9 * cos(angle + turn), tip[1] - 9 * sin(angle + turn)) for turn in (pi / 7, -pi / 7)]
    corners = "L".join(f"{number(x)} {number(y)}" for x, y in (tip, *sides))
    return f'<path d="M{corners}Z" fill="{INK}"/>'


def _broken(points: Sequence[Point]) -> list[str]:
    """A line with a gap in its middle, a bar at each side of it."""
    along = spaced(points, 3)
    middle = len(along) // 2
    halves = along[: max(middle - 1, 2)], along[min(middle + 2, len(along) - 2) :]
    bars = []
    for one, two in (halves[0][-2:], halves[1][:2]):
        at = two if one in halves[0] else one
        far = hypot(two[0] - one[0], two[1] - one[1]) or 1.0
        across, down = -(two[1] - one[1]) / far * 7, (two[0] - one[0]) / far * 7
        bars.append(path([(at[0] - across, at[1] - down), (at[0] + across, at[1] + down)], width=THICK))
    return [*(path(each) for each in halves), *bars]
