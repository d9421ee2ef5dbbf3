"""A template becomes a paper: PDF/UA by WeasyPrint with our own fonts inside, and nothing fetched from anywhere.

WeasyPrint takes a second to load and much memory: whoever draws imports it (the worker, a command), not the pages.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

FONTS = Path(__file__).resolve().parent / "fonts"
FALLBACK = "noto_cjk_sans_jp_regular"  # a wheel that holds one font: Noto Sans CJK JP, for the few characters BIZ lacks


class PaperError(Exception):
    """A paper could not be drawn: the fault is in the program or the machine, not in what was typed."""


def render(template: str, context: Mapping[str, Any]) -> bytes:
    """The template as a PDF/UA-1 file. The template says its language and title itself (it extends pdf/paper.html).

    Raises  PaperError where the template asks for something outside itself, or a library of the machine is missing.
    """
    with translation.override("ja"):  # papers are Japanese, whatever language the person who asks for one reads
        html = render_to_string(template, dict(context))
    return draw(html)


def draw(html: str) -> bytes:
    """Finished HTML as PDF/UA-1."""
    weasyprint = _weasyprint()
    fetcher = _nothing_from_outside(weasyprint)
    try:
        return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as error:
        raise PaperError(str(error)) from None


def font_folders() -> list[Path]:
    """BIZ UDPGothic, and Noto Sans CJK JP for what it lacks (𠮷, 槗)."""
    spec = importlib.util.find_spec(FALLBACK)
    return [FONTS, *(Path(each) for each in (spec.submodule_search_locations or [] if spec else []))]


def fontconfig_file() -> Path:
    """A fontconfig of our own: with the machine's fonts in sight, footers and charts would take some of them."""
    folder = settings.CACHE_DIR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    folders = "".join(f"<dir>{escape(str(each))}</dir>" for each in font_folders())
    text = (
        f'<?xml version="1.0"?><fontconfig>{folders}<cachedir>{escape(str(folder / "cache"))}</cachedir></fontconfig>'
    )
    file = folder / "fonts.conf"
    if not file.exists() or file.read_text() != text:
        part = file.with_name(f"fonts.{os.getpid()}.part")
        part.write_text(text)
        part.replace(file)
    return file


@cache
def _weasyprint() -> ModuleType:
    """The library, told of our fonts before it loads."""
    for chatty in ("weasyprint.progress", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    os.environ["FONTCONFIG_FILE"] = str(fontconfig_file())
    try:
        import weasyprint
        import weasyprint.urls
    except OSError as error:  # a library of the machine is missing; bin/serve says which to install
        raise PaperError(str(error)) from error
    return weasyprint


def _nothing_from_outside(weasyprint: ModuleType) -> Any:
    """Pictures come as data or stand in the page: an address in a paper is a mistake of ours, and a loud one."""
    fetching: Any = weasyprint.urls.URLFetcher

    class Fetcher(fetching):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise weasyprint.urls.FatalURLFetchingError(f"a paper asked for {url[:200]}")

    return Fetcher(allow_redirects=False)
