"""The form of a meeting: one page, filled in any order, with its rows, its rules and the look-up of cases."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.audit import Verb
from accounts.roles import Permission
from agencies.calendar import era_text
from casework.models import Consultation, Person
from meetings import access
from meetings.actions.meetings import Papers, call_meeting, change_meeting
from meetings.forms.meeting import MeetingRecordForm
from meetings.forms.rows import Agenda, AgendaRows, Attending, Decided
from meetings.models import Meeting, Minutes
from meetings.names import suggested_name
from meetings.rules import rules_of

MOST_FOUND = 20


class MeetingSheet:
    """The form and its three sets of rows, as one."""

    theirs: list[tuple[str, str, str]] = []  # what somebody else saved meanwhile

    def __init__(self, request: HttpRequest, meeting: Meeting | None = None) -> None:
        self.request, self.meeting = request, meeting
        data = request.POST if request.method == "POST" else None
        minutes = Minutes.objects.filter(meeting=meeting).first() if meeting else None
        initial = {"content": minutes.content, "decisions": minutes.decisions} if minutes else {}
        self.form = MeetingRecordForm(data, instance=meeting, initial=initial, by=request.membership)
        instance = self.form.instance
        about = request.GET.get("consultation", "")
        asked = Consultation.objects.filter(pk=about) if meeting is None and about.isdecimal() else ()
        self.attending = self._rows(Attending, data, instance, "attending", [])
        self.agenda: AgendaRows = self._rows(
            Agenda, data, instance, "agenda", [{"consultation": each} for each in asked]
        )
        self.decided = self._rows(Decided, data, instance, "decided", [])

    def _rows(self, formset: Any, data: Any, instance: Meeting, prefix: str, initial: list[dict[str, Any]]) -> Any:
        rows = formset(data, instance=instance, prefix=prefix, initial=initial)
        rows.extra = len(initial) or (0 if self.meeting else 1)  # a new form is there to be typed in at once
        return rows

    def is_valid(self) -> bool:
        valid = [each.is_valid() for each in (self.form, self.attending, self.agenda, self.decided)]
        return all(valid)  # every part is asked, so that everything wrong is said at once

    def save(self) -> Meeting | None:
        """Runs the action; None where it found something wrong, which then stands in the form."""
        action = change_meeting if self.meeting else call_meeting
        meeting = self.form.save(commit=False)
        numbers = [each.number for each in self.agenda.consultations if not each.restricted]
        meeting.name = self.form.full_name(numbers)
        if self.meeting:
            meeting.version = self.form.cleaned_data["version"]
        papers = Papers(
            content=self.form.cleaned_data["content"],
            decisions=self.form.cleaned_data["decisions"],
            attending=self.attending.rows,
            agenda=self.agenda.rows,
            decided=self.decided.rows,
            acknowledged=self.form.notice_acknowledged,
        )
        try:
            return action(meeting, papers, by=self.request.membership)
        except ValidationError as error:
            self.form.add_error(None, error)
            if self.meeting is None:
                meeting.pk = None  # it was saved and rolled back
            elif getattr(error, "code", "") == "changed_meanwhile":
                self.theirs = differences(meeting.pk, self)
                data = self.request.POST.copy()
                data["version"] = str(Meeting.objects.get(pk=meeting.pk).version)
                self.form.data = data
            return None

    @property
    def context(self) -> dict[str, Any]:
        kept = {"form": self.form, "attending": self.attending, "agenda": self.agenda, "decided": self.decided}
        return {**kept, "meeting": self.meeting, "theirs": self.theirs, **rules_context(self.form, self.agenda)}


def differences(pk: int, sheet: MeetingSheet) -> list[tuple[str, str, str]]:
    """Label, what is saved now, what the form says, for all that differs."""
    saved = Meeting.objects.for_list().select_related("minutes").get(pk=pk)
    form, minutes = sheet.form, saved.minutes
    stored = {name: getattr(saved, name) for name in form.Meta.fields}
    stored |= {"content": minutes.content, "decisions": minutes.decisions}
    pairs = [(str(form.fields[name].label), stored[name], form.cleaned_data[name]) for name in stored]
    rows: list[tuple[str, list[Any], Any]] = [
        (_("Attending"), list(saved.attendance.select_related("agency", "staff")), sheet.attending),
        (_("Families on the agenda"), list(saved.agenda.select_related("consultation")), sheet.agenda),
        (_("Who does what by when"), list(saved.decided.select_related("agency")), sheet.decided),
    ]
    for label, theirs, mine in rows:
        live = [each.instance for each in mine.forms if each.has_changed() or each.instance.pk]
        live = [each for each in live if each.pk is None or each not in mine.deleted_objects]
        pairs.append((label, "\n".join(map(str, theirs)), "\n".join(map(str, live))))
    return [(label, _shown(theirs), _shown(mine)) for label, theirs, mine in pairs if _shown(theirs) != _shown(mine)]


def _shown(value: Any) -> str:
    if isinstance(value, datetime.date):
        return era_text(value)
    return value.strftime("%H:%M") if isinstance(value, datetime.time) else str(value or "").replace("\r\n", "\n")


def rules_context(form: MeetingRecordForm, agenda: AgendaRows) -> dict[str, Any]:
    """What the kind that is chosen in the form says of the households on its agenda."""
    value = form["kind"].value()
    kind = form.fields["kind"].queryset.filter(pk=value).first() if str(value or "").isdecimal() else None  # type: ignore[attr-defined]
    if kind is None:
        return {"rules": None}
    if form.is_bound:
        consultations = agenda.consultations
        try:
            day = form.fields["held_on"].clean(form["held_on"].data or "")
        except ValidationError:
            day = None
    else:
        consultations = [each["consultation"] for each in agenda.initial_extra or []]
        consultations += [each.consultation for each in agenda.get_queryset().select_related("consultation")]
        day = form.instance.held_on
    numbers = [each.number for each in consultations if not each.restricted]
    acknowledged = (
        bool(form.instance.pk)
        and form.instance.attendance.filter(staff=form.by.staff, acknowledged_at__isnull=False).exists()
    )
    return {
        "rules": rules_of(kind, [each.household_id for each in consultations], day),
        "usual_name": suggested_name(kind, day, numbers),
        "must_acknowledge": kind.secret and not acknowledged,
    }


def _answer(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    sheet = MeetingSheet(request, meeting)
    if request.method == "POST":
        saved = sheet.save() if sheet.is_valid() else None
        if saved:
            messages.success(request, _("%(meeting)s is saved.") % {"meeting": saved})
            return redirect(saved)
        return render(request, "meetings/meeting_form.html", sheet.context, status=422)
    return render(request, "meetings/meeting_form.html", sheet.context)


@needs(Permission.MEETING_WRITE)
def meeting_create(request: HttpRequest) -> HttpResponse:
    return _answer(request, None)


@needs(Permission.MEETING_WRITE)
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.for_list(), pk=pk)
    access.check_may_write(request.membership, meeting)
    if request.method == "GET":
        audit.record(Verb.VIEWED, meeting, by=request.membership)
        audit.record_each(Verb.VIEWED, meeting.agenda.all(), by=request.membership, meeting=meeting.pk)
    return _answer(request, meeting)


@require_POST
@needs(Permission.MEETING_WRITE)
def meeting_rules(request: HttpRequest) -> HttpResponse:
    """What the form says of the kind and the agenda chosen so far, while it is being filled (htmx)."""
    form = MeetingRecordForm(request.POST, by=request.membership)
    agenda = Agenda(request.POST, instance=Meeting(), prefix="agenda")
    return render(request, "meetings/_rules.html", {"form": form, "live": True, **rules_context(form, agenda)})


@require_POST  # no name in an address
@needs(Permission.MEETING_WRITE)
def agenda_lookup(request: HttpRequest) -> JsonResponse:
    """Consultations and cases that who acts may see, by number or by the name of somebody of the household."""
    words = unicodedata.normalize("NFKC", request.POST.get("q", "")).strip()
    found = Consultation.objects.select_related("person").order_by("-received_on", "-pk")
    if re.fullmatch(r"[0-9A-Za-z-]+", words):
        found = found.filter(number__istartswith=words)
    elif words:
        found = found.filter(Q(household__members__person__in=Person.objects.found_by(words))).distinct()
    hits = list(found[:MOST_FOUND])
    audit.record(Verb.SEARCHED, by=request.membership, words=audit.hash_of(words), found=len(hits))
    audit.listed(hits, by=request.membership)
    return JsonResponse(
        {"results": [{"value": each.pk, "label": str(each), "detail": each.get_outcome_display()} for each in hits]}
    )
