"""A ledger: a table as it goes in and out, its columns, its key, and what taking a row does (docs/formats.md).

A row in the program is compared with a row of a file as values of the same columns, so that what comes out goes in
again
without a change. Everything a file's rows need is fetched once; nothing is asked for row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, ClassVar

import tablib
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Resource
from import_export.results import RowResult

from accounts.models import Membership
from reports.ledgers.reading import Unreadable

Values = dict[str, Any]  # column name → value, every column of the ledger


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a row: in which column, and a sentence that says how to mend it."""

    column: str
    sentence: str


@dataclass
class Row:
    """A row of a file. state is one of RowResult's import types: new, update, skip (unchanged), invalid."""

    number: int
    values: Values
    state: str = RowResult.IMPORT_TYPE_NEW
    mistakes: list[Mistake] = field(default_factory=list)
    before: Values = field(default_factory=dict)  # of a changed row: what the program holds
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # column, old and new as text

    def is_wrong(self, column: str, sentence: str) -> None:
        self.mistakes.append(Mistake(column, sentence))
        self.state = RowResult.IMPORT_TYPE_INVALID


@dataclass
class Preview:
    """What a file would do: nothing is written yet."""

    rows: list[Row]

    def of(self, state: str) -> list[Row]:
        return [row for row in self.rows if row.state == state]

    @property
    def new(self) -> list[Row]:
        return self.of(RowResult.IMPORT_TYPE_NEW)

    @property
    def changed(self) -> list[Row]:
        return self.of(RowResult.IMPORT_TYPE_UPDATE)

    @property
    def same(self) -> list[Row]:
        return self.of(RowResult.IMPORT_TYPE_SKIP)

    @property
    def wrong(self) -> list[Row]:
        return self.of(RowResult.IMPORT_TYPE_INVALID)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("new", "changed", "same", "wrong")}


class Ledger(Resource):
    """One of the seven tables. A subclass names columns and key, gives the rows that the program holds, and writes."""

    name: ClassVar[str]  # as on the command line
    title: ClassVar[str | Promise]
    key: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]]
    repeats: ClassVar[bool] = False  # the same row may stand several times (contacts)

    def __init__(self, by: Membership) -> None:
        super().__init__()
        self.by = by

    # What a ledger gives --------------------------------------------------------------------------------------------

    def look_up(self) -> None:
        """Fetches what cells refer to: agencies by code, code tables by name."""

    def held(self) -> Iterator[Values]:
        """The rows that the program holds, in the ledger's order."""
        raise NotImplementedError

    def check(self, row: Row) -> None:
        """What one column cannot tell: a code that does not exist, columns that contradict each other. May complete
        values that the format completes."""

    def write(self, new: list[Row], changed: list[Row]) -> None:
        """Writes rows without a mistake, in the transaction of whoever calls."""
        raise NotImplementedError

    # Going out ------------------------------------------------------------------------------------------------------

    def headers(self) -> list[str]:
        return [each.column_name for each in self.get_export_fields()]

    def exported(self) -> Iterator[list[str]]:
        self.look_up()
        fields = self.get_export_fields()
        for values in self.held():
            yield self._cells(fields, values)

    @staticmethod
    def _cells(fields: Iterable[Field], values: Values) -> list[str]:
        record = SimpleNamespace(**values)
        return [each.widget.render(getattr(record, each.column_name)) for each in fields]

    # Coming in ------------------------------------------------------------------------------------------------------

    def preview(self, table: tablib.Dataset) -> Preview:
        """Each row of a file as new, changed, unchanged or wrong. Raises Unreadable for columns that are not the
        ledger's."""
        self._check_header(table.headers or [])
        self.look_up()
        rows = [self._read(number, cells) for number, cells in enumerate(table.dict, start=2) if _has_text(cells)]
        self._refuse_repeated_keys(rows)
        for row in rows:
            if not row.mistakes:
                self.check(row)
        self._compare(rows)
        return Preview(rows)

    def _check_header(self, header: list[str]) -> None:
        known = self.headers()
        unknown = [name for name in header if name not in known]
        twice = [name for name, count in Counter(header).items() if count > 1]
        missing = [name for name in self.needed if name not in header]
        if unknown:
            raise Unreadable(
                _("The column “%(name)s” does not belong to this table. Its columns are: %(known)s.")
                % {"name": unknown[0] or _("(without a name)"), "known": _(", ").join(known)}
            )
        if twice:
            raise Unreadable(_("The column “%(name)s” is there twice. Take one away.") % {"name": twice[0]})
        if missing:
            raise Unreadable(_("The column “%(name)s” is missing. Add it to the first line.") % {"name": missing[0]})

    def _read(self, number: int, cells: dict[str, Any]) -> Row:
        row = Row(number, {})
        for each in self.get_import_fields():
            name, cell = each.column_name, cells.get(each.column_name)
            if isinstance(cell, str) and cell.lstrip().startswith("="):
                row.is_wrong(name, _("This is a formula. Copy the table and paste it as values."))
                continue
            try:
                row.values[name] = each.widget.clean(cell, cells)
            except ValueError as error:
                row.is_wrong(name, str(error))
                continue
            if name in self.needed and row.values[name] in ("", None, ()):
                row.is_wrong(name, _("This is empty, but it is needed."))
        return row

    def key_of(self, values: Values) -> tuple[Any, ...]:
        return tuple(values[name] for name in self.key)

    def _refuse_repeated_keys(self, rows: list[Row]) -> None:
        if self.repeats:
            return
        first: dict[tuple[Any, ...], int] = {}
        for row in rows:
            if row.mistakes:
                continue
            number = first.setdefault(self.key_of(row.values), row.number)
            if number != row.number:
                row.is_wrong(
                    self.key[0], _("The same key is in row %(row)s already. Keep one of the two.") % {"row": number}
                )

    def _compare(self, rows: list[Row]) -> None:
        held = {self.key_of(values): values for values in self.held()}
        fields = self.get_export_fields()
        for row in rows:
            before = held.get(self.key_of(row.values)) if not row.mistakes else None
            if before is None:
                continue
            row.before = before
            self.complete(row)
            if row.mistakes:
                continue
            old, new = self._cells(fields, before), self._cells(fields, row.values)
            row.changes = [
                (each.column_name, was, now) for each, was, now in zip(fields, old, new, strict=True) if was != now
            ]
            row.state = RowResult.IMPORT_TYPE_UPDATE if row.changes else RowResult.IMPORT_TYPE_SKIP

    def complete(self, row: Row) -> None:
        """Of a row that the program holds (row.before): what an empty cell leaves as it is, and what cannot be
        changed so."""


def _has_text(cells: dict[str, Any]) -> bool:
    return any(str(cell if cell is not None else "").strip() for cell in cells.values())
