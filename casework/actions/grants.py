"""Giving and ending sight of a case. The database's own functions check the reason against its source
(docs/access.md)."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts import audit
from accounts.models import Membership
from agencies.calendar import today
from agencies.models import Agency, Municipality
from casework.choices import PlanState
from casework.models import Case, Consent, Grant, PlanRole


@transaction.atomic
def grant(
    case_id: int,
    *,
    group: Group,
    reason: Grant.Reason,
    source: models.Model,
    until: date | None = None,
    by: Membership | None = None,
) -> int:
    """Lets a group see a case, because of `source` (the referral that was taken, the part in the plan). Granted twice
    for
    one reason is once. Raises ProgrammingError where the source does not bear it out: that is a mistake of ours.
    Returns the grant's key."""
    with connection.cursor() as cursor:
        cursor.execute("select grant_sight(%s, %s, %s, %s, %s)", [case_id, group.pk, reason, source.pk, until])
        (key,) = cursor.fetchone()
    audit.record(audit.Verb.GRANTED, source, by=by, case=case_id, group=group.pk, reason=str(reason))
    return key


@transaction.atomic
def end(held: Grant, *, until: date | None = None, by: Membership | None = None) -> None:
    """Ends a grant now, or after a day on which it is still read."""
    with connection.cursor() as cursor:
        cursor.execute("select end_sight(%s, %s)", [held.pk, until])
    audit.record(
        audit.Verb.GRANT_ENDED, by=by, grant=held.pk, case=held.content_object_id, group=held.group_id,
        until=str(until or ""),
    )  # fmt: skip


def parts_giving_sight(case: Case) -> QuerySet[PlanRole]:
    """Parts of the newest version that is no draft, of agencies that a consent in force covers."""
    return current_parts(case).filter(_covered())


def parts_to_settle(case: Case) -> QuerySet[PlanRole]:
    """Parts of agencies that no consent covers: they do not see the case, and do not know of their part."""
    return current_parts(case).filter(~_covered())


def current_parts(case: Case) -> QuerySet[PlanRole]:
    newest = case.plans.exclude(state=PlanState.DRAFT).order_by("-number").first()
    if newest is None or newest.state == PlanState.ENDED:
        return PlanRole.objects.none()
    return newest.roles.select_related("agency__group")


def _covered() -> models.Q:
    consents = Consent.objects.in_force().filter(household=OuterRef("case__household"))
    named = Consent.agencies.through.objects.filter(consent=OuterRef("pk"), agency=OuterRef(OuterRef("agency")))
    return models.Q(Exists(consents.filter(models.Q(agencies_concerned=True) | Exists(named))))


def settle_part_grants(case: Case, *, by: Membership) -> None:
    """Brings the grants for parts in line with plan and consents: to be called when either has changed. An agency
    whose part
    is gone reads on for the municipality's days; one whose consent is gone does not."""
    giving = {part.agency.group_id: part for part in parts_giving_sight(case)}
    uncovered = {part.agency.group_id for part in parts_to_settle(case)}
    held = list(Grant.objects.live().filter(content_object=case, reason=Grant.Reason.PART))
    for each in held:
        if each.group_id in giving:
            continue
        if each.group_id in uncovered or not _consent_for(case, each.group_id):
            end(each, by=by)
        elif each.valid_until is None:
            end(each, until=today() + timedelta(days=Municipality.current().former_participant_days), by=by)
    have = {each.group_id for each in held if each.valid_until is None}
    for group_id, part in giving.items():
        if group_id not in have and not case.restricted:
            grant(case.pk, group=part.agency.group, reason=Grant.Reason.PART, source=part, by=by)


def _consent_for(case: Case, group_id: int) -> bool:
    agency = Agency.objects.filter(group=group_id).first()
    return agency is not None and Consent.objects.covering(agency).filter(household=case.household_id).exists()
