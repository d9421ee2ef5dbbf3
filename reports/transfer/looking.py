"""Looking through a file before it is taken: what a page shows of it, as plain data that can be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.acting import counting
from accounts.models import Membership
from casework.models import Household
from reports.ledgers import LEDGERS, Ledger
from reports.ledgers.ledger import Preview, Progress, Row, silent
from reports.ledgers.reading import Unreadable, read
from reports.transfer import wrong_rows

SHOWN_MISTAKES, SHOWN_ROWS, SHOWN_COMMON = 100, 10, 5
SHORT = 80  # of a text that is shown: enough to know it by
OFTEN = 3  # a mistake that so many rows share is told once, on top


@dataclass
class Seen:
    """What a file would do, as far as a page shows it. Lists, since it is kept as JSON."""

    problem: str = ""  # why it cannot be read at all
    counts: dict[str, int] = field(default_factory=dict)
    digest: str = ""
    mistakes: list[list[Any]] = field(default_factory=list)  # row, column, sentence: the first of them
    mistake_count: int = 0
    common: list[list[Any]] = field(default_factory=list)  # column, sentence, rows as text, how many rows
    columns: list[str] = field(default_factory=list)  # of the sample of new rows: those with something in them
    new: list[list[Any]] = field(default_factory=list)  # row, its cells
    changed: list[list[Any]] = field(default_factory=list)  # row, its key as text, changes: column, old, new
    emptied: str = ""  # columns that the file does not have, and that changed rows would lose
    closed: str = ""  # which families were restricted then
    moved: bool = False  # records changed after somebody looked: this is how it is now


def look(table: str, content: bytes, *, by: Membership, progress: Progress = silent) -> tuple[Seen, bytes | None]:
    """What the file would do, and a workbook of its wrong rows where there are any. Writes nothing.

    Raises  Unreadable."""
    ledger = LEDGERS[table](by, progress)
    rows = read(content)
    preview = ledger.preview(rows)
    seen = _seen(ledger, preview)
    seen.emptied = _emptied(ledger, set(rows.cells.headers or []), preview)
    return seen, wrong_rows.workbook(ledger, rows, preview.wrong) if preview.wrong else None


def look_or_say(
    table: str, content: bytes, *, by: Membership, progress: Progress = silent
) -> tuple[Seen, bytes | None]:
    """The same; a file that cannot be read has its sentence."""
    try:
        return look(table, content, by=by, progress=progress)
    except Unreadable as error:
        return Seen(problem=str(error)), None


def closed_now() -> str:
    """Tells whether families were restricted or opened since: what a preview shows of them must not outlast it."""
    with counting():
        closed = Household.objects.filter(restricted=True).order_by("pk").values_list("pk", flat=True)
        return hashlib.sha256(repr(list(closed)).encode()).hexdigest()


def _seen(ledger: Ledger, preview: Preview) -> Seen:
    mistakes = [[row.number, m.column, m.sentence] for row in preview.wrong for m in row.mistakes]
    texts = {row.number: _texts(ledger, row) for row in preview.new[:SHOWN_ROWS]}
    columns = [name for name in ledger.headers() if any(cells[name] for cells in texts.values())]
    return Seen(
        counts=preview.counts,
        digest=preview.digest,
        mistakes=mistakes[:SHOWN_MISTAKES],
        mistake_count=len(mistakes),
        common=_common(mistakes),
        columns=columns,
        new=[[number, [cells[name] for name in columns]] for number, cells in texts.items()],
        changed=[_changed(ledger, row) for row in preview.changed[:SHOWN_ROWS]],
        closed=closed_now(),
    )


def _emptied(ledger: Ledger, header: set[str], preview: Preview) -> str:
    lost = {name for row in preview.changed for name, was, now in row.changes if was and name not in header and not now}
    return _(", ").join(name for name in ledger.headers() if name in lost)


def _texts(ledger: Ledger, row: Row) -> dict[str, str]:
    fields = {each.column_name: each.widget for each in ledger.get_export_fields()}
    return {name: _short(widget.render(row.values[name])) for name, widget in fields.items()}


def _changed(ledger: Ledger, row: Row) -> list[Any]:
    texts = _texts(ledger, row)
    key = "　".join(filter(None, (texts[name] for name in ledger.key)))
    return [row.number, key, [[name, *_difference(was, now)] for name, was, now in row.changes]]


def _difference(was: str, now: str) -> tuple[str, str]:
    """Two texts short enough to show. Of long ones what they differ in is shown, not their common beginning."""
    if max(len(was), len(now)) <= SHORT:
        return was, now
    same = next((at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    start = max(0, same - SHORT // 4)
    return tuple(("…" if start else "") + _short(text[start:]) for text in (was, now))  # type: ignore[return-value]


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT] + "…"


def _common(mistakes: list[list[Any]]) -> list[list[Any]]:
    """Mistakes that many rows share: mended once in the workbook, by search and replace."""
    rows: dict[tuple[str, str], list[int]] = {}
    for number, column, sentence in mistakes:
        rows.setdefault((column, sentence), []).append(number)
    often = sorted((each for each in rows.items() if len(each[1]) >= OFTEN), key=lambda each: -len(each[1]))
    return [[column, sentence, in_words(found), len(found)] for (column, sentence), found in often[:SHOWN_COMMON]]


def in_words(numbers: list[int], most: int = 12) -> str:
    """3, 5～9, 12: row numbers, those in a line as a span."""
    spans = list(_spans(numbers))
    span = _("%(first)s–%(last)s")
    shown = [str(first) if first == last else span % {"first": first, "last": last} for first, last in spans[:most]]
    return _(", ").join(shown) + (" …" if len(spans) > most else "")


def _spans(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
