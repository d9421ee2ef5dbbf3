"""The gallery on paper: the same pictures in a PDF. With GENOGRAMS=/some/folder the page and the paper are left there
for somebody to look at."""

from __future__ import annotations

import os
from pathlib import Path

import pymupdf
import pytest
from django.template import Context, Template
from django.utils import translation

from casework.choices import Category
from reports import pdf
from tests.casework.genogram_families import DAY, FAMILIES, made
from tests.reports.papers import fonts_of, pages_of

ALL = frozenset(Category)
FAMILY = """{% load genogram %}
<section><h2>{{ household }}</h2>{% genogram household shared paper=paper day=day %}</section>"""
PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>家族関係図の見本</title>
<style>@page { size: A4; margin: 22mm } html { font: 10pt "BIZ UDPGothic" } figure { margin: 0 } h2 { font-size: 12pt }
section + section { break-before: page }
td, th { border-bottom: 1px solid #999; text-align: left; vertical-align: top; font-weight: 400; padding: 1mm }
th, td:nth-last-child(n + 3) { white-space: nowrap }
table { border-collapse: collapse; width: 100% }</style></head><body>FAMILIES</body></html>"""


def families(*, paper: bool) -> str:
    parts = []
    with translation.override("ja"):
        for name in FAMILIES:
            context = {"household": made(name), "shared": ALL, "paper": paper, "day": DAY}
            parts.append(Template(FAMILY).render(Context(context)))
    return PAGE.replace("FAMILIES", "".join(parts))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    given = os.environ.get("GENOGRAMS")
    return Path(given) if given else tmp_path_factory.mktemp("genograms")


def test_every_family_of_the_gallery_is_drawn_on_paper_with_our_font(folder):
    (folder / "genograms.html").write_text(families(paper=False))
    content = pdf.draw(families(paper=True))
    (folder / "genograms.pdf").write_bytes(content)
    pages = [each for each in pages_of(content) if "さんの世帯" in each]
    assert len(pages) == len(FAMILIES)
    assert all("本人" in each and "暮らし" in each for each in pages), "a picture and the table's head stay together"
    assert set(fonts_of(content)) <= {"BIZ-UDPGothic", "BIZ-UDPGothic-Bold"}, fonts_of(content)


def test_nothing_of_a_picture_stands_outside_the_lines_of_its_page():
    with pymupdf.open(stream=pdf.draw(families(paper=True))) as document:
        for page in document:
            for drawing in page.get_drawings():
                assert drawing["rect"].x1 <= page.rect.width - 22 * 72 / 25.4 + 1
                assert drawing["rect"].y1 <= page.rect.height
