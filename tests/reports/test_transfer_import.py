"""Taking a table in by page: looked through first, taken as it was seen, whatever others do meanwhile."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, set_script_prefix

from accounts.audit import Verb
from accounts.models import AuditEvent
from accounts.roles import Role
from agencies.models import Agency
from casework.models import Contact, Household
from reports.models import IncomingFile
from reports.transfer import keeping
from tests.factories import AgencyFactory, ConsultationFactory, MembershipFactory
from tests.reports.ledger_files import ISHINOMAKI, restrict, table, workbook
from tests.reports.transfers import PAGE, newest, sheet_of, take, text_of, upload

RIGHT, WRONG = {"機関コード": "E01", "機関名": "東福祉事務所"}, {"機関コード": "E02", "機関名": ""}


@pytest.fixture
def lead(client_of, abe):
    """A browser of the lead department."""
    return client_of(abe)


def test_nothing_is_written_before_somebody_presses_take(lead, abe):
    content = table(RIGHT)
    page = upload(lead, "agencies", content)
    assert "すべて取り込む" in text_of(page)
    assert not Agency.objects.filter(code="E01").exists()
    assert not AuditEvent.objects.filter(verb=Verb.IMPORTED).exists()

    assert "1行が加わり、0行が変わりました" in text_of(take(lead, newest()))
    assert Agency.objects.get(code="E01").name == "東福祉事務所"
    event = AuditEvent.objects.get(verb=Verb.IMPORTED)
    assert event.by == abe
    assert event.detail == {
        "table": "agencies", "sha256": hashlib.sha256(content).hexdigest(),
        "new": 1, "changed": 0, "same": 0, "wrong": 0,
    }  # fmt: skip


def test_every_table_of_a_city_is_taken_by_page_and_a_second_time_changes_nothing(lead, abe):
    for name in ("agencies", "consultations", "household_members", "plans", "contacts", "meetings"):
        content = (ISHINOMAKI / f"{name}.csv").read_bytes()
        upload(lead, name, content)
        assert newest().counts["wrong"] == 0, name
        take(lead, newest())
        assert newest().state == IncomingFile.State.TAKEN, name
        assert "すべて登録済みです" in text_of(upload(lead, name, content)), name
    assert Contact.objects.count() == 481


def test_a_wrong_row_is_told_by_row_column_and_how_to_mend_it(lead):
    page = text_of(upload(lead, "agencies", table(RIGHT, WRONG)))
    assert newest().counts == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    assert "行 </span>3</th>" in page
    assert "機関名" in page
    assert "空ですが、必ず書く欄です。" in page
    assert "すべて取り込む" not in page


def test_with_a_wrong_row_nothing_is_taken_unless_only_the_right_ones_are_asked_for(lead):
    upload(lead, "agencies", table(RIGHT, WRONG))
    take(lead, newest())
    assert not Agency.objects.filter(code="E01").exists()
    page = take(lead, newest(), right_ones_only=True)
    assert "誤りのある1行は取り込んでいません" in text_of(page)
    assert Agency.objects.filter(code="E01").exists()
    assert not Agency.objects.filter(code="E02").exists()


def test_a_mistake_that_many_rows_share_is_told_once_on_top(lead):
    rows = [{"日付": "2020-04-01", "受付番号": "2020-0009", "内容": str(number)} for number in range(5)]
    page = text_of(upload(lead, "contacts", table(*rows)))
    assert "くり返し出てくる誤り" in page
    assert "2～6" in page


def test_a_changed_row_shows_what_stands_there_and_what_would(lead):
    AgencyFactory(code="E01", name="東事務所")
    page = text_of(upload(lead, "agencies", table(RIGHT)))
    assert "<del>東事務所</del> → <ins>東福祉事務所</ins>" in page


def test_columns_that_a_file_lacks_are_said_to_become_empty(lead):
    AgencyFactory(code="E01", name="東福祉事務所", address="穀町", telephone="")
    page = text_of(upload(lead, "agencies", table(RIGHT)))
    assert "次の列にいま書いてあることが消えます：" in page
    assert "所在地。残すには" in page


def test_what_a_preview_shows_is_a_view_in_the_audit_log_without_a_word_of_it(lead, abe):
    upload(lead, "agencies", table(RIGHT))
    event = AuditEvent.objects.get(verb=Verb.VIEWED, about_type="incomingfile")
    assert (event.by, event.about_id) == (abe, newest().pk)
    assert event.detail == {"table": "agencies", "new": 1, "changed": 0, "same": 0, "wrong": 0}


# Two tabs, two people ------------------------------------------------------------------------------------------------


def test_a_file_is_taken_once_however_often_it_is_pressed(lead):
    consultation = ConsultationFactory()
    upload(lead, "contacts", table({"日付": "2020-04-01", "受付番号": consultation.number}))
    incoming = newest()
    take(lead, incoming)
    assert "二重には書き込んでいません" in text_of(take(lead, incoming))
    assert Contact.objects.count() == 1


def test_what_others_changed_meanwhile_is_shown_before_anything_is_written(lead):
    AgencyFactory(code="E01", name="東福祉事務所")
    upload(lead, "agencies", table({"機関コード": "E01", "機関名": "東"}))
    Agency.objects.filter(code="E01").update(name="東部事務所")
    page = text_of(take(lead, newest()))
    assert "記録が変わりました" in page
    assert "<del>東部事務所</del> → <ins>東</ins>" in page
    assert Agency.objects.get(code="E01").name == "東部事務所"
    take(lead, newest())
    assert Agency.objects.get(code="E01").name == "東"


def test_a_tab_that_shows_an_older_look_writes_nothing(lead):
    upload(lead, "agencies", table(RIGHT))
    page = text_of(take(lead, newest(), digest="0" * 64))
    assert "記録が変わりました" in page
    assert not Agency.objects.filter(code="E01").exists()


def test_the_same_file_taken_by_two_people_is_taken_once(lead, client_of):
    other = client_of(MembershipFactory(staff__login="mori", role=Role.LEAD))
    consultation = ConsultationFactory()
    content = table({"日付": "2020-04-01", "受付番号": consultation.number})
    upload(lead, "contacts", content)
    first = newest()
    upload(other, "contacts", content)
    take(other, newest())
    assert "記録が変わりました" in text_of(take(lead, first))
    assert Contact.objects.count() == 1


def test_imports_wait_for_each_other(lead):
    """Or two people who press at the same moment would each find the rows missing, and write them."""
    upload(lead, "agencies", table(RIGHT))
    with CaptureQueriesContext(connection) as queries:
        take(lead, newest())
    told = [query["sql"] for query in queries]
    lock = next(place for place, sql in enumerate(told) if "pg_advisory_xact_lock" in sql)
    assert lock < next(place for place, sql in enumerate(told) if sql.startswith('SELECT "agencies_agency"'))


def test_an_upload_is_for_who_uploaded_it(lead, client_of):
    other = client_of(MembershipFactory(staff__login="mori", role=Role.LEAD))
    upload(lead, "agencies", table(RIGHT, WRONG))
    incoming = newest()
    for name in ("transfer_file", "transfer_wrong_rows"):
        assert other.get(reverse(f"reports:{name}", args=[incoming.key])).status_code == 404
    for name in ("transfer_take", "transfer_look", "transfer_throw_away"):
        assert other.post(reverse(f"reports:{name}", args=[incoming.key]), {"digest": "0"}).status_code == 404
    assert incoming.name not in text_of(other.get(PAGE))


# Restricted families -------------------------------------------------------------------------------------------------


def test_a_family_restricted_after_the_look_is_not_shown_by_it(lead):
    consultation = ConsultationFactory(name="遠藤 美咲")
    row = {"受付番号": consultation.number, "受付日": "2020-04-01", "氏名": "遠藤 実咲", "世帯番号": ""}
    assert "遠藤 美咲" in text_of(upload(lead, "consultations", table(row)))
    restrict(Household.objects.get())
    page = text_of(lead.get(newest().get_absolute_url()))
    assert "遠藤 美咲" not in page
    assert "世帯の閲覧制限が変わりました" in page
    page = text_of(lead.post(reverse("reports:transfer_look", args=[newest().key]), follow=True))
    assert "遠藤 美咲" not in page
    assert newest().counts["wrong"] == 1


def test_at_the_desk_of_restricted_cases_no_table_goes_in_or_out(lead):
    assert lead.get("/restricted" + PAGE).status_code == 403
    assert lead.post(f"/restricted{PAGE}export/", {"table": "all", "kind": "csv"}).status_code == 403
    set_script_prefix("/")  # as the next request's handler does


# Files ---------------------------------------------------------------------------------------------------------------


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(range(256)) * 20


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEIC, "CSVでもXLSXでもないファイルです"),
        (b"", "ファイルが空です"),
        (b"\r\n", "列の名前"),
        ("日付,受付番号,けいろ\r\n".encode(), "列「けいろ」はこの表にありません"),
        ("日付\r\n2020-04-01\r\n".encode(), "受付番号"),
        (b"PK\x03\x04 broken", "Excel"),
        ('日付,受付番号\r\n2020-04-01,"2020\r\n'.encode(), "引用符"),
    ],
    ids=["photograph", "empty", "no header", "unknown column", "missing column", "broken workbook", "open quote"],
)
def test_what_is_no_such_table_is_said_beside_the_file_and_the_choice_stays(lead, content, sentence):
    page = upload(lead, "contacts", content, "経過.csv")
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert re.search(r'value="contacts"[^>]* checked', text_of(page))
    assert not IncomingFile.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"日付": "2020-02-30"}, "2020年2月30日という日はありません"),
        ({"相手機関コード": "X99"}, "機関コード「X99」の相談機関がありません"),
        ({"受付番号": "2020-0099"}, "2020-0099"),
        ({"内容": "=1+1"}, "数式が入っています"),
    ],
    ids=["no such day", "unknown agency", "unknown consultation", "formula"],
)
def test_what_is_wrong_in_a_cell_is_said_on_the_page(lead, row, sentence):
    consultation = ConsultationFactory()
    page = upload(lead, "contacts", table({"日付": "2020-04-01", "受付番号": consultation.number} | row))
    assert sentence in text_of(page)
    assert newest().counts["wrong"] == 1


def test_a_repeated_key_is_said_with_the_other_row(lead):
    page = text_of(upload(lead, "agencies", table(RIGHT, RIGHT)))
    assert "2行目と機関コードが同じです" in page


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_what_windows_writes_is_read(lead, encoding):
    upload(lead, "agencies", "機関コード,機関名\r\nE01,髙橋医院\r\n".encode(encoding))
    take(lead, newest())
    assert Agency.objects.get(code="E01").name == "髙橋医院"


def test_a_workbook_that_unpacks_beyond_measure_is_refused_at_once(lead, monkeypatch):
    monkeypatch.setattr("reports.ledgers.reading.LARGEST_UNPACKED", 100)
    page = upload(lead, "agencies", workbook([["機関コード", "機関名"]]), "台帳.xlsx")
    assert "大きすぎます" in text_of(page)
    assert not IncomingFile.objects.exists()


def test_a_file_beyond_the_limit_is_refused_with_a_sentence(lead, monkeypatch):
    monkeypatch.setattr("reports.ledgers.reading.LARGEST", 10)
    assert "50 MB" in text_of(upload(lead, "agencies", table(RIGHT)))


def test_without_a_table_and_a_file_both_are_asked_for(lead):
    page = lead.post(PAGE, {})
    assert page.status_code == 422
    assert "表を選んでください。" in text_of(page)
    assert "ファイルを選んでください。" in text_of(page)


def test_a_header_alone_has_nothing_to_take(lead):
    assert "列の名前の下に行がありません" in text_of(upload(lead, "agencies", "機関コード,機関名\r\n".encode()))


def test_the_wrong_rows_come_as_a_workbook_that_goes_in_again_when_mended(lead):
    upload(lead, "agencies", table(RIGHT, WRONG | {"備考": "=SUM(A1)"}))
    answer = lead.get(reverse("reports:transfer_wrong_rows", args=[newest().key]))
    rows = sheet_of(answer.content)
    assert rows == [["機関コード", "機関名", "備考"], ["E02", "", "'=SUM(A1)"]]
    assert [row[1:3] for row in sheet_of(answer.content, 1)[1:]] == [["3", "機関名"], ["3", "備考"]]
    rows[1][1:] = ["西福祉事務所", "合計"]
    upload(lead, "agencies", workbook(rows), "直した.xlsx")
    take(lead, newest())
    assert Agency.objects.get(code="E02").name == "西福祉事務所"


def test_the_wrong_rows_stay_for_a_day_after_the_right_ones_are_taken(lead, django_capture_on_commit_callbacks):
    upload(lead, "agencies", table(RIGHT, WRONG))
    incoming = newest()
    with django_capture_on_commit_callbacks(execute=True):
        take(lead, incoming, right_ones_only=True)
    assert lead.get(reverse("reports:transfer_wrong_rows", args=[incoming.key])).status_code == 200
    assert not keeping.has(incoming, keeping.FILE)
    assert not keeping.has(incoming, keeping.SEEN)
