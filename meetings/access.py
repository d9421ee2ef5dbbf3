"""Who may do what with meetings. Who sees a meeting's papers is the database's answer (`Meeting.readable`); here stands
why not, and who may call, acknowledge, write and finish."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.access import answers, check_permission
from accounts.models import Membership
from accounts.roles import Permission
from meetings.models import Attendance, Decision, Meeting, MeetingKind


class Reading(StrEnum):
    """What stands between a person and a meeting's papers."""

    OPEN = "open"
    ACKNOWLEDGE = "acknowledge"  # a member who has not acknowledged the secrecy notice yet
    MEMBERS = "members"  # bound by secrecy, and no member
    ATTENDED = "attended"  # for who attended


def reading_of(by: Membership, meeting: Meeting) -> Reading:
    """For a meeting that was fetched with `with_papers()`."""
    if meeting.readable:
        return Reading.OPEN
    if not meeting.secret:
        return Reading.ATTENDED
    return Reading.ACKNOWLEDGE if may_acknowledge(by, meeting) else Reading.MEMBERS


def check_may_call(by: Membership, kind: MeetingKind) -> None:
    check_permission(by, Permission.MEETING_WRITE)
    if kind.called_by_lead and not by.has(Permission.MEETING_CALL):
        raise PermissionDenied(
            _("%(kind)s is called by the lead department, which names its members. Ask it to.") % {"kind": kind}
        )


def check_may_acknowledge(by: Membership, meeting: Meeting) -> None:
    """Members are those named, and the people of an agency that attends as such."""
    check_permission(by, Permission.MEETING_READ)
    if not meeting.secret:
        raise PermissionDenied(_("This meeting is not bound by secrecy."))
    if not Meeting.objects.filter(pk=meeting.pk).attended_by(by).exists():
        raise PermissionDenied(_("Only members of this meeting read its papers."))


def check_may_read(by: Membership, meeting: Meeting) -> None:
    check_permission(by, Permission.MEETING_READ)
    if meeting.readable:
        return
    if meeting.secret:
        raise PermissionDenied(_("Only members who acknowledged the secrecy notice read and write these papers."))
    raise PermissionDenied(_("Only those who attended this meeting read and write its papers."))


def check_may_write(by: Membership, meeting: Meeting) -> None:
    check_permission(by, Permission.MEETING_WRITE)
    check_may_read(by, meeting)


def check_may_remove(by: Membership, meeting: Meeting) -> None:
    """Who reads its papers and could call it again."""
    check_may_write(by, meeting)
    check_may_call(by, meeting.kind)


def check_may_finish(by: Membership, decision: Decision) -> None:
    """What was decided is finished by the agency that does it, or by who keeps the minutes."""
    check_permission(by, Permission.MEETING_READ)
    if decision.agency_id != by.agency_id and not by.has(Permission.MEETING_WRITE):
        raise PermissionDenied(_("The agency that does it says when it is done."))


def check_may_take_off(line: Attendance) -> None:
    """Whoever acknowledged stays on the list: that they did is on record."""
    if line.acknowledged_at:
        raise PermissionDenied(
            _("%(name)s acknowledged the secrecy notice and stays on the list.") % {"name": line.staff or line.agency}
        )


may_call = answers(check_may_call)
may_acknowledge = answers(check_may_acknowledge)
may_write = answers(check_may_write)
may_remove = answers(check_may_remove)
may_finish = answers(check_may_finish)
