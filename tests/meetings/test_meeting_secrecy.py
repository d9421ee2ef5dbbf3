"""Secrecy is explained at the call and again at the opening (DOMAIN §4): both are on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from meetings.actions.meetings import acknowledge_secrecy, record_opening
from meetings.models import Attendance
from tests.meetings.conftest import CASE_MEETING, SECRET_MEETING, page


@pytest.fixture
def meeting(held, sato, suzuki):
    """A meeting bound by secrecy, called by sato, who acknowledged it; suzuki is named."""
    meeting = held(SECRET_MEETING, sato, suzuki)
    acknowledge(meeting, sato)
    return meeting


def acknowledge(meeting, by) -> None:
    with acting_as(by):
        acknowledge_secrecy(meeting, meeting.kind.secrecy_notice, by=by)


def line(meeting, who) -> Attendance:
    return meeting.attendance.get(staff=who.staff)


def test_who_acknowledged_at_the_opening_is_taken_down_with_the_hour_and_the_wording(client_of, meeting, sato, suzuki):
    client, url = client_of(sato), reverse("meetings:meeting_opening", args=[meeting.pk])
    assert "開始のときの、秘密を守る説明" in page(client, meeting)
    both = [line(meeting, each).pk for each in (sato, suzuki)]
    assert client.post(url, {"present": both}).status_code == 302
    opened = line(meeting, suzuki)
    assert opened.opening_at and opened.opening_notice == meeting.kind.secrecy_notice
    assert opened.acknowledged_at is None  # the call's own acknowledgement is theirs alone
    assert AuditEvent.objects.filter(verb="secrecy_acknowledged", detail__opening=both, by=sato).exists()


def test_it_opens_no_papers(client_of, meeting, sato, suzuki):
    with acting_as(sato):
        record_opening(meeting, {line(meeting, suzuki).pk}, by=sato)
    assert "受診に付き添う" not in page(client_of(suzuki), meeting)


def test_a_slip_is_mended_and_the_hour_of_the_others_stays(meeting, sato, suzuki):
    with acting_as(sato):
        record_opening(meeting, {line(meeting, each).pk for each in (sato, suzuki)}, by=sato)
        first = line(meeting, sato).opening_at
        record_opening(meeting, {line(meeting, sato).pk}, by=sato)
    assert line(meeting, suzuki).opening_at is None and line(meeting, suzuki).opening_notice == ""
    assert line(meeting, sato).opening_at == first


def test_the_wording_of_that_day_is_kept(meeting, sato):
    said = meeting.kind.secrecy_notice
    with acting_as(sato):
        record_opening(meeting, {line(meeting, sato).pk}, by=sato)
    meeting.kind.secrecy_notice = "別の文"
    meeting.kind.save()
    with acting_as(sato):
        record_opening(meeting, {line(meeting, sato).pk}, by=sato)
    assert line(meeting, sato).opening_notice == said


def test_who_writes_the_papers_takes_it_down_and_nobody_else(meeting, suzuki, kudo):
    for by in (suzuki, kudo):
        with acting_as(by), pytest.raises(PermissionDenied):
            record_opening(meeting, set(), by=by)


def test_it_is_not_taken_down_before_the_day_nor_where_nothing_is_secret(held, meeting, sato):
    type(meeting).objects.filter(pk=meeting.pk).update(held_on=today() + timedelta(days=1))
    with acting_as(sato), pytest.raises(ValidationError, match="これから"):
        record_opening(meeting, set(), by=sato)
    with acting_as(sato), pytest.raises(ValidationError):
        record_opening(held(CASE_MEETING, sato), set(), by=sato)
