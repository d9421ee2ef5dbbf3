"""The usual name of a meeting. Everybody reads it in the list, so nothing in it leads to a family: no number of a case
either."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from agencies.calendar import fiscal_year_of
from meetings.models import Meeting, MeetingKind


def suggested_name(kind: MeetingKind, day: date | None) -> str:
    """推進会議 第3回: counted within the fiscal year."""
    if day is None:
        return kind.name
    held = Meeting.objects.filter(kind=kind).within(fiscal_year_of(day).period).count()
    return _("%(kind)s, no. %(count)s") % {"kind": kind, "count": held + 1}
