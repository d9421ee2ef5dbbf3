"""Opening a case. Its course afterwards is in case_course.py."""

from __future__ import annotations

from datetime import date

from accounts import audit, notices
from accounts.models import Membership, Notice
from casework.actions.grants import grant
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
    for referral in (
        Referral.objects.filter(consultation=consultation).exclude(answer="").select_related("to", "passed_to")
    ):
        taker = referral.passed_to if referral.answer == Referral.Answer.PASSED_ON else referral.to
        if taker and referral.answer != Referral.Answer.COORDINATOR:
            Participant.objects.get_or_create(case=case, agency=taker, left_on=None, defaults={"joined_on": opened_on})
            grant(case.pk, group=taker.group, reason=Grant.Reason.REFERRAL, source=referral, by=by)
            notices.tell(taker, Notice.Kind.CASE_OPENED, about=case)
    audit.record(audit.Verb.CREATED, case, by=by)
    return case
