"""What a household has around it in an emergency: the tube for the ambulance, and the neighbours who look after it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from agencies.calendar import today
from casework import access
from casework.models import EmergencyTube, Household, NeighbourTeam, NeighbourTeamMember
from casework.versions import changed_meanwhile


@transaction.atomic
def save_tube(tube: EmergencyTube, *, by: Membership) -> EmergencyTube:
    """A new tube, or a changed one; `tube` is changed in memory, its version the one that was opened.
    Raises PermissionDenied (who) or ValidationError (a second one, days that cannot be, somebody else saved)."""
    access.check_may_edit_household(by, tube.household)
    is_new = tube.pk is None
    if not is_new:
        held = EmergencyTube.objects.select_for_update(of=("self",)).get(pk=tube.pk)
        if held.version != tube.version:
            raise changed_meanwhile()
        tube.version = held.version + 1
    else:
        Household.objects.select_for_update(of=("self",)).get(pk=tube.household_id)  # of two at once, the other waits
        if tube.household.tubes.filter(ended_on=None).exists():
            raise ValidationError(_("The household has a tube already. Renew that one."))
        tube.written_by = by.agency.group
    for name in ("handed_on", "consent_on", "renewed_on", "ended_on"):
        day = getattr(tube, name)
        if day and day > today():
            raise ValidationError({name: _("This day is still to come.")})
    tube.full_clean(exclude=["household", "written_by"])
    tube.save()
    audit.record(Verb.CREATED if is_new else Verb.CHANGED, tube, by=by)
    return tube


@transaction.atomic
def renew_tube(tube: EmergencyTube, *, by: Membership) -> EmergencyTube:
    """Somebody looked at the sheet inside today, and it is right again."""
    access.check_may_edit_household(by, tube.household)
    tube = EmergencyTube.objects.select_for_update(of=("self",)).select_related("household").get(pk=tube.pk)
    if tube.ended_on:
        raise ValidationError(_("This tube was given back."))
    tube.renewed_on, tube.version = today(), tube.version + 1
    tube.save()
    audit.record(Verb.CHANGED, tube, by=by, renewed=True)
    return tube


@transaction.atomic
def save_team(
    team: NeighbourTeam,
    members: Iterable[NeighbourTeamMember],
    *,
    by: Membership,
    gone: Iterable[NeighbourTeamMember] = (),
) -> NeighbourTeam:
    """A team with its members, new or changed. gone: written down by mistake, and taken out."""
    access.check_may_edit_household(by, team.household)
    is_new = team.pk is None
    if is_new:
        team.written_by = by.agency.group
    else:
        held = NeighbourTeam.objects.select_for_update(of=("self",)).get(pk=team.pk)
        if held.version != team.version:
            raise changed_meanwhile()
        team.version = held.version + 1
    team.full_clean(exclude=["household", "written_by"])
    team.save()
    for member in gone:
        if member.pk:
            member.delete()
    for member in members:
        member.team = team
        member.full_clean(exclude=["team"])
        member.save()
    audit.record(Verb.CREATED if is_new else Verb.CHANGED, team, by=by)
    return team
