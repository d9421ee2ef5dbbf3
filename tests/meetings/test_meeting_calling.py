"""Calling a meeting: the form with its rows, what a kind says, what is wrong."""

import datetime
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.models import Consent
from meetings.actions.meetings import Papers, call_meeting
from meetings.forms.clock import ClockField
from meetings.models import Meeting, MeetingHost
from tests.factories import ConsentFactory, ConsultationFactory, MeetingFactory, case_of_a_family
from tests.meetings.conftest import CALLED_BY_LEAD, CASE_MEETING, NETWORK, SECRET_MEETING, about, attends, kind

NEW = "/meetings/new/0/"  # a form whose draft is gone


def test_a_coordinator_calls_a_meeting_with_all_its_rows_at_once(client_of, sent, sato, suzuki, tanaka):
    case, consultation = case_of_a_family(), ConsultationFactory()
    response = client_of(sato).post(
        NEW,
        sent(
            CASE_MEETING,
            attending=[attends(sato), attends(suzuki.agency), {"agency": "", "staff-words": tanaka.staff.name}],
            agenda=[about(case.consultation), {"consultation": "", "consultation-words": consultation.number}],
            decided=[{"what": "申込みを手伝う", "agency-words": suzuki.agency.name, "due_on": "R2.8.1"}, {"what": ""}],
            begins_at="午後2時半", name="初回", content="出し合った", decisions="決めた",
        ),
    )  # fmt: skip
    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.name, meeting.begins_at, meeting.written_by) == ("初回", datetime.time(14, 30), sato.agency.group)
    assert (meeting.minutes.content, meeting.minutes.decisions, meeting.minutes.secret) == (
        "出し合った",
        "決めた",
        False,
    )
    lines = {(each.agency, each.staff) for each in meeting.attendance.all()}
    assert lines == {(sato.agency, sato.staff), (suzuki.agency, None), (tanaka.agency, tanaka.staff)}
    assert {each.household for each in meeting.agenda.all()} == {case.household, consultation.household}
    assert [(each.what, each.agency, each.due_on) for each in meeting.decided.all()] == [
        ("申込みを手伝う", suzuki.agency, date(2020, 8, 1))
    ]
    assert AuditEvent.objects.filter(verb="created", about_type="meeting", by=sato).exists()


@pytest.mark.parametrize("of_kind", [CASE_MEETING, NETWORK, SECRET_MEETING])
def test_a_meeting_without_a_name_gets_the_usual_one_which_leads_to_no_family(client_of, sent, sato, of_kind):
    MeetingFactory(kind=kind(of_kind), held_on=date(2020, 5, 1))
    consultation = case_of_a_family().consultation
    notice = kind(of_kind).secrecy_notice
    data = sent(of_kind, agenda=[about(consultation)], acknowledged="on", notice_shown=notice)
    client_of(sato).post(NEW, data)
    assert Meeting.objects.latest("pk").name == f"{of_kind} 第2回"


def test_a_name_that_leads_to_a_family_is_not_taken(client_of, sent, sato):
    consultation = case_of_a_family().consultation
    for name in (f"ケース会議（{consultation.number}）", "遠藤美咲さんの会議", "遠藤 美咲様 退院前"):
        answer = client_of(sato).post(NEW, sent(CASE_MEETING, agenda=[about(consultation)], name=name))
        assert answer.status_code == 422 and "だれのことか分かる" in answer.content.decode()
    assert client_of(sato).post(NEW, sent(CASE_MEETING, agenda=[about(consultation)], name="退院前")).status_code == 302


def test_an_older_name_with_a_number_does_not_keep_a_meeting_from_being_mended(client_of, held, sent, sato):
    consultation = case_of_a_family().consultation
    meeting = held(CASE_MEETING, sato, about=consultation, name=f"ケース会議（{consultation.number}）")
    url = reverse("meetings:meeting_edit", args=[meeting.pk])
    assert (
        client_of(sato).post(url, sent(CASE_MEETING, name=meeting.name, version="1", place="会議室")).status_code == 302
    )


def test_a_missing_consent_is_said_and_forbids_nothing(client_of, sent, sato):
    with_consent, without = case_of_a_family(), case_of_a_family()
    ConsentFactory(household=with_consent.household)
    client = client_of(sato)
    agenda = [about(each.consultation) for each in (with_consent, without)]
    rules = client.post(reverse("meetings:meeting_rules"), sent(CASE_MEETING, agenda=agenda)).context["rules"]
    assert rules.lacks_consent
    assert rules.without_consent == [without.household]
    assert client.post(NEW, sent(CASE_MEETING, agenda=agenda)).status_code == 302


@pytest.mark.parametrize(
    ("consent", "missing"),
    [
        ({"valid_from": date(2020, 7, 2)}, True),  # given after the meeting
        ({"valid_from": date(2020, 1, 1), "valid_until": date(2020, 6, 30)}, True),
        ({"valid_from": date(2020, 1, 1), "withdrawn_on": date(2020, 6, 30)}, True),
        ({"valid_from": date(2020, 1, 1), "withdrawn_on": date(2020, 7, 2)}, False),
        ({"valid_from": date(2020, 1, 1), "valid_until": date(2020, 7, 1)}, False),
    ],
)
def test_a_consent_counts_if_it_was_in_force_on_the_day_of_the_meeting(client_of, held, sato, consent, missing):
    case = case_of_a_family()
    ConsentFactory(household=case.household, **consent)
    meeting = held(CASE_MEETING, about=case.consultation, held_on=date(2020, 7, 1))
    response = client_of(sato).get(meeting.get_absolute_url())
    assert response.context["rules"].lacks_consent is missing
    assert Consent.objects.count() == 1


def test_a_kind_that_needs_no_consent_asks_for_none(client_of, sent, sato):
    whole = sent(SECRET_MEETING, agenda=[about(case_of_a_family().consultation)])
    assert not client_of(sato).post(reverse("meetings:meeting_rules"), whole).context["rules"].lacks_consent


def test_papers_under_secrecy_are_written_only_by_who_acknowledged(client_of, sent, sato):
    client = client_of(sato)
    whole = sent(SECRET_MEETING, content="秘密", agenda=[about(case_of_a_family().consultation)])
    refused = client.post(NEW, whole)
    assert refused.status_code == 422
    assert "acknowledged" in refused.context["form"].errors
    assert "秘密" in refused.content.decode()
    assert not Meeting.objects.exists()
    notice = kind(SECRET_MEETING).secrecy_notice
    assert client.post(NEW, {**whole, "acknowledged": "on", "notice_shown": notice}).status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.minutes.secret
    assert all(each.secret for each in (*meeting.agenda.all(), *meeting.decided.all()))
    assert meeting.attendance.get(staff=sato.staff).acknowledged_notice == notice


def test_a_meeting_for_members_is_called_by_the_lead_department_alone(client_of, sent, sato, abe):
    whole = sent(CALLED_BY_LEAD, acknowledged="on", notice_shown=kind(CALLED_BY_LEAD).secrecy_notice)
    assert client_of(sato).post(NEW, whole).status_code == 422
    host = MeetingHost.objects.first()
    with acting_as(sato), pytest.raises(PermissionDenied, match="主管課|lead department"):
        call_meeting(Meeting(kind=kind(CALLED_BY_LEAD), held_on=today(), name="x", host=host), Papers(), by=sato)
    assert client_of(abe).post(NEW, whole).status_code == 302


@pytest.mark.parametrize("name", ["第1回", ""])
def test_a_meeting_that_is_there_already_is_not_entered_twice(client_of, sent, sato, name):
    client = client_of(sato)
    consultation = ConsultationFactory()
    whole = sent(CASE_MEETING, agenda=[about(consultation)], name=name)
    client.post(NEW, whole)
    again = client.post(NEW, whole)
    assert again.status_code == 422
    assert "もうあります" in again.content.decode()
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"held_on": "令和2年2月30日"}, "form"),
        ({"begins_at": "25:00"}, "form"),
        ({"kind": ""}, "form"),
        ({"attending": [{"agency-words": "ない機関"}]}, "attending"),
        ({"attending": [{"agency-words": "", "staff-words": "だれか"}]}, "attending"),
        ({"agenda": [{"consultation-words": "9999-0001"}]}, "agenda"),
        ({"decided": [{"what": "", "due_on": "R2.8.1"}]}, "decided"),
        ({"decided": [{"what": "訪問", "due_on": "8/1"}]}, "decided"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of, sent, sato, wrong, where):
    response = client_of(sato).post(NEW, sent(NETWORK, content="書いたこと", **wrong))
    assert response.status_code == 422
    errors = response.context[where].errors
    assert any(errors) if isinstance(errors, list) else errors
    assert "書いたこと" in response.content.decode()
    assert not Meeting.objects.exists()


def test_an_agency_written_twice_is_named(client_of, sent, sato, suzuki):
    response = client_of(sato).post(NEW, sent(NETWORK, attending=[attends(suzuki.agency), attends(suzuki.agency)]))
    assert response.status_code == 422
    assert suzuki.agency.name in " ".join(response.context["attending"].non_form_errors())


def test_somebody_of_another_agency_is_not_taken_for_one_of_this(client_of, sent, sato, suzuki, tanaka):
    line = attends(suzuki.agency) | {"staff": tanaka.staff_id, "staff-words": tanaka.staff.name}
    assert client_of(sato).post(NEW, sent(NETWORK, attending=[line])).status_code == 422


def test_a_consultation_that_is_not_seen_cannot_be_put_on_the_agenda(client_of, sent, sato, restrict):
    case = case_of_a_family()
    restrict(case.household)
    assert client_of(sato).post(NEW, sent(CASE_MEETING, agenda=[about(case.consultation)])).status_code == 422


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:00", (14, 0)),
        ("１４：３０", (14, 30)),
        ("14時", (14, 0)),
        ("午後2時半", (14, 30)),
        ("930", (9, 30)),
        ("午前9時5分", (9, 5)),
    ],
)
def test_times_are_read_as_the_office_writes_them(typed, read):
    assert ClockField().clean(typed) == datetime.time(*read)
