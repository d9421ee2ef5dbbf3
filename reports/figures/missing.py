"""What a year's figures still lack: records on which something is to be decided or filled in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.acting import counting
from agencies.calendar import Period
from agencies.models import District
from casework.choices import Outcome
from casework.models import Case, Consultation, Contact, SupportPlan
from reports.figures.cases import active
from reports.figures.contacts import contacts


@dataclass(frozen=True)
class Missing:
    undecided: int
    without_plan: int
    without_method: int

    @property
    def any(self) -> bool:
        return bool(self.undecided or self.without_plan or self.without_method)


def still_undecided(period: Period, district: District | None = None) -> QuerySet[Consultation]:
    """Received by the end of the period and undecided to this day."""
    found = Consultation.objects.filter(outcome=Outcome.UNDECIDED, received_on__lte=period.last)
    return found if district is None else found.filter(district__in=District.objects.within(district))


def without_plan(period: Period, district: District | None = None) -> QuerySet[Case]:
    """Cases open in the period for which no plan was ever made (DOMAIN §9.7: a thing to do that is shown)."""
    return active(period, district).filter(~Exists(SupportPlan.objects.filter(case=OuterRef("pk"))))


def without_method(period: Period, district: District | None = None) -> QuerySet[Contact]:
    """Contacts of the period that do not say how somebody was spoken with."""
    return contacts(period, district).filter(method=None)


def missing(period: Period, *, district: District | None = None) -> Missing:
    with counting():
        return Missing(
            undecided=still_undecided(period, district).count(),
            without_plan=without_plan(period, district).count(),
            without_method=without_method(period, district).count(),
        )
