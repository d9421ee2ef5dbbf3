"""Which files are read, and what is said of those that are not."""

import datetime

import pytest

from agencies.models import Agency
from casework.models import Consultation
from reports.ledgers import LEDGERS
from reports.ledgers.reading import Unreadable, read
from tests.reports.ledger_files import EDGES, exported, mistakes, rows_of, table, taken, workbook

AGENCIES = "機関コード,機関名\r\nE01,東福祉事務所\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_is_read_in_each_encoding_that_excel_writes(encoding: str) -> None:
    taken("agencies", AGENCIES.encode(encoding))
    assert Agency.objects.get(code="E01").name == "東福祉事務所"


def test_a_workbook_is_read_with_its_date_cells_and_numbers() -> None:
    taken("agencies", AGENCIES.encode())
    rows = [
        ["受付番号", "受付日", "受付機関コード", "氏名", "生年月日", "郵便番号", "世帯番号"],
        ["2021-0001", datetime.date(2021, 4, 1), "E01", "林 進", datetime.datetime(1992, 2, 29), 9868501, "W1"],
    ]
    assert mistakes(taken("consultations", workbook(rows))) == []
    made = Consultation.objects.get()
    assert (made.received_on, made.birth_date) == (datetime.date(2021, 4, 1), datetime.date(1992, 2, 29))
    assert made.postal_code == "9868501"


@pytest.mark.parametrize("day", ["2020-04-01", "2020/4/1", "令和2年4月1日", "R2.4.1", "Ｒ２．４．１", " 2020/04/01 "])
def test_days_are_read_as_the_office_writes_them(day: str) -> None:
    taken("consultations", table({"受付番号": "2020-0001", "受付日": day, "氏名": "林 進"}))
    assert Consultation.objects.get().received_on == datetime.date(2020, 4, 1)


def test_columns_stand_in_any_order_and_optional_ones_may_be_missing() -> None:
    taken("agencies", "備考,機関名,機関コード\nよく出る,東福祉事務所,E01\n".encode())
    agency = Agency.objects.get(code="E01")
    assert (agency.name, agency.note, agency.address) == ("東福祉事務所", "よく出る", "")


@pytest.mark.parametrize("name", LEDGERS)
def test_a_header_alone_is_an_empty_table(name: str) -> None:
    header = ",".join(LEDGERS[name].needed).encode()
    assert taken(name, header).rows == []
    assert taken(name, workbook([list(LEDGERS[name].needed)])).rows == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"%PDF-1.7\n\xff\xfe\x81\x00",
     "機関コード,機関名\r\nE01,東".encode("utf-16"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 broken",
     '機関コード,機関名\r\nE01,"東\r\n'.encode()],
    ids=["nothing", "empty lines", "mark alone", "picture", "pdf", "utf-16", "old excel", "broken zip", "open quote"],
)  # fmt: skip
def test_what_is_no_table_is_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable):
        taken("agencies", content)
    assert not Agency.objects.filter(code="E01").exists()


def test_a_zip_that_is_no_workbook_is_unreadable() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<no sheet")
        packed.writestr("[Content_Types].xml", "<broken")
    with pytest.raises(Unreadable, match="Excel"):
        read(out.getvalue())


def test_a_workbook_that_unpacks_beyond_measure_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.ledgers.reading.LARGEST_UNPACKED", 100)
    with pytest.raises(Unreadable, match="分けて"):
        read(workbook([["機関コード", "機関名"]]))


def test_a_workbook_with_a_password_is_told_from_an_old_one() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    with pytest.raises(Unreadable, match="パスワード"):
        read(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Unreadable, match="xls"):
        read(ole)


def test_a_workbook_of_countless_empty_rows_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.ledgers.reading.MOST_TAGS", 100)
    monkeypatch.setattr("reports.ledgers.reading.openpyxl.load_workbook", None)
    with pytest.raises(Unreadable, match="分けて"):
        read(workbook([["機関コード", "機関名"], *[[""]] * 50]))


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(Unreadable, match="けいろ"):
        taken("consultations", table({"受付番号": "2020-0001", "受付日": "2020-04-01", "氏名": "林", "けいろ": "家族"}))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Unreadable, match="受付日"):
        taken("consultations", table({"受付番号": "2020-0001", "氏名": "林"}))


def test_a_column_twice_is_named() -> None:
    with pytest.raises(Unreadable, match="機関名"):
        taken("agencies", "機関コード,機関名,機関名\nE01,東,西\n".encode())


def test_a_file_without_a_header_line_is_unreadable() -> None:
    content = (EDGES / "agencies.csv").read_bytes().partition(b"\n")[2]
    with pytest.raises(Unreadable):
        taken("agencies", content)


def test_a_column_without_a_name_is_none_where_it_is_empty() -> None:
    taken("agencies", "機関コード,機関名,\nE01,東,\n".encode())
    assert Agency.objects.filter(code="E01").exists()
    with pytest.raises(Unreadable):
        taken("agencies", "機関コード,,機関名\nE01,x,東\n".encode())


def test_empty_rows_are_passed_over_and_rows_are_numbered_as_the_spreadsheet_does() -> None:
    content = "機関コード,機関名\n\nE01,東\n,\nE02,\n\n\n".encode()
    done = taken("agencies", content)
    assert [row.number for row in done.rows] == [3, 5]
    assert mistakes(done) == [(5, "機関名")]


def test_a_row_with_too_many_cells_is_wrong() -> None:
    done = taken("agencies", "機関コード,機関名\nE01,東,よけい\nE02,西\n".encode())
    assert mistakes(done) == [(2, "")]


def test_a_formula_is_wrong_in_a_workbook_and_in_a_csv() -> None:
    rows = [["機関コード", "機関名"], ["E01", "東"], ["E02", "西"]]
    assert mistakes(taken("agencies", workbook(rows, {"B3": "=A2&A3"}))) == [(3, "機関名")]
    assert mistakes(taken("agencies", table({"機関コード": "E01", "機関名": "=1+1"}))) == [(2, "機関名")]


@pytest.mark.parametrize("text", ["=1+1", "+81", "-", "@name", "＝式", "＋", "－３", "＠", "'=1", "''+2", "'quoted'"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_text_like_a_formula_goes_out_guarded_and_comes_in_as_it_was(text: str, kind: str) -> None:
    guarded = "'" + text if text != "'quoted'" else text
    taken("agencies", table({"機関コード": "E01", "機関名": guarded}))
    assert Agency.objects.get(code="E01").name == text
    (row,) = rows_of(exported("agencies"))
    assert row["機関名"] == guarded
    assert [row.state for row in taken("agencies", exported("agencies", kind)).rows] == ["skip"]


def test_text_is_stored_as_typed_without_the_spaces_around_it() -> None:
    taken("agencies", table({"機関コード": " E01　", "機関名": "　髙﨑 𠮷野\u3000塚 ", "備考": "一行目\r\n二行目\n"}))
    agency = Agency.objects.get(code="E01")
    assert (agency.name, agency.note) == ("髙﨑 𠮷野　塚", "一行目\n二行目")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_line_ends_of_a_browser_are_no_change(kind: str) -> None:
    taken("agencies", AGENCIES.encode())
    Agency.objects.filter(code="E01").update(note="一行目\r\n二行目")
    assert [row.state for row in taken("agencies", exported("agencies", kind)).rows] == ["skip"]


def test_a_long_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "相談の内容。" * 40_000
    taken("consultations", table({"受付番号": "2020-0001", "受付日": "2020-04-01", "氏名": "林", "相談内容": long}))
    assert Consultation.objects.get().narrative == long


def test_two_workbooks_of_the_same_rows_are_the_same_bytes() -> None:
    taken("agencies", AGENCIES.encode())
    assert exported("agencies", "xlsx") == exported("agencies", "xlsx")
