"""The contact table as it is printed (表1 連絡調整): groups in columns side by side, every name on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.jobs import Progress
from agencies.calendar import FiscalYear, Period, fiscal_year_of, today
from agencies.models import District, Municipality
from reports import pdf
from reports.figures.contacts import ContactGroup, ContactTable, contact_table
from reports.measuring import MM, width_of

TITLE = "相談支援機関等との連絡調整"
PAGE = 166 * MM  # what A4 leaves between the margins of pdf/paper.css
GAP = 5 * MM
PADDING = 1 * MM  # on each side of a cell, as in pdf/contact_table.css
LARGEST, SMALLEST = 9.5, 7.5


@dataclass(frozen=True)
class PrintedTable:
    """The table's groups by column, and the size in points in which no name of it breaks."""

    columns: list[list[ContactGroup]]
    size: float
    total: int


def printed(table: ContactTable) -> PrintedTable:
    """In three columns, as the published table (DOMAIN §5.2); two or one where a city's names became too small."""
    widest = max((_width(group) for group in table.groups), default=1.0)
    for columns in (3, 2, 1):
        room = (PAGE - (columns - 1) * GAP) / columns - 4 * PADDING
        size = int(min(LARGEST, room / widest) * 10) / 10
        if size >= SMALLEST:
            break
    return PrintedTable(in_columns(table.groups, columns), size, table.total)


def _width(group: ContactGroup) -> float:
    """Of a group's table, in em: its widest name and its widest number, whose digits have one width; 回 is one em."""
    names = [width_of(group.name, bold=True), *(width_of(each.name) for each in group.types)]
    counts = [group.total, *(each.count for each in group.types)]
    return max(names) + max(1.0, *(width_of("0", bold=True) * len(str(count)) for count in counts))


def paper(period: Period, *, district: District | None = None, progress: Progress | None = None) -> bytes:
    """The contact table of a period as a PDF of its own."""
    table = contact_table(period, district=district)
    if progress:
        progress(1, 2, _("Setting the pages"))
    return pdf.render(
        "pdf/contact_tally.html",
        {
            "title": TITLE,
            "period": period,
            "year": whole_year(period),
            "district": district,
            "table": table,
            "contact_table": printed(table),
            "municipality": Municipality.current().name,
            "day": today(),
        },
    )


def whole_year(period: Period) -> FiscalYear | None:
    year = fiscal_year_of(period.first)
    return year if period == year.period else None


def file_name(period: Period, district: District | None, *, of: str = "連絡調整", ending: str = "pdf") -> str:
    year = whole_year(period)
    days = year.label if year else f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    return "_".join(filter(None, [days, of, district.name if district else ""])) + f".{ending}"


def in_columns(groups: Sequence[ContactGroup], columns: int) -> list[list[ContactGroup]]:
    """Groups in their order, cut so that the longest column is as short as it can be."""
    heights = [len(group.types) + 3 for group in groups]  # heading, sum, the gap to the next

    def best(first: int, left: int) -> tuple[int, list[int]]:
        if left == 1 or first >= len(groups):
            return sum(heights[first:]), [len(groups)]
        tries = []
        for cut in range(first + 1, len(groups) + 1):
            rest, cuts = best(cut, left - 1)
            tries.append((max(sum(heights[first:cut]), rest), [cut, *cuts]))
        return min(tries, key=lambda each: each[0])

    result, first = [], 0
    for cut in best(0, columns)[1]:
        if cut > first:
            result.append(list(groups[first:cut]))
        first = cut
    return result
