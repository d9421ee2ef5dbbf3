"""Giving and ending sight of a case. The database's own functions check the reason against its source
(docs/access.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts import audit, notices
from accounts.models import Membership, Notice
from agencies.calendar import today
from agencies.models import Agency, Municipality
from casework.choices import PlanState
from casework.models import Case, Consent, Grant, Household, PlanRole, Referral
from casework.models.plan import PartTurn


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
    for one reason is once. Raises ProgrammingError where the source does not bear it out: that is a mistake of ours.
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
    """Parts of the newest version that is no draft, of agencies that a consent in force covers. Of a case that is
    closed or restricted, none."""
    if case.closed_on or case.restricted:
        return PlanRole.objects.none()
    return current_parts(case).filter(_covered())


def current_parts(case: Case) -> QuerySet[PlanRole]:
    newest = case.plans.exclude(state=PlanState.DRAFT).order_by("-number").first()
    if newest is None or newest.state == PlanState.ENDED:
        return PlanRole.objects.none()
    return newest.roles.select_related("agency__group")


def _covered() -> models.Q:
    consents = Consent.objects.in_force().filter(household=OuterRef("case__household"))
    named = Consent.agencies.through.objects.filter(consent=OuterRef("pk"), agency=OuterRef(OuterRef("agency")))
    return models.Q(Exists(consents.filter(models.Q(agencies_concerned=True) | Exists(named))))


def settle_part_grants(case: Case, *, by: Membership, tell: bool = True) -> None:
    """Brings the grants for parts in line with the plan and the consents: called when either has changed. An agency
    whose part is gone reads on for the municipality's days; one whose consent is gone does not.

    tell   whether agencies that are asked for a part learn of it now that they see it; imports of old plans do not."""
    asked = [] if case.closed_on or case.restricted else list(current_parts(case).annotate(covered=_covered()))
    giving = {part.agency.group_id: part for part in reversed(asked) if part.covered}
    uncovered = {part.agency.group_id for part in asked if not part.covered}
    held = list(Grant.objects.live().filter(content_object=case, reason=Grant.Reason.PART))
    for each in held:
        if each.group_id in giving:
            continue
        if each.group_id in uncovered or not _consent_for(case, each.group_id):
            end(each, by=by)
        elif each.valid_until is None:
            read_on(each, by=by)
    have = {each.group_id for each in held if each.valid_until is None}
    for group_id, part in giving.items():
        if group_id not in have:
            grant(case.pk, group=part.agency.group, reason=Grant.Reason.PART, source=part, by=by)
    for part in asked if tell else ():
        if part.covered and part.agency.group_id not in have and part.turn == PartTurn.AGENCY:
            notices.tell(part.agency, Notice.Kind.PART_ASKED, about=part)


def read_on(held: Grant, *, by: Membership) -> None:
    """A former participant reads the case for some days more (DOMAIN §9.4)."""
    end(held, until=today() + timedelta(days=Municipality.current().former_participant_days), by=by)


def _consent_for(case: Case, group_id: int) -> bool:
    agency = Agency.objects.filter(group=group_id).first()
    return agency is not None and Consent.objects.covering(agency).filter(household=case.household_id).exists()


def consented(household: Household, agencies: Iterable[Agency]) -> set[Agency]:
    """Which of these agencies a consent in force covers."""
    consents = list(Consent.objects.in_force().filter(household=household).prefetch_related("agencies"))
    return {agency for agency in agencies if any(consent.covers(agency) for consent in consents)}


def may_see_by(referral: Referral) -> bool:
    """Whether what was handed over is shown today: by a consent in force, or for the danger that was stated."""
    return (
        bool(referral.danger) or Consent.objects.covering(referral.to).filter(household=referral.household_id).exists()
    )


@transaction.atomic
def end_uncovered(household: Household, *, by: Membership | None) -> None:
    """Ends the sight of the household's cases that no consent bears any more, whoever takes the withdrawal down: the
    database does it, since an agency that took a family in need not see its case."""
    with connection.cursor() as cursor:
        cursor.execute("select * from end_uncovered(%s)", [household.pk])
        ended = cursor.fetchall()
    for key, case, group in ended:
        audit.record(audit.Verb.GRANT_ENDED, household, by=by, grant=key, case=case, group=group, until="")
