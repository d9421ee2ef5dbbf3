"""What a meeting decided; and meetings beside a case and on the home page."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.acting import acting_as
from agencies.calendar import today
from meetings.actions.meetings import finish_decision
from meetings.models import Decision, MeetingHost
from tests.factories import ConsultationFactory, case_of_a_family
from tests.meetings.conftest import CALLED_BY_LEAD, CASE_MEETING, SECRET_MEETING

NEW = "/meetings/new/0/"  # a form whose draft is gone


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
