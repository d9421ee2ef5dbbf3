"""A restricted family is found by nobody but those named, and by them at the restricted desk only."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import clear_script_prefix, reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from casework.actions import restriction
from casework.actions.grants import settle_part_grants
from casework.models import Case, Household
from tests.factories import ConsentFactory, ConsultationFactory, PlanFactory, PlanRoleFactory, case_of_a_family

DESK = "/restricted"


@pytest.fixture(autouse=True)
def _no_restricted_desk() -> Iterator[None]:
    """A request to the restricted desk leaves its prefix behind; the server sets it anew for each request."""
    yield
    clear_script_prefix()


@pytest.fixture
def family(sato, suzuki):
    """A family with a case in which suzuki's agency has a part."""
    case = case_of_a_family()
    ConsentFactory(household=case.household)
    PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    return case.household


def restrict(family, by, *named):
    with acting_as(by):
        restriction.restrict(family, [each.staff for each in named], by=by)


def pages(family) -> list[str]:
    case = Case.objects.get(household=family)
    return [family.get_absolute_url(), case.consultation.get_absolute_url(), case.get_absolute_url()]


def test_nobody_but_those_named_opens_it_the_lead_department_neither(client_of, family, abe, sato, kudo, suzuki):
    urls = pages(family)
    restrict(family, abe, sato)
    for by in (abe, kudo, suzuki, sato):
        assert [client_of(by).get(url).status_code for url in urls] == [404, 404, 404]
    assert client_of(sato).get(DESK + urls[0]).status_code == 200
    for by in (abe, kudo, suzuki):
        assert client_of(by).get(DESK + urls[0]).status_code == 404


def test_no_list_and_no_search_leads_to_it(client_of, family, abe, sato, kudo):
    restrict(family, abe, sato)
    for by in (kudo, abe, sato):
        client = client_of(by)
        for name in ("consultation_list", "household_list", "case_list"):
            assert "遠藤 美咲" not in client.get(reverse(f"casework:{name}")).content.decode()
        found = client.post(reverse("casework:search"), {"q": "遠藤"}, follow=True)
        assert "遠藤 美咲" not in found.content.decode()


def test_those_named_find_it_in_the_list_of_restricted_cases(client_of, family, abe, sato, kudo):
    restrict(family, abe, sato)
    shown = client_of(sato).get(reverse("casework:restricted_list"), follow=True)
    assert "遠藤 美咲" in shown.content.decode()
    clear_script_prefix()
    assert "遠藤 美咲" not in client_of(kudo).get(reverse("casework:restricted_list"), follow=True).content.decode()


def test_what_is_taken_in_for_it_at_the_desk_is_restricted_too(family, abe, sato, kudo):
    restrict(family, abe, sato)
    new = ConsultationFactory(household=family, consultee=family.members.first())
    new.refresh_from_db()
    assert new.restricted


def test_lifted_it_is_found_as_any_other_and_its_agencies_see_it_again(client_of, family, abe, sato, suzuki):
    restrict(family, abe, abe)
    url = DESK + reverse("casework:household_lift", args=[family.pk])
    assert client_of(abe).post(url).status_code == 302
    clear_script_prefix()
    for by in (sato, suzuki):
        assert client_of(by).get(family.get_absolute_url()).status_code == 200


def test_somebody_is_named_there_is_a_case_and_only_the_lead_department_restricts(family, abe, sato):
    with acting_as(abe), pytest.raises(ValidationError):
        restriction.restrict(family, [], by=abe)
    with acting_as(abe), pytest.raises(ValidationError):
        restriction.restrict(ConsultationFactory().household, [abe.staff], by=abe)
    with acting_as(sato), pytest.raises(PermissionDenied):
        restriction.restrict(family, [sato.staff], by=sato)
    assert not Household.objects.filter(restricted=True).exists()


def test_the_page_says_whom_it_names_and_a_wrong_press_restricts_nothing(client_of, family, abe, sato):
    url = reverse("casework:household_restrict", args=[family.pk])
    assert client_of(abe).get(url).status_code == 200
    assert client_of(sato).get(url).status_code == 403
    assert client_of(abe).post(url, {}).status_code == 422
    assert client_of(abe).post(url, {"named": [sato.staff.pk]}).status_code == 302
    family.refresh_from_db()
    assert family.restricted


def test_restricting_and_lifting_leave_events(client_of, family, abe):
    restrict(family, abe, abe)
    client_of(abe).post(DESK + reverse("casework:household_lift", args=[family.pk]))
    verbs = set(AuditEvent.objects.filter(about_type="household", about_id=family.pk).values_list("verb", flat=True))
    assert {"restricted", "unrestricted"} <= verbs
