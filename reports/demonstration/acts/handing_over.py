"""The tsunagu sheet is written, the family is referred to agencies, and each answers.

The program's own actions for sheets and referrals come with a later step; here their records are made as by those."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from accounts import audit, notices
from accounts.audit import Verb
from accounts.models import Membership, Notice
from casework.actions.case_course import take_part
from casework.actions.grants import grant
from casework.actions.households import note_agency
from casework.models import Case, Consultation, Grant, Referral, SheetAgency, TsunaguSheet
from reports.demonstration import telling
from reports.demonstration.acts.families import FamilyOnStage
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
            written_by=by.agency.group,
        )
        for code, support in told.involved:
            agency = self.stage.agencies[code]
            SheetAgency.objects.create(sheet=self.sheet, agency=agency, support=support)
            note_agency(self.family.household, agency, support, told_on=self.sheet.received_on, by=by)
        consultation.has_sheet = True
        Consultation.objects.filter(pk=consultation.pk).update(has_sheet=True)
        audit.record(Verb.CREATED, self.sheet, by=by)

    def send(self, told: telling.Referral, referral: Referral, by: Membership) -> None:
        consultation = self.family.consultation
        referral.household_id, referral.consultation = consultation.household_id, consultation
        referral.case_id = consultation.case_id
        referral.sheet = self.sheet if told.with_sheet else None
        referral.to, referral.reason = self.stage.agencies[told.to], told.reason
        referral.sent_at, referral.sent_by = timezone.now(), by
        referral.written_by, referral.sender = by.agency.group, by.agency
        referral.turn_since = referral.sent_at
        referral.save()
        audit.record(Verb.REFERRAL_SENT, referral, by=by, to=referral.to_id)
        notices.tell(referral.to, Notice.Kind.REFERRAL_SENT, about=consultation)

    def answer(self, told: telling.Reply, referral: Referral, by: Membership) -> None:
        referral = Referral.objects.select_for_update(of=("self",)).select_related("to", "sent_by").get(pk=referral.pk)
        referral.answer_with(told.answer, at=timezone.now())
        referral.answered_by, referral.words = by, told.words
        referral.passed_to = self.stage.agencies.get(told.to)
        referral.save()
        if referral.takes and referral.case_id:
            grant(referral.case_id, group=referral.to.group, reason=Grant.Reason.REFERRAL, source=referral, by=by)
            take_part(Case.objects.get(pk=referral.case_id), referral.to)
        kinds = {Answer.TAKEN: Notice.Kind.REFERRAL_TAKEN, Answer.PASSED_ON: Notice.Kind.REFERRAL_PASSED_ON}
        audit.record(Verb.REFERRAL_TAKEN, referral, by=by, answer=told.answer)
        notices.tell(referral.sent_by, kinds[Answer(told.answer)], about=self.family.consultation)
