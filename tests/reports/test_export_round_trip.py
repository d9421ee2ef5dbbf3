"""What goes out goes in again without loss, and out once more byte for byte the same."""

from pathlib import Path

import pytest
from django.db import transaction

from reports.ledgers import LEDGERS
from tests.reports.ledger_files import DATA, EDGES, ISHINOMAKI, exported, load, mistakes, rows_of, taken

SETS = [[ISHINOMAKI], [EDGES], [ISHINOMAKI, EDGES]]
NAMES = ["ishinomaki", "edges", "both"]


def exports_of(folders: list[Path], kind: str = "csv") -> dict[str, bytes]:
    """Every table of a database that holds these data sets and nothing else; the database is empty again after it."""
    before = transaction.savepoint()
    for folder in folders:
        load(folder)
    files = {name: exported(name, kind) for name in LEDGERS}
    transaction.savepoint_rollback(before)
    return files


@pytest.mark.parametrize(
    ("kind", "folders"),
    [("csv", SETS[0]), ("csv", SETS[1]), ("csv", SETS[2]), ("xlsx", SETS[1])],
    ids=[*NAMES, "excel"],
)
def test_an_export_taken_into_an_empty_database_is_exported_the_same(folders: list[Path], kind: str) -> None:
    files = exports_of(folders, kind)
    for name, content in files.items():
        done = taken(name, content)
        assert not mistakes(done), name
    assert {name: exported(name, kind) for name in LEDGERS} == files


@pytest.mark.parametrize("folders", SETS[1:], ids=NAMES[1:])
def test_the_same_file_taken_twice_changes_nothing_the_second_time(folders: list[Path]) -> None:
    for folder in folders:
        load(folder)
    for folder in folders:
        for name in LEDGERS:
            file = folder / f"{name}.csv"
            if file.exists():
                done = taken(name, file.read_bytes())
                assert (len(done.new), len(done.changed), len(done.wrong)) == (0, 0, 0), name


@pytest.mark.parametrize("folder", [ISHINOMAKI, EDGES], ids=NAMES[:2])
def test_taking_ones_own_export_in_only_states_the_concerns_of_consultees(folder: Path) -> None:
    load(folder)
    before = {name: exported(name) for name in LEDGERS}
    for name, content in before.items():
        done = taken(name, content)
        assert (len(done.new), len(done.wrong)) == (0, 0), name
        assert all(column == "課題" for row in done.changed for column, _was, _now in row.changes), name
        assert not done.changed or name == "household_members"
    assert {name: exported(name) for name in LEDGERS} == before


@pytest.mark.parametrize("folder", [ISHINOMAKI, EDGES], ids=NAMES[:2])
def test_an_export_holds_the_values_of_the_file_that_came_in(folder: Path) -> None:
    load(folder)
    for name in ("agencies", "consultations", "plans", "contacts", "meetings"):
        came = rows_of((folder / f"{name}.csv").read_bytes())
        went = [{column: row[column] for column in came[0]} for row in rows_of(exported(name))]
        assert sorted(map(str, went)) == sorted(map(str, came)), name
        if name in ("contacts", "consultations"):
            assert went == came, name  # in the very order


def test_a_row_is_written_for_every_consultee_besides_the_members_of_the_file() -> None:
    load(EDGES)
    came = rows_of((EDGES / "household_members.csv").read_bytes())
    went = rows_of(exported("household_members"))
    assert [row for row in came if row not in went] == []
    added = [(row["世帯番号"], row["氏名"], row["続柄"]) for row in went if row not in came]
    assert added == [
        ("W02", "匿名", "本人"), ("W06", "林 進", "本人"), ("W07", "匿名", "本人"), ("W08", "山田 太一", "本人")
    ]  # fmt: skip


@pytest.mark.parametrize("name", LEDGERS)
def test_a_csv_begins_with_a_byte_order_mark_and_ends_lines_as_excel_does(name: str) -> None:
    load(EDGES)
    content = exported(name)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 0


def test_an_empty_database_exports_headers_and_takes_them_in_again() -> None:
    for name in LEDGERS:
        content = exported(name)
        assert rows_of(content) == []
        assert taken(name, content).rows == []


def test_the_copies_are_the_data_sets() -> None:
    assert {each.name for each in DATA.iterdir()} == {"edges", "ishinomaki-2020"}
