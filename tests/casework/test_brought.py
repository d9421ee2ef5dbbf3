"""Where coordinators are consulted by agencies only — suzuki's agency brings a family to sato, tanaka is outside."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.acting import acting_as
from accounts.models import Notice
from agencies.calendar import today
from agencies.models import Municipality
from casework.actions import decisions
from casework.actions.consultations import take_in
from casework.choices import Outcome
from casework.models import Consultation, Household, Referral


def taken_in(by, **told) -> Consultation:
    with acting_as(by):
        consultation = Consultation(received_on=today(), name="遠藤 美咲", narrative="家賃", **told)
        return take_in(consultation, [], by=by)


def test_an_agency_that_brings_a_family_by_telephone_is_recorded_and_answered_like_a_sender(sato, suzuki, tanaka):
    Municipality.objects.update(consulted_by_agencies_only=True)
    with pytest.raises(ValidationError, match="機関"):
        taken_in(sato)
    consultation = taken_in(sato, brought_by=suzuki.agency)
    brought = Referral.objects.get()
    assert (brought.sender, brought.to) == (suzuki.agency, sato.agency)
    with acting_as(suzuki):
        assert Referral.objects.get() == brought and not Household.objects.exists()
    with acting_as(tanaka):
        assert not Referral.objects.exists()
    with acting_as(sato):
        decisions.decide(consultation, Outcome.ONE_OFF, today(), by=sato)
    with acting_as(suzuki):
        answer = Referral.objects.get()
        assert (answer.answer, answer.contact_name) == (Referral.Answer.TAKEN, "佐藤 陽子") and "単発" in answer.words
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.REFERRAL_TAKEN).exists()


def test_what_is_recorded_of_who_brought_it_is_japanese_whatever_its_writer_reads(sato, suzuki):
    Municipality.objects.update(consulted_by_agencies_only=True)
    with translation.override("en"):
        consultation = taken_in(sato, brought_by=suzuki.agency)
        with acting_as(sato):
            decisions.decide(consultation, Outcome.ONE_OFF, today(), by=sato)
    recorded = Referral.objects.get()
    assert "推進員に相談" in recorded.reason and "単発" in recorded.words


def test_where_everybody_may_come_nothing_is_recorded_for_who_brought_it(sato, suzuki):
    taken_in(sato, brought_by=suzuki.agency)
    assert not Referral.objects.exists()
