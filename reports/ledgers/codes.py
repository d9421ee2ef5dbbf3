"""What cells of several ledgers refer to by name: concerns, staff, labels of code tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import Staff
from agencies.models import Concern, Municipality
from casework.matching.keys import search_key
from reports.ledgers.ledger import Row


class Concerns:
    """Concerns by name: of the municipality's own list first, then of any other."""

    def __init__(self) -> None:
        used = Municipality.current().concern_list_id
        every = sorted(Concern.objects.all(), key=lambda each: (each.list_id != used, each.list_id, each.number))
        self.by_name: dict[str, Concern] = {}
        for each in every:
            self.by_name.setdefault(each.name, each)

    def check(self, row: Row, column: str, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.by_name:
                row.is_wrong(
                    column, _("“%(name)s” is not in the list of concerns. Write it as the list does.") % {"name": name}
                )


class StaffByName:
    """Staff whose name nobody else has, however it is spaced."""

    def __init__(self) -> None:
        self.found: dict[str, Staff | None] = {}
        for each in Staff.objects.filter(is_system=False):
            key = search_key(each.name)
            self.found[key] = None if key in self.found else each

    def named(self, name: str) -> Staff | None:
        return self.found.get(search_key(name)) if name else None


def same_set(row: Row, column: str) -> None:
    """Several values in another order are no change."""
    if set(row.values[column]) == set(row.before[column]):
        row.values[column] = row.before[column]


def not_in_table(name: str, known: Iterable[str]) -> str:
    return _("“%(text)s” is not known here. Write one of: %(offered)s.") % {
        "text": name,
        "offered": _(", ").join(known),
    }
