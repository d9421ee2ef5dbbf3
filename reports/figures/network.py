"""The meetings of the network, which are about no family (table 2 of the completion report)."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.acting import counting
from agencies.calendar import Period, era_text
from meetings.models import Meeting, Minutes


@dataclass(frozen=True)
class NetworkMeeting:
    """A row of the table. The day is as written where it is a span (令和2年9～10月)."""

    key: int
    day: str
    kind: str
    name: str
    content: str


def network_meetings(period: Period) -> tuple[NetworkMeeting, ...]:
    """Meetings of kinds that are not about cases, by their day (業務完了報告書 表2).

    They name no family, and everybody may read them; the minutes' table is walled for the sake of the others, so it is
    read here as figures are, and only where the minutes too say that they are about no case and bound by no secrecy."""
    with counting():
        meetings = Meeting.objects.filter(held_on__range=(period.first, period.last), kind__about_cases=False)
        meetings = meetings.select_related("kind").order_by("held_on", "pk")
        contents = dict(
            Minutes.objects.filter(meeting__in=meetings.values("pk"), about_cases=False, secret=False).values_list(
                "meeting", "content"
            )
        )
        return tuple(
            NetworkMeeting(
                each.pk,
                each.date_text or era_text(each.held_on),
                each.kind.name,
                each.name,
                contents.get(each.pk, "").strip(),
            )
            for each in meetings
        )
