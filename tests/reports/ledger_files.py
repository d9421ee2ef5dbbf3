"""Files of ledgers for tests: the two data sets, and small tables made on the spot."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
from django.db import connection

from accounts.acting import acting_as_system
from accounts.models import Membership
from casework.models import Household
from reports.ledgers import LEDGERS
from reports.ledgers.ledger import Preview
from reports.ledgers.taking import take
from reports.ledgers.writing import written

DATA = Path(__file__).parent.parent / "data"
ISHINOMAKI, EDGES = DATA / "ishinomaki-2020", DATA / "edges"


def load(folder: Path) -> None:
    """Takes every table of a data set, as import_records --all does."""
    with acting_as_system() as system:
        for name in LEDGERS:
            file = folder / f"{name}.csv"
            if file.exists():
                done = take(LEDGERS[name](system), file.read_bytes(), by=system)
                assert not done.wrong, done.wrong


def expected(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def table(*rows: dict[str, Any]) -> bytes:
    """A CSV with the columns that the rows name."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def taken(name: str, content: bytes, *, by: Membership | None = None, right_ones_only: bool = False) -> Preview:
    """What taking a file did, as the system actor unless somebody is named."""
    with acting_as_system() as system:
        who = by or system
        return take(LEDGERS[name](who), content, by=who, right_ones_only=right_ones_only)


def exported(name: str, kind: str = "csv", *, by: Membership | None = None) -> bytes:
    with acting_as_system() as system:
        return written(LEDGERS[name](by or system), kind, by=by or system)


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV as a spreadsheet shows them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def restrict(household: Household) -> None:
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, '{}')", [household.pk])


def mistakes(done: Preview) -> list[tuple[int, str]]:
    """Row and column of each mistake."""
    return [(row.number, mistake.column) for row in done.wrong for mistake in row.mistakes]


def workbook(rows: list[list[Any]], formulas: dict[str, str] | None = None) -> bytes:
    """An Excel file with these rows, days as date cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, formula in (formulas or {}).items():
        sheet[cell] = formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
