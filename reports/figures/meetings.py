"""Figures of meetings, by kind and by who called them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.acting import counting
from agencies.calendar import Period
from agencies.models import District
from meetings.models import AgendaCase, Meeting

COORDINATORS, OTHERS = "包括化推進員", "その他"  # keys that other programs rely on


@dataclass(frozen=True)
class MeetingCount:
    """One kind of meeting that was held. Hosts other than the coordinators are summed under others."""

    key: int
    name: str
    coordinators: int
    others: int

    @property
    def total(self) -> int:
        return self.coordinators + self.others


@dataclass(frozen=True)
class MeetingFigures:
    """Only kinds that were held, in the code table's order."""

    kinds: tuple[MeetingCount, ...]

    @property
    def total(self) -> int:
        return sum(kind.total for kind in self.kinds)


def held(period: Period, district: District | None = None) -> QuerySet[Meeting]:
    """Meetings of the period. With a district: those with a consultation of it on the agenda; the others drop out."""
    meetings = Meeting.objects.filter(held_on__range=(period.first, period.last))
    if district is None:
        return meetings
    about = AgendaCase.objects.filter(
        meeting=OuterRef("pk"), consultation__district__in=District.objects.within(district)
    )
    return meetings.filter(Exists(about))


def meeting_figures(period: Period, *, district: District | None = None) -> MeetingFigures:
    """The meetings of a period, both days included (DOMAIN §4: count separately by host)."""
    with counting():
        rows = (
            held(period, district)
            .order_by("kind__order", "kind")
            .values_list("kind", "kind__name")
            .annotate(
                coordinators=Count("pk", filter=Q(host__coordinators=True)),
                others=Count("pk", filter=Q(host__coordinators=False)),
            )
        )
        return MeetingFigures(tuple(MeetingCount(*row) for row in rows))
