"""The completion report as the program makes it against WeasyPrint alone on the same finished HTML."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils import translation

from bench import Measured, median_seconds
from bench.published_year import YEAR, ensure_records
from reports import pdf
from reports.annual import build
from reports.annual.facts import facts_of

TIMES = 5


def measure() -> Iterator[Measured]:
    ensure_records()
    with translation.override("ja"):
        html = render_to_string("pdf/annual_report.html", build.content(YEAR, facts_of(YEAR)))
    alone = median_seconds(lambda: pdf.draw(html), TIMES)
    whole = median_seconds(lambda: build.report(YEAR), TIMES)
    yield Measured("WeasyPrint alone", alone, "s")
    yield Measured("the completion report, counted and drawn", whole, "s")
    yield Measured("the report against WeasyPrint alone", whole / alone, "times", bound=1.3)
