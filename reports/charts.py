"""Charts: Vega-Lite specs drawn by vl-convert, kept by the hash of their data. The same SVG stands in page and paper.

Every bar has its words and its number on it, in black beside the bar: nothing is said by colour alone, and a copy in
black and white loses nothing. A chart never stands without its table.

vl-convert takes half a second and 100 MB to load, so it is loaded when a chart is drawn that no one has seen yet.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import get_ident
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports import pdf
from reports.measuring import width_of

SVG = "http://www.w3.org/2000/svg"
LOOK = 1  # raised when `_cleaned` changes, so that charts drawn before are drawn anew
FONT = "BIZ UDPGothic"
FILL, INK, LINE = "#1d4fb8", "#1a1a1a", "#767676"
SIZE, GAP = 13, 7  # of the words; between a bar and its words
VEGA_LITE = "6.4"

log = logging.getLogger(__name__)

ET.register_namespace("", SVG)


class ChartError(Exception):
    """A chart could not be drawn; its table still stands."""


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how long, and the words at its end (18件, 42%)."""

    label: str
    value: float
    words: str


@dataclass(frozen=True)
class Chart:
    """A drawing with its title and, for who cannot see it, all it says in one sentence."""

    title: str
    said: str
    body: str  # the SVG's own elements
    size: tuple[int, int]

    def __str__(self) -> str:
        return self.for_page

    @property
    def for_page(self) -> SafeString:
        return self._svg(f"<title>{_text(self.title)}</title><desc>{_text(self.said)}</desc>")

    @property
    def for_paper(self) -> SafeString:
        """WeasyPrint makes the title the figure's alternative text, and reads no description."""
        return self._svg(f"<title>{_text(self.title)}。{_text(self.said)}</title>")

    def _svg(self, words: str) -> SafeString:
        width, height = self.size
        label = _text(self.title).replace('"', "&quot;")
        return mark_safe(
            f'<svg xmlns="{SVG}" role="img" aria-label="{label}" width="{width}" height="{height}"'
            f' viewBox="0 0 {width} {height}" font-family="{FONT}">{words}{self.body}</svg>'
        )


def bars(title: str, rows: Iterable[Bar], *, width: int = 640, step: int = 21) -> Chart:
    """Horizontal bars in the rows' order, rows of zero too."""
    rows = list(rows)
    spec = _spec(rows, width=width, height={"step": step}) | {
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "axis": _axis()},
            "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, _end(rows, width)]}},
        },
        "layer": [_bar(), _words(align="left", dx=GAP)],
    }
    return _chart(title, rows, spec)


def columns(title: str, rows: Iterable[Bar], *, width: int = 640, height: int = 150) -> Chart:
    """Upright columns from left to right, for what has an order of its own, such as ages."""
    rows = list(rows)
    spec = _spec(rows, width=width, height=height) | {
        "encoding": {
            "x": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "axis": _axis() | {"labelAngle": 0, "labelPadding": 8},
            },
            "y": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, _highest(rows)]}},
        },
        "layer": [_bar(), _words(align="center", dy=-9)],
    }
    return _chart(title, rows, spec)


def _end(rows: list[Bar], width: int) -> float:
    """The value at the right edge: beyond the longest bar by as much as leaves room for the words after each bar."""
    room = width - max((width_of(row.label) for row in rows), default=0) * SIZE - 2 * GAP - 8
    ends = [row.value * room / max(room - width_of(row.words) * SIZE - GAP, room / 4) for row in rows]
    return max(ends, default=0) or 1


def _highest(rows: list[Bar]) -> float:
    return max((row.value for row in rows), default=0) * 1.14 or 1


def _axis() -> dict[str, Any]:
    return {"title": None, "ticks": False, "labelLimit": 0, "labelPadding": GAP, "domainColor": LINE}


def _bar() -> dict[str, Any]:
    return {"mark": {"type": "bar", "color": FILL}}


def _words(**place: Any) -> dict[str, Any]:
    return {"mark": {"type": "text", "fontSize": SIZE, "color": INK, **place}, "encoding": {"text": {"field": "words"}}}


def _spec(rows: list[Bar], **size: Any) -> dict[str, Any]:
    return {
        "data": {"values": [{"label": row.label, "value": row.value, "words": row.words} for row in rows]},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 2,
        "background": None,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": SIZE, "labelColor": INK},
            "scale": {"bandPaddingInner": 0.36, "bandPaddingOuter": 0.2},
            "aria": False,
        },
        **size,
    }


def _chart(title: str, rows: list[Bar], spec: dict[str, Any]) -> Chart:
    each = [_("%(bar)s: %(words)s") % {"bar": row.label, "words": row.words} for row in rows]
    said = _("A bar chart. The bars in their order: %(bars)s.") % {"bars": _(", ").join(each)}
    body, size = _kept(spec)
    return Chart(title, said, body, size)


def _kept(spec: dict[str, Any]) -> tuple[str, tuple[int, int]]:
    """The drawing of a spec, from the cache where it was drawn before."""
    key = hashlib.sha256(json.dumps([LOOK, VEGA_LITE, spec], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    file = settings.CACHE_DIR / "charts" / f"{key[:40]}.json"
    try:
        body, width, height = json.loads(file.read_text())
    except (OSError, ValueError):  # not there yet, or half written by a machine that stopped
        body, (width, height) = _cleaned(_drawn(spec))
        _keep(file, json.dumps([body, width, height], ensure_ascii=False))
    return body, (width, height)


def _keep(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}-{get_ident()}.part")
        part.write_text(text)
        part.replace(file)
    except OSError as error:  # a full disk costs time, not the page
        log.warning("a chart could not be kept: %s", error)


def _drawn(spec: dict[str, Any]) -> str:
    try:
        return str(_library().vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[]))
    except (ImportError, OSError, ValueError) as error:
        log.exception("a chart could not be drawn")
        raise ChartError(str(error)) from error


@cache
def _library() -> ModuleType:
    import vl_convert

    for folder in pdf.font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def _cleaned(svg: str) -> tuple[str, tuple[int, int]]:
    """What is inside the drawing, without what only a script would use: the style and the reader's words are ours."""
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") in ("background", "foreground"):
                parent.remove(child)
        for name in (
            "class",
            "role",
            "pointer-events",
            "opacity",
            "font-family",
            *(a for a in parent.attrib if "aria" in a),
        ):
            parent.attrib.pop(name, None)
    body = "".join(ET.tostring(child, encoding="unicode") for child in root)
    return body.replace(f' xmlns="{SVG}"', ""), (
        round(float(root.get("width", 0))),
        round(float(root.get("height", 0))),
    )


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
