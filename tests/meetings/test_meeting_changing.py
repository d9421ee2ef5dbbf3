"""A meeting is changed, by two at once too; and one about a restricted family is written at its desk."""

from django.urls import reverse

from accounts.models import AuditEvent
from meetings.models import AgendaCase, Meeting, Minutes
from tests.factories import case_of_a_family
from tests.meetings.conftest import CASE_MEETING, NETWORK, SECRET_MEETING, about, attends, kind, page

NEW = "/meetings/new/0/"  # a form whose draft is gone


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


def test_a_form_that_is_wrong_is_still_called_what_the_meeting_is_called(client_of, held, sent, sato):
    meeting = held(CASE_MEETING, name="第3回ケース会議")
    page = change(client_of(sato), meeting, sent(CASE_MEETING, version=1, name="", held_on="R2.13.1"))
    assert page.status_code == 422 and "<title>第3回ケース会議" in page.content.decode()


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
