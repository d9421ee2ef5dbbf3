"""meetings: their agenda, who was there, and papers bound by secrecy."""

import pytest

from accounts.acting import acting_as
from meetings.models import AgendaCase, Attendance, Meeting, Minutes
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take
from reports.ledgers.writing import written
from tests.factories import AgencyFactory, ConsultationFactory
from tests.reports.ledger_files import exported, mistakes, restrict, rows_of, table, taken


@pytest.fixture(autouse=True)
def records() -> None:
    for code in ("E01", "E02"):
        AgencyFactory(code=code)
    for number in ("2021-0001", "2021-0006"):
        ConsultationFactory(number=number)


def meeting(**more: str) -> dict[str, str]:
    return {
        "開催日": "2022-03-31", "開催日表記": "", "会議種別": "ケース会議", "会議名": "第1回", "主催": "行政機関",
        "形式": "対面", "受付番号": "2021-0001;2021-0006", "参加機関コード": "E02;E01", "内容": "二つのケース",
        "決定事項": "",
    } | more  # fmt: skip


def import_(*rows: dict[str, str]):
    done = taken("meetings", table(*rows))
    assert not done.wrong
    return done


def test_a_meeting_comes_with_its_agenda_attendance_and_papers() -> None:
    import_(meeting(開催日表記="令和4年3月末"))
    held = Meeting.objects.get()
    assert (held.date_text, held.host.name, held.form.name, held.written_by.name) == (
        "令和4年3月末", "行政機関", "対面", "agency -"
    )  # fmt: skip
    assert [each.consultation.number for each in held.agenda.all()] == ["2021-0001", "2021-0006"]
    assert [each.agency.code for each in held.attendance.all()] == ["E02", "E01"]
    assert (held.minutes.content, held.minutes.secret, held.minutes.about_cases) == ("二つのケース", False, True)


def test_papers_of_a_support_meeting_are_bound_by_secrecy() -> None:
    import_(meeting(会議種別="支援会議"))
    assert Minutes.objects.get().secret
    assert set(AgendaCase.objects.values_list("secret", flat=True)) == {True}


def test_a_network_meeting_is_about_no_case() -> None:
    import_(meeting(会議種別="推進会議", 受付番号=""), meeting(会議種別="推進会議", 会議名="第2回"))
    assert dict(Minutes.objects.values_list("meeting__name", "about_cases")) == {"第1回": False, "第2回": True}


def test_a_changed_row_changes_agenda_attendance_and_papers() -> None:
    import_(meeting())
    (row,) = import_(meeting(受付番号="2021-0006", 参加機関コード="E01", 内容="一つのケース", 主催="その他")).changed
    assert [column for column, _was, _now in row.changes] == ["主催", "受付番号", "参加機関コード", "内容"]
    held = Meeting.objects.get()
    assert (held.host.name, held.minutes.content, held.version) == ("その他", "一つのケース", 2)
    assert [each.consultation.number for each in held.agenda.all()] == ["2021-0006"]
    assert [each.agency.code for each in held.attendance.all()] == ["E01"]


def test_another_order_is_no_change() -> None:
    import_(meeting())
    done = import_(meeting(受付番号="2021-0006;2021-0001", 参加機関コード="E01;E02"))
    assert len(done.same) == 1


def test_day_kind_and_name_together_are_the_key() -> None:
    import_(meeting(), meeting(会議名="第2回"), meeting(会議種別="情報共有会議"), meeting(開催日="2022-04-01"))
    assert Meeting.objects.count() == 4
    assert mistakes(taken("meetings", table(meeting(), meeting(内容="ほか")))) == [(3, "開催日")]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("開催日", {"開催日": "3月"}), ("会議種別", {"会議種別": "茶会"}), ("会議名", {"会議名": ""}),
     ("主催", {"主催": "隣の市"}), ("形式", {"形式": "夢の中"}), ("受付番号", {"受付番号": "2021-0001;9"}),
     ("参加機関コード", {"参加機関コード": "E01;X"})],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_its_column(column: str, wrong: dict[str, str]) -> None:
    assert mistakes(taken("meetings", table(meeting(会議名="第0回"), meeting(**wrong)))) == [(3, column)]
    assert not Meeting.objects.exists()


def test_who_acknowledged_secrecy_stays(sato) -> None:
    import_(meeting(会議種別="支援会議"))
    held = Meeting.objects.get()
    Attendance.objects.create(
        meeting=held,
        agency=sato.agency,
        staff=sato.staff,
        acknowledged_at="2022-03-31T01:00Z",
        acknowledged_notice="秘密",
    )
    done = taken("meetings", table(meeting(会議種別="支援会議")))
    assert mistakes(done) == [(2, "参加機関コード")]


def test_pages_neither_write_nor_take_papers_bound_by_secrecy(abe) -> None:
    import_(meeting(会議種別="支援会議"), meeting(会議名="第2回"))
    rewritten = table(
        meeting(会議種別="支援会議", 内容="書き換え"), meeting(会議名="第2回", 内容="開いた会議"),
        meeting(会議種別="支援会議", 会議名="新"),
    )  # fmt: skip
    with acting_as(abe):
        assert [row["会議名"] for row in rows_of(written(LEDGERS["meetings"](abe), "csv", by=abe))] == ["第2回"]
        done = take(LEDGERS["meetings"](abe), rewritten, by=abe)
    assert mistakes(done) == [(2, "会議種別"), (4, "会議種別")]
    assert len(rows_of(exported("meetings"))) == 2


def test_a_meeting_about_a_restricted_family_is_not_open_to_pages(abe) -> None:
    import_(meeting(受付番号="2021-0001"))
    restrict(AgendaCase.objects.get().household)
    with acting_as(abe):
        assert rows_of(written(LEDGERS["meetings"](abe), "csv", by=abe)) == []
        done = take(LEDGERS["meetings"](abe), table(meeting(受付番号="")), by=abe)
    assert mistakes(done) == [(2, "会議種別")]
