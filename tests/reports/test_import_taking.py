"""Taking a file: all or nothing, or the right rows; what it leaves in the audit log; who may."""

import hashlib

import pytest

from accounts.acting import acting_as
from accounts.audit import Verb
from accounts.models import AuditEvent
from agencies.models import Agency
from reports.ledgers import LEDGERS
from reports.ledgers.taking import preview
from tests.reports.ledger_files import EDGES, exported, load, table, taken

RIGHT, WRONG = {"機関コード": "E01", "機関名": "東"}, {"機関コード": "E02", "機関名": ""}


def test_nothing_is_written_where_a_row_is_wrong() -> None:
    done = taken("agencies", table(RIGHT, WRONG))
    assert done.counts == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    assert not Agency.objects.filter(code="E01").exists()
    assert not AuditEvent.objects.filter(verb=Verb.IMPORTED).exists()


def test_the_right_rows_are_written_where_that_was_chosen() -> None:
    taken("agencies", table(RIGHT, WRONG), right_ones_only=True)
    assert Agency.objects.filter(code="E01").exists()


def test_a_preview_writes_nothing(abe) -> None:
    with acting_as(abe):
        seen = preview(LEDGERS["agencies"](abe), table(RIGHT))
    assert seen.counts["new"] == 1
    assert not Agency.objects.filter(code="E01").exists()


def test_an_import_is_one_event_with_the_files_hash_and_no_word_of_it() -> None:
    content = (EDGES / "agencies.csv").read_bytes()
    taken("agencies", content)
    event = AuditEvent.objects.get(verb=Verb.IMPORTED)
    assert event.detail == {
        "table": "agencies", "sha256": hashlib.sha256(content).hexdigest(),
        "new": 7, "changed": 0, "same": 0, "wrong": 0,
    }  # fmt: skip
    assert event.by.role == "system"


def test_an_export_is_one_event() -> None:
    load(EDGES)
    content = exported("contacts", "xlsx")
    assert AuditEvent.objects.get(verb=Verb.EXPORTED).detail == {
        "table": "contacts", "kind": "xlsx", "rows": 12, "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip


@pytest.mark.parametrize("name", LEDGERS)
def test_the_queries_of_an_unchanged_file_do_not_grow_with_its_rows(name: str, django_assert_max_num_queries) -> None:
    load(EDGES)
    content = exported(name)
    taken(name, content)
    with django_assert_max_num_queries(30):
        assert not taken(name, content).wrong
