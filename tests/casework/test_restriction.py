"""A restricted family is found by nobody but those named, and by them at the restricted desk only."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from accounts.roles import Reach
from agencies.calendar import today
from casework.actions import restriction
from casework.actions.decisions import decide
from casework.actions.grants import settle_part_grants
from casework.choices import Outcome
from casework.models import Case, Consultation, Grant, Household
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    ContactFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    case_of_a_family,
)

DESK = "/restricted"


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
    assert "遠藤 美咲" not in client_of(kudo).get(reverse("casework:restricted_list"), follow=True).content.decode()


def test_the_restricted_desk_says_on_each_page_that_others_are_elsewhere_and_leads_there(client_of, family, abe, sato):
    restrict(family, abe, sato, abe)
    client, back = client_of(sato), 'href="/">ふだんの画面に戻る'
    assert back in client.get(f"{DESK}/").content.decode()
    assert back not in client.get("/").content.decode()


def test_who_names_one_person_only_is_told(client_of, family, abe, sato):
    url = reverse("casework:household_restrict", args=[family.pk])
    alone = "開ける人が一人だけです"
    assert alone in client_of(abe).post(url, {"named": [abe.staff.pk]}, follow=True).content.decode()
    both = {"named": [abe.staff.pk, sato.staff.pk]}
    assert alone not in client_of(abe).post(DESK + url, both, follow=True).content.decode()


def test_what_is_taken_in_for_it_at_the_desk_is_restricted_too(family, abe, sato, kudo):
    restrict(family, abe, sato)
    new = ConsultationFactory(household=family, consultee=family.members.first())
    new.refresh_from_db()
    assert new.restricted


def test_lifted_it_is_found_as_any_other_and_its_agencies_see_it_again(client_of, family, abe, sato, suzuki):
    restrict(family, abe, abe)
    url = DESK + reverse("casework:household_lift", args=[family.pk])
    assert client_of(abe).post(url).status_code == 302
    for by in (sato, suzuki):
        assert client_of(by).get(family.get_absolute_url()).status_code == 200


def test_somebody_is_named_and_coordinators_and_the_lead_department_restrict(family, abe, kudo):
    with acting_as(abe), pytest.raises(ValidationError):
        restriction.restrict(family, [], by=abe)
    with acting_as(kudo), pytest.raises(PermissionDenied):
        restriction.restrict(family, [kudo.staff], by=kudo)
    assert not Household.objects.filter(restricted=True).exists()


def test_the_page_says_whom_it_names_and_a_wrong_press_restricts_nothing(client_of, family, abe, sato, kudo):
    url = reverse("casework:household_restrict", args=[family.pk])
    assert client_of(abe).get(url).status_code == 200
    assert client_of(kudo).get(url).status_code == 403
    assert client_of(abe).post(url, {}).status_code == 422
    assert client_of(abe).post(url, {"named": [sato.staff.pk]}).status_code == 302
    family.refresh_from_db()
    assert family.restricted


def test_restricting_and_lifting_leave_events(client_of, family, abe):
    restrict(family, abe, abe)
    client_of(abe).post(DESK + reverse("casework:household_lift", args=[family.pk]))
    verbs = set(AuditEvent.objects.filter(about_type="household", about_id=family.pk).values_list("verb", flat=True))
    assert {"restricted", "unrestricted"} <= verbs


@pytest.fixture
def first_call(suzuki):
    """A call that nobody has decided about yet, taken in by suzuki's agency and handed to tanaka's."""
    return ConsultationFactory(written_by=suzuki.agency.group)


def taken_referral(consultation, by) -> None:
    """An agency took the family on, which a consent shows it."""
    ConsentFactory(household=consultation.household)
    referral = ReferralFactory(consultation=consultation, to=by.agency)
    referral.answer, referral.answered_at, referral.turn = "taken", referral.sent_at, ""
    referral.save()


def test_a_family_is_restricted_from_the_first_call_on(client_of, first_call, sato, abe, kudo, suzuki):
    page = client_of(sato).get(first_call.get_absolute_url()).content.decode()
    url = reverse("casework:household_restrict", args=[first_call.household_id])
    assert url in page
    assert client_of(sato).post(url, {"named": [sato.staff.pk, abe.staff.pk]}).status_code == 302
    for by in (sato, kudo, suzuki, abe):
        assert client_of(by).get(first_call.get_absolute_url()).status_code == 404
    for by in (sato, abe):
        listed = client_of(by).get(DESK + reverse("casework:restricted_list")).content.decode()
        assert "遠藤 美咲" in listed and first_call.number in listed
        assert client_of(by).get(DESK + first_call.get_absolute_url()).status_code == 200
    assert client_of(kudo).get(DESK + first_call.get_absolute_url()).status_code == 404


def test_the_news_of_it_leads_those_named_to_where_they_see_it(client_of, first_call, sato, abe):
    restrict(first_call.household, sato, sato, abe)
    notice = Notice.objects.of(abe).get(kind=Notice.Kind.CASE_RESTRICTED)
    answer = client_of(abe).get(reverse("accounts:notice", args=[notice.pk]))
    assert answer.status_code == 302 and answer.url == DESK + first_call.household.get_absolute_url()


def decided(consultation, by, outcome=Outcome.CONTINUING) -> Consultation:
    with acting_as(by, reach=Reach.OWN):
        return decide(Consultation.objects.get(pk=consultation.pk), outcome, today(), by=by)


def test_a_restricted_family_is_continued_by_those_named_and_shown_to_nobody_else(
    client_of, first_call, sato, abe, kudo, suzuki, tanaka
):
    contact = ContactFactory(consultation=first_call)
    taken_referral(first_call, tanaka)
    restrict(first_call.household, sato, sato)
    before = Notice.objects.count()
    case = decided(first_call, sato).case
    assert case.number == first_call.number and case.coordinator == sato.staff
    contact.refresh_from_db()
    assert contact.case == case and contact.restricted
    assert not Grant.objects.exists() and Notice.objects.count() == before
    for by in (sato, abe, kudo, suzuki, tanaka):
        with acting_as(by):
            assert not Case.objects.exists() and not Consultation.objects.exists()
    client = client_of(sato)
    for url in pages(first_call.household):
        assert client.get(DESK + url).status_code == 200
    assert "名前を挙げられ" in client.get(DESK + reverse("casework:case_sight", args=[case.pk])).content.decode()


def test_a_second_trouble_of_a_restricted_family_opens_a_second_case(client_of, family, abe, sato):
    restrict(family, abe, sato)
    second = ConsultationFactory(household=family, consultee=family.members.first())
    url = DESK + reverse("casework:consultation_decide", args=[second.pk])
    answer = client_of(sato).post(url, {"outcome": "continuing", "decided_on": "R2.7.1"})
    assert answer.status_code == 302
    assert family.cases.count() == 2
    with acting_as(sato, reach=Reach.OWN):
        assert Case.objects.count() == 2


def test_who_took_a_restricted_family_on_sees_its_case_once_the_restriction_is_lifted(first_call, sato, tanaka):
    taken_referral(first_call, tanaka)
    restrict(first_call.household, sato, sato)
    decided(first_call, sato)
    with acting_as(sato, reach=Reach.OWN):
        restriction.lift(first_call.household, by=sato)
    with acting_as(tanaka):
        assert Case.objects.exists()


def test_those_named_are_renewed_by_one_of_them(client_of, family, abe, sato, kudo):
    restrict(family, abe, sato)
    url = DESK + reverse("casework:household_restrict", args=[family.pk])
    page = client_of(sato).get(url)
    assert page.context["form"].initial["named"] == [sato.staff.pk]
    assert client_of(sato).post(url, {"named": [kudo.staff.pk]}).status_code == 302
    assert client_of(kudo).get(DESK + family.get_absolute_url()).status_code == 200
    assert client_of(sato).get(DESK + family.get_absolute_url()).status_code == 404


def test_people_are_named_with_where_they_work(client_of, family, abe, sato):
    page = client_of(abe).get(reverse("casework:household_restrict", args=[family.pk])).content.decode()
    assert "佐藤 陽子（相談支援包括化推進員）" in page and "阿部 誠（市福祉総務課）" in page


# Nobody named is left -----------------------------------------------------------------------------------------------


def name_in_place(family, login, reason="指名された方が退職したため"):
    call_command("name_on_household", family.number, login, reason=reason)


def leave(member):
    member.valid_until = today() - timedelta(days=1)
    member.save()


def test_where_everybody_named_has_left_the_owner_names_another(client_of, family, abe, sato, kudo):
    restrict(family, abe, sato)
    leave(sato)
    name_in_place(family, "kudo")
    assert client_of(kudo).get(DESK + family.get_absolute_url()).status_code == 200
    told = AuditEvent.objects.filter(verb="restricted", household_id=family.pk).latest("pk")
    assert told.by.role == "system" and told.detail == {
        "named": [kudo.staff.pk],
        "reason": "指名された方が退職したため",
    }
    assert Notice.objects.filter(to=kudo, kind="case_restricted", about_id=family.pk).exists()
    family.refresh_from_db()
    assert family.restricted


def test_while_somebody_named_can_sign_in_naming_another_is_theirs(client_of, family, abe, sato, kudo):
    restrict(family, abe, sato)
    with pytest.raises(CommandError, match="佐藤 陽子"):
        name_in_place(family, "kudo")
    assert client_of(kudo).get(DESK + family.get_absolute_url()).status_code == 404
    sato.staff.is_active = False
    sato.staff.save()
    name_in_place(family, "kudo")
    assert set(restriction.named_on(family)) == {kudo.staff}


@pytest.mark.parametrize(("login", "reason"), [("ono", "理由"), ("nobody", "理由"), ("kudo", " ")])
def test_who_reads_no_cases_is_not_named_and_a_reason_is_needed(family, abe, sato, ono, login, reason):
    restrict(family, abe, sato)
    leave(sato)
    with pytest.raises(CommandError):
        name_in_place(family, login, reason)
    assert set(restriction.named_on(family)) == {sato.staff}


def test_a_family_that_is_not_restricted_is_left_as_it_is(family, kudo):
    with pytest.raises(CommandError):
        name_in_place(family, "kudo")
    family.refresh_from_db()
    assert not family.restricted
