"""What an agency says to its part of a plan, how far it is, and the coordinator's reply."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import Membership, Notice
from agencies.calendar import today
from casework import access
from casework.actions.consultations import coordinators_offices
from casework.choices import PartAnswer
from casework.models import PlanRole

TOLD = {
    PartAnswer.AGREED: Notice.Kind.PART_AGREED,
    PartAnswer.CHANGE: Notice.Kind.PART_CHANGE,
    PartAnswer.QUESTION: Notice.Kind.PART_QUESTION,
}


def _locked(part: PlanRole) -> PlanRole:
    return PlanRole.objects.select_for_update(of=("self",)).select_related("case", "agency").get(pk=part.pk)


@transaction.atomic
def answer(part: PlanRole, said: str, words: str, *, by: Membership, seen: str = "") -> PlanRole:
    """了解, 変更したい or 質問; or none, which takes the answer back.

    seen    the answer that stood on the page: where a colleague has answered since, theirs is not overwritten.
    Raises PermissionDenied (who) or ValidationError (a colleague was faster; no words)."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    if part.answer != seen:
        raise ValidationError(_("A colleague has answered meanwhile: %(answer)s.") % {"answer": part.get_answer_display()})
    if said in (PartAnswer.CHANGE, PartAnswer.QUESTION) and not words.strip():
        raise ValidationError({"words": _("Write what should be changed, or what you want to know.")})
    part.answer, part.words, part.reply = said, words.strip(), ""
    part.answered_at, part.answered_by = (timezone.now(), by) if said else (None, None)
    part.save()
    audit.record(audit.Verb.ANSWERED, part, by=by, answer=said, case=part.case_id)
    if said:
        _tell_coordinators(part, TOLD[PartAnswer(said)])
    return part


@transaction.atomic
def report(part: PlanRole, progress: str, *, done: bool, by: Membership) -> PlanRole:
    """How far it is, in words; or that it is finished."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    if not progress.strip() and not done:
        raise ValidationError({"progress": _("Write how far it is.")})
    if progress.strip():
        part.progress, part.progress_at = progress.strip(), timezone.now()
    if done:
        part.done_on = today()
        _tell_coordinators(part, Notice.Kind.PART_DONE)
    part.save()
    audit.record(audit.Verb.CHANGED, part, by=by, done=done, case=part.case_id)
    return part


@transaction.atomic
def not_done(part: PlanRole, *, by: Membership) -> PlanRole:
    """Undo of 終わりました."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    part.done_on = None
    part.save()
    audit.record(audit.Verb.CHANGED, part, by=by, done=False, case=part.case_id)
    return part


@transaction.atomic
def reply(part: PlanRole, words: str, *, by: Membership) -> PlanRole:
    """The coordinator's reply to a question or a wish; the agency is asked again."""
    part = _locked(part)
    access.check_may_write_plan(by, part.case)
    if not words.strip():
        raise ValidationError({"reply": _("Write a reply.")})
    part.reply = words.strip()
    part.save()
    notices.tell(part.agency, Notice.Kind.PART_ANSWERED, about=part)
    audit.record(audit.Verb.ANSWERED, part, by=by, case=part.case_id)
    return part


def _tell_coordinators(part: PlanRole, kind: Notice.Kind) -> None:
    """The case's own coordinator, or where there is none every coordinators' office."""
    coordinator = part.case.coordinator
    members = list(Membership.objects.in_force().for_acting().filter(staff=coordinator)) if coordinator else []
    for to in members[:1] or coordinators_offices():
        notices.tell(to, kind, about=part)
