"""The tsunagu sheet is written, the family is handed over to agencies, and each answers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from agencies.calendar import era_text, today
from agencies.models import Municipality
from casework import scans
from casework.actions import answers, attachments, referrals
from casework.actions.households import note_agency
from casework.models import Attachment, Consultation, Referral, SheetAgency, TsunaguSheet
from reports.demonstration import telling
from reports.demonstration.acts.families import FamilyOnStage
from reports.demonstration.scans import signed_page
from reports.demonstration.timeline import Event, First

Answer = Referral.Answer


class HandingOver:
    """The sheets and referrals of one family."""

    def __init__(self, family: FamilyOnStage) -> None:
        self.family, self.stage = family, family.stage
        self.sheet: TsunaguSheet | None = None

    def events(self) -> Iterator[Event]:
        for sheet in self.family.family.sheets:
            yield self.family.event(sheet.day, First.SHEET, sheet.by, partial(self.write, sheet))
        for told in self.family.family.referrals:
            referral = Referral()
            yield self.family.event(told.day, First.REFERRAL, told.by, partial(self.send, told, referral))
            if told.reply:
                answer = partial(self.answer, told.reply, referral)
                yield self.family.event(told.reply.day, First.ANSWER, told.reply.by, answer, desk=told.to)
                if told.reply.to:
                    further = partial(self.take_further, told.reply)
                    yield self.family.event(told.reply.day + 1, First.ANSWER, told.by, further)

    def write(self, told: telling.Sheet, by: Membership) -> None:
        consultation = self.family.consultation
        self.sheet = TsunaguSheet.objects.create(
            household_id=consultation.household_id,
            consultation=consultation,
            received_on=self.stage.days.day(told.day),
            agency=by.agency,
            received_by=by.staff.name,
            wishes=told.wishes,
            living_situation=told.living,
            special_notes=told.notes,
            own_assessment=told.own_assessment,
            consent_wording=Municipality.current().consent_wording,
            written_by=by.agency.group,
        )
        for code, support in told.involved:
            agency = self.stage.agencies[code]
            SheetAgency.objects.create(sheet=self.sheet, agency=agency, support=support)
            note_agency(self.family.household, agency, support, told_on=self.sheet.received_on, by=by)
        consultation.has_sheet = True
        Consultation.objects.filter(pk=consultation.pk).update(has_sheet=True)
        audit.record(Verb.CREATED, self.sheet, by=by)
        if told.signed:
            page = signed_page(consultation.number, consultation.name, era_text(self.sheet.received_on))
            attachments.attach(self.sheet, Attachment.Kind.SIGNED, scans.read(io.BytesIO(page)), by=by)

    def send(self, told: telling.Referral, referral: Referral, by: Membership) -> None:
        """`referral` becomes the one that was handed over; its answer follows on another day."""
        consultation = Consultation.objects.get(pk=self.family.consultation.pk)
        row = referrals.HandOver(self.stage.agencies[told.to], told.reason)
        sheet = self.sheet if told.with_sheet else None
        if told.danger:
            sent = referrals.hand_over_in_danger(consultation, row, told.danger, by=by, sheet=sheet)
        else:
            (sent,) = referrals.hand_over(consultation, [row], by=by, sheet=sheet)
        referral.pk = sent.pk
        if told.told_to:
            referrals.tell_of_coming(sent, told.told_to, today(), by=by)

    def answer(self, told: telling.Reply, referral: Referral, by: Membership) -> None:
        referral = Referral.objects.get(pk=referral.pk)
        referrals.note_read(referral, by=by)
        if told.answer == Answer.PASSED_ON:
            spoken = answers.Spoken(told.spoken_to, today())
            answers.pass_on(referral, self.stage.agencies[told.to], spoken, words=told.words, by=by)
        elif told.answer == Answer.COORDINATOR:
            answers.ask_coordinator(referral, told.words, by=by)
        else:
            answers.take(referral, words=told.words, by=by)

    def take_further(self, told: telling.Reply, by: Membership) -> None:
        """The agency that was named, where nobody signs in, says on the telephone that it takes the family."""
        referral = Referral.objects.get(consultation=self.family.consultation.pk, to__code=told.to)
        answers.take(referral, said=answers.Said(Referral.Way.TELEPHONE, told.spoken_to, timezone.now()), by=by)
