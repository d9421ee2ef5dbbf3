"""The yearly survey as a paper and as a workbook: the figures of reports/figures/survey.py, as the page shows them."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.jobs import Progress
from accounts.templatetags.components import days
from agencies.calendar import FiscalYear, today
from agencies.models import District, Municipality
from reports import pdf, spreadsheet
from reports.figures.survey import Row, YearTable, sex_names, year_table

TITLE = "民生委員・児童委員　簡易調査"


def paper(year: FiscalYear, *, district: District | None = None, progress: Progress | None = None) -> bytes:
    with translation.override("ja"):  # as every paper
        table, sexes = year_table(year, district=district), sex_names()
    if progress:
        progress(1, 2, _("Setting the pages"))
    context = {
        "title": TITLE,
        "year": year,
        "district": district,
        "table": table,
        "sexes": sexes,
        "municipality": Municipality.current().name,
        "day": today(),
    }
    return pdf.render("pdf/survey.html", context)


def file_name(year: FiscalYear, district: District | None, *, ending: str = "pdf") -> str:
    return "_".join(filter(None, [year.label, "簡易調査", district.name if district else ""])) + f".{ending}"


def workbook(table: YearTable) -> bytes:
    """Two sheets: ages × sexes of the year that was asked for, and the years beside each other."""
    asked = table.asked
    ages: list[list[Any]] = [[line.name, *line.counts, line.total, asked.share(line)] for line in asked.by_age]
    ages.append([_("Total"), *asked.by_sex, asked.persons, asked.age_shares.sum])
    head = [_("Age, about"), *sex_names(), _("Total"), "%"]
    years: list[list[Any]] = [line for row in _of_all(table) for line in [_line(row)]]
    columns = [word for each in table.years for word in (days(each.year), "%")]
    return spreadsheet.book_of(
        [
            (_("Ages and sexes"), head, ages),
            (_("Fiscal years"), [_("Item"), *columns], years),
        ]
    )


def _of_all(table: YearTable) -> list[Row]:
    return [*table.totals, *table.sexes, *table.ages, *table.situations]


def _line(row: Row) -> list[Any]:
    return [row.name, *(value for cell in row.cells for value in (cell.count, cell.percent))]
