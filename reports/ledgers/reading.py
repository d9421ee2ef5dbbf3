"""Reading a ledger's file: CSV in UTF-8 (with or without BOM) or cp932, or XLSX, told apart by content."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import openpyxl
import tablib
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 50 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_TAGS = 12_000_000  # about 100,000 consultations; each costs memory, however short it is packed
MOST_COLUMNS = 200  # a cell far to the right would fill each row up to it
MOST_ROWS = 1_048_576  # as many as Excel has
LONG_ROWS, LONG = 2000, 2 * 1024 * 1024  # measured: about two seconds
ZIPPED = b"PK\x03\x04"
csv.field_size_limit(LARGEST)  # a long narrative is no fault


class Unreadable(Exception):
    """The file is no ledger; the text is a sentence that says what to do."""


class Formula(str):
    """A cell that computes its value, or that a spreadsheet would read so. It is never guessed at."""


@dataclass
class Table:
    """A file's rows under its header line. Empty rows stay: the first is row 2, as the spreadsheet shows it."""

    cells: tablib.Dataset
    too_long: set[int] = field(default_factory=set)  # numbers of rows with more cells than the header has columns


def read(content: bytes) -> Table:
    """The table of a file: its header line and its rows, each as long as the header.

    Raises  Unreadable for a file that is neither CSV nor XLSX, has no header line, or is too large."""
    _check_size(content)
    return _xlsx(content) if content.startswith(ZIPPED) else _csv(_decoded(content))


def is_long(content: bytes) -> bool:
    """Whether reading the file takes longer than somebody wants to wait for a page, told without reading it.

    Raises  Unreadable for what is seen at once to be no table."""
    _check_size(content)
    if not content.startswith(ZIPPED):
        return _decoded(content).count("\n") > LONG_ROWS or len(content) > LONG
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _unpacked(packed) > LONG
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise Unreadable(_damaged()) from error


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Unreadable(_("The file is larger than 50 MB. Divide it into several files."))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(
                _("This Excel file has a password. Open it, take the password off, save it, then try again.")
            )
        raise Unreadable(_("This is an old Excel file (.xls). Save it as .xlsx or as CSV, then try again."))


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


def _csv(text: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _table([[Formula(cell) if cell.lstrip().startswith("=") else cell for cell in row] for row in reader])
    except csv.Error as error:
        raise Unreadable(
            _("The CSV cannot be read at line %(line)s: a quotation mark is missing, or one too many.")
            % {"line": reader.line_num}
        ) from error


def _xlsx(content: bytes) -> Table:
    """The first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _unpacked(packed)
            _check_tags(packed)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        rows = [_cells(row) for row in islice(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS), MOST_ROWS)]
        book.close()
    except (
        zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, EOFError, IndexError, KeyError, TypeError,
        ValueError, OSError, AttributeError, RuntimeError,
    ) as error:  # fmt: skip
        raise Unreadable(_damaged()) from error
    return _table(rows)


def _unpacked(packed: zipfile.ZipFile) -> int:
    """How many bytes a workbook is when it is unpacked, as it says itself; no more of it are read."""
    size = sum(each.file_size for each in packed.infolist())
    if size > LARGEST_UNPACKED:
        raise Unreadable(_too_large())
    return size


def _check_tags(packed: zipfile.ZipFile) -> None:
    tags = 0
    for each in packed.infolist():
        with packed.open(each) as part:
            while piece := part.read(1024 * 1024):
                tags += piece.count(b"<")
                if tags > MOST_TAGS:
                    raise Unreadable(_too_large())


def _too_large() -> str:
    return _("The Excel file is too large. Divide it into several files.")


def _damaged() -> str:
    return _("The Excel file is damaged. Open it in Excel, save it again, then try once more.")


def _cells(row: Iterable[Any]) -> list[Any]:
    """A row without the empty cells at its end: sheets are often formatted far to the right."""
    cells = [Formula(cell.value) if cell.data_type == "f" else _unescaped(cell.value) for cell in row]
    while cells and _is_empty(cells[-1]):
        cells.pop()
    return cells


def _unescaped(value: Any) -> Any:
    """Excel writes signs that XML cannot hold by their number, _x000D_; openpyxl leaves them so."""
    if not isinstance(value, str) or "_x" not in value:
        return value
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), value)


def _table(rows: Sequence[Sequence[Any]]) -> Table:
    header = ["" if _is_empty(cell) else str(cell).strip() for cell in rows[0]] if rows else []
    if not any(header):
        raise Unreadable(_("There is no header line. The first line must hold the names of the columns."))
    # A column without a name is no column where nothing is in it.
    width = max(len(header), max(map(len, rows), default=0))
    used = [place for place in range(width) if place < len(header) and (header[place] or _filled(rows, place))]
    table = Table(tablib.Dataset(headers=[header[place] for place in used]))
    for number, row in enumerate(rows[1:], start=2):
        if any(not _is_empty(cell) for cell in row[len(header) :]):
            table.too_long.add(number)
        table.cells.append([row[place] if place < len(row) else "" for place in used])
    while len(table.cells) and all(map(_is_empty, table.cells[-1])) and len(table.cells) + 1 not in table.too_long:
        table.cells.pop()
    return table


def _filled(rows: Sequence[Sequence[Any]], place: int) -> bool:
    return any(place < len(row) and not _is_empty(row[place]) for row in rows[1:])


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
