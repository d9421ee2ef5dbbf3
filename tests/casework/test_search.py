"""Searching comes before creating: what finds a family, what does not, and what the log keeps of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import audit
from accounts.acting import acting_as
from accounts.models import AuditEvent
from casework.actions.grants import grant
from casework.choices import Category
from casework.matching.searching import as_told
from casework.models import Draft, Grant
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    MemberFactory,
    PlanFactory,
    PlanRoleFactory,
    case_of_a_family,
)

TAKAHASHI = {
    "consultee__person__name": "髙橋 健一",
    "consultee__person__kana": "タカハシ ケンイチ",
    "consultee__person__address": "石巻市蛇田字新立野1-2",
    "consultee__person__telephone": "0225-95-1111",
}


def found(client, words: str):
    """What the page of a search shows; the search itself goes on to it, or to the record whose number was typed."""
    sent = client.post(reverse("casework:search"), {"q": words})
    assert sent.status_code == 302
    page = client.get(sent.url)
    return page.context["households"] if page.status_code == 200 else page.url


def granted_to(agency, case, categories: list[Category]) -> None:
    """The agency has a part in the plan, and a consent shares these categories with it."""
    ConsentFactory(household=case.household, categories=categories)
    role = PlanRoleFactory(plan=PlanFactory(case=case), agency=agency.agency)
    with acting_as(agency):
        grant(case.pk, group=agency.agency.group, reason=Grant.Reason.PART, source=role)


@pytest.mark.parametrize(
    "words", ["高橋", "髙橋　健一", "たかはし", "ﾀｶﾊｼ", "タカハシ　けんいち", "蛇田字新立野", "０２２５９５", "95-1111"]
)
def test_a_family_is_found_by_kanji_kana_old_forms_address_and_telephone(client_of, sato, words):
    taken = ConsultationFactory(**TAKAHASHI)
    ConsultationFactory()
    assert found(client_of(sato), words) == [taken.household]


def test_every_word_must_fit(client_of, sato):
    ConsultationFactory(**TAKAHASHI)
    assert found(client_of(sato), "高橋　茂") == []


def test_a_family_is_found_by_any_of_its_members(client_of, sato):
    taken = ConsultationFactory()
    MemberFactory(household=taken.household, person__name="佐々木 久", relation_label="父")
    assert found(client_of(sato), "佐々木") == [taken.household]


def test_a_number_opens_its_record(client_of, sato):
    case, undecided = case_of_a_family(number="2020-0007"), ConsultationFactory(number="2020-0008")
    client = client_of(sato)
    assert found(client, "２０２０-0007") == case.get_absolute_url()
    assert found(client, "2020-0008") == undecided.get_absolute_url()
    assert found(client, undecided.household.number) == undecided.household.get_absolute_url()


def test_one_letter_finds_nobody(client_of, sato):
    ConsultationFactory(**TAKAHASHI)
    assert found(client_of(sato), "高") == []


def test_an_agency_finds_what_it_took_in_and_nothing_else(client_of, suzuki, tanaka):
    ours = ConsultationFactory(**TAKAHASHI, written_by=suzuki.agency.group)
    assert found(client_of(suzuki), "高橋") == [ours.household]
    assert found(client_of(tanaka), "高橋") == []


def test_what_a_consent_withholds_is_not_found_out_by_searching_for_it(client_of, suzuki):
    case = case_of_a_family(**TAKAHASHI)
    MemberFactory(household=case.household, person__name="佐々木 久", relation_label="父")
    granted_to(suzuki, case, [Category.PLAN])
    client = client_of(suzuki)
    assert found(client, "高橋") == [case.household]
    for withheld in ("蛇田", "95-1111", "たかはし", "佐々木"):
        assert found(client, withheld) == []


def test_what_a_consent_shares_is_found(client_of, suzuki):
    case = case_of_a_family(**TAKAHASHI)
    MemberFactory(household=case.household, person__name="佐々木 久", relation_label="父")
    granted_to(suzuki, case, [Category.CONTACT, Category.HOUSEHOLD])
    client = client_of(suzuki)
    assert found(client, "蛇田") == found(client, "佐々木") == [case.household]


def test_an_administrator_searches_no_families(client_of, ono):
    assert client_of(ono).post(reverse("casework:search"), {"q": "高橋"}).status_code == 403


def test_no_name_stands_in_an_address(client_of, sato):
    sent = client_of(sato).post(reverse("casework:search"), {"q": "高橋"})
    kept = Draft.objects.get(form="search")
    assert sent.url == reverse("casework:search_kept", args=[kept.pk])


def test_a_search_is_its_searchers_own(client_of, sato, kudo):
    sent = client_of(sato).post(reverse("casework:search"), {"q": "高橋"})
    assert client_of(kudo).get(sent.url).url == reverse("casework:search")


def test_only_the_last_searches_are_kept(client_of, sato):
    client = client_of(sato)
    for number in range(25):
        client.post(reverse("casework:search"), {"q": f"高橋{number}"})
    assert Draft.objects.filter(form="search").count() == 20


def test_the_log_holds_a_keyed_hash_and_whose_families_were_shown_but_no_name(client_of, sato):
    taken = ConsultationFactory(**TAKAHASHI)
    found(client_of(sato), "高橋")
    searched = AuditEvent.objects.get(verb=audit.Verb.SEARCHED)
    assert searched.detail == {"words": audit.hash_of("高橋"), "found": 1}
    assert AuditEvent.objects.get(verb=audit.Verb.LISTED).detail == {"kind": "household", "ids": [taken.household_id]}
    assert not any("高橋" in str(each.detail) for each in AuditEvent.objects.all())


def test_the_results_cost_the_same_for_one_family_and_for_ten(client_of, sato):
    def cost() -> int:
        client = client_of(sato)
        page = client.post(reverse("casework:search"), {"q": "高橋"}).url
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    ConsultationFactory(**TAKAHASHI)
    with_one = cost()
    for _each in range(9):
        ConsultationFactory(**TAKAHASHI)
    assert cost() == with_one


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("高橋 健一", {"name": "高橋 健一"}),
        ("たかはし", {"kana": "たかはし"}),
        ("０２２５-95-1111", {"telephone": "0225-95-1111"}),
        ("石巻市蛇田1-2", {"address": "石巻市蛇田1-2"}),
        ("2020-0007", {}),
        ("", {}),
    ],
)
def test_what_was_searched_for_goes_into_its_box(words, told):
    assert as_told(words) == told


def test_nobody_found_leads_to_a_new_consultation_with_what_was_typed(client_of, sato):
    client = client_of(sato)
    begun = client.post(reverse("casework:consultation_new"), {"q": "高橋 健一"})
    assert client.get(begun.url).context["form"]["name"].value() == "高橋 健一"
