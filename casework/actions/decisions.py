"""What becomes of a consultation: one-off, or continuing, which opens its case."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership, Notice
from casework import access
from casework.actions.brought import answer_brought
from casework.actions.cases import open_case
from casework.choices import Outcome
from casework.models import Case, Consultation


@transaction.atomic
def decide(consultation: Consultation, outcome: str, decided_on: date, *, by: Membership) -> Consultation:
    """One-off (単発), or continuing (継続), which opens the case with the consultation's number on that day.
    Raises PermissionDenied (who) or ValidationError (decided already, or before it came)."""
    access.check_may_decide(by)
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if consultation.outcome != Outcome.UNDECIDED:
        raise ValidationError(
            _("This was decided meanwhile: %(outcome)s.") % {"outcome": consultation.get_outcome_display()}
        )
    if decided_on < consultation.received_on:
        raise ValidationError({"decided_on": _("It cannot be decided before it was received.")})
    consultation.outcome, consultation.decided_on = outcome, decided_on
    if outcome == Outcome.CONTINUING:
        consultation.case = open_case(consultation, decided_on, by=by)
    consultation.version += 1
    consultation.save()
    audit.record(audit.Verb.DECIDED, consultation, by=by, outcome=outcome)
    answer_brought(consultation, by=by)
    return consultation


@transaction.atomic
def take_back_decision(consultation: Consultation, *, by: Membership) -> Consultation:
    """Undo: it waits for a decision again. A case that was opened is gone with it, while nothing hangs on it; what was
    written of the consultation before stays the consultation's.
    Raises PermissionDenied (who) or ValidationError (undecided already; what hangs on the case)."""
    access.check_may_decide(by)
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if consultation.outcome == Outcome.UNDECIDED:
        raise ValidationError(_("This waits for a decision already."))
    case = Case.objects.select_for_update(of=("self",)).get(pk=consultation.case_id) if consultation.case_id else None
    if case and case.hanging_on:
        raise ValidationError(_("The case cannot be taken back any more. Close it instead."))
    consultation.outcome, consultation.decided_on, consultation.case = Outcome.UNDECIDED, None, None
    consultation.version += 1
    consultation.save()
    if case:
        case.contacts.update(case=None)
        case.referrals.update(case=None)
        Notice.objects.filter(
            kind=Notice.Kind.CASE_OPENED, about_type="consultation", about_id=consultation.pk
        ).delete()
        audit.record(audit.Verb.REMOVED, case, by=by, number=case.number)
        case.delete()
    audit.record(audit.Verb.DECIDED, consultation, by=by, outcome=Outcome.UNDECIDED)
    return consultation
