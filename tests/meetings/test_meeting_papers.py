"""Papers of meetings: who reads them in the pages, and the acknowledgement of secrecy."""

from django.urls import reverse

from accounts.models import AuditEvent
from meetings.models import Attendance, Meeting
from tests.factories import case_of_a_family
from tests.meetings.conftest import CASE_MEETING, SECRET_MEETING, page

NEW = "/meetings/new/0/"  # a form whose draft is gone


def test_an_agency_that_did_not_attend_is_told_why_it_reads_nothing(client_of, held, tanaka):
    shown = page(client_of(tanaka), held(CASE_MEETING))
    assert "情報の共有" not in shown
    assert "出席した機関だけ" in shown


def test_a_secret_meeting_tells_an_outsider_that_only_members_read(client_of, held, kudo):
    meeting = held(SECRET_MEETING, about=case_of_a_family().consultation)
    client = client_of(kudo)
    shown = page(client, meeting)
    assert "情報の共有" not in shown
    assert "遠藤" not in shown
    assert "構成員だけ" in shown
    assert client.get(reverse("meetings:meeting_edit", args=[meeting.pk])).status_code == 403
    assert client.post(reverse("meetings:meeting_acknowledge", args=[meeting.pk])).status_code == 403


def test_a_member_reads_after_pressing_that_they_keep_the_secret(client_of, held, suzuki):
    meeting = held(SECRET_MEETING, suzuki)
    client = client_of(suzuki)
    before = page(client, meeting)
    assert "秘密を漏らしてはなりません" in before
    assert "情報の共有" not in before
    press = reverse("meetings:meeting_acknowledge", args=[meeting.pk])
    sent_by_a_browser = meeting.kind.secrecy_notice.replace("。", "。\r\n")
    assert client.post(press, {"notice": sent_by_a_browser}).status_code == 422  # another wording than the one in force
    assert client.post(press, {"notice": meeting.kind.secrecy_notice}).status_code == 302
    assert "情報の共有" in page(client, meeting)
    line = Attendance.objects.get(staff=suzuki.staff)
    assert line.acknowledged_at
    assert line.acknowledged_notice == meeting.kind.secrecy_notice
    assert AuditEvent.objects.filter(verb="secrecy_acknowledged", about_id=meeting.pk, by=suzuki).count() == 1


def test_the_wording_that_was_shown_is_kept_when_the_lead_department_changes_it(client_of, held, suzuki):
    meeting = held(SECRET_MEETING, suzuki)
    shown = meeting.kind.secrecy_notice
    client_of(suzuki).post(reverse("meetings:meeting_acknowledge", args=[meeting.pk]), {"notice": shown})
    type(meeting.kind).objects.filter(pk=meeting.kind_id).update(secrecy_notice="新しい文")
    assert Attendance.objects.get(staff=suzuki.staff).acknowledged_notice == shown


def test_a_wording_that_changed_while_the_form_was_open_is_not_taken_as_read(client_of, sent, sato):
    whole = sent(SECRET_MEETING, acknowledged="on", notice_shown="前の文")
    assert client_of(sato).post(NEW, whole).status_code == 422
    assert not Meeting.objects.exists()


def test_an_agency_that_attends_as_such_is_told_that_a_restricted_familys_papers_are_for_people_named(
    client_of, held, suzuki, restrict
):
    case = case_of_a_family()
    meeting = held(SECRET_MEETING, suzuki.agency, about=case.consultation)
    restrict(case.household)
    press = reverse("meetings:meeting_acknowledge", args=[meeting.pk])
    assert client_of(suzuki).post(press, {"notice": meeting.kind.secrecy_notice}).status_code == 403


def test_reading_papers_is_recorded_for_each_family_on_the_agenda(client_of, held, sato):
    case = case_of_a_family()
    meeting = held(CASE_MEETING, about=case.consultation)
    page(client_of(sato), meeting)
    assert AuditEvent.objects.filter(verb="viewed", about_type="meeting", about_id=meeting.pk, by=sato).exists()
    assert AuditEvent.objects.filter(verb="viewed", household_id=case.household_id, by=sato).exists()


def test_a_meeting_about_a_restricted_family_withholds_its_papers_from_a_coordinator(client_of, held, sato, restrict):
    case = case_of_a_family()
    meeting = held(CASE_MEETING, about=case.consultation)
    restrict(case.household)
    shown = page(client_of(sato), meeting)
    assert "情報の共有" not in shown
    assert "遠藤" not in shown
    assert "制限" not in shown  # that somebody is restricted is not said either
