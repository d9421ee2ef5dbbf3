"""A meeting is called, its papers are written, its members acknowledge secrecy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from agencies.calendar import today
from casework.actions import drafts
from casework.matching.keys import NAMELESS, search_key
from casework.models import Draft
from casework.versions import changed_meanwhile
from meetings import access
from meetings.models import AgendaCase, Attendance, Decision, Meeting, Minutes

M = TypeVar("M", bound=models.Model)
DRAFT = "meeting"  # the form whose drafts these are


@dataclass(frozen=True)
class Rows(Generic[M]):
    """Rows of a form: new and changed ones, and those taken out."""

    kept: Sequence[M] = ()
    removed: Sequence[M] = ()


@dataclass(frozen=True)
class Papers:
    """What a form says beside the meeting itself.

    acknowledged   the secrecy notice, as it was shown to who writes and acknowledged it; empty: not acknowledged."""

    content: str = ""
    decisions: str = ""
    attending: Rows[Attendance] = field(default_factory=Rows)
    agenda: Rows[AgendaCase] = field(default_factory=Rows)
    decided: Rows[Decision] = field(default_factory=Rows)
    acknowledged: str = ""


@transaction.atomic
def call_meeting(meeting: Meeting, papers: Papers, *, by: Membership) -> Meeting:
    """A new meeting with its papers. What its kind says of secrecy is copied: changing the kind later opens nothing.
    Raises PermissionDenied (who) or ValidationError (secrecy not acknowledged, held already, a restricted family)."""
    access.check_may_call(by, meeting.kind)
    meeting.written_by = by.agency.group
    _check_once(meeting)
    _check_name(meeting, papers)
    _check_restricted(meeting, papers, by)
    if meeting.kind.secret:
        _check_acknowledged(papers)
    meeting.save()
    minutes = Minutes(meeting=meeting, secret=meeting.kind.secret)
    _write(meeting, minutes, papers, by)
    audit.record(Verb.CREATED, meeting, by=by, secret=minutes.secret)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, papers: Papers, *, by: Membership) -> Meeting:
    """The meeting and its papers as they are now.

    meeting   changed in memory, its `version` being the one that the form was filled from.
    Raises    PermissionDenied (who), ValidationError (changed by somebody else meanwhile; secrecy taken away)."""
    stored = Meeting.objects.select_for_update(of=("self",)).with_papers().select_related("kind").get(pk=meeting.pk)
    access.check_may_write(by, stored)
    if meeting.kind_id != stored.kind_id:
        access.check_may_call(by, meeting.kind)
    if stored.version != meeting.version:
        raise changed_meanwhile()
    minutes = Minutes.objects.select_for_update().get(meeting=stored)
    if minutes.secret and not meeting.kind.secret:
        raise ValidationError(
            {"kind": _("What was said under secrecy stays secret: choose a kind that is bound by secrecy too.")}
        )
    _check_once(meeting)
    if meeting.name != stored.name:
        _check_name(meeting, papers)
    _check_restricted(meeting, papers, by)
    minutes.secret = minutes.secret or meeting.kind.secret
    meeting.version += 1
    meeting.save()
    _write(meeting, minutes, papers, by)
    audit.record(Verb.CHANGED, meeting, by=by, secret=minutes.secret)
    return meeting


def _check_once(meeting: Meeting) -> None:
    same = Meeting.objects.filter(held_on=meeting.held_on, kind=meeting.kind, name=meeting.name)
    if same.exclude(pk=meeting.pk).exists():
        raise ValidationError({"name": _("There is a meeting of this kind with this name on this day already.")})


def _check_name(meeting: Meeting, papers: Papers) -> None:
    """Everybody sees the name in the list."""
    for row in (*papers.agenda.kept, *(meeting.agenda.all() if meeting.pk else ())):
        names = [each.person.name for each in row.consultation.household.members.select_related("person")]
        told = search_key(meeting.name)
        if row.consultation.number in meeting.name or any(
            search_key(name) in told for name in names if name not in NAMELESS
        ):
            raise ValidationError({"name": _("Everybody sees this name in the list. Leave out whose meeting it is.")})


def _check_restricted(meeting: Meeting, papers: Papers, by: Membership) -> None:
    """Papers about a restricted family are for people named: whoever writes them has to be one, and the family that
    makes them restricted stays on the agenda."""
    if any(row.restricted for row in papers.agenda.removed):
        raise ValidationError(
            _("A restricted family stays on the agenda: without it, everybody would read these papers.")
        )
    kept = [row for row in papers.agenda.kept if row.consultation.restricted]
    if not kept:
        return
    leaving = {row.pk for row in papers.attending.removed}
    named = [row.staff_id for row in papers.attending.kept]
    if meeting.pk:
        named += Attendance.objects.filter(meeting=meeting).exclude(pk__in=leaving).values_list("staff_id", flat=True)
    if by.staff_id not in named:
        raise ValidationError(
            _("The family is restricted: name yourself among those attending, or you could not read this.")
        )


def _check_acknowledged(papers: Papers) -> None:
    if not papers.acknowledged:
        raise ValidationError(
            {"acknowledged": _("Read the secrecy notice and confirm it: then these papers can be read and written.")}
        )


def _write(meeting: Meeting, minutes: Minutes, papers: Papers, by: Membership) -> None:
    """Who attends first: the wall asks it when the papers are written."""
    for line in papers.attending.removed:
        access.check_may_take_off(line)
        line.delete()
    for line in papers.attending.kept:
        line.meeting = meeting
        line.save()
    if minutes.secret and not meeting.acknowledged_by(by.staff):
        _check_acknowledged(papers)
        _acknowledge(meeting, papers.acknowledged, by)
    on_agenda = meeting.agenda.exclude(pk__in=[row.pk for row in papers.agenda.removed])
    minutes.about_cases = meeting.kind.about_cases or bool(papers.agenda.kept) or on_agenda.exists()
    minutes.content, minutes.decisions = papers.content, papers.decisions
    minutes.save()
    for row in (*papers.agenda.removed, *papers.decided.removed):
        audit.record(Verb.REMOVED, row, by=by, meeting=meeting.pk)
        row.delete()
    for case in papers.agenda.kept:
        case.meeting, case.household, case.secret = meeting, case.consultation.household, minutes.secret
        case.save()
        audit.record(Verb.CHANGED, case, by=by, meeting=meeting.pk)
    for decision in papers.decided.kept:
        decision.meeting, decision.secret = meeting, minutes.secret
        decision.save()
    if minutes.secret:  # rows of a meeting whose kind became a secret one
        meeting.agenda.filter(secret=False).update(secret=True)
        meeting.decided.filter(secret=False).update(secret=True)


def _acknowledge(meeting: Meeting, notice: str, by: Membership) -> Attendance:
    """The person's own line among those attending, with the hour and the wording that they were shown."""
    line = meeting.attendance.filter(staff=by.staff).first() or Attendance(
        meeting=meeting, agency=by.agency, staff=by.staff
    )
    line.acknowledged_at, line.acknowledged_notice = timezone.now(), notice
    line.save()
    audit.record(Verb.SECRECY_ACKNOWLEDGED, meeting, by=by)
    return line


def _locked(meeting: Meeting) -> Meeting:
    """Locked first, then read: what is said of its papers is told as of when nobody else changes them."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    return Meeting.objects.with_papers().select_related("kind").get(pk=meeting.pk)


@transaction.atomic
def acknowledge_secrecy(meeting: Meeting, notice: str, *, by: Membership) -> Attendance:
    """A member reads the notice and keeps the secret: from now on they read the papers. Twice is once.

    notice   the wording that was shown.
    Raises   PermissionDenied (no member), ValidationError (the wording is another one by now)."""
    meeting = _locked(meeting)
    access.check_may_acknowledge(by, meeting)
    done = meeting.acknowledged_by(by.staff)
    if done:
        return done
    if notice.split() != meeting.kind.secrecy_notice.split():  # a browser sends its own line ends
        raise ValidationError(_("The notice was changed while you read it. Read it once more."))
    return _acknowledge(meeting, meeting.kind.secrecy_notice, by)


@transaction.atomic
def record_opening(meeting: Meeting, present: Collection[int], *, by: Membership) -> Meeting:
    """At the opening secrecy is explained once more: of those named, who acknowledged it then, as who writes the papers
    takes it down.

    present   keys of lines of those attending; who is not among them did not, or came later.
    Raises    PermissionDenied (who), ValidationError (not bound by secrecy, still to come)."""
    meeting = _locked(meeting)
    access.check_may_write(by, meeting)
    if not meeting.secret:
        raise ValidationError(_("This meeting is not bound by secrecy."))
    if meeting.held_on > today():
        raise ValidationError(_("The meeting is still to come. Take down at its opening who acknowledged secrecy."))
    for line in meeting.attendance.exclude(staff=None):
        if line.pk in present and line.opening_at is None:
            line.opening_at, line.opening_notice = timezone.now(), meeting.kind.secrecy_notice
        elif line.pk not in present:
            line.opening_at, line.opening_notice = None, ""
        line.save(update_fields=["opening_at", "opening_notice"])
    acknowledged = meeting.attendance.exclude(opening_at=None)
    audit.record(Verb.SECRECY_ACKNOWLEDGED, meeting, by=by, opening=list(acknowledged.values_list("pk", flat=True)))
    return meeting


def removal_hindrance(meeting: Meeting) -> str:
    """Why a meeting cannot be removed: something was written or decided. Empty where it can."""
    minutes = Minutes.objects.get(meeting=meeting)
    if minutes.content.strip() or minutes.decisions.strip() or meeting.decided.exists():
        return _("Something was written or decided: that stays on record.")
    return ""


@transaction.atomic
def remove_meeting(meeting: Meeting, typed: dict[str, list[str]], *, by: Membership) -> Draft:
    """Takes out what was entered by mistake, while nothing is written or decided. Who acknowledged its secrecy stays in
    the audit log; put back, each acknowledges it anew.

    typed    what the form of the meeting would send: a draft of who takes it out keeps it, and makes the meeting again.
    Raises   PermissionDenied (who) or ValidationError (why not)."""
    meeting = _locked(meeting)
    access.check_may_remove(by, meeting)
    hindrance = removal_hindrance(meeting)
    if hindrance:
        raise ValidationError(hindrance)
    acknowledged = meeting.attendance.exclude(acknowledged_at=None).values_list("staff", flat=True)
    audit.record(Verb.REMOVED, meeting, by=by, acknowledged=list(acknowledged))
    Draft.objects.filter(form=DRAFT, about_id=meeting.pk).delete()  # of changes to it that were not saved
    meeting.agenda.all().delete()
    Minutes.objects.get(meeting=meeting).delete()  # before those attending: the wall asks them who reads it
    try:
        with transaction.atomic():
            meeting.delete()
            connection.check_constraints()
    except IntegrityError:
        raise ValidationError(
            _("A family on the agenda is restricted. Ask somebody named on it to remove it.")
        ) from None
    return drafts.start(DRAFT, by=by, content=typed)


@transaction.atomic
def finish_decision(decision: Decision, done: bool, *, by: Membership) -> Decision:
    """What was decided is done; or it is not after all."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    access.check_may_finish(by, decision)
    decision.done_on = today() if done else None
    decision.save(update_fields=["done_on"])
    audit.record(Verb.CHANGED, decision, by=by, done=done)
    return decision
