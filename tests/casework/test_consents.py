"""Consent: what it shows to whom, and that it bites on the next request."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from agencies.calendar import today
from agencies.models import Municipality
from casework.actions import consents
from casework.actions.grants import settle_part_grants
from casework.actions.referrals import HandOver, hand_over
from casework.choices import Category
from casework.models import Consent
from tests.factories import (
    AttachmentFactory,
    ConsentFactory,
    MemberFactory,
    PlanFactory,
    PlanRoleFactory,
    SheetFactory,
    case_of_a_family,
)


@pytest.fixture
def case(sato, suzuki):
    """A family that the office took in; suzuki's agency has a part in its plan."""
    case = case_of_a_family(narrative="家賃を二か月払えていない", address="石巻市蛇田1-2", telephone="0225-11-2222")
    PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    return case


def give(case, by, **more) -> Consent:
    with acting_as(by):
        consent = Consent(household=case.household, given_by=case.consultation.person, **more)
        return consents.take_consent(consent, [], by=by)


def page_of(client, case) -> str:
    return client.get(case.consultation.get_absolute_url()).content.decode()


def test_without_a_consent_an_agency_with_a_part_finds_nothing(client_of, case, suzuki):
    assert client_of(suzuki).get(case.household.get_absolute_url()).status_code == 404


def test_a_consent_that_is_taken_shows_the_family_at_once(client_of, case, sato, suzuki):
    give(case, sato)
    assert "家賃を二か月" in page_of(client_of(suzuki), case)


def test_a_consent_that_is_withdrawn_bites_on_the_next_request(client_of, case, sato, suzuki):
    consent, client = give(case, sato), client_of(suzuki)
    assert client.get(case.household.get_absolute_url()).status_code == 200
    url = reverse("casework:consent_withdraw", args=[consent.pk])
    assert client_of(sato).post(url, {"withdrawn_on": today().isoformat()}).status_code == 302
    for url in (case.household.get_absolute_url(), case.consultation.get_absolute_url(), case.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_what_a_partial_consent_keeps_back_is_said_and_not_sent(client_of, case, sato, suzuki):
    give(case, sato, categories=[Category.PLAN, Category.PROGRESS])
    seen = page_of(client_of(suzuki), case)
    assert "共有されていません" in seen
    for kept_back in ("家賃を二か月", "石巻市蛇田", "0225-11-2222", "昭和39年"):
        assert kept_back not in seen
    household = client_of(suzuki).get(case.household.get_absolute_url()).content.decode()
    assert "共有されていません" in household and "昭和39年" not in household


def test_a_consent_for_named_agencies_covers_those_alone(client_of, case, sato, suzuki, tanaka):
    with acting_as(sato):
        consent = Consent(household=case.household, given_by=case.consultation.person, agencies_concerned=False)
        consents.take_consent(consent, [tanaka.agency], by=sato)
    assert client_of(suzuki).get(case.household.get_absolute_url()).status_code == 404


def test_a_consent_is_over_after_its_last_day(case, sato, suzuki):
    consent = give(case, sato, valid_from=date(2020, 1, 1), valid_until=today())
    assert consent in Consent.objects.covering(suzuki.agency)
    Consent.objects.update(valid_until=today() - timedelta(days=1))
    assert consent not in Consent.objects.covering(suzuki.agency)


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(client_of, case, sato):
    url = reverse("casework:consent_new", args=[case.household.pk])
    sent = {
        "given_by": case.consultation.person.pk,
        "given_as": "guardian",
        "valid_from": "R2.6.1",
        "evidence": "paper",
        "note": "窓口で",
    }
    answer = client_of(sato).post(url, sent)
    assert answer.status_code == 422
    assert {"categories", "agencies", "reason", "given_for"} <= set(answer.context["form"].errors)
    assert "窓口で" in answer.content.decode()
    good = sent | {"given_as": "self", "categories": list(Category.values), "agencies_concerned": "on"}
    assert client_of(sato).post(url, good).status_code == 302
    assert "有効" in client_of(sato).get(case.household.get_absolute_url()).content.decode()


def test_it_is_withdrawn_once_and_not_before_it_was_given(case, sato):
    consent = give(case, sato, valid_from=date(2020, 6, 1))
    with acting_as(sato):
        with pytest.raises(ValidationError):
            consents.withdraw_consent(consent, date(2020, 5, 31), by=sato)
        consents.withdraw_consent(consent, date(2020, 6, 2), by=sato)
        with pytest.raises(ValidationError):
            consents.withdraw_consent(consent, date(2020, 6, 3), by=sato)


def test_an_agency_that_a_consent_shows_a_family_to_does_not_widen_it(case, sato, suzuki):
    give(case, sato, categories=[Category.PLAN])
    with acting_as(suzuki), pytest.raises(PermissionDenied):
        consents.take_consent(Consent(household=case.household, given_by=case.consultation.person), [], by=suzuki)


def test_giving_and_withdrawing_each_leave_an_event(case, sato):
    consent = give(case, sato)
    with acting_as(sato):
        consents.withdraw_consent(consent, today(), by=sato)
    verbs = AuditEvent.objects.filter(about_type="consent", about_id=consent.pk).values_list("verb", flat=True)
    assert set(verbs) == {"consent_given", "consent_withdrawn"}


def test_a_part_that_no_consent_covers_gives_no_sight_when_it_is_settled(case, sato, suzuki, client_of):
    ConsentFactory(household=case.household, withdrawn_on=date(2020, 2, 1))
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    assert client_of(suzuki).get(case.get_absolute_url()).status_code == 404


def test_for_a_child_it_says_for_whom_and_why_and_keeps_the_wording_that_was_shown(client_of, case, sato):
    child = MemberFactory(household=case.household, person__name="遠藤 翼", relation_label="長男").person
    url = reverse("casework:consent_new", args=[case.household.pk])
    empty = client_of(sato).get(url)
    assert Municipality.current().consent_wording in empty.content.decode()
    assert empty.context["form"]["agencies_concerned"].value() == "on"
    sent = {
        "given_by": case.consultation.person.pk,
        "given_as": "guardian",
        "given_for": [child.pk],
        "reason": "未成年のため",
        "purpose": "学校と一緒に考えるため",
        "categories": ["consultation"],
        "agencies_concerned": "on",
        "valid_from": "R2.6.1",
        "evidence": "in_person",
    }
    assert client_of(sato).post(url, sent).status_code == 302
    Municipality.objects.update(consent_wording="あとから直した文面")
    consent = Consent.objects.get()
    assert [each.name for each in consent.given_for.all()] == ["遠藤 翼"]
    assert "同意します" in consent.wording and consent.purpose == "学校と一緒に考えるため"
    seen = client_of(sato).get(case.household.get_absolute_url()).content.decode()
    assert "遠藤 翼" in seen and "未成年のため" in seen and "あとから直した" not in seen


def test_a_consent_is_listed_two_weeks_before_its_last_day_for_who_may_renew_it(client_of, case, sato, suzuki, tanaka):
    consent = give(case, sato, valid_until=today() + timedelta(days=14), categories=[Category.PLAN])
    url = reverse("casework:consent_expiring")
    assert "遠藤 美咲" in client_of(sato).get(url).content.decode()
    assert "同意の期限" in client_of(sato).get(reverse("accounts:home")).content.decode()
    for outsider in (suzuki, tanaka):  # one sees a part of the family by it, one sees nothing
        assert "遠藤 美咲" not in client_of(outsider).get(url).content.decode()
    renewed = client_of(sato).get(reverse("casework:consent_new", args=[case.household.pk]) + f"?renews={consent.pk}")
    assert renewed.context["form"]["given_by"].value() == consent.given_by_id
    Consent.objects.update(valid_until=today() + timedelta(days=15))
    assert "遠藤 美咲" not in client_of(sato).get(url).content.decode()


def test_a_withdrawal_shuts_every_page_paper_file_and_notice(client_of, case, sato, suzuki):
    consent, sheet = give(case, sato), SheetFactory(consultation=case.consultation)
    with acting_as(sato):
        (referral,) = hand_over(case.consultation, [HandOver(suzuki.agency, "公営住宅の相談")], by=sato, sheet=sheet)
    scan = AttachmentFactory(sheet=sheet)
    client, notice = client_of(suzuki), Notice.objects.of(suzuki).filter(kind="referral_sent").get()
    pages = [each.get_absolute_url() for each in (
        case, case.household, case.consultation, case.plans.get(), sheet, referral, referral.copy, scan, consent
    )]  # fmt: skip
    pages += [reverse("reports:sheet_pdf", args=[sheet.pk]), reverse("reports:sheet_copy_pdf", args=[referral.copy_id])]
    pages += [reverse("reports:consent_pdf", args=[consent.pk])]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    client_of(sato).post(reverse("casework:consent_withdraw", args=[consent.pk]), {"withdrawn_on": today().isoformat()})
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    opened = client.get(reverse("accounts:notice", args=[notice.pk]), follow=True)
    assert "今はご覧いただけません" in opened.content.decode() and "遠藤" not in opened.content.decode()
    for page in ("accounts:home", "casework:referral_received", "casework:case_list", "casework:part_list"):
        assert "遠藤" not in client.get(reverse(page)).content.decode()


def test_an_agency_that_had_read_of_a_family_is_told_that_it_is_shut_before_it_answered_too(
    client_of, case, sato, suzuki, tanaka
):
    consent = give(case, sato)
    with acting_as(sato):
        rows = [HandOver(suzuki.agency, "公営住宅の相談"), HandOver(tanaka.agency, "生活費の相談")]
        (referral, _unread) = hand_over(case.consultation, rows, by=sato)
    client_of(suzuki).get(referral.get_absolute_url())
    client_of(sato).post(reverse("casework:consent_withdraw", args=[consent.pk]), {"withdrawn_on": today().isoformat()})
    said = {
        each: client_of(each).get(reverse("casework:referral_received")).content.decode() for each in (suzuki, tanaka)
    }
    assert "同意がなくなったため" in said[suzuki] and "遠藤" not in said[suzuki]
    assert "同意がなくなったため" not in said[tanaka]  # it had read nothing, and is told nothing


def test_who_withdraws_one_consent_is_told_of_those_that_stay_in_force(client_of, case, sato, suzuki):
    first, second = give(case, sato), give(case, sato, note="更新")
    url = reverse("casework:consent_withdraw", args=[first.pk])
    assert reverse("casework:consent_withdraw", args=[second.pk]) in client_of(sato).get(url).content.decode()
    client_of(sato).post(url, {"withdrawn_on": today().isoformat()})
    assert client_of(suzuki).get(case.get_absolute_url()).status_code == 200  # by the second
    client_of(sato).post(reverse("casework:consent_withdraw", args=[second.pk]), {"withdrawn_on": today().isoformat()})
    assert client_of(suzuki).get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"given_by": ""}, "given_by", "だれが同意したかを選んでください"),
        ({"agencies_concerned": "named"}, "agencies", "機関に印を付けるか"),
        ({"given_as": "guardian", "reason": "未成年のため"}, "given_for", "誰の分の"),
        (
            {"given_as": "absent", "given_for": "the giver", "reason": "入院中"},
            "given_for",
            "同意した本人が入っています",
        ),
        ({"valid_from": "R99.1.1"}, "valid_from", "まだ来ていない"),
        ({"valid_until": "R2.6.30"}, "valid_until", "もう過ぎた日です"),
        ({"categories": []}, "categories", "一つは選んで"),
    ],
)
def test_what_is_wrong_is_said_beside_the_box_and_all_that_was_typed_stays(
    client_of, case, sato, wrong, field, sentence
):
    giver = case.consultation.person
    sent = {
        "given_by": giver.pk, "given_as": "self", "categories": ["plan", "money"], "agencies_concerned": "on",
        "valid_from": "R2.6.1", "evidence": "in_person", "purpose": "暮らしを立て直すため",
        "note": "窓口で、妹さんも同席",
    }  # fmt: skip
    answer = client_of(sato).post(
        reverse("casework:consent_new", args=[case.household.pk]),
        sent | {name: [giver.pk] if value == "the giver" else value for name, value in wrong.items()},
    )
    said = answer.content.decode()
    assert answer.status_code == 422 and not Consent.objects.exists()
    assert any(sentence in each for each in answer.context["form"].errors[field]), answer.context["form"].errors
    assert "窓口で、妹さんも同席" in said and "暮らしを立て直すため" in said
    if "categories" not in wrong:
        assert set(answer.context["form"]["categories"].value()) == {"plan", "money"}


def test_ticks_of_a_list_that_is_out_of_sight_do_not_count(client_of, case, sato, suzuki):
    other = MemberFactory(household=case.household, person__name="遠藤 翼", relation_label="長男").person
    sent = {
        "given_by": case.consultation.person.pk, "given_as": "self", "given_for": [other.pk], "reason": "消し忘れ",
        "categories": ["plan"], "agencies_concerned": "on", "agencies": [suzuki.agency.pk], "valid_from": "R2.6.1",
        "evidence": "paper",
    }  # fmt: skip
    assert client_of(sato).post(reverse("casework:consent_new", args=[case.household.pk]), sent).status_code == 302
    consent = Consent.objects.get()
    assert consent.agencies_concerned and not consent.agencies.exists() and not consent.given_for.exists()


def listed(client_of, by) -> list[int]:
    rows = client_of(by).get(reverse("casework:consent_expiring")).context["rows"]
    return [consent.pk for consent, _family in rows]


def test_one_that_was_renewed_as_far_as_it_went_is_not_listed_any_more(client_of, case, sato, suzuki, tanaka):
    soon = today() + timedelta(days=5)
    given = {"household": case.household, "categories": ["plan", "money"]}
    old = ConsentFactory(valid_until=soon, agencies_concerned=False, **given)
    old.agencies.set([suzuki.agency])
    # One for another agency, for less, by another member, or as short, does not go on for it.
    wider = ConsentFactory(agencies_concerned=False, **given)
    wider.agencies.set([tanaka.agency])
    ConsentFactory(household=case.household, categories=["plan"])
    ConsentFactory(given_by=MemberFactory(household=case.household, relation_label="夫").person, **given)
    ConsentFactory(given_as="guardian", reason="未成年のため", **given)
    assert listed(client_of, sato) == [old.pk]
    wider.agencies.add(suzuki.agency)
    assert listed(client_of, sato) == []
    Consent.objects.filter(pk=wider.pk).update(valid_until=soon)
    assert listed(client_of, sato) == [old.pk, wider.pk]


def test_the_list_costs_the_same_for_one_and_for_ten_and_is_reached_from_the_households(
    client_of, count_queries, case, sato, kudo, suzuki
):
    soon = today() + timedelta(days=5)
    ConsentFactory(household=case.household, valid_until=soon)
    with_one = count_queries(sato, "casework:consent_expiring")
    for _each in range(9):
        other = case_of_a_family()
        ConsentFactory(household=other.household, valid_until=soon, agencies_concerned=False).agencies.add(
            suzuki.agency
        )
    assert count_queries(sato, "casework:consent_expiring") == with_one
    assert len(listed(client_of, kudo)) == 10
    households = client_of(kudo).get(reverse("casework:household_list")).content.decode()
    assert reverse("casework:consent_expiring") in households
