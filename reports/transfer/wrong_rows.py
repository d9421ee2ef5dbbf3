"""A file's wrong rows as a workbook: the same columns, wrong cells marked with their sentence, to be mended there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from reports.ledgers.cells import guarded, unguarded
from reports.ledgers.ledger import Ledger, Row
from reports.ledgers.reading import Table
from reports.ledgers.writing import LONGEST_CELL
from reports.transfer.sheets import Workbook

MOST_NOTES = 2000  # more make a workbook slow to open; the second sheet has them all


def workbook(ledger: Ledger, table: Table, wrong: list[Row]) -> bytes:
    """The first sheet goes in again as it is; the second says what is wrong, and where it stands in both files."""
    header = list(table.cells.headers or [])
    book = Workbook()
    sheet = book.sheet(str(ledger.title), header, needed=ledger.needed)
    placed: dict[int, int] = {}
    notes = 0
    for row in wrong:
        cells = [_text(cell) for cell in table.cells[row.number - 2]]
        if row.number in table.too_long or any(len(cell) >= LONGEST_CELL for cell in cells):
            continue  # a workbook cannot hold it whole: it is mended in its own file
        line = placed[row.number] = len(placed) + 1
        said = _by_column(row)
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell, book.styles["wrong" if header[place] in said else "cell"])
            if header[place] in said and notes < MOST_NOTES:
                sheet.write_comment(line, place, said[header[place]], {"x_scale": 2.5})
                notes += 1
    _say_what_is_wrong(book, wrong, placed)
    return book.content()


def _say_what_is_wrong(book: Workbook, wrong: list[Row], placed: dict[int, int]) -> None:
    sheet = book.sheet(
        _("What is wrong"),
        [_("Row of this workbook"), _("Row of your file"), _("Column"), _("How to correct it")],
        widths=[16, 16, 20, 80],
    )
    line = 0
    for row in wrong:
        here = str(placed[row.number] + 1) if row.number in placed else _("correct it in your file")
        for mistake in row.mistakes:
            line += 1
            for place, text in enumerate([here, str(row.number), mistake.column, mistake.sentence]):
                sheet.write_string(line, place, guarded(text), book.styles["words"])


def _by_column(row: Row) -> dict[str, str]:
    said: dict[str, str] = {}
    for mistake in row.mistakes:
        said[mistake.column] = "\n".join(filter(None, [said.get(mistake.column), mistake.sentence]))
    return said


def _text(cell: Any) -> str:
    """A cell as it stood, but that no spreadsheet takes it for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return guarded(unguarded(str(cell)))
