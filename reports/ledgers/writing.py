"""Writing a ledger: CSV (UTF-8 with BOM; cp932 cannot hold 𠮷) and XLSX. No cell of it is a formula."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import datetime
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from reports.ledgers.cells import guarded
from reports.ledgers.ledger import Ledger

KINDS = ("csv", "xlsx")
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767  # what Excel holds


class Unwritable(Exception):
    """The table does not fit into an Excel file; the text is a sentence that says what to do."""


def write(ledger: Ledger, kind: str, out: BinaryIO, *, by: Membership) -> int:
    """Writes every row that the acting person sees, one at a time, with its audit event. Returns how many.

    out     can be read again, from its beginning: the event keeps the hash of what it holds.
    Raises  Unwritable where Excel could not hold it."""
    rows = _xlsx(ledger, out) if kind == "xlsx" else _csv(ledger, out)
    out.seek(0)
    sha256 = hashlib.file_digest(out, "sha256").hexdigest()  # type: ignore[arg-type]
    audit.record(audit.Verb.EXPORTED, by=by, table=ledger.name, kind=kind, rows=rows, sha256=sha256)
    return rows


def written(ledger: Ledger, kind: str, *, by: Membership) -> bytes:
    out = io.BytesIO()
    write(ledger, kind, out, by=by)
    return out.getvalue()


def _csv(ledger: Ledger, out: BinaryIO) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(ledger.headers())
    rows = 0
    for row in ledger.exported():
        writer.writerow([guarded(cell) for cell in row])
        rows += 1
    text.detach()
    return rows


def _xlsx(ledger: Ledger, out: BinaryIO) -> int:
    """Days and numbers are text, as typed; two workbooks of the same rows are the same bytes."""
    rows = 0
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime(2020, 4, 1)})
        sheet = book.add_worksheet(ledger.name)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(ledger.headers()):
            sheet.write_string(0, column, name, bold)
        for rows, row in enumerate(ledger.exported(), start=1):
            if rows == MOST_ROWS:
                raise Unwritable(_("The table has more rows than Excel holds. Export it as CSV."))
            for column, cell in enumerate(row):
                if len(cell) >= LONGEST_CELL:
                    raise Unwritable(
                        _("Row %(row)s has a text longer than Excel holds. Export the table as CSV.")
                        % {"row": rows + 1}
                    )
                sheet.write_string(rows, column, guarded(cell))
        sheet.freeze_panes(1, 0)
    return rows
