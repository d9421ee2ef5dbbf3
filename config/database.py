"""The database inside a cluster: made once, with its logins, by the superuser, who does nothing else."""

import hashlib

import psycopg
from psycopg import sql

from config.embedded import SUPERUSER, Postgres
from config.environment import ROOT

DATABASE = "tsunagu"
ROLES = ROOT / "config" / "roles.sql"


def prepare(postgres: Postgres) -> None:
    """Database, logins and extensions are there, as config/roles.sql has them."""
    text = ROLES.read_text()
    done = hashlib.sha256(text.encode()).hexdigest()
    with psycopg.connect(postgres.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        found = connection.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [DATABASE]
        ).fetchone()
        if found is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
    if found == (done,):
        return
    with psycopg.connect(postgres.url(SUPERUSER, DATABASE), autocommit=True) as connection:
        connection.execute(text)
        connection.execute(sql.SQL("comment on database {} is {}").format(sql.Identifier(DATABASE), sql.Literal(done)))


def prepare_for_tests(postgres: Postgres) -> None:
    """The owner makes the tests' databases, as copies of this one once it is migrated, and empties them."""
    prepare(postgres)
    with psycopg.connect(postgres.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("alter role owner createdb")
        connection.execute("grant set on parameter session_replication_role to owner")


def is_migrated(url: str) -> bool:
    """Has Django ever made its tables here?"""
    with psycopg.connect(url, connect_timeout=10) as connection:
        row = connection.execute("select to_regclass('django_migrations') is not null").fetchone()
        return bool(row and row[0])
