"""Jobs tell their progress by a second connection, which would hold the test database open after the last test."""

from collections.abc import Iterator

import pytest
from django.db import connections


@pytest.fixture(scope="session", autouse=True)
def _second_connection_ends(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        connections["jobs"].close()
        connections["jobs"].close_pool()
