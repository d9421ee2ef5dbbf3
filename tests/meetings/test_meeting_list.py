"""The list of meetings, and people found by name for its forms."""

from datetime import date

from django.urls import reverse

from meetings.models import AgendaCase, Attendance, Decision, MeetingHost
from tests.factories import AgencyFactory, MeetingFactory, case_of_a_family
from tests.meetings.conftest import CASE_MEETING, NETWORK, SECRET_MEETING, kind

NEW = "/meetings/new/0/"  # a form whose draft is gone


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


def test_people_are_found_by_name_and_agency_while_they_are_in_force(client_of, sato, suzuki):
    client, url = client_of(sato), reverse("accounts:staff_lookup")
    assert [each["label"] for each in client.post(url, {"q": "住宅 鈴木"}).json()["results"]] == ["鈴木 茂"]
    suzuki.valid_until = date(2020, 1, 1)
    suzuki.save()
    assert client.post(url, {"q": "鈴木"}).json()["results"] == []
