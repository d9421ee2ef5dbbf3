"""Whose own consent is missing is said where a family is shared, and refuses nothing."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.actions.referrals import HandOver, hand_over
from casework.models import Consent, Draft, Referral, Relation
from casework.own_consents import lacking_own
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    MemberFactory,
    PersonFactory,
    ReferralFactory,
    SheetFactory,
)


@pytest.fixture
def consultation(sato, suzuki):
    """遠藤 美咲, who agreed for all agencies; her husband and a son of eight, who did not."""
    consultation = ConsultationFactory(name="遠藤 美咲")
    ConsentFactory(household=consultation.household)
    return consultation


@pytest.fixture
def husband(consultation):
    return MemberFactory(household=consultation.household, person__name="遠藤 誠", relation_label="夫")


@pytest.fixture
def son(consultation):
    born = date(today().year - 8, 1, 1)
    return MemberFactory(
        household=consultation.household, person__name="遠藤 翼", person__birth_date=born, relation_label="長男"
    )


def names(consultation, agency=None) -> list[str]:
    household = consultation.household
    members = household.members.select_related("person")
    return [each.member.person.name for each in lacking_own(members, household.consents.all(), agency)]


def text(answer) -> str:
    return answer.content.decode()


def rows(*pairs) -> dict[str, str]:
    sent = {"to-TOTAL_FORMS": str(len(pairs)), "to-INITIAL_FORMS": "0", "to-MAX_NUM_FORMS": "10"}
    for number, (agency, reason) in enumerate(pairs):
        sent |= {f"to-{number}-to": str(agency.pk), f"to-{number}-to-words": agency.name, f"to-{number}-reason": reason}
    return sent


def test_the_consultees_consent_is_not_the_husbands(consultation, husband, suzuki):
    assert names(consultation) == names(consultation, suzuki.agency) == ["遠藤 誠"]


def test_one_that_a_guardian_gave_is_the_childs_and_not_the_guardians(consultation, son, husband):
    given = ConsentFactory(
        household=consultation.household, given_by=husband.person, given_as="guardian", reason="未成年のため"
    )
    given.given_for.set([son.person])
    assert names(consultation) == ["遠藤 誠"]


def test_one_that_was_given_for_an_absent_member_is_theirs(consultation, husband):
    given = ConsentFactory(household=consultation.household, given_as="absent", reason="入院中で電話で確かめた")
    given.given_for.set([husband.person])
    assert names(consultation) == []


def test_one_that_names_another_agency_does_not_cover_this_one(consultation, husband, suzuki, tanaka):
    own = ConsentFactory(household=consultation.household, given_by=husband.person, agencies_concerned=False)
    own.agencies.set([tanaka.agency])
    assert names(consultation, tanaka.agency) == []
    assert names(consultation, suzuki.agency) == ["遠藤 誠"]
    assert names(consultation) == ["遠藤 誠"]  # the household's goes further than his own


def test_one_that_is_over_or_withdrawn_is_none(consultation, husband):
    ConsentFactory(household=consultation.household, given_by=husband.person, withdrawn_on=today())
    ConsentFactory(household=consultation.household, given_by=husband.person, valid_until=date(2020, 3, 31))
    assert names(consultation) == ["遠藤 誠"]


def test_nobody_is_asked_who_died_or_left_or_has_no_name(consultation):
    household = consultation.household
    MemberFactory(household=household, person__name="遠藤 一郎", person__life="died", relation_label="父")
    MemberFactory(household=household, person__name="遠藤 花", left_on=today(), relation_label="長女")
    MemberFactory(household=household, person__name="不詳", relation_label="元夫")
    assert names(consultation) == []


def test_household_sheet_and_hand_over_say_it_with_one_press(client_of, sato, consultation, husband):
    sheet = SheetFactory(consultation=consultation)
    pages = (
        consultation.household.get_absolute_url(),
        sheet.get_absolute_url(),
        reverse("casework:referral_new", args=[consultation.pk]),
    )
    press = f"{reverse('casework:consent_new', args=[consultation.household_id])}?person={husband.person_id}"
    for page in pages:
        said = text(client_of(sato).get(page))
        assert "ご本人の同意がない方" in said and "遠藤 誠" in said, page
        assert press in said, page


def test_nothing_is_refused_by_it(client_of, sato, suzuki, consultation, husband):
    url = reverse("casework:referral_new", args=[consultation.pk])
    assert client_of(sato).post(url, rows((suzuki.agency, "公営住宅の相談"))).status_code == 302
    assert Referral.objects.filter(to=suzuki.agency).exists()


def test_beside_an_agency_that_is_chosen_stands_whose_own_consent_does_not_cover_it(
    client_of, sato, suzuki, tanaka, consultation, husband
):
    own = ConsentFactory(household=consultation.household, given_by=husband.person, agencies_concerned=False)
    own.agencies.set([tanaka.agency])
    url = reverse("casework:consent_own", args=[consultation.household_id])
    said = text(client_of(sato).get(url, {"to-0-to": suzuki.agency.pk}))
    assert "遠藤 誠" in said and f"agency={suzuki.agency.pk}" in said
    assert "市保護課だけ" in text(client_of(sato).get(consultation.household.get_absolute_url()))
    assert "遠藤 誠" not in text(client_of(sato).get(url, {"to-0-to": tanaka.agency.pk}))
    assert "遠藤 誠" not in text(client_of(sato).get(url, {"to-0-to": ""}))
    assert AuditEvent.objects.filter(verb="viewed", about_type="household", detail__page="own_consents").exists()


def test_the_press_for_an_adult_opens_the_form_with_them_and_the_agency(client_of, sato, suzuki, consultation, husband):
    url = reverse("casework:consent_new", args=[consultation.household_id])
    form = client_of(sato).get(url, {"person": husband.person_id, "agency": suzuki.agency.pk}).context["form"]
    assert form["given_by"].value() == husband.person_id
    assert form["given_as"].value() == "self"
    assert form["agencies_concerned"].value() == "named"
    assert form["agencies"].value() == [suzuki.agency.pk]


def test_the_press_for_a_child_opens_it_for_the_parent_as_guardian(client_of, sato, consultation, son):
    Relation.objects.create(
        household=consultation.household, of=consultation.person, to=son.person, kind="parent",
        written_by=sato.agency.group,
    )  # fmt: skip
    url = reverse("casework:consent_new", args=[consultation.household_id])
    form = client_of(sato).get(url, {"person": son.person_id}).context["form"]
    assert form["given_by"].value() == consultation.person_id
    assert form["given_as"].value() == "guardian"
    assert form["given_for"].value() == [son.person_id]
    assert form["reason"].value() == "未成年のため"


def test_of_two_parents_the_form_asks_which(client_of, sato, consultation, husband, son):
    for parent in (consultation.person, husband.person):
        Relation.objects.create(
            household=consultation.household, of=parent, to=son.person, kind="parent", written_by=sato.agency.group
        )
    url = reverse("casework:consent_new", args=[consultation.household_id])
    assert not client_of(sato).get(url, {"person": son.person_id}).context["form"]["given_by"].value()


def test_a_person_of_another_family_is_not_filled_in(client_of, sato, consultation):
    stranger = PersonFactory(name="別の 家族")
    url = reverse("casework:consent_new", args=[consultation.household_id])
    answer = client_of(sato).get(url, {"person": stranger.pk, "agency": "x"})
    assert answer.status_code == 200 and "別の 家族" not in text(answer)


def test_pages_cost_the_same_for_one_member_and_for_ten(count_queries, sato, tanaka, consultation, husband):
    sheet = SheetFactory(consultation=consultation)
    pages = [
        ("casework:household_detail", consultation.household_id),
        ("casework:sheet_detail", sheet.pk),
        ("casework:referral_new", consultation.pk),
        ("casework:consent_own", consultation.household_id),
    ]
    count_queries(sato, *pages[2])  # a draft is there from now on
    before = [count_queries(sato, *each) for each in pages]
    for number in range(8):
        member = MemberFactory(household=consultation.household, person__name=f"遠藤 孫{number}", relation_label="孫")
        own = ConsentFactory(household=consultation.household, given_by=member.person, agencies_concerned=False)
        own.agencies.set([tanaka.agency])
        given = ConsentFactory(household=consultation.household, given_as="absent", reason="入院中")
        given.given_for.set([member.person])
        MemberFactory(household=consultation.household, person__name=f"遠藤 姪{number}", relation_label="姪")
    assert [count_queries(sato, *each) for each in pages] == before


def test_an_agency_to_which_the_family_is_not_shared_reads_no_name(client_of, sato, suzuki, consultation, husband):
    with acting_as(sato):
        hand_over(consultation, [HandOver(suzuki.agency, "公営住宅の相談")], by=sato)
    Consent.objects.update(categories=["consultation"])
    for url in (
        consultation.household.get_absolute_url(),
        reverse("casework:consent_own", args=[consultation.household_id]) + f"?to-0-to={suzuki.agency.pk}",
    ):
        answer = client_of(suzuki).get(url)
        assert answer.status_code == 200 and "遠藤 誠" not in text(answer)


def test_an_agency_learns_of_no_consent_but_those_that_name_it(client_of, sato, suzuki, tanaka, consultation, husband):
    ReferralFactory(consultation=consultation, to=suzuki.agency, sender=sato.agency, sent_by=sato)
    Consent.objects.update(categories=["household", "consultation"])
    other = ConsentFactory(
        household=consultation.household, given_by=husband.person, agencies_concerned=False, note="弁護士にだけ"
    )
    other.agencies.set([tanaka.agency])
    page = text(client_of(suzuki).get(consultation.household.get_absolute_url()))
    assert "弁護士にだけ" not in page and "市保護課" not in page and "遠藤 誠の同意" not in page
    assert client_of(suzuki).get(other.get_absolute_url()).status_code == 404
    assert client_of(sato).get(other.get_absolute_url()).status_code == 200


# From the page that refuses, to the form, and back --------------------------------------------------------------------


def test_who_goes_to_ask_for_a_consent_finds_the_hand_over_as_it_was_typed(
    client_of, sato, suzuki, tanaka, consultation
):
    consultation.household.consents.update(withdrawn_on=today())
    client, page = client_of(sato), reverse("casework:referral_new", args=[consultation.pk])
    two = rows((suzuki.agency, "公営住宅の相談"), (tanaka.agency, "生活費の相談"))
    client.get(page)
    refused = client.post(page, two)
    form = reverse("casework:consent_new", args=[consultation.household_id])
    asked = f"{form}?agency={suzuki.agency.pk}&amp;agency={tanaka.agency.pk}&amp;next={page}"
    assert refused.status_code == 422 and asked in text(refused)

    opened = client.get(asked.replace("&amp;", "&"))
    assert set(opened.context["form"]["agencies"].value()) == {suzuki.agency.pk, tanaka.agency.pk}
    sent = {
        "given_by": consultation.person_id, "given_as": "self", "categories": ["consultation"], "evidence": "telephone",
        "agencies_concerned": "named", "agencies": [suzuki.agency.pk, tanaka.agency.pk], "valid_from": "R2.6.1",
    }  # fmt: skip
    back = client.post(asked.replace("&amp;", "&"), sent)
    assert back.status_code == 302 and back.url == page
    again = text(client.get(page))
    assert "公営住宅の相談" in again and "生活費の相談" in again and "まだ引き継いでいません" in again
    assert client.post(page, two).status_code == 302
    assert Referral.objects.count() == 2 and not Draft.objects.filter(form="hand_over").exists()


def test_in_danger_what_was_asked_is_there_already_and_the_rest_stays_typed(
    client_of, sato, suzuki, tanaka, consultation
):
    consultation.household.consents.update(withdrawn_on=today())
    client, page = client_of(sato), reverse("casework:referral_new", args=[consultation.pk])
    client.post(page, rows((suzuki.agency, "今夜の宿"), (tanaka.agency, "生活費の相談")))
    danger = reverse("casework:referral_danger", args=[consultation.pk]) + f"?to={suzuki.agency.pk}"
    assert "今夜の宿" in text(client.get(danger))
    sent = {"to": suzuki.agency.pk, "reason": "今夜の宿", "danger": "夫が今夜帰れば殴られると言っている"}
    assert client.post(danger, sent).status_code == 302
    again = text(client.get(page))
    assert "生活費の相談" in again and "今夜の宿" not in again
    assert client.post(danger, sent | {"to": tanaka.agency.pk}).status_code == 302
    assert not Draft.objects.filter(form="hand_over").exists()


def test_the_form_goes_back_to_no_address_outside(client_of, sato, consultation):
    form = reverse("casework:consent_new", args=[consultation.household_id]) + "?next=https://example.com/"
    sent = {
        "given_by": consultation.person_id, "given_as": "self", "categories": ["consultation"], "evidence": "telephone",
        "agencies_concerned": "on", "valid_from": "R2.6.1",
    }  # fmt: skip
    assert client_of(sato).post(form, sent).url == consultation.household.get_absolute_url() + "#consents"
    assert 'href="https://example.com/"' not in text(client_of(sato).get(form))
