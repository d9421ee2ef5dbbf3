"""A case's course: opened, led, handed on, closed."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import Membership, Notice, Staff
from agencies.models import Agency
from casework import access
from casework.actions.grants import end, grant, settle_part_grants
from casework.models import Case, Consultation, Contact, Grant, Participant, Referral


def open_case(consultation: Consultation, opened_on: date, *, by: Membership) -> Case:
    """Opens the case of a continuing consultation, with its number. What was written about the consultation belongs to it
    from now on, and the agencies that took a referral of it see it. Called by `decide`, in its transaction."""
    case = Case.objects.create(
        number=consultation.number, household=consultation.household, opened_on=opened_on, phase_since=opened_on,
        coordinator=by.staff, written_by=by.agency.group,
    )  # fmt: skip
    Contact.objects.filter(consultation=consultation, case=None).update(case=case)
    Referral.objects.filter(consultation=consultation, case=None).update(case=case)
    for referral in Referral.objects.filter(consultation=consultation).exclude(answer="").select_related("to", "passed_to"):
        taker = referral.passed_to if referral.answer == Referral.Answer.PASSED_ON else referral.to
        if taker and referral.answer != Referral.Answer.COORDINATOR:
            Participant.objects.get_or_create(case=case, agency=taker, left_on=None, defaults={"joined_on": opened_on})
            grant(case.pk, group=taker.group, reason=Grant.Reason.REFERRAL, source=referral, by=by)
            notices.tell(taker, Notice.Kind.CASE_OPENED, about=case)
    audit.record(audit.Verb.CREATED, case, by=by)
    return case


@transaction.atomic
def lead(case: Case, *, coordinator: Staff | None, lead_agency: Agency | None, phase: str, since: date, by: Membership) -> Case:
    """Who coordinates, which agency leads, and in which phase the case is (初動期・調整期・安定期)."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    access.check_may_manage_case(by, case)
    if phase != case.phase:
        case.phase, case.phase_since = phase, since
    case.coordinator, case.lead_agency = coordinator, lead_agency
    case.version += 1
    case.save()
    audit.record(audit.Verb.CHANGED, case, by=by, phase=phase)
    return case


@transaction.atomic
def join(case: Case, agency: Agency, *, role: str, on: date, by: Membership) -> Participant:
    """An agency takes part. It sees the case when it has a part in the plan that a consent covers, or took a referral."""
    access.check_may_manage_case(by, case)
    if case.participants.filter(agency=agency, left_on=None).exists():
        raise ValidationError({"agency": _("This agency takes part already.")})
    made = Participant.objects.create(case=case, agency=agency, role=role, joined_on=on)
    audit.record(audit.Verb.CHANGED, case, by=by, joined=agency.pk)
    return made


@transaction.atomic
def leave(participant: Participant, on: date, *, by: Membership) -> None:
    access.check_may_manage_case(by, participant.case)
    if on < participant.joined_on:
        raise ValidationError({"on": _("It cannot leave before it joined.")})
    participant.left_on = on
    participant.save()
    audit.record(audit.Verb.CHANGED, participant.case, by=by, left=participant.agency_id)


@transaction.atomic
def close(case: Case, on: date, reason: str, *, by: Membership) -> Case:
    """Closes the case with a reason. Agencies' sight of it ends; what they wrote themselves they keep."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    access.check_may_manage_case(by, case)
    if case.closed_on:
        raise ValidationError(_("This case is closed already."))
    if on < case.opened_on:
        raise ValidationError({"closed_on": _("It cannot be closed before it was opened.")})
    case.closed_on, case.closing_reason = on, reason
    case.version += 1
    case.save()
    for held in Grant.objects.live().filter(content_object=case).exclude(reason=Grant.Reason.NAMED):
        end(held, by=by)
    audit.record(audit.Verb.CHANGED, case, by=by, closed=on.isoformat())
    return case


@transaction.atomic
def reopen(case: Case, *, by: Membership) -> Case:
    """Undo of closing. Agencies with a part see it again where a consent covers them."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    access.check_may_manage_case(by, case)
    case.closed_on, case.closing_reason = None, ""
    case.version += 1
    case.save()
    settle_part_grants(case, by=by)
    audit.record(audit.Verb.CHANGED, case, by=by, reopened=True)
    return case
