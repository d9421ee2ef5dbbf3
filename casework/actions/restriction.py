"""Restricting a family (DV and the like) to people named, and lifting it (docs/access.md)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.acting import acting_as
from accounts.models import Membership, Notice, Staff
from casework import access
from casework.actions.grants import settle_part_grants
from casework.models import Case, Household


@transaction.atomic
def restrict(household: Household, named: Iterable[Staff], *, by: Membership) -> Household:
    """From now on nobody but those named finds the family, nor the agencies that saw it."""
    access.check_may_restrict(by)
    people = list(named)
    if not people:
        raise ValidationError({"named": _("Name at least one person, or nobody could open it any more.")})
    cases = list(Case.objects.filter(household=household))
    if not cases:
        raise ValidationError(_("Only a household with a case can be restricted: decide the consultation first."))
    with connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [household.pk, [each.group_id for each in people]])
    audit.record(audit.Verb.RESTRICTED, household, by=by, named=[each.pk for each in people])
    for member in Membership.objects.in_force().for_acting().filter(staff__in=people):
        notices.tell(member, Notice.Kind.CASE_RESTRICTED, about=cases[0])
    return household


@transaction.atomic
def lift(household: Household, *, by: Membership) -> None:
    """The family is found as any other; agencies with a part see it again where a consent covers them."""
    access.check_may_restrict(by)
    with connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, false, '{}')", [household.pk])
    with acting_as(by):  # the restricted desk's own sight has just ended
        for case in Case.objects.filter(household=household, closed_on=None):
            settle_part_grants(case, by=by)
    audit.record(audit.Verb.UNRESTRICTED, household, by=by)
