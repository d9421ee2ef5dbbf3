"""The start-up check of the database: silent on the right login, and on each wrong one it says what is wrong."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from config.checks import _check_login, _check_reaches, _check_server


@pytest.fixture
def connect(db) -> Iterator:
    """A connection to the tests' database by another login; the question is asked as the check asks it."""
    opened = []

    def by(login: str):
        settings = connection.settings_dict
        one = psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=login, autocommit=True)
        opened.append(one)
        return one

    yield by
    for one in opened:
        one.close()


def asking(one: psycopg.Connection):
    def ask(question: str, *values: str):
        row = one.execute(question, values or None).fetchone()
        assert row
        return row[0]

    return ask


def ids(found) -> list[str]:
    return [problem.id.removeprefix("tsunagu.") for problem in found]


def test_the_applications_login_passes(connect):
    app = asking(connect("app"))
    assert ids([*_check_server(app), *_check_reaches(app), *_check_login(app)]) == []


def test_a_login_that_inherits_a_reach_is_refused(connect):
    superuser = connect("postgres")
    superuser.execute("grant reach_all to app with inherit true")
    try:
        assert ids(_check_reaches(asking(connect("app")))) == ["E006"]
    finally:
        superuser.execute("grant reach_all to app with inherit false")


def test_a_login_that_may_not_take_a_reach_is_refused(connect):
    superuser = connect("postgres")
    superuser.execute("revoke reach_count from app")
    try:
        assert ids(_check_reaches(asking(connect("app")))) == ["E005"]
    finally:
        superuser.execute("grant reach_count to app with inherit false, set true")


def test_the_owner_and_a_superuser_are_refused(connect):
    assert ids(_check_login(asking(connect("owner")))) == ["E008"]
    assert ids(_check_login(asking(connect("postgres")))) == ["E007"]


def test_the_owner_may_migrate(connect, monkeypatch):
    monkeypatch.setenv("DATABASE_LOGIN", "owner")
    assert ids(_check_login(asking(connect("owner")))) == []


def test_a_database_that_sees_no_japanese_letters_is_refused(connect):
    superuser = connect("postgres")
    superuser.execute(
        "create database deaf template template0"
        " locale_provider builtin builtin_locale 'C.UTF-8' lc_ctype 'C' lc_collate 'C'"
    )
    try:
        with psycopg.connect(superuser.info.dsn, dbname="deaf", autocommit=True) as deaf:
            assert ids(_check_server(asking(deaf))) == ["E002"]
            deaf.execute("create extension pg_trgm")
            assert ids(_check_server(asking(deaf))) == ["E003"]
    finally:
        superuser.execute("drop database deaf")


def test_the_logins_own_what_they_should_and_no_more(connect):
    ask = asking(connect("app"))
    assert ask("select not rolsuper and not rolcreaterole and not rolcreatedb from pg_roles where rolname = 'app'")
    assert ask("select not rolsuper and not rolcreaterole from pg_roles where rolname = 'owner'")
    assert ask("select count(*) from pg_class where pg_get_userbyid(relowner) = 'app'") == 0
