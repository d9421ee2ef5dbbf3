"""Reading a ledger's file: CSV in UTF-8 (with or without BOM) or cp932, or XLSX, told apart by content."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import tablib
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 50 * 1024 * 1024


class Unreadable(Exception):
    """The file is no ledger; the text is a sentence that says what to do."""


def read(content: bytes) -> tablib.Dataset:
    """The table of a file: its header line and its rows, each as long as the header.

    Raises Unreadable for a file that is neither CSV nor XLSX, is empty, or is too large."""
    if len(content) > LARGEST:
        raise Unreadable(_("The file is larger than 50 MB. Divide it into several files."))
    if content.startswith(b"PK\x03\x04"):
        return _xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is an old Excel file (.xls). Save it as .xlsx or as CSV, then try again."))
    return _csv(_decoded(content))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unreadable(_("This file is neither CSV nor XLSX. Save the table in Excel as .xlsx or as CSV UTF-8."))


def _csv(text: str) -> tablib.Dataset:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error as error:
        raise Unreadable(_("The CSV cannot be read: a quotation mark is not closed, or a line is broken.")) from error
    return _table(rows)


def _xlsx(content: bytes) -> tablib.Dataset:
    """The first sheet. Formulas are kept as such (text that begins with =): a row that has one is wrong, not guessed
    at."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, InvalidFileException, IndexError, KeyError, TypeError, ValueError, OSError) as error:
        raise Unreadable(
            _("The Excel file is damaged. Open it in Excel, save it again, then try once more.")
        ) from error
    return _table(rows)


def _table(rows: list[list]) -> tablib.Dataset:
    while rows and not any(str(cell if cell is not None else "").strip() for cell in rows[-1]):
        rows.pop()
    header = [str(cell if cell is not None else "").strip() for cell in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    if not any(header):
        raise Unreadable(_("The file is empty. Its first line must hold the names of the columns."))
    table = tablib.Dataset(headers=header)
    for number, row in enumerate(rows[1:], start=2):
        extra = [cell for cell in row[len(header) :] if str(cell if cell is not None else "").strip()]
        if extra:
            raise Unreadable(
                _("Row %(row)s has more cells than the header has columns. Check its commas and quotation marks.")
                % {"row": number}
            )
        table.append([*row[: len(header)], *[""] * (len(header) - len(row))])
    return table
