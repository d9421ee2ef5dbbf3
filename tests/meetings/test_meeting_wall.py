"""Papers of meetings and the wall: asked of the database itself, inside acting_as."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts.acting import acting_as, counting
from accounts.models import Membership
from accounts.roles import Reach
from meetings.actions.meetings import acknowledge_secrecy
from meetings.models import AgendaCase, Attendance, Decision, Meeting, Minutes
from tests.factories import AgencyFactory, MembershipFactory, case_of_a_family
from tests.meetings.conftest import CALLED_BY_LEAD, CASE_MEETING, NETWORK, SECRET_MEETING

PAPERS = (Minutes, Decision, AgendaCase)


def seen(by: Membership, reach: Reach | None = None) -> list[str]:
    """Which kinds of papers the database shows."""
    with acting_as(by, reach=reach):
        return [model.__name__ for model in PAPERS if model.objects.exists()]


ALL = ["Minutes", "Decision", "AgendaCase"]


def test_everybody_sees_that_a_meeting_was_held(held, tanaka):
    held(CALLED_BY_LEAD, name="支援会議 第2回")
    with acting_as(tanaka):
        assert [(each.name, each.kind.name) for each in Meeting.objects.for_list()] == [("支援会議 第2回", "支援会議")]


@pytest.mark.parametrize("of_kind", [SECRET_MEETING, CALLED_BY_LEAD])
def test_papers_under_secrecy_are_for_members_who_acknowledged_whatever_their_reach(held, sato, abe, suzuki, of_kind):
    meeting = held(of_kind, sato, abe, suzuki.agency, about=case_of_a_family().consultation)
    assert seen(sato) == seen(abe) == seen(suzuki) == []
    with acting_as(sato):
        acknowledge_secrecy(meeting, meeting.kind.secrecy_notice, by=sato)
    assert seen(sato) == ALL
    assert seen(abe) == seen(suzuki) == []


def test_a_coordinator_who_is_no_member_reads_nothing_and_cannot_make_herself_one(held, sato, kudo):
    meeting = held(CALLED_BY_LEAD, sato)
    assert seen(kudo) == []
    line = {"meeting": meeting, "agency": kudo.agency, "staff": kudo.staff, "acknowledged_at": timezone.now()}
    with acting_as(kudo), pytest.raises(ProgrammingError, match="kept by its members"), transaction.atomic():
        Attendance.objects.create(**line)
    assert seen(kudo) == []


def test_nobody_acknowledges_for_another(held, sato, suzuki):
    meeting = held(CALLED_BY_LEAD, sato, suzuki)
    with acting_as(suzuki):
        acknowledge_secrecy(meeting, meeting.kind.secrecy_notice, by=suzuki)
        theirs = Attendance.objects.get(staff=sato.staff)
        theirs.acknowledged_at = timezone.now()
        with pytest.raises(ProgrammingError, match="nobody acknowledges"), transaction.atomic():
            theirs.save()


def test_an_acknowledgement_stays_on_record(held, sato):
    meeting = held(CALLED_BY_LEAD, sato)
    with acting_as(sato):
        line = acknowledge_secrecy(meeting, meeting.kind.secrecy_notice, by=sato)
        with pytest.raises(ProgrammingError, match="as it was acknowledged"), transaction.atomic():
            line.delete()
        line.acknowledged_at = None
        with pytest.raises(ProgrammingError, match="as it was acknowledged"), transaction.atomic():
            line.save()


def test_an_agency_reads_the_papers_of_meetings_it_attended_and_of_no_other(held, suzuki, tanaka):
    held(CASE_MEETING, suzuki.agency, about=case_of_a_family().consultation)
    assert seen(suzuki) == ["Minutes", "Decision"]  # the family itself only where the agency sees it
    assert seen(tanaka) == []


def test_an_agency_cannot_put_itself_on_the_list_of_a_meeting(held, tanaka):
    meeting = held(CASE_MEETING)
    with acting_as(tanaka), pytest.raises(ProgrammingError, match="kept by its members"), transaction.atomic():
        Attendance.objects.create(meeting=meeting, agency=tanaka.agency)


def test_a_coordinator_reads_every_meeting_that_is_not_under_secrecy(held, sato):
    held(CASE_MEETING, about=case_of_a_family().consultation)
    assert seen(sato) == ALL


def test_minutes_about_no_case_are_open_to_everybody(held, tanaka):
    held(NETWORK)
    assert seen(tanaka) == ["Minutes"]


def test_papers_about_a_restricted_family_are_for_people_who_attended_by_name(held, restrict, sato, kudo, abe, suzuki):
    case = case_of_a_family()
    held(CASE_MEETING, sato, kudo.agency, suzuki.agency, about=case.consultation)
    restrict(case.household, sato)
    assert seen(kudo) == seen(abe) == seen(suzuki) == []
    assert seen(sato) == ["Minutes", "Decision"]  # she attended; the family is found at the restricted desk only
    assert seen(sato, Reach.OWN) == ALL


def test_somebody_of_an_agency_that_attends_does_not_join_a_meeting_about_a_restricted_family(
    held, restrict, sato, suzuki
):
    case = case_of_a_family()
    meeting = held(CALLED_BY_LEAD, sato, suzuki.agency, about=case.consultation)
    restrict(case.household, sato)
    line = {"meeting": meeting, "agency": suzuki.agency, "staff": suzuki.staff, "acknowledged_at": timezone.now()}
    with acting_as(suzuki), pytest.raises(ProgrammingError, match="kept by its members"), transaction.atomic():
        Attendance.objects.create(**line)
    assert seen(suzuki) == []


def test_a_second_person_of_an_attending_agency_acknowledges_for_themselves(held, suzuki):
    colleague = MembershipFactory(agency=suzuki.agency)
    meeting = held(CALLED_BY_LEAD, suzuki.agency)
    with acting_as(colleague):
        acknowledge_secrecy(meeting, meeting.kind.secrecy_notice, by=colleague)
    assert seen(colleague) == ["Minutes", "Decision"]
    assert seen(suzuki) == []


def test_a_kind_that_is_no_longer_secret_opens_no_former_papers(held, sato):
    meeting = held(SECRET_MEETING)
    type(meeting.kind).objects.update(secret=False)
    assert seen(sato) == []


def test_figures_count_every_meeting_with_its_papers(held):
    held(CALLED_BY_LEAD, AgencyFactory(), about=case_of_a_family().consultation)
    with counting():
        assert all(model.objects.count() == 1 for model in (Meeting, *PAPERS))
