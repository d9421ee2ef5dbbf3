"""What the logs hold: that something failed, and no word about a family."""

import logging

import pytest
from django.db import IntegrityError, connection, transaction

from config.logs import WithoutRows
from tests.factories import PersonFactory

SOMEBODY = {"name": "遠藤 美咲", "address": "石巻市\n\n蛇田1-2"}


def test_a_failure_in_the_log_names_its_constraint_and_nobody():
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        PersonFactory(stated_age="-", **SOMEBODY)
    assert "遠藤" in str(caught.value), "the database tells the row"
    error = (caught.type, caught.value, caught.tb)
    line = WithoutRows().format(logging.LogRecord("x", logging.ERROR, "", 0, "it failed", None, error))
    assert "stated_age_is_an_age_or_a_decade" in line and "The above exception" in line
    assert "遠藤" not in line and "蛇田" not in line


def test_the_servers_own_log_repeats_no_row():
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('log_error_verbosity')")
        assert cursor.fetchone() == ("terse",)
