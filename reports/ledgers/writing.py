"""Writing a ledger: CSV (UTF-8 with BOM; cp932 cannot hold 𠮷) and XLSX. No cell of it is a formula."""

from __future__ import annotations

import csv
import io

import xlsxwriter

from reports.ledgers.cells import guarded
from reports.ledgers.ledger import Ledger


def as_csv(ledger: Ledger) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ledger.headers())
    for row in ledger.exported():
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(ledger: Ledger) -> bytes:
    """Row by row, so that a large table needs little memory; days and numbers are text, as typed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(str(ledger.title)[:31])
        bold = book.add_format({"bold": True})
        for column, name in enumerate(ledger.headers()):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(ledger.exported(), start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, guarded(cell))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def written(ledger: Ledger, kind: str) -> bytes:
    return as_xlsx(ledger) if kind == "xlsx" else as_csv(ledger)
