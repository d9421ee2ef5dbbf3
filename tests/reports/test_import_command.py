"""import_records and export_records on the command line: what they print, where, and how they end."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, AgencyGroup
from casework.models import Case, Consultation, Contact
from meetings.models import Meeting
from tests.reports.ledger_files import EDGES, exported, table

RIGHT, WRONG = {"機関コード": "E01", "機関名": "東"}, {"機関コード": "E02", "機関名": ""}


class Ran:
    """How a command ended, with what it said."""

    def __init__(self, *args: Any, **options: Any) -> None:
        out, err = StringIO(), StringIO()
        self.status = 0
        try:
            call_command(*args, stdout=out, stderr=err, **options)
        except CommandError as error:
            self.status, self.sentence = error.returncode, str(error)
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path):
    def make(*rows: dict[str, str], name: str = "agencies.csv") -> Path:
        made = tmp_path / name
        made.write_bytes(table(*rows))
        return made

    return make


def test_a_right_file_ends_with_0_and_says_what_it_did(file) -> None:
    ran = Ran("import_records", "agencies", file(RIGHT))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("agencies") and "1" in ran.out
    assert Agency.objects.filter(code="E01").exists()


def test_a_wrong_row_ends_with_1_and_is_told_with_row_and_column(file) -> None:
    ran = Ran("import_records", "agencies", file(RIGHT, WRONG))
    assert ran.status == 1
    assert "3" in ran.out and "機関名" in ran.out
    assert not Agency.objects.filter(code="E01").exists()


def test_a_dry_run_shows_each_row_and_writes_nothing(file) -> None:
    call_command("import_records", "agencies", file(RIGHT), stdout=StringIO())
    ran = Ran(
        "import_records",
        "agencies",
        file(RIGHT | {"機関名": "西"}, {"機関コード": "E09", "機関名": "南"}),
        dry_run=True,
    )
    assert ran.status == 0
    assert "東" in ran.out and "西" in ran.out
    assert Agency.objects.get(code="E01").name == "東"
    assert not Agency.objects.filter(code="E09").exists()


def test_a_dry_run_of_wrong_rows_ends_with_1(file) -> None:
    assert Ran("import_records", "agencies", file(WRONG), dry_run=True).status == 1


@pytest.mark.parametrize(
    "arguments",
    [["nonsense", "x.csv"], ["agencies"], [], ["agencies", "/no/such/file.csv"], ["agencies", "/"]],
    ids=["no table", "no file", "nothing", "missing file", "a folder"],
)
def test_unusable_arguments_end_with_2(arguments: list[str]) -> None:
    ran = Ran("import_records", *arguments)
    assert (ran.status, ran.out) == (2, "")


def test_an_unreadable_file_ends_with_2(tmp_path: Path) -> None:
    for number, content in enumerate([b"", b"\x00\x01", "けいろ\n1\n".encode()]):
        made = tmp_path / f"{number}.csv"
        made.write_bytes(content)
        assert Ran("import_records", "agencies", made).status == 2


def test_a_header_alone_ends_with_0(tmp_path: Path) -> None:
    made = tmp_path / "x.csv"
    made.write_text("機関コード,機関名\n", encoding="cp932")
    assert Ran("import_records", "agencies", made).status == 0


def test_a_folder_is_taken_whole_in_the_order_of_the_tables() -> None:
    ran = Ran("import_records", all=EDGES)
    assert ran.status == 0
    assert [re.split("[:：]", line)[0] for line in ran.out.splitlines()] == [
        "agencies", "consultations", "household_members", "plans", "contacts", "meetings",
    ]  # fmt: skip
    assert (Consultation.objects.count(), Case.objects.count(), Contact.objects.count()) == (9, 5, 12)
    assert Meeting.objects.count() == 4


def test_one_wrong_row_in_a_folder_takes_everything_back_and_blames_no_other(tmp_path: Path) -> None:
    for name in ("agencies", "consultations"):
        (tmp_path / f"{name}.csv").write_bytes((EDGES / f"{name}.csv").read_bytes())
    contacts = (EDGES / "contacts.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "contacts.csv").write_text(contacts.replace("FAX", "狼煙"), encoding="utf-8")
    ran = Ran("import_records", all=tmp_path)
    assert ran.status == 1
    assert [line for line in ran.out.splitlines() if "狼煙" in line]
    assert len(ran.out.splitlines()) == 4  # three tables and one row
    assert not Consultation.objects.exists() and not AgencyGroup.objects.exists()


def test_a_folder_with_none_of_the_tables_or_one_twice_ends_with_2(tmp_path: Path) -> None:
    assert Ran("import_records", all=tmp_path).status == 2
    for end in ("csv", "xlsx"):
        (tmp_path / f"agencies.{end}").write_bytes(exported("agencies", end))
    assert Ran("import_records", all=tmp_path).status == 2
    assert Ran("import_records", "agencies", all=tmp_path).status == 2


def test_files_that_are_no_table_are_named_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_bytes(exported("agencies"))
    (tmp_path / "agencies_old.csv").write_bytes(b"x")
    ran = Ran("import_records", all=tmp_path)
    assert ran.status == 0 and "agencies_old.csv" in ran.err


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_an_export_writes_the_file_and_nothing_on_standard_output(tmp_path: Path, end: str) -> None:
    call_command("import_records", all=EDGES, stdout=StringIO())
    ran = Ran("export_records", "contacts", tmp_path / f"x.{end}")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / f"x.{end}").read_bytes() == exported("contacts", end)
    assert [each.name for each in tmp_path.iterdir()] == [f"x.{end}"]


@pytest.mark.parametrize(
    "arguments", [["nonsense", "x.csv"], ["agencies", "x.txt"], ["agencies", "/no/such/folder/x.csv"]]
)
def test_an_export_that_cannot_be_written_ends_with_2(arguments: list[str]) -> None:
    ran = Ran("export_records", *arguments)
    assert (ran.status, ran.out) == (2, "")


def test_a_failed_export_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "x.csv"
    made.write_bytes(b"before")
    call_command("import_records", all=EDGES, stdout=StringIO())
    monkeypatch.setattr("reports.ledgers.ledger.cells", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("export_records", "agencies", made)
    assert made.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]
