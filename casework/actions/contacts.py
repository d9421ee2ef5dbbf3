"""Contacts are recorded as they happen: one in the case page, or ten in a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership, Staff
from agencies.calendar import today
from casework import access
from casework.actions import drafts
from casework.models import Consultation, Contact, ContactStaff
from casework.versions import changed_meanwhile


def names_in(text: str) -> list[str]:
    """佐藤、千葉 or 佐藤,千葉 or a name a line: each once, in their order."""
    plain = unicodedata.normalize("NFKC", text)
    names = (" ".join(name.split()) for name in re.split(r"[、,，;；・/\n]+", plain))
    return list(dict.fromkeys(name for name in names if name))


class StaffNames:
    """Staff by what people call them: the whole name anywhere, the family name among one's own colleagues. Read once,
    asked for many rows."""

    def __init__(self, by: Membership) -> None:
        members = Membership.objects.in_force().select_related("staff").filter(staff__is_system=False)
        self.by_name: dict[str, set[Staff]] = {}
        self.colleagues: dict[str, set[Staff]] = {}
        for each in members:
            self.by_name.setdefault("".join(each.staff.name.split()), set()).add(each.staff)
            if each.agency_id == by.agency_id:
                self.colleagues.setdefault(each.staff.family_name, set()).add(each.staff)

    def named(self, name: str) -> Staff | None:
        """The one who is meant; None where nobody or more than one is called so."""
        found = self.by_name.get("".join(name.split())) or self.colleagues.get(name) or set()
        return next(iter(found)) if len(found) == 1 else None


@transaction.atomic
def record_contact(contact: Contact, names: Sequence[str], *, by: Membership) -> Contact:
    """One contact. `consultation` says whose it is; its household and case follow.
    Raises PermissionDenied (who) or ValidationError (a day to come)."""
    return record_contacts([(contact, names)], by=by)[0]


@transaction.atomic
def record_contacts(
    contacts: Sequence[tuple[Contact, Sequence[str]]], *, by: Membership, draft: int | None = None
) -> list[Contact]:
    """Several contacts, all or none.

    draft   in which they were typed, gone once they are saved: sent twice, the second finds no draft and is refused."""
    access.check_may_write_contact(by)
    if drafts.sent_before(draft):
        raise ValidationError(_("These were saved already. Look at the list of contacts."))
    staff = StaffNames(by)
    _follow([contact for contact, _names in contacts])
    for contact, names in contacts:
        _check_day(contact)
        contact.written_by = by.agency.group
        contact.save()
        _set_staff(contact, names, staff)
        audit.record(Verb.CREATED, contact, by=by)
    return [contact for contact, _names in contacts]


def _follow(contacts: Sequence[Contact]) -> None:
    """Household and case are those of the consultation as it stands now; one that is being decided is waited for, or
    the contact would miss the case that is opened."""
    held = Consultation.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    now = held.in_bulk({each.consultation_id for each in contacts})
    for contact in contacts:
        if contact.consultation_id not in now:
            raise changed_meanwhile()
        consultation = now[contact.consultation_id]
        contact.household_id, contact.case_id = consultation.household_id, consultation.case_id


def _check_day(contact: Contact) -> None:
    if contact.occurred_on > today():
        raise ValidationError({"occurred_on": _("This day is still to come. Write the day of the contact.")})


def _set_staff(contact: Contact, names: Sequence[str], staff: StaffNames) -> None:
    contact.staff.all().delete()
    rows = []
    for name in names:
        member = staff.named(name)
        rows.append(ContactStaff(contact=contact, name=member.name if member else name, member=member))
    ContactStaff.objects.bulk_create(rows)


@transaction.atomic
def change_contact(contact: Contact, names: Sequence[str], *, by: Membership) -> Contact:
    """Mends a contact, also whose it is. The form has compared the versions (casework/forms/versioned.py)."""
    stored = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    access.check_may_edit_contact(by, stored)
    if contact.version != stored.version:
        raise changed_meanwhile()
    _check_day(contact)
    _follow([contact])
    contact.version = stored.version + 1
    contact.save()
    _set_staff(contact, names, StaffNames(by))
    audit.record(Verb.CHANGED, contact, by=by)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: Membership) -> None:
    """Takes out what was recorded by mistake. The page offers to put it back, and the history of rows keeps it."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    access.check_may_edit_contact(by, contact)
    audit.record(Verb.REMOVED, contact, by=by)
    contact.delete()
