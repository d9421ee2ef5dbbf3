"""Lists page by key, not by offset: page 400 costs what page 1 costs, and a new row never shifts a list under the
reader."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[M]):
    rows: list[M]
    older: str  # the key to ask for the next page with; empty where this is the last
    newer: str  # likewise for the page before

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _pack(values: list[Any]) -> str:
    plain = [each.isoformat() if isinstance(each, date | datetime) else each for each in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _unpack(key: str, length: int) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (ValueError, RecursionError):
        return None
    fits = isinstance(values, list) and len(values) == length
    return values if fits and all(isinstance(each, str | int) and "\0" not in str(each) for each in values) else None


def _after(order: list[str], values: list[Any]) -> Q:
    """Rows that come after these values in the order ("-received_on", "-pk"), as (a < x) or (a = x and b < y)."""
    condition, equal = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        field, compare = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= equal & Q(**{f"{field}__{compare}": value})
        equal &= Q(**{field: value})
    return condition


def keyset_page(records: QuerySet[M], request: HttpRequest, *, order: list[str], size: int = PAGE_SIZE) -> Page[M]:
    """One page of records in `order` (whose last field is unique), from the key in ?after= or ?before=.

    A key that cannot be read gives the first page."""
    after = _unpack(request.GET.get("after", ""), len(order))
    before = _unpack(request.GET.get("before", ""), len(order)) if after is None else None
    backwards = before is not None
    way = [name[1:] if name.startswith("-") else f"-{name}" for name in order] if backwards else order
    key = before if backwards else after
    try:
        if key is not None:
            records = records.filter(_after(way, key))
        rows = list(records.order_by(*way)[: size + 1])
    except (ValueError, TypeError, ValidationError):  # a key with values of another kind
        return Page([], "", "")
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()

    def key_of(row: M) -> str:
        return _pack([_value(row, name.removeprefix("-")) for name in order])

    older = key_of(rows[-1]) if rows and (more or backwards) else ""
    newer = key_of(rows[0]) if rows and ((backwards and more) or after is not None) else ""
    return Page(rows, older, newer)


def _value(row: Model, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row
