"""Somebody of an agency that is shown a part of a family, curious about the rest: every way round the consent."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.acting import acting_as
from agencies.calendar import today
from casework import access
from casework.actions import answers, consents, consultations, links, referrals, sheets
from casework.actions.grants import settle_part_grants
from casework.choices import Category
from casework.hand_overs import referral_access
from casework.models import Consent, Consultation, Draft, Referral, SheetCopy
from tests.factories import (
    AgencyFactory,
    ConsentFactory,
    ConsultationFactory,
    ContactFactory,
    MemberFactory,
    PlanFactory,
    PlanRoleFactory,
)

SECRETS = ("0225-11-2222", "石巻市蛇田1-2", "年金で暮らす")


@pytest.fixture
def held(sato, suzuki) -> Referral:
    """A family that the office took in and handed to suzuki's agency, which has taken it on; what was consulted about
    is shared with it and no more. Everything is shared with the 不動産, where nobody signs in."""
    consultation = ConsultationFactory(
        name="遠藤 美咲", kana="えんどう みさき", telephone=SECRETS[0], address=SECRETS[1]
    )
    household = consultation.household
    ConsentFactory(household=household, categories=[Category.CONSULTATION])
    all_of_it = ConsentFactory(household=household, categories=list(Category), agencies_concerned=False)
    all_of_it.agencies.add(AgencyFactory(name="ひまわり不動産", telephone="0225-99-0000", fax="0225-99-0001"))
    with acting_as(sato):
        sheet = sheets.begin(consultation, by=sato)
        sheet.living_situation = SECRETS[2]
        sheet.save()
        row = referrals.HandOver(suzuki.agency, "片付けを手伝ってください")
        sent = referrals.hand_over(consultation, [row], by=sato, sheet=sheet)[0]
    with acting_as(suzuki):
        return answers.take(sent, by=suzuki)


@pytest.fixture
def handed_on(held, suzuki) -> Referral:
    """Suzuki hands the family on, to the agency with which everything is shared."""
    (estate,) = Consent.objects.get(agencies_concerned=False).agencies.all()
    with acting_as(suzuki):
        consultation = Consultation.objects.get()
        row = referrals.HandOver(estate, "部屋を探しています")
        return referrals.hand_over(consultation, [row], by=suzuki, sheet=consultation.sheets.get())[0]


def page(client, url) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_hands_a_family_on_does_not_read_off_the_paper_what_is_not_shared(client_of, handed_on, suzuki, sato):
    seen = page(client_of(suzuki), handed_on.get_absolute_url())
    assert "部屋を探しています" in seen and "共有されていません" in seen
    assert not any(each in seen for each in SECRETS)
    assert all(each in page(client_of(sato), handed_on.get_absolute_url()) for each in SECRETS)


def test_who_takes_a_family_together_with_another_does_not_either(client_of, held, suzuki, tanaka):
    Referral.objects.update(answer="", answered_at=None, answered_by=None, turn="agency")
    with acting_as(suzuki):
        answers.take_together(held, tanaka.agency, answers.Spoken("加藤", today()), by=suzuki)
    following = Referral.objects.get(to=tanaka.agency)
    assert not any(each in page(client_of(suzuki), following.get_absolute_url()) for each in SECRETS)


def test_a_version_made_by_who_handed_on_is_shut_with_the_consent(handed_on, suzuki, sato):
    with acting_as(suzuki):
        assert SheetCopy.objects.filter(written_by=suzuki.agency.group).exists()
    with acting_as(sato):
        consents.withdraw_consent(Consent.objects.get(agencies_concerned=True), today(), by=sato)
    with acting_as(suzuki):
        assert not SheetCopy.objects.exists()
    with acting_as(sato):
        assert SheetCopy.objects.count() == 2


def test_a_fax_holds_no_more_than_its_sender_sees(handed_on, suzuki, sato):
    with acting_as(suzuki):
        assert referral_access.sendable_categories(suzuki, handed_on) == {Category.CONSULTATION}
    with acting_as(sato):
        assert referral_access.sendable_categories(sato, handed_on) == access.EVERYTHING


def test_a_link_is_made_by_who_sees_what_it_shows(handed_on, suzuki, sato, settings):
    settings.OUTSIDE_URL = "https://tsunagu.example.jp"
    with acting_as(suzuki), pytest.raises(PermissionDenied, match="推進員"):
        links.make_link(handed_on, by=suzuki)
    with acting_as(sato):
        assert links.make_link(handed_on, by=sato)


def test_a_family_that_is_shared_in_part_is_not_taken_in_anew_to_see_the_rest(client_of, held, suzuki, sato):
    person = held.consultation.person
    with acting_as(suzuki):
        again = Consultation(name=person.name, received_on=today())
        with pytest.raises(PermissionDenied):
            consultations.take_in(again, [], person=person, by=suzuki)
    client = client_of(suzuki)
    client.post(reverse("casework:consultation_new"), {"person": person.pk})
    draft = Draft.objects.get(form="consultation")
    assert "えんどう" not in str(draft.content)
    sent = {
        "person": person.pk, "name": person.name, "received_on": "2020-06-02", "narrative": "また来ました",
        "received_by": suzuki.staff.name, "received_at": suzuki.agency_id,
        "members-TOTAL_FORMS": 0, "members-INITIAL_FORMS": 0, "involved-TOTAL_FORMS": 0, "involved-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = client.post(reverse("casework:consultation_draft", args=[draft.pk]), sent)
    assert answer.status_code == 422 and "推進員に" in answer.content.decode()
    assert Consultation.objects.count() == 1
    with acting_as(sato):
        assert consultations.take_in(again, [], person=person, by=sato).pk


def test_a_look_up_finds_nobody_by_what_is_not_shared(client_of, held, suzuki, sato):
    person = held.consultation.person
    person.name, person.kana, person.address = "遠藤 美咲", "えんどう みさき", SECRETS[1]
    person.save()
    MemberFactory(household=held.household, person__name="遠藤 蓮", relation_label="長男")
    url = reverse("casework:case_lookup")
    for words, own in (("遠藤 美咲", 1), ("蛇田", 0), ("えんどう", 0), ("遠藤 蓮", 0)):
        found = {
            who.staff.login: len(client_of(who).post(url, {"q": words}).json()["results"]) for who in (sato, suzuki)
        }
        assert found == {"sato": 1, "suzuki": own}, words


def test_with_whom_others_spoke_is_not_told_by_what_a_look_up_offers_first(client_of, suzuki, sato, tanaka):
    consultation = ConsultationFactory(continuing=True)
    ConsentFactory(household=consultation.household, categories=[Category.PLAN])
    PlanRoleFactory(plan=PlanFactory(case=consultation.case), agency=suzuki.agency)
    ContactFactory(consultation=consultation, agency=tanaka.agency)
    with acting_as(sato):
        settle_part_grants(consultation.case, by=sato)
    entry = reverse("casework:contact_add", args=[consultation.pk])
    assert f"?first={tanaka.agency_id}" in page(client_of(sato), entry)
    assert "?first=" not in page(client_of(suzuki), entry)
