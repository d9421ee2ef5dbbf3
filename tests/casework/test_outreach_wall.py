"""Who sees what of people not reached yet: a desk its own words and one word of what follows, an agency while it is
asked, nobody anything of a restricted family."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from accounts.roles import Reach, Role
from casework.actions import outreach
from casework.choices import ReportStage
from casework.models import LocalReport, OutreachAttempt, OutreachNote
from tests.factories import (
    AgencyFactory,
    LocalReportFactory,
    MembershipFactory,
    OutreachNoteFactory,
    case_of_a_family,
)


def stage(report) -> str:
    report.refresh_from_db()
    return report.stage


def page_of(report, client) -> str:
    """As it is shown, without the form's token, which is another one each time."""
    page = client.get(report.get_absolute_url())
    assert page.status_code == 200
    return re.sub(r'"[A-Za-z0-9]{64}"', "", page.content.decode())


def test_a_desk_sees_its_own_reports_and_nothing_that_follows(client_of, kimura, sato):
    report, other = LocalReportFactory(sent_by=kimura), LocalReportFactory(name="よその 方")
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
    client = client_of(kimura)
    listed = client.get(reverse("casework:local_report_list")).content.decode()
    assert "八木 トシ" in listed and "よその 方" not in listed
    assert client.get(other.get_absolute_url()).status_code == 404
    with acting_as(kimura):
        assert list(LocalReport.objects.all()) == [report]
        assert not OutreachNote.objects.exists()
        assert not OutreachAttempt.objects.exists()
    assert client.get(note.get_absolute_url()).status_code == 403
    for name in ("consultation_list", "household_list", "outreach_list", "tube_list"):
        assert client.get(reverse(f"casework:{name}")).status_code == 403


def test_strangers_and_advisers_see_neither_reports_nor_the_roster(kimura, suzuki):
    adviser = MembershipFactory(role=Role.ADVISER)
    LocalReportFactory(sent_by=kimura)
    OutreachNoteFactory()
    for by in (suzuki, adviser, MembershipFactory(role=Role.LOCAL_DESK, agency=AgencyFactory())):
        with acting_as(by):
            assert not LocalReport.objects.exists() and not OutreachNote.objects.exists()


def test_of_a_restricted_family_the_desk_keeps_its_words_and_learns_nothing(client_of, kimura, sato, abe, kudo):
    report = LocalReportFactory(sent_by=kimura)
    case = case_of_a_family()
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [case.household_id, [sato.staff.group_id]])
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
    received = page_of(report, client_of(kimura))
    told = Notice.objects.filter(to=kimura).count()
    with acting_as(sato, reach=Reach.OWN):
        outreach.link(note, case.consultation, by=sato)
    for by in (sato, kudo, abe):
        with acting_as(by):
            assert not OutreachNote.objects.exists()
            assert not LocalReport.objects.exists()
    assert page_of(report, client_of(kimura)) == received
    assert Notice.objects.filter(to=kimura).count() == told
    assert stage(report) == ReportStage.RECEIVED


def test_a_family_that_is_restricted_later_takes_its_note_along(client_of, kimura, sato, abe):
    report, case = LocalReportFactory(sent_by=kimura), case_of_a_family()
    with acting_as(sato):
        note = outreach.take_up(report, by=sato)
        outreach.link(note, case.consultation, by=sato)
    assert stage(report) == ReportStage.CONNECTED
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [case.household_id, [sato.staff.group_id]])
    with acting_as(sato):
        assert not OutreachNote.objects.exists() and not LocalReport.objects.exists()
    with acting_as(sato, reach=Reach.OWN):
        assert list(OutreachNote.objects.all()) == [note]
        with pytest.raises(ValidationError):
            outreach.reopen(note, by=sato)
    with acting_as(kimura):
        assert list(LocalReport.objects.all()) == [report]


def test_views_and_changes_leave_events_without_a_word_of_the_family(client_of, kimura, sato):
    report = LocalReportFactory(sent_by=kimura)
    client_of(kimura).get(report.get_absolute_url())
    client_of(sato).post(reverse("casework:local_report_take_up", args=[report.pk]))
    client_of(sato).get(reverse("casework:outreach_list"))
    events = AuditEvent.objects.filter(about_type__in=["localreport", "outreachnote"]).values_list("verb", flat=True)
    assert {"viewed", "created", "changed"} <= set(events)
    assert AuditEvent.objects.filter(verb="listed", detail__kind="outreachnote").exists()
    assert "八木" not in "".join(str(each) for each in AuditEvent.objects.values_list("detail", flat=True))
