"""What meetings put on the home page: those of the coming week, and what was decided and is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import desk
from accounts.models import Membership
from accounts.roles import Permission, Role
from agencies.calendar import today
from meetings.models import AgendaCase, Decision, Meeting

DAYS = 7
MOST = 20
SHOWN = 5


@desk.waiting_from(Permission.MEETING_READ)
def coming_meetings(membership: Membership) -> Iterable[desk.Waiting]:
    """Meetings of the coming week: those the person or their agency attends; for coordinators also those they host."""
    coming = Meeting.objects.filter(held_on__gte=today(), held_on__lte=today() + timedelta(days=DAYS))
    mine = coming.attended_by(membership).values("pk")
    wanted = Q(pk__in=mine)
    if membership.role in (Role.COORDINATOR, Role.ASSISTANT):
        wanted |= Q(host__coordinators=True)
    meetings = list(coming.filter(wanted).for_list().order_by("held_on", "begins_at", "pk")[:MOST])
    about = _families(meetings)
    for meeting in meetings:
        hour = f" {meeting.begins_at:%H:%M}" if meeting.begins_at else ""
        unread = meeting.secret and not meeting.readable
        yield desk.Waiting(
            what=f"{meeting.kind}{hour} {meeting.place}".strip(),
            url=meeting.get_absolute_url(),
            action=_("Read the secrecy notice") if unread else _("Open"),
            due=meeting.held_on,
            about=about.get(meeting.pk, ""),
        )


def _families(meetings: list[Meeting]) -> dict[int, str]:
    """The families on their agendas, as far as the person sees them."""
    found: dict[int, list[str]] = {}
    agenda = AgendaCase.objects.filter(meeting__in=meetings, meeting__minutes__isnull=False).select_related("household")
    for each in agenda.prefetch_related("household__members__person"):
        found.setdefault(each.meeting_id, []).append(str(each.household))
    return {pk: _(", ").join(dict.fromkeys(names)) for pk, names in found.items()}


@desk.panel(10, Permission.MEETING_READ)
def of_an_adviser(membership: Membership) -> desk.Panel | None:
    """An adviser comes to meetings: those to come and the last ones held, with the families that a meeting shows."""
    if membership.role != Role.ADVISER:
        return None
    mine = Meeting.objects.attended_by(membership).for_list()
    coming = list(mine.filter(held_on__gte=today()).order_by("held_on", "begins_at", "pk")[:SHOWN])
    held = list(mine.filter(held_on__lt=today()).order_by("-held_on", "-pk")[:SHOWN])
    about = _families([*coming, *held])
    groups = [[(each, about.get(each.pk, "")) for each in meetings] for meetings in (coming, held)]
    return desk.Panel("meetings/_desk.html", {"coming": groups[0], "held": groups[1]}, wide=True)


@desk.waiting_from(Permission.MEETING_READ)
def decisions_due(membership: Membership) -> Iterable[desk.Waiting]:
    """What meetings decided and the person's agency does, due within the week or overdue. Who keeps the minutes sees
    also what nobody was named for."""
    mine = Q(agency=membership.agency)
    if membership.has(Permission.MEETING_WRITE):
        mine |= Q(agency=None)
    due = (
        Decision.objects.open().filter(mine, due_on__lte=today() + timedelta(days=DAYS)).select_related("meeting__kind")
    )
    for decision in due.order_by("due_on", "pk")[:MOST]:
        yield desk.Waiting(
            what=_("%(what)s (decided at %(meeting)s)") % {"what": decision.what, "meeting": decision.meeting.kind},
            url=decision.meeting.get_absolute_url(),
            action=_("View"),
            due=decision.due_on,
        )
