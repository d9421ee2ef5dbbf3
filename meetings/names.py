"""The usual name of a meeting. Everybody reads it in the list, so it names no family."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from agencies.calendar import fiscal_year_of
from meetings.models import Meeting, MeetingKind


def suggested_name(kind: MeetingKind, day: date | None, numbers: list[str]) -> str:
    """ケース会議（2020-0002） for a meeting about cases; 推進会議 第3回 for one that is held again and again.

    numbers   of the consultations on its agenda that everybody may know of; not used for a kind bound by secrecy."""
    if kind.about_cases and not kind.secret and numbers:
        return _("%(kind)s (%(numbers)s)") % {"kind": kind, "numbers": "、".join(numbers)}
    if day is None:
        return kind.name
    held = Meeting.objects.filter(kind=kind).within(fiscal_year_of(day).period).count()
    return _("%(kind)s, no. %(count)s") % {"kind": kind, "count": held + 1}
