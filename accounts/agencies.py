"""Changes to agencies and to the directory. They stand here because each is recorded and asks for the permission."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.access import check_permission
from accounts.audit import Verb
from accounts.models import Membership
from accounts.roles import Permission
from agencies.calendar import era_text, today
from agencies.models import Agency, AgencyType, AreaContact, DirectoryEntry


@transaction.atomic
def save_agency(agency: Agency, *, type: AgencyType | None, by: Membership) -> Agency:
    """A new agency, or a changed one. A type that is not saved yet becomes the last row of its group."""
    check_permission(by, Permission.AGENCY_EDIT)
    is_new = agency.pk is None
    if not is_new:  # the form knows nothing of closing: what somebody did about that meanwhile stays
        agency.closed_on = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk).closed_on
    if type is not None and type.pk is None:
        last = AgencyType.objects.filter(group=type.group).aggregate(last=Max("order"))["last"]
        type.order = (last or 0) + 1
        type.save()
        audit.record(Verb.CREATED, type, by=by)
    agency.type = type
    agency.save()
    audit.record(Verb.CREATED if is_new else Verb.CHANGED, agency, by=by)
    return agency


@transaction.atomic
def close_agency(agency: Agency, on: date, *, by: Membership) -> Agency:
    """The agency is no longer there: nobody is offered it any more, nobody acts for it, and its records keep its name.
    Nothing is deleted.
    Raises ValidationError for a day to come (until then the agency is still there), and for the agency of `by`."""
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    check_permission(by, Permission.AGENCY_EDIT)
    if agency.pk == by.agency_id:
        raise ValidationError(_("This is the agency that you act for. Closed, nobody could open it again."))
    if on > today():
        raise ValidationError(
            {"closed_on": _("Write a day that has come: until %(day)s at the latest.") % {"day": era_text(today())}}
        )
    agency.closed_on = on
    agency.save(update_fields=["closed_on"])
    audit.record(Verb.CHANGED, agency, by=by, closed_on=on.isoformat())
    return agency


@transaction.atomic
def reopen_agency(agency: Agency, *, by: Membership) -> Agency:
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    check_permission(by, Permission.AGENCY_EDIT)
    agency.closed_on = None
    agency.save(update_fields=["closed_on"])
    audit.record(Verb.CHANGED, agency, by=by, closed_on=None)
    return agency


@transaction.atomic
def save_entry(entry: DirectoryEntry, areas: Any, *, by: Membership) -> DirectoryEntry:
    """A line of the directory with its contacts by area.

    areas   the formset of them, valid.
    Raises  ValidationError where neither an agency nor an area is named: a line must say whom to ask."""
    check_permission(by, Permission.AGENCY_EDIT)
    if entry.agency is None and not areas.kept:
        raise ValidationError({"agency": _("Name the agency, or the agencies by area below.")})
    is_new = entry.pk is None
    entry.save()
    areas.instance = entry
    areas.save()
    audit.record(Verb.CREATED if is_new else Verb.CHANGED, entry, by=by)
    return entry


@transaction.atomic
def take_out_entry(entry: DirectoryEntry, *, by: Membership) -> dict[str, Any]:
    """Takes a line out of the directory. Returns what it said, so that it can be put back."""
    entry = DirectoryEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    check_permission(by, Permission.AGENCY_EDIT)
    kept = {
        field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields if not field.primary_key
    }
    areas = list(entry.by_area.values("district_id", "agency_id"))
    audit.record(Verb.REMOVED, entry, by=by)
    entry.delete()
    return {"entry": kept, "areas": areas}


@transaction.atomic
def put_back_entry(kept: dict[str, Any], *, by: Membership) -> DirectoryEntry:
    """Undoes take_out_entry. Raises ValidationError where its number was given to another line meanwhile."""
    check_permission(by, Permission.AGENCY_EDIT)
    entry = DirectoryEntry(**kept["entry"])
    entry.full_clean()
    entry.save()
    AreaContact.objects.bulk_create(AreaContact(entry=entry, **area) for area in kept["areas"])
    audit.record(Verb.CREATED, entry, by=by)
    return entry
