"""A case's course after it was opened: who leads it, who takes part, its phase, closing and opening again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from agencies.calendar import today
from agencies.models import Agency
from casework import access
from casework.actions.grants import current_parts, grant, may_see_by, read_on, settle_part_grants
from casework.models import Case, Grant, Participant
from casework.versions import changed_meanwhile


def _locked(case_id: int) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case_id)


@transaction.atomic
def change_case(case: Case, *, by: Membership) -> Case:
    """Saves phase, coordinator and lead agency as they stand in `case`; the form has compared the versions. A new phase
    without a day begins today."""
    stored = _locked(case.pk)
    access.check_may_manage_case(by, stored)
    if case.version != stored.version:
        raise changed_meanwhile()
    if case.phase != stored.phase and case.phase_since == stored.phase_since:
        case.phase_since = today()
    case.version = stored.version + 1
    case.save(update_fields=["phase", "phase_since", "coordinator", "lead_agency", "version"])
    audit.record(Verb.CHANGED, case, by=by, phase=case.phase, coordinator=case.coordinator_id, lead=case.lead_agency_id)
    return case


@transaction.atomic
def join_case(case: Case, agency: Agency, *, role: str = "", on: date, by: Membership) -> Participant:
    """An agency takes part. That alone shows it nothing: it sees the case by a referral that it took, or by a part in
    the plan that a consent covers."""
    case = _locked(case.pk)
    access.check_may_manage_case(by, case)
    if case.participants.filter(agency=agency, left_on=None).exists():
        raise ValidationError({"agency": _("This agency takes part already.")})
    made = Participant.objects.create(case=case, agency=agency, role=role, joined_on=on)
    audit.record(Verb.CHANGED, case, by=by, joined=agency.pk)
    return made


def take_part(case: Case, agency: Agency, *, role: str = "") -> None:
    """An agency that agreed to its part takes part from today; within the caller's transaction and permission."""
    if not case.participants.filter(agency=agency, left_on=None).exists():
        Participant.objects.create(case=case, agency=agency, role=role[:200], joined_on=today())


@transaction.atomic
def leave_case(participant: Participant, *, on: date, by: Membership) -> Participant:
    """An agency takes no part any more. It reads the case for the municipality's days, unless it has a part in the
    plan: that is taken out by a new version."""
    case = _locked(participant.case_id)
    access.check_may_manage_case(by, case)
    if on < participant.joined_on:
        raise ValidationError({"left_on": _("It cannot leave before it joined.")})
    participant.left_on = on
    participant.save(update_fields=["left_on"])
    if not current_parts(case).filter(agency=participant.agency_id).exists():
        for held in _held(case).filter(group=participant.agency.group_id, valid_until=None):
            read_on(held, by=by)
    audit.record(Verb.CHANGED, case, by=by, left=participant.agency_id)
    return participant


@transaction.atomic
def come_back(participant: Participant, *, by: Membership) -> Participant:
    """Undoes leave_case: the agency sees what it saw."""
    case = _locked(participant.case_id)
    access.check_may_manage_case(by, case)
    if case.participants.filter(agency=participant.agency_id, left_on=None).exists():
        raise ValidationError(_("This agency takes part already."))
    participant.left_on = None
    participant.save(update_fields=["left_on"])
    see_again(case, by=by, group=participant.agency.group_id)
    audit.record(Verb.CHANGED, case, by=by, joined=participant.agency_id)
    return participant


@transaction.atomic
def close_case(case: Case, *, on: date, reason: str, by: Membership) -> Case:
    """Closes the case with its reason. Agencies read it for the municipality's days more, and keep what they wrote.
    Raises ValidationError (closed already, before it was opened, a day to come, no reason)."""
    case = _locked(case.pk)
    access.check_may_manage_case(by, case)
    if case.closed_on:
        raise ValidationError(_("This case was closed already, on another screen or by somebody else."))
    if on < case.opened_on:
        raise ValidationError({"closed_on": _("It cannot be closed before it was opened.")})
    if on > today():
        raise ValidationError({"closed_on": _("This day is still to come.")})
    if not reason.strip():
        raise ValidationError({"closing_reason": _("Write why it is closed, and who keeps an eye on the family.")})
    case.closed_on, case.closing_reason = on, reason.strip()
    case.version += 1
    case.save(update_fields=["closed_on", "closing_reason", "version"])
    for held in _held(case).filter(valid_until=None):
        read_on(held, by=by)
    audit.record(Verb.CHANGED, case, by=by, closed_on=on.isoformat())
    return case


@transaction.atomic
def reopen_case(case: Case, *, by: Membership) -> Case:
    """Undoes close_case: the case runs on, and agencies see what they saw."""
    case = _locked(case.pk)
    access.check_may_manage_case(by, case)
    if case.closed_on is None:
        raise ValidationError(_("This case is open."))
    case.closed_on, case.closing_reason = None, ""
    case.version += 1
    case.save(update_fields=["closed_on", "closing_reason", "version"])
    see_again(case, by=by)
    audit.record(Verb.CHANGED, case, by=by, closed_on=None)
    return case


def _held(case: Case) -> QuerySet[Grant]:
    """Grants by a referral or a part."""
    return Grant.objects.live().filter(content_object=case, reason__in=[Grant.Reason.REFERRAL, Grant.Reason.PART])


def see_again(case: Case, *, by: Membership, group: int | None = None) -> None:
    """Who took a referral and still reads on, or would have, sees the case without an end again."""
    show_to_takers(case, by=by, group=group)
    settle_part_grants(case, by=by, tell=False)


def show_to_takers(case: Case, *, by: Membership, group: int | None = None) -> None:
    """Agencies that took a referral, take part still, and are covered by a consent, see the case; of a restricted one,
    none. group: of one agency alone."""
    if case.restricted:
        return
    left = set(
        case.participants.exclude(left_on=None)
        .exclude(agency__in=case.participants.filter(left_on=None).values("agency"))
        .values_list("agency__group", flat=True)
    )
    for referral in case.referrals.settled().select_related("to__group"):
        group_id = referral.to.group_id
        if group_id not in left and group in (None, group_id) and may_see_by(referral):
            grant(case.pk, group=referral.to.group, reason=Grant.Reason.REFERRAL, source=referral, by=by)
