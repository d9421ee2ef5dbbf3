"""Opening a case. Its course afterwards is in case_course.py."""

from __future__ import annotations

from datetime import date

from accounts import audit, notices
from accounts.models import Membership, Notice
from accounts.roles import Role
from agencies.models import Agency
from casework.actions import grants
from casework.models import Case, Consultation, Contact, Grant, Participant, Referral


def open_case(consultation: Consultation, opened_on: date, *, by: Membership) -> Case:
    """Opens the case of a continuing consultation, with its number. What was written about the consultation belongs to
    it from now on, and the agencies that took a referral of it see it; of a restricted family, those named do and
    nobody else. Called by `decide`, in its transaction."""
    case = Case.objects.create(
        number=consultation.number, household=consultation.household, opened_on=opened_on, phase_since=opened_on,
        coordinator=by.staff if by.role == Role.COORDINATOR else None, written_by=by.agency.group,
    )  # fmt: skip
    Contact.objects.filter(consultation=consultation, case=None).update(case=case)  # policies read the row's own case
    Referral.objects.filter(consultation=consultation, case=None).update(case=case)
    if not consultation.restricted:
        _show_who_took_it_on(consultation, case, by)
        _tell_who_took_it_in(consultation, case, by)
    audit.record(audit.Verb.CREATED, case, by=by)
    return case


def _show_who_took_it_on(consultation: Consultation, case: Case, by: Membership) -> None:
    for referral in Referral.objects.settled().filter(consultation=consultation).select_related("to__group"):
        Participant.objects.get_or_create(
            case=case, agency=referral.to, left_on=None, defaults={"joined_on": case.opened_on}
        )
        if grants.may_see_by(referral):
            grants.grant(case.pk, group=referral.to.group, reason=Grant.Reason.REFERRAL, source=referral, by=by)
            notices.tell(referral.to, Notice.Kind.CASE_OPENED, about=case)


def _tell_who_took_it_in(consultation: Consultation, case: Case, by: Membership) -> None:
    """The agency that took the family in learns of it on its consultation: it does not see the case by that alone."""
    agency = Agency.objects.filter(group=consultation.written_by_id).exclude(pk=by.agency_id).first()
    if agency and not case.participants.filter(agency=agency).exists():
        notices.tell(agency, Notice.Kind.CASE_OPENED, about=consultation)
