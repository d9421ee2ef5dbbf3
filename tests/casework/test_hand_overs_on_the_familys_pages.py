"""What the family's own pages say of its hand-overs: who took it on, and what a withdrawn consent means there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.models import Referral
from tests.factories import ConsentFactory, ConsultationFactory, MemberFactory, ReferralFactory


@pytest.fixture
def taken(sato, suzuki):
    consultation = ConsultationFactory(name="及川 久子")
    ConsentFactory(household=consultation.household)
    return ReferralFactory(
        consultation=consultation, to=suzuki.agency, sender=sato.agency, sent_by=sato, turn="",
        answer=Referral.Answer.TAKEN, answered_at=timezone.now(), contact_name="鈴木 一郎",
        contact_telephone="0225-11-9999",
    )  # fmt: skip


def page(client, url: str) -> str:
    return client.get(url).content.decode()


def test_who_took_the_family_on_stands_on_its_pages_before_there_is_a_case(client_of, taken, sato, suzuki):
    household = page(client_of(sato), taken.household.get_absolute_url())
    agencies = household.split('id="agencies"')[1].split("</section>")[0]
    assert suzuki.agency.name in agencies
    assert f"{suzuki.agency.name}が引き受け" in household.split('id="timeline-title"')[1]
    consultation = page(client_of(sato), taken.consultation.get_absolute_url())
    assert "鈴木 一郎" in consultation
    assert "0225-11-9999" in consultation


def test_the_consultations_page_says_whose_turn_it_is_and_forgets_what_was_taken_back(client_of, taken, sato, tanaka):
    client, url = client_of(sato), taken.consultation.get_absolute_url()
    silent = ReferralFactory(
        consultation=taken.consultation, to=tanaka.agency, sender=sato.agency, sent_by=sato, turn="coordinator"
    )
    assert "推進員の番です" in page(client, url)
    Referral.objects.filter(pk=silent.pk).update(taken_back_at=timezone.now(), turn="")
    assert tanaka.agency.name not in page(client, url)


def test_a_sender_is_told_when_a_withdrawn_consent_hides_the_family_from_who_took_it_on(client_of, taken, sato):
    client, url = client_of(sato), reverse("casework:referral_detail", args=[taken.pk])
    said = "自分で書いた記録のほかは見えません"
    assert said not in page(client, url)
    taken.household.consents.update(withdrawn_on=taken.consultation.received_on)
    assert said in page(client, url)


def test_a_member_without_troubles_is_not_left_blank(client_of, taken, sato):
    MemberFactory(household=taken.household, relation_label="長男", concerns_stated=True)
    rows = page(client_of(sato), taken.consultation.get_absolute_url()).split('id="household-title"')[1]
    assert "なし" in rows.split("</table>")[0]
