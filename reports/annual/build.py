"""The completion report as a paper: one function for the page's job and for the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agencies.calendar import FiscalYear
from reports import drawings, pdf, tally
from reports.annual import sections
from reports.annual.facts import Facts, facts_of
from reports.annual.report import KIND, report_of
from reports.models import AnnualReport, ReportSection

Told = Callable[[int, int, str | Promise], None]


@dataclass(frozen=True)
class Cover:
    title_lines: list[str]
    title: str
    report: AnnualReport


def report(year: FiscalYear, *, progress: Told | None = None) -> bytes:
    """The year's completion report as PDF/UA, from the records and texts of this moment.

    Raises  PaperError, ChartError where it cannot be drawn."""
    told = progress or (lambda done, total, step: None)
    told(0, 3, _("Counting the records"))
    facts = facts_of(year)
    told(1, 3, _("Drawing the charts"))
    with translation.override("ja"):
        context = content(year, facts)
    told(2, 3, _("Setting the pages"))
    return pdf.render("pdf/annual_report.html", context)


def content(year: FiscalYear, facts: Facts) -> dict[str, Any]:
    """What the template pdf/annual_report.html is filled with."""
    saved = report_of(year)
    rows = {row.key: row for row in ReportSection.objects.filter(report__fiscal_year=year.year)}
    drawn = drawings.of(facts.figures)
    lines = [line for line in saved.title.replace("　", "\n").splitlines() if line.strip()]
    return {
        "year": year,
        "cover": Cover(lines, saved.title, saved),
        "running": f"{year.label}　{KIND}",
        "author": saved.corporation,
        "sections": sections.written(facts, rows),
        "drawings": drawn,
        "contact_table": tally.printed(facts.figures.contacts),
        "meetings": facts.network,
    }


def file_name(year: FiscalYear) -> str:
    return f"{year.label}_{KIND}.pdf"
