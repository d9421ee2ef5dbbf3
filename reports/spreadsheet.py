"""The figures of a period as an Excel file: a sheet for each table, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from reports import drawings
from reports.figures.consultations import route_words
from reports.figures.records import titles
from reports.figures.year import Figures

Sheet = tuple[str, list[str], list[list[Any]]]  # its name, its head, its rows


def workbook(figures: Figures) -> bytes:
    return book_of(_sheets(figures))


def book_of(sheets: Iterable[Sheet]) -> bytes:
    """Texts are written as texts: a name that begins with = is no formula in it."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        font = {"font_name": "BIZ UDPゴシック", "font_size": 11}
        styles = {name: book.add_format(font | more) for name, more in _STYLES.items()}
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, max(0, len(header) - 2), 34, styles["plain"])
            sheet.set_column(len(header) - 1, len(header) - 1, 12, styles["plain"])
            sheet.write_row(0, 0, header, styles["head"])
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, row, styles["plain"])
            sheet.freeze_panes(1, 0)
            sheet.set_paper(9)  # A4
    return file.getvalue()


_STYLES: dict[str, dict[str, Any]] = {"plain": {}, "head": {"bold": True, "bottom": 1, "bg_color": "#ececec"}}


def _sheets(figures: Figures) -> list[Sheet]:
    came, cases, table = figures.consultations, figures.cases, figures.contacts
    name, count = _("Item"), _("Count")
    said = titles()
    headline: list[list[Any]] = [
        [_("Period"), str(figures.period)],
        [_("District"), figures.district.name if figures.district else _("The whole municipality")],
        [said["first"], came.first],
        [_("Monthly mean"), came.monthly_mean],
        [said["one_off"], came.one_off],
        [said["continuing"], came.continuing],
        [said["undecided"], came.undecided],
        [said["with_sheet"], came.with_sheet],
        [said["without_sheet"], came.without_sheet],
        [said["opened"], cases.opened],
        [said["active"], cases.active],
        [said["closed"], cases.closed],
        [said["multi_problem"], cases.multi_problem_households],
        [said["plans"], figures.plans.made],
        [said["contacts"], table.all],
        [said["with_agencies"], table.total],
        [said["meetings"], figures.meetings.total],
    ]
    pictures = drawings.of(figures)
    kinds = [[kind.name, kind.coordinators, kind.others, kind.total] for kind in figures.meetings.kinds]
    return [
        (_("Headline figures"), [name, count], headline),
        (_("Concerns"), [name, count], [[row.label, row.count] for row in pictures.figure_1.rows]),
        (_("Ages"), [name, count, "%"], [[row.label, row.count, row.share] for row in pictures.figure_2.rows]),
        (_("Routes"), [name, count], [[route_words(label), number] for label, number in came.by_route.items()]),
        (
            _("Contact table"),
            [_("Group"), _("Type"), count],
            [[group.name, each.name, each.count] for group in table.groups for each in group.types],
        ),
        (
            _("Shares of the groups"),
            [name, count, "%"],
            [[row.label, row.count, row.share] for row in pictures.figure_3.rows],
        ),
        (_("Meetings"), [name, _("Called by coordinators"), _("Called by others"), _("Total")], kinds),
    ]
