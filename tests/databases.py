"""The tests' databases: copies of the one that bin/test has migrated, and as empty as that after each test that saves.

Django's own way, to migrate a database for each process and to truncate every table after a test in a browser, is half
a minute of each process, and longer than many of those tests."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

# In a schema of its own stand what migrations ship (codes, content types, …). Rows are deleted without triggers or
# foreign keys, which would keep their history and look at each other: everything goes.
AS_MIGRATED = """
create schema shipped;
do $$ declare name text; filled boolean; begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into filled;
    if filled then execute format('create table shipped.%I as table public.%I', name, name); end if;
  end loop;
end $$;
create procedure empty_again() language plpgsql set session_replication_role = replica as $$
declare name text; filled boolean;
begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into filled;
    if filled then execute format('delete from public.%I', name); end if;
  end loop;
  for name in select tablename from pg_tables where schemaname = 'shipped' loop
    execute format('insert into public.%I overriding system value table shipped.%I', name, name);
  end loop;
end $$;
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """Each process copies the migrated database."""
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = os.environ["TEST_TEMPLATE"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Tests that save rather than roll back leave the database as it was migrated."""

    def empty_again(_case: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("call empty_again()")

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(AS_MIGRATED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_again)
        yield
