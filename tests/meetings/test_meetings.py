"""Meetings: who reads them in the pages, the acknowledgement, the form with its rows, what was decided."""

import datetime
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import clear_script_prefix, reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.models import Consent
from meetings.actions.meetings import Papers, call_meeting, finish_decision
from meetings.forms.clock import ClockField
from meetings.models import AgendaCase, Attendance, Decision, Meeting, MeetingHost, Minutes
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MeetingFactory, case_of_a_family
from tests.meetings.conftest import CALLED_BY_LEAD, CASE_MEETING, NETWORK, SECRET_MEETING, about, attends, kind

NEW = "/meetings/new/0/"  # a form whose draft is gone


def page(client, meeting: Meeting) -> str:
    """What the page says, without the menu."""
    clear_script_prefix()  # a request to the restricted desk leaves its own to the test
    return client.get(meeting.get_absolute_url()).content.decode().split("<main")[1]


# The list ------------------------------------------------------------------------------------------------------------


def test_the_list_narrows_by_fiscal_year_kind_and_host(client_of, sato):
    MeetingFactory(held_on=date(2021, 3, 31), name="年度の終わり")
    MeetingFactory(held_on=date(2021, 4, 1), name="次の年度")
    MeetingFactory(held_on=date(2020, 4, 1), name="ネットワーク", kind=kind(NETWORK))
    city = MeetingHost.objects.get(name="行政機関")
    MeetingFactory(held_on=date(2020, 4, 2), name="市が開いた", host=city)
    client = client_of(sato)

    def names(**query: object) -> list[str]:
        return [each.name for each in client.get(reverse("meetings:meeting_list"), query).context["page"]]

    assert names(year=2020) == ["年度の終わり", "市が開いた", "ネットワーク"]
    assert names(year=2020, kind=kind(NETWORK).pk) == ["ネットワーク"]
    assert names(host=city.pk) == ["市が開いた"]
    assert len(names(year="二千", kind="x", host="")) == 4


def test_the_list_costs_the_same_for_one_meeting_and_for_many(count_queries, held, sato):
    held(CASE_MEETING)
    with_one = count_queries(sato, "meetings:meeting_list")
    for number in range(12):
        held((CASE_MEETING, SECRET_MEETING, NETWORK)[number % 3])
    assert count_queries(sato, "meetings:meeting_list") == with_one


def test_a_meetings_page_costs_the_same_for_one_family_and_for_many(count_queries, held, sato):
    meeting = held(CASE_MEETING, sato, about=case_of_a_family().consultation)
    with_one = count_queries(sato, "meetings:meeting_detail", meeting.pk)
    for number in range(6):
        consultation = case_of_a_family().consultation
        AgendaCase.objects.create(meeting=meeting, consultation=consultation, household=consultation.household)
        Attendance.objects.create(meeting=meeting, agency=AgencyFactory())
        Decision.objects.create(meeting=meeting, what=f"こと{number}", agency=AgencyFactory())
    assert count_queries(sato, "meetings:meeting_detail", meeting.pk) == with_one


# Reading -------------------------------------------------------------------------------------------------------------


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


# Calling and writing -------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(("of_kind", "named"), [(CASE_MEETING, "ケース会議（{number}）"), (NETWORK, "推進会議 第2回")])
def test_a_meeting_without_a_name_gets_the_usual_one_of_its_kind(client_of, sent, sato, of_kind, named):
    MeetingFactory(kind=kind(NETWORK), held_on=date(2020, 4, 1))
    consultation = ConsultationFactory()
    agenda = [about(consultation)] if of_kind == CASE_MEETING else []
    client_of(sato).post(NEW, sent(of_kind, agenda=agenda))
    assert Meeting.objects.first().name == named.format(number=consultation.number)


def test_the_usual_name_of_a_meeting_under_secrecy_says_nothing_of_its_families(client_of, sent, sato):
    whole = sent(SECRET_MEETING, agenda=[about(ConsultationFactory())], acknowledged="on")
    client_of(sato).post(NEW, whole | {"notice_shown": kind(SECRET_MEETING).secrecy_notice})
    assert Meeting.objects.get().name == "複合課題ケース検討会 第1回"


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


# Changing ------------------------------------------------------------------------------------------------------------


def change(client, meeting: Meeting, whole: dict[str, object]):
    return client.post(reverse("meetings:meeting_edit", args=[meeting.pk]), whole)


def test_rows_taken_out_are_gone_and_the_rest_stays(client_of, held, sent, sato, suzuki, tanaka):
    case = case_of_a_family()
    meeting = held(CASE_MEETING, suzuki.agency, tanaka.agency, about=case.consultation)
    ours, theirs = meeting.attendance.order_by("pk")
    decision = meeting.decided.get()
    whole = sent(
        CASE_MEETING, version=1, name=meeting.name,
        attending=[attends(suzuki.agency, id=ours.pk), attends(tanaka.agency, id=theirs.pk, DELETE="on")],
        agenda=[about(case.consultation, id=meeting.agenda.get().pk)],
        decided=[{"id": decision.pk, "what": decision.what, "DELETE": "on"}],
    )  # fmt: skip
    assert change(client_of(sato), meeting, whole).status_code == 302
    assert [each.agency for each in meeting.attendance.all()] == [suzuki.agency]
    assert meeting.agenda.count() == 1
    assert not meeting.decided.exists()
    assert AuditEvent.objects.filter(verb="removed", about_type="decision", about_id=decision.pk).exists()


def test_a_second_save_shows_both_versions_and_loses_nothing(client_of, held, sent, sato, kudo):
    meeting = held(CASE_MEETING)
    first = sent(CASE_MEETING, version=1, name=meeting.name, content="佐藤が書いた")
    second = sent(CASE_MEETING, version=1, name=meeting.name, content="工藤が書いた")
    assert change(client_of(sato), meeting, first).status_code == 302
    response = change(client_of(kudo), meeting, second)
    assert response.status_code == 422
    shown = response.content.decode()
    assert "佐藤が書いた" in shown
    assert "工藤が書いた" in shown
    assert Minutes.objects.get().content == "佐藤が書いた"
    version = response.context["form"]["version"].value()
    assert change(client_of(kudo), meeting, {**second, "version": version}).status_code == 302
    assert Minutes.objects.get().content == "工藤が書いた"


def test_a_row_that_somebody_else_took_out_is_not_lost_to_who_typed_in_it(client_of, held, sent, sato, kudo, suzuki):
    meeting = held(CASE_MEETING, suzuki.agency)
    decision, line = meeting.decided.get(), meeting.attendance.get()
    opened = client_of(kudo).get(reverse("meetings:meeting_edit", args=[meeting.pk])).context["form"]["opened"].value()
    taken_out = [{"id": decision.pk, "what": decision.what, "DELETE": "on"}]
    first = sent(CASE_MEETING, version=1, name=meeting.name, content=meeting.minutes.content, decided=taken_out)
    assert change(client_of(sato), meeting, first).status_code == 302
    changed = [{"id": decision.pk, "what": "受診に付き添い、薬を確かめる"}, {"what": "家賃を確かめる"}]
    attending = [attends(suzuki.agency, id=line.pk)]
    text = {"name": meeting.name, "content": meeting.minutes.content, "held_on": meeting.held_on, "version": 1}
    whole = sent(CASE_MEETING, attending=attending, decided=changed, opened=opened, **text)
    response = change(client_of(kudo), meeting, whole)
    assert response.status_code == 422
    assert "薬を確かめる" in response.content.decode()
    assert change(client_of(kudo), meeting, {**whole, "version": 2}).status_code == 302
    assert [each.what for each in meeting.decided.all()] == ["受診に付き添い、薬を確かめる", "家賃を確かめる"]
    assert meeting.attendance.get() == line


def test_a_meeting_becomes_secret_with_all_its_papers_and_never_open_again(client_of, held, sent, sato, kudo):
    case = case_of_a_family()
    meeting = held(CASE_MEETING, about=case.consultation)
    agenda = [about(case.consultation, id=meeting.agenda.get().pk)]
    notice = kind(SECRET_MEETING).secrecy_notice
    whole = sent(SECRET_MEETING, version=1, name="検討会", agenda=agenda, notice_shown=notice)
    assert change(client_of(sato), meeting, whole).status_code == 422
    assert change(client_of(sato), meeting, whole | {"acknowledged": "on"}).status_code == 302
    assert "検討会" in page(client_of(kudo), meeting)
    assert "遠藤" not in page(client_of(kudo), meeting)
    assert meeting.agenda.get().secret
    assert meeting.decided.get().secret
    back = change(client_of(sato), meeting, sent(CASE_MEETING, version=2, name="検討会", agenda=agenda))
    assert back.status_code == 422
    assert "kind" in back.context["form"].errors


def test_who_acknowledged_stays_on_the_list(client_of, held, sent, sato, suzuki):
    meeting = held(SECRET_MEETING, sato, suzuki)
    for who in (sato, suzuki):
        press = reverse("meetings:meeting_acknowledge", args=[meeting.pk])
        client_of(who).post(press, {"notice": meeting.kind.secrecy_notice})
    line = meeting.attendance.get(staff=suzuki.staff)
    whole = sent(SECRET_MEETING, version=1, name="x", attending=[attends(suzuki.agency, id=line.pk, DELETE="on")])
    assert change(client_of(sato), meeting, whole).status_code == 403
    assert meeting.attendance.filter(pk=line.pk).exists()


def test_minutes_with_a_family_on_the_agenda_are_not_open_to_everybody(client_of, sent, sato, tanaka):
    client_of(sato).post(NEW, sent(NETWORK, content="家族のこと", agenda=[about(case_of_a_family().consultation)]))
    assert Minutes.objects.get().about_cases
    assert "家族のこと" not in page(client_of(tanaka), Meeting.objects.get())


# A restricted family -------------------------------------------------------------------------------------------------


def test_a_meeting_about_a_restricted_family_is_written_at_its_desk_by_somebody_named(
    client_of, sent, sato, kudo, restrict
):
    case = case_of_a_family()
    restrict(case.household, sato)
    client = client_of(sato)
    whole = sent(
        CASE_MEETING, agenda=[about(case.consultation)], attending=[attends(sato.agency)], content="住所は言わない"
    )
    assert client.post(f"/restricted{NEW}", whole).status_code == 422
    whole = sent(CASE_MEETING, agenda=[about(case.consultation)], attending=[attends(sato)], content="住所は言わない")
    assert client.post(f"/restricted{NEW}", whole).status_code == 302
    meeting = Meeting.objects.get()
    assert case.number not in meeting.name
    assert "住所は言わない" not in page(client_of(kudo), meeting)


def test_a_restricted_family_stays_on_the_agenda(client_of, held, sent, sato, restrict):
    cases = [case_of_a_family(), case_of_a_family()]
    meeting = held(CASE_MEETING, sato, about=cases[0].consultation)
    AgendaCase.objects.create(meeting=meeting, consultation=cases[1].consultation, household=cases[1].household)
    for case in cases:
        restrict(case.household, sato)
    first, second = meeting.agenda.order_by("pk")
    agenda = [about(cases[0].consultation, id=first.pk), about(cases[1].consultation, id=second.pk, DELETE="on")]
    url = f"/restricted/meetings/{meeting.pk}/edit/"
    response = client_of(sato).post(url, sent(CASE_MEETING, version=1, name="x", agenda=agenda))
    assert response.status_code == 422
    assert "議題から外せません" in response.content.decode()
    assert meeting.agenda.count() == 2


def test_the_restricted_desk_takes_in_no_meeting_about_anybody_else(client_of, sent, sato):
    assert client_of(sato).post(f"/restricted{NEW}", sent(CASE_MEETING)).status_code == 422


# What was decided ----------------------------------------------------------------------------------------------------


def test_an_agency_says_by_one_press_that_its_part_is_done_and_takes_it_back(client_of, held, suzuki):
    decision = held(CASE_MEETING, suzuki.agency).decided.get()
    Decision.objects.update(agency=suzuki.agency)
    client, press = client_of(suzuki), reverse("meetings:decision_done", args=[decision.pk])
    client.post(press)
    assert Decision.objects.get().done_on == today()
    client.post(press, {"undo": "1"})
    assert Decision.objects.get().done_on is None


def test_another_agencys_part_is_not_finished_for_it(held, suzuki, tanaka):
    decision = held(CASE_MEETING, suzuki.agency, tanaka.agency).decided.get()
    Decision.objects.update(agency=suzuki.agency)
    with acting_as(tanaka), pytest.raises(PermissionDenied):
        finish_decision(decision, True, by=tanaka)


# Beside the case and on the home page --------------------------------------------------------------------------------


def test_a_case_lists_its_meetings_but_not_those_whose_papers_are_closed_to_the_reader(client_of, held, sato):
    case = case_of_a_family()
    open_one = held(CASE_MEETING, about=case.consultation)
    held(SECRET_MEETING, about=case.consultation)
    held(CASE_MEETING, about=case_of_a_family().consultation)
    client = client_of(sato)
    for name, key in (("meetings:of_case", case.pk), ("meetings:of_consultation", case.consultation.pk)):
        assert [meeting for meeting, _rows in client.get(reverse(name, args=[key])).context["meetings"]] == [open_one]


def test_a_meeting_that_an_agency_did_not_attend_is_not_listed_beside_the_case_it_sees(client_of, held, suzuki):
    ours = ConsultationFactory(written_by=suzuki.agency.group)
    attended = held(CASE_MEETING, suzuki.agency, about=ours)
    held(CASE_MEETING, about=ours)
    response = client_of(suzuki).get(reverse("meetings:of_consultation", args=[ours.pk]))
    assert [meeting for meeting, _rows in response.context["meetings"]] == [attended]


def test_meetings_beside_a_case_cost_the_same_for_one_and_for_many(count_queries, held, sato):
    case = case_of_a_family()
    held(CASE_MEETING, about=case.consultation)
    with_one = count_queries(sato, "meetings:of_case", case.pk)
    for _number in range(5):
        held(CASE_MEETING, about=case.consultation)
    assert count_queries(sato, "meetings:of_case", case.pk) == with_one


def waiting(client) -> list[str]:
    """What meetings put on the home page; a case waits there too, for its plan."""
    urls = [each.url for each in client.get(reverse("accounts:home")).context["waiting"]]
    return [url for url in urls if url.startswith("/meetings/")]


def test_the_home_page_shows_the_coming_weeks_meetings_of_who_attends_or_hosts(client_of, held, sato, suzuki, tanaka):
    soon, city = today() + datetime.timedelta(days=7), MeetingHost.objects.get(name="行政機関")
    hosted = held(CASE_MEETING, suzuki.agency, held_on=soon)
    called = held(CALLED_BY_LEAD, tanaka, held_on=soon, host=city)
    held(CASE_MEETING, sato, suzuki.agency, held_on=soon + datetime.timedelta(days=1))
    held(CASE_MEETING, sato, suzuki.agency, held_on=today() - datetime.timedelta(days=1))
    assert waiting(client_of(sato)) == [hosted.get_absolute_url()]
    assert waiting(client_of(suzuki)) == [hosted.get_absolute_url()]
    assert waiting(client_of(tanaka)) == [called.get_absolute_url()]


def test_the_home_page_shows_what_was_decided_and_is_due(client_of, held, suzuki):
    meeting = held(CASE_MEETING, suzuki.agency)
    Decision.objects.update(agency=suzuki.agency, due_on=today() - datetime.timedelta(days=2))
    assert waiting(client_of(suzuki)) == [meeting.get_absolute_url()]
    Decision.objects.update(done_on=today())
    assert waiting(client_of(suzuki)) == []


def test_the_home_page_costs_the_same_for_one_meeting_and_for_many(count_queries, held, sato):
    held(CASE_MEETING, about=case_of_a_family().consultation, held_on=today())
    with_one = count_queries(sato, "accounts:home")
    for _number in range(5):
        held(CASE_MEETING, about=case_of_a_family().consultation, held_on=today())
    assert count_queries(sato, "accounts:home") == with_one


# Small things --------------------------------------------------------------------------------------------------------


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


def test_people_are_found_by_name_and_agency_while_they_are_in_force(client_of, sato, suzuki):
    client, url = client_of(sato), reverse("accounts:staff_lookup")
    assert [each["label"] for each in client.post(url, {"q": "住宅 鈴木"}).json()["results"]] == ["鈴木 茂"]
    suzuki.valid_until = date(2020, 1, 1)
    suzuki.save()
    assert client.post(url, {"q": "鈴木"}).json()["results"] == []
