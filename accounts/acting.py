"""The only place that opens the wall (docs/access.md): every request, job and command runs inside acting_as."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import pghistory
from django.db import connection, transaction

from accounts.roles import Reach

if TYPE_CHECKING:
    from accounts.models import Membership


_reach: ContextVar[Reach | None] = ContextVar("reach", default=None)


@contextmanager
def _with_reach(reach: Reach, group_ids: list[int]) -> Iterator[None]:
    """Sets the database role and groups for the rest of this transaction, and the former ones again at the end.

    Where it ends in a rollback, by an exception or asked for, nothing needs restoring: both settings go back with
    it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), coalesce(current_setting('app.groups', true), '')")
        before = cursor.fetchone()

        def act(role: str, groups: str) -> None:
            cursor.execute("select set_config('role', %s, true), set_config('app.groups', %s, true)", [role, groups])

        act(reach, "{" + ",".join(map(str, group_ids)) + "}")
        token = _reach.set(reach)
        try:
            yield
        finally:
            _reach.reset(token)
        if not transaction.get_rollback():
            act(*before)


@contextmanager
def acting_as(who: Membership | None, *, reach: Reach | None = None) -> Iterator[None]:
    """Everything inside sees and writes what this membership may; None is somebody not signed in.

    reach   only to narrow: the pages of restricted cases act with the coordinator's own grants.
    Opens a transaction; inside another acting_as it is a savepoint, and the outer one's rights come back after it."""
    if who is None:
        with _with_reach(Reach.NONE, []):
            yield
        return
    with pghistory.context(by=who.pk), _with_reach(reach or who.reach, who.group_ids):
        yield


@contextmanager
def counting() -> Iterator[None]:
    """Every row to read, for functions of reports/figures that return aggregates only. Inside another it changes
    nothing: a page of many figures sets its reach once."""
    if _reach.get() is Reach.COUNT:
        yield
        return
    with _with_reach(Reach.COUNT, []):
        yield


@contextmanager
def acting_as_system() -> Iterator[Membership]:
    """Every row, for commands and scheduled work; never reachable from a request. Yields the system's membership."""
    from accounts.models import Membership

    system = Membership.objects.of_system()
    with acting_as(system):
        yield system
