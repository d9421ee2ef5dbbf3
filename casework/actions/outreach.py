"""People whom nobody has reached yet: a local desk tells of somebody, the coordinators keep the roster, and those asked
go there, a visit always by two (DOMAIN §6.12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.audit import Verb
from accounts.models import AuditEvent, Membership, Notice
from agencies.calendar import today
from agencies.models import Agency
from agencies.working_days import working_day_after
from casework import access
from casework.actions import drafts
from casework.actions.consultations import coordinators_offices
from casework.actions.contacts import StaffNames
from casework.choices import AttemptResult, OutreachState, ReportStage
from casework.models import (
    Consultation,
    LocalReport,
    Method,
    OutreachAttempt,
    OutreachNote,
    OutreachStaff,
    Situation,
)
from casework.versions import changed_meanwhile

TOLD = ("name", "sex", "age_band", "district", "place", "words", "since", "knows", "danger")


class SentAlready(ValidationError):
    """The draft was sent before: `report` is what came of it."""

    def __init__(self, report: LocalReport | None) -> None:
        super().__init__(_("This was sent already."))
        self.report = report


@transaction.atomic
def send_report(
    report: LocalReport, situations: Iterable[Situation], *, by: Membership, draft: int | None = None
) -> LocalReport:
    """気がかりな人がいる: the coordinators' offices are told at once.

    draft   what it was typed in, gone once it is sent. Raises PermissionDenied (who) or SentAlready (sent twice)."""
    access.check_may_tell(by)
    if drafts.sent_before(draft):
        made = AuditEvent.objects.filter(by=by, verb=Verb.CREATED, about_type="localreport", detail__draft=draft)
        raise SentAlready(LocalReport.objects.filter(pk__in=made.values("about_id")).first())
    report.written_by, report.sent_by = by.agency.group, by
    report.save()
    report.situations.set(situations)
    audit.record(Verb.CREATED, report, by=by, draft=draft)
    for office in coordinators_offices():
        notices.tell(office, Notice.Kind.LOCAL_REPORT, about=report)
    return report


def a_week_on() -> date:
    """When somebody is asked after again where nobody says a day: in a week, on a day on which the office is open."""
    return working_day_after(today() + timedelta(days=6), 1)


@transaction.atomic
def take_up(report: LocalReport, *, by: Membership, note: OutreachNote | None = None) -> OutreachNote:
    """受け付ける: somebody new stands on the roster, with a day of the next contact and who takes it up for them; or
    the report goes to `note`, where the person is on the roster already. The desk learns that it was received."""
    access.check_may_keep_roster(by)
    report = LocalReport.objects.select_for_update(of=("self",)).select_related("sent_by__agency").get(pk=report.pk)
    if report.stage != ReportStage.SENT:
        raise ValidationError(_("Somebody took this up already."))
    if note is None:
        note = OutreachNote(written_by=by.agency.group, **{name: getattr(report, name) for name in TOLD})
        note.told_by = str(report.sent_by.agency) if report.may_be_named else ""
        note.next_contact_on = today() if report.danger else a_week_on()
        note.save()
        note.situations.set(report.situations.all())
        _set_staff(note, [by.staff.name], by)
        audit.record(Verb.CREATED, note, by=by, report=report.pk)
    report.note, report.stage, report.stage_on = note, ReportStage.RECEIVED, today()
    report.save()
    audit.record(Verb.CHANGED, report, by=by, note=note.pk)
    notices.tell(report.sent_by, Notice.Kind.LOCAL_REPORT_STAGE, about=report)
    _tell_desks(note)
    return note


@transaction.atomic
def write_note(
    note: OutreachNote, situations: Iterable[Situation], names: Sequence[str], *, by: Membership
) -> OutreachNote:
    """Somebody of whom the coordinators heard by another way than a report."""
    access.check_may_keep_roster(by)
    note.written_by = by.agency.group
    _check_two(note.next_method, names, "names")
    note.save()
    note.situations.set(situations)
    _set_staff(note, names, by)
    audit.record(Verb.CREATED, note, by=by)
    _ask_agency(note, None)
    return note


@transaction.atomic
def change_note(
    note: OutreachNote, situations: Iterable[Situation], names: Sequence[str], *, by: Membership
) -> OutreachNote:
    """What is known of somebody, and what comes next: when, how, who, and which agency goes there. `note` is changed in
    memory, its version the one that was opened."""
    access.check_may_keep_roster(by)
    held = _locked(note)
    if held.version != note.version:
        raise changed_meanwhile()
    _check_two(note.next_method, names, "names")
    note.version = held.version + 1
    note.save()
    note.situations.set(situations)
    _set_staff(note, names, by)
    audit.record(Verb.CHANGED, note, by=by, agency=note.agency_id)
    _ask_agency(note, held.agency)
    _tell_desks(note)
    return note


@transaction.atomic
def record_attempt(
    attempt: OutreachAttempt,
    names: Sequence[str],
    *,
    next_contact_on: date,
    by: Membership,
    next_method: Method | None = None,
) -> OutreachAttempt:
    """One try: on a day, by a method, by whom, and what happened; and when the next one is."""
    note = _locked(attempt.note)
    access.check_may_reach_out(by, note)
    if attempt.occurred_on > today():
        raise ValidationError({"occurred_on": _("This day is still to come. Write the day on which somebody tried.")})
    _check_two(attempt.method, names, "names")
    if next_contact_on < today():
        raise ValidationError({"next_contact_on": _("The next contact is today or later.")})
    attempt.note, attempt.names, attempt.recorded_by = note, "、".join(names), by
    attempt.save()
    note.state = _state_after(note, attempt)
    note.next_contact_on, note.next_method = next_contact_on, next_method
    note.version += 1
    note.save()
    if not note.staff.exists():
        _set_staff(note, names, by)
    audit.record(Verb.CREATED, attempt, by=by, note=note.pk)
    _tell_desks(note)
    return attempt


def _state_after(note: OutreachNote, attempt: OutreachAttempt) -> OutreachState:
    if attempt.result == AttemptResult.MET or note.state == OutreachState.MET:
        return OutreachState.MET
    return OutreachState.NOT_MET if attempt.method.two_staff else OutreachState.WATCHING


@transaction.atomic
def link(note: OutreachNote, consultation: Consultation, *, by: Membership) -> OutreachNote:
    """Somebody is reached: what follows stands in the consultation. A restricted family takes the note along behind its
    wall, and the desk learns nothing of it (config/access.sql)."""
    access.check_may_keep_roster(by)
    note = _locked(note)
    if not note.open:
        raise ValidationError(_("This one is closed already."))
    note.consultation, note.household = consultation, consultation.household
    note.state, note.closed_on, note.recontact_on = OutreachState.LINKED, today(), None
    note.version += 1
    note.save()
    audit.record(Verb.CHANGED, note, by=by, consultation=consultation.pk)
    _tell_desks(note)
    return note


@transaction.atomic
def end(note: OutreachNote, reason: str, *, by: Membership, recontact_on: date | None = None) -> OutreachNote:
    """Nobody goes there any more, for a reason; on `recontact_on` it is asked after once again."""
    access.check_may_keep_roster(by)
    note = _locked(note)
    if not note.open:
        raise ValidationError(_("This one is closed already."))
    if recontact_on and recontact_on <= today():
        raise ValidationError({"recontact_on": _("Choose a day to come, or leave it empty.")})
    note.state, note.closed_on, note.closing_reason = OutreachState.ENDED, today(), reason.strip()
    note.recontact_on = recontact_on
    note.version += 1
    note.full_clean(exclude=["household", "consultation"])
    note.save()
    audit.record(Verb.CHANGED, note, by=by, ended=True)
    return note


@transaction.atomic
def reopen(note: OutreachNote, *, by: Membership) -> OutreachNote:
    """Back on the roster, with a next contact today: it was ended, or linked to the wrong consultation."""
    access.check_may_keep_roster(by)
    note = _locked(note)
    if note.open:
        raise ValidationError(_("This one is on the roster."))
    if note.restricted:
        raise ValidationError(_("The family is restricted. The note stays with it."))
    note.state, note.closed_on, note.recontact_on = OutreachState.WATCHING, None, None
    note.consultation = note.household = None
    note.closing_reason = ""
    note.next_contact_on = max(note.next_contact_on, today())
    note.version += 1
    note.save()
    audit.record(Verb.CHANGED, note, by=by, reopened=True)
    return note


def _locked(note: OutreachNote) -> OutreachNote:
    held = OutreachNote.objects.select_for_update(of=("self",)).select_related("agency", "next_method")
    return held.get(pk=note.pk)


def _check_two(method: Method | None, names: Sequence[str], field: str) -> None:
    if method and method.two_staff and len(names) < 2:
        raise ValidationError({field: _("A visit is made by two: write both names.")})


def _set_staff(note: OutreachNote, names: Sequence[str], by: Membership) -> None:
    known = StaffNames(by)
    note.staff.all().delete()
    members = [(name, known.named(name)) for name in names]
    OutreachStaff.objects.bulk_create(
        OutreachStaff(note=note, name=member.name if member else name, member=member) for name, member in members
    )


def _ask_agency(note: OutreachNote, before: Agency | None) -> None:
    if note.agency and note.agency != before:
        notices.tell(note.agency, Notice.Kind.OUTREACH_ASKED, about=note)


def _tell_desks(note: OutreachNote) -> None:
    """The desks that told of somebody learn how far it is, once for each step and never a step back. By a function of
    the database: who reaches out does not see who told."""
    stage = _stage_of(note)
    with connection.cursor() as cursor:
        cursor.execute("select report, desk from raise_report_stage(%s, %s, %s)", [note.pk, stage, today()])
        raised = cursor.fetchall()
    desks = Membership.objects.select_related("agency").in_bulk([desk for _report, desk in raised])
    for report, desk in raised:
        notices.tell(desks[desk], Notice.Kind.LOCAL_REPORT_STAGE, about=LocalReport(pk=report))


def _stage_of(note: OutreachNote) -> ReportStage:
    if note.state in (OutreachState.MET, OutreachState.LINKED):
        return ReportStage.CONNECTED
    if note.open and (note.agency_id or (note.next_method and note.next_method.two_staff)):
        return ReportStage.VISIT
    return ReportStage.RECEIVED
