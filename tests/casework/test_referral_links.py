"""One-time links — sato hands a family to an agency where nobody signs in; somebody there opens the link once."""

import json
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import jobs
from accounts.acting import acting_as
from accounts.models import AuditEvent, Job, Notice
from agencies.calendar import today
from agencies.models import Concern
from casework.actions import consents, links, referrals
from casework.actions.households import set_concerns
from casework.choices import Category
from casework.models import (
    Consent,
    Consultation,
    Referral,
    ReferralLink,
    Relation,
    SheetAgency,
    SheetCopy,
    TsunaguSheet,
)
from casework.sheet_content import content_of, content_without_sheet, shown
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MemberFactory


@pytest.fixture(autouse=True)
def reached_from_outside(settings):
    settings.OUTSIDE_URL = "https://tsunagu.example.jp"


@pytest.fixture
def referral(sato) -> Referral:
    consultation = ConsultationFactory(name="遠藤 美咲", telephone="0225-11-2222", address="石巻市蛇田1-2")
    ConsentFactory(household=consultation.household, categories=[Category.CONSULTATION])
    given = {"household": consultation.household, "written_by": sato.agency.group, "received_on": today()}
    sheet = TsunaguSheet.objects.create(
        consultation=consultation, agency=sato.agency, wishes="家の片付けを手伝ってほしい", special_notes="犬がいる",
        **given,
    )  # fmt: skip
    row = referrals.HandOver(AgencyFactory(name="ひまわり不動産", telephone="0225-99-0000"), "部屋を探しています")
    with acting_as(sato):
        return referrals.hand_over(consultation, [row], by=sato, sheet=sheet)[0]


@pytest.fixture
def address(referral, sato) -> str:
    with acting_as(sato):
        _link, address = links.make_link(referral, by=sato)
    return address.removeprefix("https://tsunagu.example.jp")


def opened(address, name="小林") -> Client:
    client = Client()
    assert client.post(address, {"name": name}).status_code == 302
    return client


def page(client) -> str:
    return client.get(reverse("casework:link_letter")).content.decode()


def test_the_token_is_nowhere_kept(address):
    token = address.rstrip("/").rsplit("/", 1)[-1]
    assert len(token) >= 40
    link = ReferralLink.objects.get()
    assert token not in json.dumps(list(ReferralLink.objects.values()), default=str)
    assert token not in json.dumps(list(AuditEvent.objects.values()), default=str)
    assert link.token_hash == links.hash_of(token)


def test_a_mail_scanner_that_fetches_the_address_opens_nothing(address):
    for method in ("get", "head"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 200 and "遠藤" not in answer.content.decode()
    assert ReferralLink.objects.get().opened_at is None
    assert "家の片付け" in page(opened(address))


def test_it_is_opened_once_by_a_person_who_says_their_name(address):
    assert Client().post(address, {"name": ""}).status_code == 422
    client = opened(address)
    again = Client().post(address, {"name": "別の人"})
    assert again.status_code == 410 and "すでに開かれて" in again.content.decode()
    assert "家の片付け" in page(client)  # in the browser that opened it, it goes on
    assert ReferralLink.objects.get().opened_by == "小林"


def test_it_shows_what_was_handed_over_and_consent_covers_and_nothing_else(address):
    seen = page(opened(address))
    for words in ("遠藤 美咲", "部屋を探しています", "家の片付け", "犬がいる"):
        assert words in seen
    for kept_back in ("0225-11-2222", "石巻市蛇田"):
        assert kept_back not in seen
    assert "共有されていません" in seen


@pytest.fixture
def untold(sato, referral) -> Referral:
    """A family handed over without a sheet."""
    consultation = ConsultationFactory(
        name="阿部 健", narrative="家賃を払えない", telephone="0225-33-4444", address="石巻市渡波3-4"
    )
    MemberFactory(household=consultation.household, person__name="阿部 花", relation_label="長女")
    ConsentFactory(household=consultation.household, categories=[Category.CONSULTATION, Category.HOUSEHOLD])
    with acting_as(sato):
        return referrals.hand_over(consultation, [referrals.HandOver(referral.to, "家計の相談")], by=sato)[0]


def linked(referral, sato) -> Client:
    with acting_as(sato):
        _link, address = links.make_link(referral, by=sato)
    return opened(address.removeprefix("https://tsunagu.example.jp"))


def test_without_a_sheet_it_shows_what_the_consent_covers_of_the_consultation(untold, sato):
    client = linked(untold, sato)
    Consultation.objects.filter(pk=untold.consultation_id).update(narrative="あとから書いたこと")
    seen = page(client)
    for words in ("阿部 健", "家計の相談", "家賃を払えない", "阿部 花", "長女"):
        assert words in seen, words
    for kept_back in ("0225-33-4444", "石巻市渡波", "あとから"):
        assert kept_back not in seen, kept_back


def leaves(value) -> set[str]:
    """Every text that stands anywhere in a value."""
    if isinstance(value, dict):
        return set().union(*(leaves(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(leaves(each) for each in value))
    return {str(value)}


def test_the_database_cuts_what_was_handed_over_as_the_pages_do(referral, sato):
    """For each of the 128 sets of categories: nothing that the page shows is missing, nothing that it keeps back is
    given."""
    consultation = referral.consultation
    consultation.concerns.set(Concern.objects.filter(list__code="national16"))
    son = MemberFactory(household=consultation.household, person__name="遠藤 蓮", relation_label="長男").person
    for each in consultation.household.members.all():
        set_concerns(each, Concern.objects.filter(list__code="national16", number__in=[1, 3, 9]), sato)
    written = {"household": consultation.household, "written_by": sato.agency.group}
    Relation.objects.create(of=consultation.person, to=son, kind=Relation.Kind.PARENT, **written)
    sheet = TsunaguSheet.objects.get()
    sheet.living_situation = "年金で暮らす"
    SheetAgency.objects.create(sheet=sheet, agency=referral.to, support="見守り")
    for content in (content_of(sheet), content_without_sheet(consultation)):
        for count in range(len(Category) + 1):
            for categories in combinations(Category, count):
                with connection.cursor() as cursor:
                    cursor.execute("select covered_part(%s, %s)", [json.dumps(content), [str(c) for c in categories]])
                    cut = json.loads(cursor.fetchone()[0])
                whole = shown(content, categories)
                assert shown(cut, categories) == whole, categories
                assert leaves(cut) <= leaves(whole | {"category": list(Category)}), categories


def test_the_database_gives_a_link_no_more_than_is_covered(address, sato):
    opened(address)
    with acting_as(None):
        letter = links.letter_of(links.hash_of(address.rstrip("/").rsplit("/", 1)[-1]))
    assert letter["copy"]["wishes"] == "家の片付けを手伝ってほしい"
    assert not {"address", "telephone", "kana", "members", "genogram"} & set(letter["copy"])


def test_what_is_changed_after_the_hand_over_is_not_shown(referral, address):
    TsunaguSheet.objects.update(wishes="あとから書いたこと")
    assert "あとから" not in page(opened(address))


@pytest.mark.parametrize("way", ["withdrawn", "revoked", "expired", "restricted"])
def test_it_is_shut_at_once(referral, address, sato, abe, way):
    client = opened(address)
    with acting_as(sato):
        if way == "withdrawn":
            consents.withdraw_consent(Consent.objects.get(), today(), by=sato)
        elif way == "revoked":
            links.revoke_link(ReferralLink.objects.get(), by=sato)
    if way == "expired":
        ReferralLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    if way == "restricted":
        with acting_as(abe), connection.cursor() as cursor:
            cursor.execute("select restrict_household(%s, true, '{}')", [referral.household_id])
    answer = client.get(reverse("casework:link_letter"))
    assert answer.status_code == 410 and "遠藤" not in answer.content.decode()
    assert client.post(reverse("casework:link_letter"), {"answer": "taken"}).status_code == 410
    assert not Referral.objects.exclude(answer="").exists()


def test_nothing_of_it_is_kept_found_or_leaked(address):
    client = opened(address)
    for answer in (Client().get(address), client.get(reverse("casework:link_letter"))):
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "same-origin"


def carried_out() -> Referral:
    (job,) = Job.objects.filter(kind=links.LINK_JOB)
    jobs.run(job.pk)
    jobs.run(job.pk)  # twice is once
    return Referral.objects.order_by("pk").first()


def test_the_agency_takes_the_family_by_it_and_the_sender_learns_whom_to_call(address, sato):
    client = opened(address)
    sent = {"answer": "taken", "telephone": "0225-99-1111", "words": "明日見に来てください"}
    assert client.post(reverse("casework:link_letter"), sent).status_code == 302
    assert "届きました" in page(client)
    referral = carried_out()
    assert (referral.answer, referral.answered_as) == ("taken", "link")
    assert (referral.contact_name, referral.contact_telephone) == ("小林", "0225-99-1111")
    assert Notice.objects.of(sato).filter(kind=Notice.Kind.REFERRAL_TAKEN).exists()
    assert client.post(reverse("casework:link_letter"), sent).status_code == 200  # answered: nothing more is sent
    assert Job.objects.filter(kind=links.LINK_JOB).count() == 1


def test_it_names_another_agency_after_speaking_with_it_or_asks_to_be_called(address, tanaka, sato):
    Consent.objects.update(categories=[Category.CONSULTATION])
    client, url = opened(address), reverse("casework:link_letter")
    assert set(client.post(url, {"answer": "passed_on"}).context["form"].errors) >= {"other", "spoken_to"}
    assert "telephone" in client.post(url, {"answer": "coordinator"}).context["form"].errors
    sent = {"answer": "passed_on", "other": tanaka.agency.pk, "spoken_to": "田中", "spoken_on": today().isoformat()}
    assert client.post(url, sent).status_code == 302
    referral = carried_out()
    following = Referral.objects.get(follows=referral)
    assert following.to == tanaka.agency and following.sender == sato.agency
    assert following.copy == referral.copy
    gone = client.get(url)
    assert gone.status_code == 410 and "遠藤" not in gone.content.decode()


def test_it_takes_the_family_together_with_another_agency(address, tanaka, sato):
    client, url = opened(address), reverse("casework:link_letter")
    assert set(client.post(url, {"answer": "together"}).context["form"].errors) >= {"other", "spoken_to"}
    sent = {"answer": "together", "other": tanaka.agency.pk, "spoken_to": "田中", "spoken_on": today().isoformat()}
    assert client.post(url, sent | {"telephone": "0225-99-1111"}).status_code == 302
    referral = carried_out()
    assert (referral.answer, referral.contact_telephone) == ("together", "0225-99-1111")
    assert Referral.objects.get(follows=referral).to == tanaka.agency


def test_opening_leaves_an_event_with_the_kind_of_browser_and_no_name(referral, address):
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
    Client(headers={"User-Agent": agent}).post(address, {"name": "小林"})
    event = AuditEvent.objects.get(verb="link_opened")
    assert (event.household_id, event.about_id, event.detail["browser"]) == (referral.household_id, referral.pk, "Edge")
    assert "小林" not in json.dumps(list(AuditEvent.objects.values("detail")))
    assert AuditEvent.objects.filter(verb="link_made").exists()


def test_with_no_reach_the_hash_opens_one_letter_and_no_table(address):
    opened(address)
    with acting_as(None):
        assert links.letter_of("0" * 64) is None
        for model in (Referral, ReferralLink, SheetCopy):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                model.objects.count()


def test_wrong_addresses_are_refused_and_after_many_for_a_while(address):
    client = Client()
    wrong = reverse("casework:link_confirm", args=["falsch"])
    answers = {client.get(wrong).status_code for _ in range(links.TRIES + 1)}
    assert answers == {410, 429}
    assert client.get(address).status_code == 200  # a right one is always answered


def test_where_no_network_reaches_it_there_is_no_link(settings, address, referral, sato, client_of):
    settings.OUTSIDE_URL = ""
    assert Client().get(address).status_code == 410
    made = client_of(sato).post(reverse("casework:referral_link_make", args=[referral.pk]))
    assert made.status_code == 302 and ReferralLink.objects.count() == 1


def test_the_address_is_shown_once_and_a_new_one_shuts_the_former(client_of, referral, sato):
    client, url = client_of(sato), reverse("casework:referral_link_make", args=[referral.pk])
    first = client.post(url).content.decode()
    assert "https://tsunagu.example.jp/from/" in first
    assert "example.jp" not in client.get(referral.get_absolute_url()).content.decode()
    client.post(url)
    assert [bool(each.revoked_at) for each in ReferralLink.objects.order_by("pk")] == [True, False]


def test_a_foreign_agency_makes_and_shuts_no_link(client_of, referral, address, tanaka):
    link = ReferralLink.objects.get()
    client = client_of(tanaka)
    assert client.post(reverse("casework:referral_link_make", args=[referral.pk])).status_code == 404
    assert client.post(reverse("casework:referral_link_revoke", args=[link.pk])).status_code == 404
