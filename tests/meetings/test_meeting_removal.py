"""A meeting that was entered by mistake is removed while nothing hangs on it, and put back with one press."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from casework.models import Draft
from meetings.actions.meetings import acknowledge_secrecy, remove_meeting
from meetings.models import Attendance, Meeting, Minutes
from tests.factories import case_of_a_family
from tests.meetings.conftest import CASE_MEETING, SECRET_MEETING, page


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


def test_a_decision_and_an_acknowledgement_keep_it(held, meeting, sato):
    meeting.decided.create(what="訪問する")
    secret = held(SECRET_MEETING, sato)
    secret.decided.all().delete()
    Minutes.objects.filter(meeting=secret).update(content="", decisions="")
    with acting_as(sato):
        acknowledge_secrecy(secret, secret.kind.secrecy_notice, by=sato)
        for each in (meeting, secret):
            with pytest.raises(ValidationError):
                remove_meeting(each, {}, by=sato)
    assert Meeting.objects.count() == 2 and Attendance.objects.filter(meeting=secret).exists()


def test_only_who_reads_and_writes_its_papers_removes_it(meeting, suzuki, tanaka):
    for by in (suzuki, tanaka):
        with acting_as(by), pytest.raises(PermissionDenied):
            remove_meeting(meeting, {}, by=by)
