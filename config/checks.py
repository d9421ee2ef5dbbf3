"""Start-up checks of the database (tag `database`): what would leak or go wrong unseen is found before the first page.

Run by bin/serve before it answers, by `manage.py check --database default`, and by `migrate`."""

import os
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

REACHES = ("reach_own", "reach_all", "reach_none", "reach_count", "reach_system")
LEAST_VERSION = 170000
RUN_ROLES = "Run config/roles.sql on this database as its superuser."


@register(Tags.database)
def check_database(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:

        def ask(question: str, *values: str) -> Any:
            cursor.execute(question, values)
            return cursor.fetchone()[0]

        return [*_check_server(ask), *_check_reaches(ask), *_check_login(ask)]


def _check_server(ask) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    version = ask("select current_setting('server_version_num')::int")
    if version < LEAST_VERSION:
        found.append(Error(f"PostgreSQL 17 or newer is needed; this is {version // 10000}.", id="tsunagu.E001"))
    if not ask("select exists (select from pg_extension where extname = 'pg_trgm')"):
        found.append(Error("The extension pg_trgm is not in this database.", hint=RUN_ROLES, id="tsunagu.E002"))
    elif ask("select show_trgm('石巻市') = '{}'"):
        found.append(
            Error(
                "This database sees no letters in Japanese text: searches for names would not use their index.",
                hint="Make it anew: createdb --locale=C.UTF-8 --template=template0 (its LC_CTYPE is 'C').",
                id="tsunagu.E003",
            )
        )
    return found


def _check_reaches(ask) -> list[CheckMessage]:
    """A login that inherits a reach sees every record while nobody acts."""
    found: list[CheckMessage] = []
    is_superuser = ask(
        "select usesuper from pg_user where usename = session_user"
    )  # has every role: _check_login says so
    for reach in REACHES:
        if not ask("select exists (select from pg_roles where rolname = %s)", reach):
            found.append(Error(f"The role {reach} is not on this server.", hint=RUN_ROLES, id="tsunagu.E004"))
        elif not ask("select pg_has_role(session_user, %s, 'set')", reach):
            found.append(Error(f"The login may not take the role {reach}.", hint=RUN_ROLES, id="tsunagu.E005"))
        elif ask("select pg_has_role(session_user, %s, 'usage')", reach) and not is_superuser:
            found.append(
                Error(
                    f"The login inherits {reach}: it would see records while nobody acts.",
                    hint="grant … to … with inherit false, set true; " + RUN_ROLES,
                    id="tsunagu.E006",
                )
            )
    return found


def _check_login(ask) -> list[CheckMessage]:
    if ask("select usesuper or usebypassrls from pg_user where usename = session_user"):
        return [Error("The program must not be signed in to the database as a superuser.", id="tsunagu.E007")]
    if os.environ.get("DATABASE_LOGIN") == "owner":  # manage.py says so for the commands that are the owner's
        return []
    owns = ask(
        "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and pg_get_userbyid(c.relowner) = session_user)"
        " or exists (select from pg_database"
        " where datname = current_database() and pg_get_userbyid(datdba) = session_user)"
    )
    if owns:
        return [
            Error(
                "The program is signed in as the owner of its tables, whom no policy holds.",
                hint="DATABASE_URL names the login app; the owner's goes into MIGRATION_DATABASE_URL.",
                id="tsunagu.E008",
            )
        ]
    return []
