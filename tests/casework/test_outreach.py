"""People not reached yet: a desk tells, the coordinators keep the roster, those asked go there, by two."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import Notice
from agencies.calendar import today
from casework.actions import outreach
from casework.choices import OutreachState, ReportStage
from casework.models import Consultation, Contact, Draft, LocalReport, Method, OutreachAttempt, OutreachNote, Situation
from tests.factories import (
    ConsultationFactory,
    LocalReportFactory,
    OutreachNoteFactory,
)

TOMORROW = timedelta(days=1)


@pytest.fixture
def visit(db) -> Method:
    return Method.objects.get(name="訪問")


@pytest.fixture
def call(db) -> Method:
    return Method.objects.get(name="電話")


def tried(note, by, method, names, result="absent", words="", **more):
    with acting_as(by):
        attempt = OutreachAttempt(note=OutreachNote.objects.get(pk=note.pk), method=method, result=result, words=words)
        return outreach.record_attempt(attempt, names, next_contact_on=today() + TOMORROW, by=by, **more)


def stage(report) -> str:
    report.refresh_from_db()
    return report.stage


# Telling ------------------------------------------------------------------------------------------------------------


def test_a_desk_tells_of_somebody_without_a_name_and_the_coordinators_learn_of_it(client_of, kimura, sato):
    client = client_of(kimura)
    page = client.get(reverse("casework:local_report_new"), follow=True)
    url = page.redirect_chain[-1][0]
    seen = Situation.objects.get(name="新聞や郵便がたまっている")
    response = client.post(url, {"place": "商店の裏の青い屋根の家", "situations": [seen.pk], "danger": "no"})
    report = LocalReport.objects.get()
    assert response.status_code == 302 and response.url == report.get_absolute_url()
    assert list(report.situations.all()) == [seen]
    assert report.sent_by == kimura and report.stage == ReportStage.SENT
    assert Notice.objects.filter(agency=sato.agency, kind="local_report", about_id=report.pk).exists()
    assert not Draft.objects.filter(form="local_report").exists()


def test_the_form_begins_with_the_desks_own_district(client_of, kimura):
    page = client_of(kimura).get(reverse("casework:local_report_new"), follow=True)
    assert f'value="{kimura.agency.district.name}"' in page.content.decode()


def test_where_and_what_was_seen_are_needed_and_what_was_typed_stays(client_of, kimura):
    draft = Draft.objects.create(owner=kimura.staff.group, form="local_report")
    url = reverse("casework:local_report_draft", args=[draft.pk])
    response = client_of(kimura).post(url, {"name": "八木さん", "district-words": "", "district": ""})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"place", "words"}
    assert "八木さん" in response.content.decode()
    assert not LocalReport.objects.exists()


def test_pressed_twice_it_is_sent_once(client_of, kimura, sato):
    draft = Draft.objects.create(owner=kimura.staff.group, form="local_report")
    url = reverse("casework:local_report_draft", args=[draft.pk])
    client = client_of(kimura)
    first = client.post(url, {"place": "角の家", "words": "声がしない"})
    assert client.post(url, {"place": "角の家", "words": "声がしない"}).url == first.url
    assert LocalReport.objects.count() == 1


def test_danger_says_whom_to_telephone_now(client_of, kimura, sato):
    sato.agency.telephone = "0225-00-1111"
    sato.agency.save()
    report = LocalReportFactory(sent_by=kimura, danger=True)
    for url in (report.get_absolute_url(), reverse("casework:local_report_new")):
        page = client_of(kimura).get(url, follow=True).content.decode()
        assert "tel:0225001111" in page and "tel:119" in page and "tel:110" in page


def test_only_a_local_desk_tells(sato, suzuki):
    for by in (sato, suzuki):
        with acting_as(by), pytest.raises(PermissionDenied):
            outreach.send_report(LocalReport(place="角の家"), [], by=by)


# Taking up ----------------------------------------------------------------------------------------------------------


def test_taken_up_somebody_stands_on_the_roster_with_a_next_day_and_the_desk_learns_of_it(client_of, kimura, sato):
    report = LocalReportFactory(sent_by=kimura, may_be_named=True)
    report.situations.add(Situation.objects.first())
    client_of(sato).post(reverse("casework:local_report_take_up", args=[report.pk]))
    note = OutreachNote.objects.get()
    assert (note.name, note.place, note.state) == ("八木 トシ", "バス停の前の家", OutreachState.NEW)
    assert note.next_contact_on == outreach.a_week_on()
    assert note.told_by == "民生委員児童委員"
    assert list(note.situations.all()) == [Situation.objects.first()]
    assert stage(report) == ReportStage.RECEIVED
    assert Notice.objects.filter(to=kimura, kind="local_report_stage", about_id=report.pk).exists()


@pytest.mark.parametrize(("today_is", "then"), [("2026-11-20", "2026-11-27"), ("2026-11-21", "2026-11-30")])
def test_nobody_is_asked_after_on_a_day_on_which_the_office_is_closed(today_is, then):
    with mock.patch("casework.actions.outreach.today", return_value=date.fromisoformat(today_is)):
        assert outreach.a_week_on() == date.fromisoformat(then)


def test_of_danger_the_next_contact_is_today_and_who_told_is_kept_back_where_they_asked(kimura, sato):
    report = LocalReportFactory(sent_by=kimura, danger=True, may_be_named=False)
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
    assert note.next_contact_on == today()
    assert note.told_by == ""


def test_it_is_taken_up_once(kimura, sato, kudo):
    report = LocalReportFactory(sent_by=kimura)
    with acting_as(sato):
        outreach.take_up(report, by=sato)
    with acting_as(kudo), pytest.raises(ValidationError, match="先に受け付け"):
        outreach.take_up(report, by=kudo)
    assert OutreachNote.objects.count() == 1


def test_two_desks_that_tell_of_one_person_are_both_told(client_of, kimura, sato):
    first, second = LocalReportFactory(sent_by=kimura), LocalReportFactory()
    with acting_as(sato):
        note = outreach.take_up(first, by=sato)
    client_of(sato).post(reverse("casework:local_report_take_up", args=[second.pk]), {"note": note.pk})
    assert OutreachNote.objects.count() == 1
    assert {stage(first), stage(second)} == {ReportStage.RECEIVED}


# Reaching out -------------------------------------------------------------------------------------------------------


def test_a_visit_is_made_by_two(sato, visit, call):
    note = OutreachNoteFactory()
    with pytest.raises(ValidationError, match="二人"):
        tried(note, sato, visit, ["佐藤 陽子"])
    tried(note, sato, call, ["佐藤 陽子"])
    tried(note, sato, visit, ["佐藤 陽子", "木村 とし子"])
    assert note.attempts.count() == 2


def test_a_planned_visit_names_two_as_well(client_of, sato, visit):
    note = OutreachNoteFactory()
    sent = {"place": "角の家", "next_contact_on": "R8.12.1", "next_method": visit.pk, "names": "佐藤", "version": 1}
    response = client_of(sato).post(reverse("casework:outreach_edit", args=[note.pk]), sent)
    assert response.status_code == 422 and "names" in response.context["form"].errors
    sent["names"] = "佐藤、木村"
    assert client_of(sato).post(reverse("casework:outreach_edit", args=[note.pk]), sent).status_code == 302
    assert [each.member for each in note.staff.all()] == [sato.staff, None]


@pytest.mark.parametrize(
    ("method", "result", "state"),
    [("電話", "absent", "watching"), ("訪問", "absent", "not_met"), ("訪問", "met", "met"), ("電話", "met", "met")],
)
def test_the_state_follows_what_happened(sato, method, result, state):
    note = OutreachNoteFactory()
    tried(note, sato, Method.objects.get(name=method), ["佐藤", "千葉"], result)
    note.refresh_from_db()
    assert (note.state, note.next_contact_on) == (state, today() + TOMORROW)


def test_the_desk_learns_of_a_visit_and_that_they_are_connected_and_never_a_step_back(kimura, sato, visit, call):
    report = LocalReportFactory(sent_by=kimura)
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
    tried(note, sato, call, ["佐藤"], next_method=visit)
    assert stage(report) == ReportStage.VISIT
    tried(note, sato, visit, ["佐藤", "千葉"], next_method=call)
    assert stage(report) == ReportStage.VISIT
    with acting_as(sato):
        outreach.link(note, ConsultationFactory(), by=sato)
    assert stage(report) == ReportStage.CONNECTED
    assert Notice.objects.filter(to=kimura, kind="local_report_stage").count() == 3


def test_a_next_contact_is_not_set_in_the_past_nor_an_attempt_in_the_future(sato, call):
    note = OutreachNoteFactory()
    with acting_as(sato):
        for day, next_day in ((today() + TOMORROW, today()), (today(), today() - TOMORROW)):
            attempt = OutreachAttempt(note=note, method=call, result="absent", occurred_on=day)
            with pytest.raises(ValidationError):
                outreach.record_attempt(attempt, ["佐藤"], next_contact_on=next_day, by=sato)


def test_the_second_who_saves_sees_what_the_first_wrote(client_of, sato):
    note = OutreachNoteFactory()
    url = reverse("casework:outreach_edit", args=[note.pk])
    sent = {"name": "八木 トシ", "place": "角の家", "next_contact_on": "R8.12.1", "version": 1}
    assert client_of(sato).post(url, sent).status_code == 302
    response = client_of(sato).post(url, sent | {"place": "橋のそば"})
    assert response.status_code == 422
    assert "角の家" in response.content.decode() and "橋のそば" in response.content.decode()


def test_a_form_that_is_wrong_is_still_called_what_the_record_is_called(client_of, sato):
    note = OutreachNoteFactory(name="八木 トシ")
    sent = {"name": "", "place": "角の家", "next_contact_on": "R8.13.1", "version": 1}
    page = client_of(sato).post(reverse("casework:outreach_edit", args=[note.pk]), sent).content.decode()
    assert page.count("八木 トシ") >= 2 and "お名前のわからない方" not in page


# An agency that is asked --------------------------------------------------------------------------------------------


def test_an_agency_is_asked_with_a_reason_learns_of_it_and_sees_the_note_as_long_as_it_is_open(
    client_of, sato, suzuki, tanaka, visit
):
    note = OutreachNoteFactory()
    with acting_as(suzuki):
        assert not OutreachNote.objects.exists()
    url = reverse("casework:outreach_edit", args=[note.pk])
    sent = {"place": "角の家", "next_contact_on": "R8.12.1", "agency": suzuki.agency.pk, "version": 1}
    assert client_of(sato).post(url, sent).status_code == 422
    assert client_of(sato).post(url, sent | {"agency_reason": "同じ団地を回っているため"}).status_code == 302
    assert Notice.objects.filter(agency=suzuki.agency, kind="outreach_asked").exists()
    assert client_of(suzuki).get(note.get_absolute_url()).status_code == 200
    assert client_of(tanaka).get(note.get_absolute_url()).status_code == 404
    tried(note, suzuki, visit, ["鈴木 茂", "木村 とし子"], "met")
    with acting_as(sato):
        outreach.end(note, "施設に入られた", by=sato)
    assert client_of(suzuki).get(note.get_absolute_url()).status_code == 404


def test_an_agency_neither_keeps_the_roster_nor_sees_who_told(client_of, kimura, sato, suzuki):
    report = LocalReportFactory(sent_by=kimura)
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
    OutreachNote.objects.filter(pk=note.pk).update(agency=suzuki.agency, agency_reason="近いため")
    client = client_of(suzuki)
    assert "民生委員" not in client.get(note.get_absolute_url()).content.decode()
    for name in ("outreach_end", "outreach_link", "outreach_consult", "outreach_reopen"):
        assert client.post(reverse(f"casework:{name}", args=[note.pk]), {"closing_reason": "x"}).status_code == 403
    assert client.get(report.get_absolute_url()).status_code == 403
    with acting_as(suzuki):
        assert not LocalReport.objects.exists()


# Closing ------------------------------------------------------------------------------------------------------------


def test_an_intake_begins_with_what_is_known_and_links_the_two(client_of, kimura, sato):
    report = LocalReportFactory(sent_by=kimura)
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
    client = client_of(sato)
    page = client.post(reverse("casework:outreach_consult", args=[note.pk]), follow=True)
    assert "八木 トシ" in page.content.decode() and "雨戸が三日" in page.content.decode()
    rows = {f"{prefix}-{name}_FORMS": "0" for prefix in ("members", "involved") for name in ("TOTAL", "INITIAL")}
    sent = {"received_on": "R8.4.1", "name": "八木 トシ", "narrative": "雨戸が三日閉まったまま。", **rows}
    response = client.post(page.redirect_chain[-1][0], sent)
    assert response.status_code == 302
    note.refresh_from_db()
    assert note.state == OutreachState.LINKED and note.closed_on == today()
    assert note.consultation.name == "八木 トシ" and note.household == note.consultation.household
    assert stage(report) == ReportStage.CONNECTED
    assert client.get(note.household.get_absolute_url()).status_code == 200


def test_an_intake_is_registered_though_somebody_closed_the_note_meanwhile(client_of, kimura, sato, abe):
    with acting_as(sato):
        note = outreach.take_up(LocalReportFactory(sent_by=kimura), by=sato)
    client = client_of(sato)
    page = client.post(reverse("casework:outreach_consult", args=[note.pk]), follow=True)
    rows = {f"{prefix}-{name}_FORMS": "0" for prefix in ("members", "involved") for name in ("TOTAL", "INITIAL")}
    with acting_as(abe):
        outreach.end(note, "別の家の方だった", by=abe)
    sent = {"received_on": "R8.4.1", "name": "八木 トシ", "narrative": "雨戸が三日閉まったまま。", **rows}
    assert client.post(page.redirect_chain[-1][0], sent).status_code == 302
    assert Consultation.objects.filter(name="八木 トシ").exists()


def test_what_was_tried_before_stands_in_the_households_timeline_and_is_no_contact(
    client_of, count_queries, sato, visit, call
):
    note, consultation = OutreachNoteFactory(), ConsultationFactory()
    tried(note, sato, visit, ["佐藤 陽子", "千葉 健太"], words="雨戸は閉まったまま")
    with acting_as(sato):
        outreach.link(note, consultation, by=sato)
    url = consultation.household.get_absolute_url()
    page = client_of(sato).get(url).content.decode()
    timeline = page[page.index('id="timeline-title"') :]
    for words in ("つながるまで：訪問", "佐藤 陽子、千葉 健太", "応答なし・留守", "雨戸は閉まったまま"):
        assert words in timeline
    assert not Contact.objects.exists()
    cost = count_queries(sato, "casework:household_detail", consultation.household_id)
    for number in range(5):
        OutreachAttempt.objects.create(note=note, method=call, names=f"千葉 {number}", result="met", recorded_by=sato)
    assert count_queries(sato, "casework:household_detail", consultation.household_id) == cost


def test_it_ends_with_a_reason_comes_back_on_its_day_and_onto_the_roster(client_of, sato):
    note = OutreachNoteFactory()
    client = client_of(sato)
    url = reverse("casework:outreach_end", args=[note.pk])
    assert client.post(url, {"closing_reason": ""}).status_code == 422
    assert client.post(url, {"closing_reason": "会いたくないと三度言われた", "recontact_on": ""}).status_code == 302
    OutreachNote.objects.update(recontact_on=today())
    assert "八木 トシ" in client.get(reverse("accounts:home")).content.decode()
    client.post(reverse("casework:outreach_reopen", args=[note.pk]))
    note.refresh_from_db()
    assert note.open and note.state == OutreachState.WATCHING and note.recontact_on is None


# The board ----------------------------------------------------------------------------------------------------------


def test_the_board_stands_by_next_contact_and_the_late_are_on_the_home_page(client_of, sato):
    late = OutreachNoteFactory(name="遅れた 方", next_contact_on=today() - 2 * TOMORROW)
    later = OutreachNoteFactory(name="来月の 方", next_contact_on=today() + timedelta(days=30))
    page = client_of(sato).get(reverse("casework:outreach_list"))
    assert list(page.context["page"]) == [late, later]
    assert "2日超過" in page.content.decode()
    home = client_of(sato).get(reverse("accounts:home")).content.decode()
    assert "遅れた 方" in home and "来月の 方" not in home


def test_the_board_costs_the_same_for_one_and_for_twenty(count_queries, sato, kimura):
    OutreachNoteFactory()
    LocalReportFactory(sent_by=kimura)
    with_one = count_queries(sato, "casework:outreach_list"), count_queries(sato, "accounts:home")
    OutreachNoteFactory.create_batch(19)
    LocalReportFactory.create_batch(9, sent_by=kimura)
    assert (count_queries(sato, "casework:outreach_list"), count_queries(sato, "accounts:home")) == with_one


def test_closed_ones_are_found_by_their_state(client_of, sato):
    note = OutreachNoteFactory()
    with acting_as(sato):
        outreach.end(note, "転居", by=sato)
    url = reverse("casework:outreach_list")
    assert list(client_of(sato).get(url).context["page"]) == []
    assert list(client_of(sato).get(url + "?state=ended").context["page"]) == [note]
