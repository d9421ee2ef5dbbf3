"""Figures of contacts: the contact table (連絡調整, table 1 of the completion report)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.acting import counting
from agencies.calendar import Period
from agencies.models import AgencyGroup, District
from casework.models import Contact


@dataclass(frozen=True)
class ContactType:
    """A row of the table."""

    key: int
    name: str
    count: int


@dataclass(frozen=True)
class ContactGroup:
    """A group with its rows, those without a contact too; its total is their sum."""

    key: int
    name: str
    types: tuple[ContactType, ...]

    @property
    def total(self) -> int:
        return sum(each.count for each in self.types)


@dataclass(frozen=True)
class ContactTable:
    """all counts every contact (延支援回数); total only those with agencies that have a group, the sum of the
    groups."""

    all: int
    groups: tuple[ContactGroup, ...]

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def contacts(period: Period, district: District | None = None) -> QuerySet[Contact]:
    """Every contact of the period, by its day. Attempts to reach somebody before there is a consultation are none: they
    stand in the household's timeline (casework/timeline.py)."""
    found = Contact.objects.filter(occurred_on__range=(period.first, period.last))
    if district is None:
        return found
    return found.filter(consultation__district__in=District.objects.within(district))


def with_agencies(period: Period, district: District | None = None) -> QuerySet[Contact]:
    """Contacts with agencies that have a group: those of the contact table."""
    return contacts(period, district).filter(agency__type__isnull=False)


def contact_table(period: Period, *, district: District | None = None) -> ContactTable:
    """Contacts with agencies by group and type (連絡調整, table 1 of the completion report).

    period    first and last day, both included, by the contact's day in Asia/Tokyo.
    district  that of the contact's consultation, its parts included; None is the whole municipality.
    Returns   every group and type in the municipality's order, those without a contact too; totals sum the rows.
              Contacts with the family, or with an agency that has no group, are not in the groups.
    Source    業務完了報告書 II-2-(1)-ウ 表1 (Ishinomaki, fiscal year 2020).
    """
    with counting():
        every = contacts(period, district)
        counts = dict(with_agencies(period, district).order_by().values_list("agency__type").annotate(count=Count("*")))
        groups = tuple(
            ContactGroup(
                group.pk,
                group.name,
                tuple(ContactType(each.pk, each.name, counts.get(each.pk, 0)) for each in group.types.all()),
            )
            for group in AgencyGroup.objects.prefetch_related("types")
        )
        return ContactTable(all=every.count(), groups=groups)
