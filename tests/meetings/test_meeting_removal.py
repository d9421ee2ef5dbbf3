"""A meeting that was entered by mistake is removed while nothing hangs on it, and put back with one press."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from casework.actions.restriction import restrict
from casework.models import Draft
from meetings.actions.meetings import acknowledge_secrecy, remove_meeting
from meetings.models import AgendaCase, Attendance, Meeting, Minutes
from tests.factories import case_of_a_family
from tests.meetings.conftest import CALLED_BY_LEAD, CASE_MEETING, SECRET_MEETING, page


@pytest.fixture
def meeting(held, sato, suzuki):
    """Called, with a family on the agenda and people who attend; nothing is written yet."""
    meeting = held(CASE_MEETING, sato, suzuki.agency, about=case_of_a_family().consultation, place="会議室")
    meeting.decided.all().delete()
    Minutes.objects.update(content="", decisions="")
    return meeting


def removed(client, meeting):
    return client.post(reverse("meetings:meeting_remove", args=[meeting.pk]))


def test_it_is_removed_and_put_back_as_it_was_with_one_press(client_of, meeting, sato):
    client = client_of(sato)
    assert "まちがいなので取り消す" in page(client, meeting)
    before = [(each.agency_id, each.staff_id) for each in meeting.attendance.all()]
    answer = removed(client, meeting)
    assert not Meeting.objects.exists()
    assert AuditEvent.objects.filter(verb="removed", about_type="meeting", about_id=meeting.pk, by=sato).exists()
    form = client.get(answer.url)
    assert "元に戻す" in form.content.decode()
    draft = Draft.objects.get()
    sent = {name: values[0] for name, values in draft.content.items()}
    assert client.post(answer.url, sent).status_code == 302
    back = Meeting.objects.get()
    assert (back.name, back.held_on, back.place) == (meeting.name, meeting.held_on, "会議室")
    assert [(each.agency_id, each.staff_id) for each in back.attendance.all()] == before
    assert back.agenda.count() == 1 and not Draft.objects.exists()


@pytest.mark.parametrize("written", [{"content": "話した"}, {"decisions": "決めた"}])
def test_what_was_said_keeps_it(client_of, meeting, sato, written):
    Minutes.objects.update(**written)
    assert "まちがいなので取り消す" not in page(client_of(sato), meeting)
    removed(client_of(sato), meeting)
    assert Meeting.objects.exists() and not Draft.objects.exists()


def test_a_decision_keeps_it(meeting, sato):
    meeting.decided.create(what="訪問する")
    with acting_as(sato), pytest.raises(ValidationError):
        remove_meeting(meeting, {}, by=sato)
    assert Meeting.objects.exists()


def test_only_who_reads_and_writes_its_papers_removes_it(meeting, suzuki, tanaka):
    for by in (suzuki, tanaka):
        with acting_as(by), pytest.raises(PermissionDenied):
            remove_meeting(meeting, {}, by=by)


# Bound by secrecy ---------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(held, sato, kudo):
    """Bound by secrecy, with a family on the agenda; sato and kudo acknowledged, and nothing is written yet."""
    secret = held(SECRET_MEETING, sato, kudo, about=case_of_a_family().consultation, place="会議室")
    secret.decided.all().delete()
    Minutes.objects.update(content="", decisions="")
    for each in (sato, kudo):
        with acting_as(each):
            acknowledge_secrecy(secret, secret.kind.secrecy_notice, by=each)
    return secret


def test_who_reads_its_papers_removes_a_secret_meeting_and_puts_it_back(client_of, secret, sato, kudo):
    client = client_of(sato)
    assert "まちがいなので取り消す" in page(client, secret)
    answer = removed(client, secret)
    assert not Meeting.objects.exists() and not Attendance.objects.exists() and not AgendaCase.objects.exists()
    event = AuditEvent.objects.get(verb="removed", about_type="meeting", about_id=secret.pk)
    assert set(event.detail["acknowledged"]) == {sato.staff.pk, kudo.staff.pk}
    sent = {name: values[0] for name, values in Draft.objects.get().content.items()}
    assert client.post(answer.url, sent).status_code == 422  # the notice is read and confirmed once more
    assert (
        client.post(answer.url, sent | {"acknowledged": "on", "notice_shown": secret.kind.secrecy_notice}).status_code
        == 302
    )
    back = Meeting.objects.get()
    assert (back.name, back.place, back.agenda.count()) == (secret.name, "会議室", 1)
    assert list(back.attendance.exclude(acknowledged_at=None).values_list("staff", flat=True)) == [sato.staff.pk]


def test_who_has_not_acknowledged_does_not_remove_it(client_of, held, secret, suzuki, abe):
    Attendance.objects.create(meeting=secret, agency=abe.agency, staff=abe.staff)
    for by in (abe, suzuki):
        assert removed(client_of(by), secret).status_code == 403
    assert Meeting.objects.exists()


def test_who_could_not_call_it_again_does_not_remove_it(client_of, held, sato):
    called = held(CALLED_BY_LEAD, sato)
    called.decided.all().delete()
    Minutes.objects.update(content="", decisions="")
    with acting_as(sato):
        acknowledge_secrecy(called, called.kind.secrecy_notice, by=sato)
    assert "まちがいなので取り消す" not in page(client_of(sato), called)
    assert removed(client_of(sato), called).status_code == 403
    assert Meeting.objects.exists()


def test_where_a_family_that_one_does_not_see_is_on_the_agenda_it_is_not_removed(client_of, secret, sato, abe):
    family = secret.agenda.get().household
    with acting_as(abe):
        restrict(family, [abe.staff], by=abe)
    client = client_of(sato)
    assert "閲覧制限" in client.get(removed(client, secret).url).content.decode()
    assert Meeting.objects.exists() and Attendance.objects.count() == 2 and not Draft.objects.exists()


def test_an_acknowledgement_is_not_taken_off_while_there_are_papers(secret, sato):
    with acting_as(sato), pytest.raises(ProgrammingError, match="stays as it was acknowledged"), transaction.atomic():
        Attendance.objects.filter(meeting=secret).delete()
