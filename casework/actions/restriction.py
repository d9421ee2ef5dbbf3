"""Restricting a family (DV and the like) to people named, and lifting it (docs/access.md)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.acting import acting_as
from accounts.models import Membership, Notice, Staff
from accounts.roles import Permission
from casework import access
from casework.actions.case_course import see_again
from casework.actions.merging import linked_households
from casework.models import Case, Household, Named


@transaction.atomic
def restrict(household: Household, named: Iterable[Staff], *, by: Membership, **why: str) -> Household:
    """From now on nobody but those named finds the family, nor the agencies that saw it: from the first call on, with
    or without a case, and with every record that was brought together with it. Of a family that is restricted already,
    those named are the ones that may open it from now on."""
    access.check_may_restrict(by)
    people = list(named)
    if not people:
        raise ValidationError({"named": _("Name at least one person, or nobody could open it any more.")})
    before = set(named_on(household).values_list("pk", flat=True))
    for each in (household, *linked_households(household)):
        _restrict(each, people, by, **why)
    for member in Membership.objects.in_force().for_acting().filter(staff__in=people).exclude(staff__in=before):
        notices.tell(member, Notice.Kind.CASE_RESTRICTED, about=household)
    return household


@transaction.atomic
def lift(household: Household, *, by: Membership) -> None:
    """The family is found as any other; agencies that took it on, or have a part that a consent covers, see its running
    cases again."""
    access.check_may_restrict(by)
    households = [household, *linked_households(household)]
    with connection.cursor() as cursor:
        for each in households:
            cursor.execute("select restrict_household(%s, false, '{}')", [each.pk])
    with acting_as(by):  # the restricted desk's own sight has just ended
        for case in Case.objects.filter(household__in=households, closed_on=None):
            see_again(case, by=by)
    for each in households:
        audit.record(audit.Verb.UNRESTRICTED, each, by=by)


@transaction.atomic
def name_in_place(household: Household, staff: Staff, reason: str, *, by: Membership) -> Household:
    """Where everybody named has left, the family would be out of reach for good: the owner of the database names
    another (bin/manage name_on_household). While somebody named can sign in, that is theirs.
    Raises ValidationError (why not)."""
    if not household.restricted:
        raise ValidationError(_("This household is not restricted: whoever sees it can restrict it on its page."))
    able = _opens(named_on(household))
    if able:
        raise ValidationError(
            _("%(name)s is named and can sign in: ask them to name another on the page of the household.")
            % {"name": able[0].name}
        )
    if not _opens(Staff.objects.filter(pk=staff.pk)):
        raise ValidationError(_("%(name)s cannot sign in, or does not read cases.") % {"name": staff.name})
    if not reason.strip():
        raise ValidationError(_("Write why. No name of the family."))
    return restrict(household, [staff], by=by, reason=reason.strip())


def _restrict(household: Household, people: list[Staff], by: Membership, **why: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [household.pk, [each.group_id for each in people]])
    audit.record(audit.Verb.RESTRICTED, household, by=by, named=[each.pk for each in people], **why)


def named_on(household: Household) -> QuerySet[Staff]:
    """Who may open a restricted household today; of any other, nobody."""
    return Staff.objects.filter(pk__in=Named.objects.filter(household=household, ended_at=None).values("staff"))


def _opens(people: QuerySet[Staff]) -> list[Staff]:
    """Those who can sign in and read cases at all."""
    held = Membership.objects.in_force().for_acting().filter(staff__in=people, staff__is_active=True)
    return [each.staff for each in held if each.has(Permission.CASE_READ)]
