"""Meetings: the list, one meeting with its papers, the acknowledgement of secrecy."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.audit import Verb
from accounts.http import Request, number_in, numbers_in
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import FiscalYear, fiscal_year_of, today
from casework.models import Case, Consultation, Draft
from meetings import access
from meetings.actions.meetings import acknowledge_secrecy, finish_decision, record_opening, removal_hindrance
from meetings.models import Decision, Meeting, MeetingHost, MeetingKind, Minutes
from meetings.rules import rules_of


def _years() -> list[FiscalYear]:
    """The fiscal years in which meetings were held, the newest first, and this one."""
    held = Meeting.objects.aggregate(first=Min("held_on"), last=Max("held_on"))
    now = fiscal_year_of(today()).year
    first = fiscal_year_of(held["first"]).year if held["first"] else now
    last = fiscal_year_of(held["last"]).year if held["last"] else now
    return [FiscalYear(year) for year in range(max(last, now), min(first, now) - 1, -1)]


@vary_on_headers("HX-Request")
@needs(Permission.MEETING_READ)
def meeting_list(request: Request) -> HttpResponse:
    year, kind, host = (number_in(request.GET.get(name)) for name in ("year", "kind", "host"))
    meetings = Meeting.objects.for_list()
    if year and 1900 < year < 3000:
        meetings = meetings.within(FiscalYear(year).period)
    if kind:
        meetings = meetings.filter(kind=kind)
    if host:
        meetings = meetings.filter(host=host)
    context = {
        "page": keyset_page(meetings, request, order=["-held_on", "-pk"]),
        "count": meetings.count(),
        "years": _years(),
        "kinds": MeetingKind.objects.all(),
        "hosts": MeetingHost.objects.all(),
        "year": year,
        "kind": kind,
        "host": host,
        "today": today(),
        "drafts": Draft.objects.filter(form="meeting", about_id=None).exclude(content={}),
        "may_call": request.membership.has(Permission.MEETING_WRITE),
    }
    template = "meetings/_meeting_rows.html" if request.htmx else "meetings/meeting_list.html"
    return render(request, template, context)


def _page(request: Request, meeting: Meeting, error: str = "") -> HttpResponse:
    by = request.membership
    reading = access.reading_of(by, meeting)
    attendance = list(meeting.attendance.select_related("agency", "staff"))
    context = {
        "meeting": meeting,
        "reading": reading,
        "attendance": attendance,
        "named": [each for each in attendance if each.staff_id],
        "begun": meeting.held_on <= today(),
        "may_write": access.may_write(by, meeting),
        "error": error,
    }
    if reading == access.Reading.OPEN:
        agenda = list(
            meeting.agenda.select_related("consultation__case", "household").prefetch_related(
                "household__members__person"
            )
        )
        decided = list(meeting.decided.select_related("agency"))
        context |= {
            "minutes": Minutes.objects.get(meeting=meeting),
            "agenda": agenda,
            "decided": [(each, access.may_finish(by, each)) for each in decided],
            "rules": rules_of(meeting.kind, [each.household_id for each in agenda], meeting.held_on),
        }
        context["removable"] = access.may_remove(by, meeting) and not removal_hindrance(meeting)
        audit.record(Verb.VIEWED, meeting, by=by, agenda=[each.pk for each in agenda])
        audit.record_each(Verb.VIEWED, agenda, by=by, meeting=meeting.pk)
    return render(request, "meetings/meeting_detail.html", context, status=422 if error else 200)


def _fetched(pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.for_list(), pk=pk)


@needs(Permission.MEETING_READ)
def meeting_detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, _fetched(pk))


@require_POST
@needs(Permission.MEETING_READ)
def meeting_acknowledge(request: Request, pk: int) -> HttpResponse:
    meeting = _fetched(pk)
    try:
        acknowledge_secrecy(meeting, request.POST.get("notice", ""), by=request.membership)
    except ValidationError as error:
        return _page(request, meeting, " ".join(error.messages))
    messages.success(request, _("That you read the notice is on record. The papers are open to you now."))
    return redirect(meeting)


@require_POST
@needs(Permission.MEETING_WRITE)
def meeting_opening(request: Request, pk: int) -> HttpResponse:
    """Who acknowledged secrecy at the opening, as who writes the papers takes it down."""
    meeting = _fetched(pk)
    access.check_may_write(request.membership, meeting)
    try:
        record_opening(meeting, numbers_in(",".join(request.POST.getlist("present"))), by=request.membership)
    except ValidationError as error:
        return _page(request, meeting, " ".join(error.messages))
    messages.success(request, _("Saved: secrecy was explained at the opening."))
    return redirect(meeting)


@require_POST
@needs(Permission.MEETING_READ)
def decision_done(request: Request, pk: int) -> HttpResponse:
    """One press: done; or, with `undo`, not done after all."""
    decision = get_object_or_404(Decision.objects.select_related("meeting", "agency"), pk=pk)
    decision = finish_decision(decision, "undo" not in request.POST, by=request.membership)
    if request.htmx:
        return render(request, "meetings/_decision.html", {"decision": decision, "may_finish": True})
    return redirect(decision.meeting)


def _of(request: Request, consultations: list[Consultation]) -> HttpResponse:
    """The meetings whose papers who acts may read and on whose agenda one of these stands."""
    meetings = list(
        Meeting.objects.for_list()
        .select_related("minutes")
        .filter(agenda__consultation__in=consultations, minutes__isnull=False)
        .distinct()
    )
    decided = Decision.objects.filter(meeting__in=meetings).select_related("agency")
    by_meeting = [(each, [row for row in decided if row.meeting_id == each.pk]) for each in meetings]
    audit.record_each(Verb.LISTED, consultations, by=request.membership, meetings=[each.pk for each in meetings])
    context = {
        "meetings": by_meeting,
        "consultation": consultations[0],
        "may_call": request.membership.has(Permission.MEETING_WRITE),
    }
    return render(request, "meetings/_of_case.html", context)


@needs(Permission.MEETING_READ)
def of_case(request: Request, pk: int) -> HttpResponse:
    """For the case page, which loads it by its URL's name: casework knows nothing of meetings."""
    case = get_object_or_404(Case.objects.select_related("consultation"), pk=pk)
    return _of(request, [case.consultation])


@needs(Permission.MEETING_READ)
def of_consultation(request: Request, pk: int) -> HttpResponse:
    return _of(request, [get_object_or_404(Consultation, pk=pk)])
