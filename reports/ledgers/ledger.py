"""A ledger: a table as it goes in and out, its columns, its key, and what taking a row does (docs/formats.md).

A row in the program is compared with a row of a file as values of the same columns, so that what comes out goes in
again without a change. Everything a file's rows need is fetched once; nothing is asked for row by row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from import_export.resources import Resource
from import_export.results import RowResult

from accounts.models import Membership
from accounts.roles import Reach
from reports.ledgers.reading import Formula, Table, Unreadable

Values = dict[str, Any]  # column name → value, every column of the ledger
Progress = Callable[[int, int], None]  # rows done, rows in all


def silent(done: int, total: int) -> None:
    """The progress of work that nobody waits for."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a row: in which column, and a sentence that says how to mend it."""

    column: str
    sentence: str


@dataclass(slots=True)
class Row:
    """A row of a file. state is one of RowResult's import types: new, update, skip (unchanged), invalid."""

    number: int  # as the spreadsheet shows it: the header line is row 1
    values: Values
    state: str = RowResult.IMPORT_TYPE_NEW
    mistakes: list[Mistake] = field(default_factory=list)
    unread: frozenset[str] = frozenset()  # columns whose cells could not be read: nothing more is said of them
    before: Values = field(default_factory=dict)  # of a row that the program has: what it holds
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # column, old and new as text

    def is_wrong(self, column: str, sentence: str) -> None:
        if column not in self.unread:
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

    @property
    def digest(self) -> str:
        """The same as long as the file would do the same: each row's state, its changes, where it is wrong."""
        told = [(row.number, row.state, row.changes, [each.column for each in row.mistakes]) for row in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


class Ledger(Resource):
    """One of the seven tables. A subclass names columns and key, gives the rows that the program holds, and writes.

    Its fields' widgets read and write cells (django-import-export); a row is a dict of values by column, since one row
    may stand for records of several models."""

    name: ClassVar[str]  # as on the command line
    title: ClassVar[str | Promise]
    key: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]]

    def __init__(self, by: Membership, progress: Progress = silent) -> None:
        super().__init__()
        self.by, self.progress = by, progress

    # What a ledger gives --------------------------------------------------------------------------------------------

    def look_up(self, rows: list[Row]) -> None:
        """Fetches what the cells of a file's rows refer to: agencies by code, code tables by name."""

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        """The rows that the program holds, in the ledger's order.

        among   rows of a file: then only what they could be need come."""
        raise NotImplementedError

    def check(self, row: Row) -> None:
        """What one column cannot tell: a code that does not exist, columns that contradict each other. May complete
        values that the format completes. An unreadable cell counts as empty here."""

    def complete(self, row: Row) -> None:
        """Of a row that the program holds (row.before): what an empty cell leaves as it is, and what cannot be
        changed so."""

    def write(self, new: list[Row], changed: list[Row]) -> None:
        """Writes rows without a mistake, in the transaction of whoever calls."""
        raise NotImplementedError

    def key_of(self, values: Values) -> tuple[Any, ...]:
        return tuple(values[name] for name in self.key)

    @property
    def sees_all(self) -> bool:
        """Whether restricted households and papers bound by secrecy are seen too: the system alone does."""
        return self.by.reach is Reach.SYSTEM

    # Going out ------------------------------------------------------------------------------------------------------

    def headers(self) -> list[str]:
        return [each.column_name for each in self.get_export_fields()]

    def exported(self) -> Iterator[list[str]]:
        widgets = self._widgets()
        for values in self.held():
            yield cells(widgets, values)

    def _widgets(self) -> dict[str, Any]:
        return {each.column_name: each.widget for each in self.get_export_fields()}

    # Coming in ------------------------------------------------------------------------------------------------------

    def preview(self, table: Table) -> Preview:
        """Each row of a file as new, changed, unchanged or wrong.

        Raises  Unreadable for columns that are not the ledger's."""
        self._check_header(table.cells.headers or [])
        widgets, total = self._widgets(), len(table.cells)
        places = {name: place for place, name in enumerate(table.cells.headers or [])}
        rows = []
        for number, given in enumerate(table.cells, start=2):
            self.progress(number - 1, 2 * total)
            if number in table.too_long or any(map(_has_text, given)):
                rows.append(self._read(number, given, places, widgets))
                if number in table.too_long:
                    rows[-1].is_wrong("", _("This row has more cells than columns. Look for a comma too many."))
        self.look_up(rows)
        for row in rows:
            self.check(row)
        self.refuse_repeated_keys(rows)
        self.compare(rows)
        return Preview(rows)

    def _check_header(self, header: list[str]) -> None:
        known = self.headers()
        unknown = [name or _("(without a name)") for name in header if name not in known]
        twice = [name for name, count in Counter(header).items() if count > 1]
        missing = [name for name in self.needed if name not in header]
        if unknown:
            raise Unreadable(
                _("Row 1: the column “%(names)s” does not belong to this table. Its columns are: %(known)s.")
                % {"names": _("”, “").join(unknown), "known": _(", ").join(known)}
            )
        if twice:
            raise Unreadable(_("Row 1: the column “%(name)s” is there twice. Take one away.") % {"name": twice[0]})
        if missing:
            raise Unreadable(
                _("Row 1: the column “%(names)s” is missing. Add it to the first line.")
                % {"names": _("”, “").join(missing)}
            )

    def _read(self, number: int, given: tuple[Any, ...], places: dict[str, int], widgets: dict[str, Any]) -> Row:
        row, unread = Row(number, {}), set()
        for name, widget in widgets.items():
            cell = given[places[name]] if name in places else ""
            try:
                if isinstance(cell, Formula):
                    raise ValueError(
                        _("This is a formula. Put its value in its place; before a text that begins with = write a '.")
                    )
                row.values[name] = widget.clean(cell)
                if name in self.needed and row.values[name] in ("", None, ()):
                    raise ValueError(_("This is empty, but it is needed."))
            except ValueError as error:
                row.is_wrong(name, str(error))
                unread.add(name)
                row.values[name] = widget.clean("")
        row.unread = frozenset(unread)
        return row

    def refuse_repeated_keys(self, rows: list[Row]) -> None:
        first: dict[tuple[Any, ...], int] = {}
        for row in rows:
            if row.unread.intersection(self.key):
                continue
            number = first.setdefault(self.key_of(row.values), row.number)
            if number != row.number:
                row.is_wrong(
                    self.key[0],
                    _("Row %(row)s has the same %(key)s. Keep one of the two.")
                    % {"row": number, "key": _(" and ").join(self.key)},
                )

    def compare(self, rows: list[Row]) -> None:
        """Tells new rows from changed and unchanged ones."""
        right = [row for row in rows if not row.mistakes]
        held = {self.key_of(values): values for values in self.held(right)} if right else {}
        widgets = self._widgets()
        for row in right:
            before = held.get(self.key_of(row.values))
            if before is None:
                continue
            row.before = before
            self.complete(row)
            if not row.mistakes:
                row.changes = self.changes(row, widgets)
                row.state = RowResult.IMPORT_TYPE_UPDATE if row.changes else RowResult.IMPORT_TYPE_SKIP

    def changes(self, row: Row, widgets: dict[str, Any]) -> list[tuple[str, str, str]]:
        """Column, old and new, as the file would have them."""
        pairs = zip(widgets, cells(widgets, row.before), cells(widgets, row.values), strict=True)
        return [(name, was, now) for name, was, now in pairs if was != now]


def cells(widgets: dict[str, Any], values: Values) -> list[str]:
    return [widget.render(values[name]) for name, widget in widgets.items()]


def _has_text(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
