"""まだ会えていない方の名簿: who is to be reached next, by whom, and what was tried."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.forms import ActionForm
from accounts.http import Request, number_in
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.models import District
from casework import access
from casework.actions import drafts
from casework.actions import outreach as actions
from casework.choices import OutreachState
from casework.forms.outreach import DISTRICTS, AttemptForm, EndForm, LinkForm, NoteForm, district_options
from casework.models import LocalReport, OutreachNote
from casework.views.intake import FORM as INTAKE

CLOSED = (OutreachState.LINKED, OutreachState.ENDED)
UNTAKEN = 30


def _filtered(request: Request) -> QuerySet[OutreachNote]:
    state, district = request.GET.get("state", ""), request.GET.get("district", "")
    found = OutreachNote.objects.for_list()
    if state in CLOSED:
        found = found.filter(state=state)
    elif state in OutreachState.values:
        found = found.open().filter(state=state)
    else:
        found = found.open()
    if number := number_in(district):
        found = found.filter(district=number)
    if request.GET.get("mine"):
        found = found.filter(staff__member=request.membership.staff)
    return found


@vary_on_headers("HX-Request")
@needs(Permission.OUTREACH_READ)
def outreach_list(request: Request) -> HttpResponse:
    """Open ones by the day of the next contact; closed ones the newest first."""
    by, state = request.membership, request.GET.get("state", "")
    found = _filtered(request)
    order = ["-closed_on", "-pk"] if state in CLOSED else ["next_contact_on", "pk"]
    page = keyset_page(found, request, order=order)
    audit.listed(page.rows, by=by)
    untaken: list[LocalReport] = []
    if access.may_keep_roster(by) and not request.htmx:
        untaken = list(LocalReport.objects.untaken().for_list()[:UNTAKEN])
        if untaken:
            audit.listed(untaken, by=by)
    context = {
        "page": page,
        "count": found.count(),
        "late": OutreachNote.objects.late().count(),
        "untaken": untaken,
        "states": OutreachState.choices,
        "districts": District.objects.all(),
        "closed": state in CLOSED,
        "may_write": access.may_keep_roster(by),
        **{name: request.GET.get(name, "") for name in ("state", "district", "mine")},
    }
    return render(request, "casework/_outreach_rows.html" if request.htmx else "casework/outreach_list.html", context)


@needs(Permission.OUTREACH_WRITE)
def outreach_new(request: Request) -> HttpResponse:
    return _note_form(request, None)


@needs(Permission.OUTREACH_WRITE)
def outreach_edit(request: Request, pk: int) -> HttpResponse:
    return _note_form(request, get_object_or_404(OutreachNote.objects.for_list(), pk=pk))


def _note_form(request: Request, note: OutreachNote | None) -> HttpResponse:
    access.check_may_keep_roster(request.membership)
    sent = request.POST if request.method == "POST" else None
    known_as = str(note or "")  # a form that is wrong leaves its words in the record
    form = NoteForm(sent, instance=note)
    if sent is not None and form.is_valid():
        action = actions.change_note if note else actions.write_note
        data = form.cleaned_data
        if note:
            form.instance.version = form.stored_version
        saved = form.run(action, form.instance, data["situations"], data["names"], by=request.membership)
        if saved:
            messages.success(request, _("Saved."))
            return redirect(saved)
    if note:
        audit.record(audit.Verb.VIEWED, note, by=request.membership)
    options = {"districts": district_options(), "districts_id": DISTRICTS}
    context = {"form": form, "note": note, "known_as": known_as, **options}
    return render(request, "casework/outreach_form.html", context, status=422 if form.errors else 200)


def _note(pk: int) -> OutreachNote:
    found = OutreachNote.objects.for_list().select_related(
        "district", "agency", "age_band", "consultation", "next_method"
    )
    return get_object_or_404(found.prefetch_related("situations", "attempts__method"), pk=pk)


@needs(Permission.OUTREACH_READ)
def outreach_detail(request: Request, pk: int) -> HttpResponse:
    return _detail(request, _note(pk))


def _detail(request: Request, note: OutreachNote, **forms: Any) -> HttpResponse:
    """The page of somebody on the roster; with a form that was sent and is wrong, its sentences."""
    by = request.membership
    audit.record(audit.Verb.VIEWED, note, by=by)
    names = [each.name for each in note.staff.all()] or [by.staff.name]
    context = {
        "note": note,
        "reports": list(note.reports.for_list()) if access.may_keep_roster(by) else [],
        "attempt_form": AttemptForm(initial={"names": names, "method": note.next_method_id}),
        "end_form": EndForm(),
        "link_form": LinkForm(),
        "reopen_form": None,
        "may_write": access.may_keep_roster(by),
        "may_reach_out": access.may_reach_out(by, note),
        **forms,
    }
    return render(request, "casework/outreach_detail.html", context, status=422 if forms else 200)


@require_POST
@needs(Permission.OUTREACH_READ)
def outreach_attempt(request: Request, pk: int) -> HttpResponse:
    note = _note(pk)
    access.check_may_reach_out(request.membership, note)
    form = AttemptForm(request.POST)
    if form.is_valid():
        form.instance.note = note
        data = form.cleaned_data
        made = form.run(
            actions.record_attempt, form.instance, data["names"], by=request.membership,
            next_contact_on=data["next_contact_on"], next_method=data["next_method"],
        )  # fmt: skip
        if made:
            messages.success(request, _("Recorded. The next contact is set."))
            return redirect(note)
    return _detail(request, note, attempt_form=form)


@require_POST
@needs(Permission.OUTREACH_WRITE)
def outreach_consult(request: Request, pk: int) -> HttpResponse:
    """They are reached: an intake begins with what is known. Searching comes first there as everywhere."""
    note = _note(pk)
    content = {"name": [note.name], "telephone": [note.telephone], "address": [note.place], "sex": [note.sex]}
    content["born"] = [_decade(note)]
    content["district"] = [str(note.district_id or "")]
    content["narrative"] = [_told(note)]
    kept = {name: values for name, values in content.items() if values != [""]}
    draft = drafts.start(INTAKE, by=request.membership, about=note.pk, content=kept)
    return redirect("casework:consultation_draft", draft.pk)


def _decade(note: OutreachNote) -> str:
    """70代; 80代以上 is no age that a person has."""
    name = note.age_band.name if note.age_band else ""
    return name if name.removesuffix("代").isdecimal() else ""


def _told(note: OutreachNote) -> str:
    """What was seen, and what was tried, as the beginning of what was said."""
    seen = "、".join(each.name for each in note.situations.all())
    return "\n".join(filter(None, [seen, note.words]))


@require_POST
@needs(Permission.OUTREACH_WRITE)
def outreach_link(request: Request, pk: int) -> HttpResponse:
    note = _note(pk)
    form = LinkForm(request.POST)
    if form.is_valid() and form.run(actions.link, note, form.cleaned_data["consultation"], by=request.membership):
        messages.success(request, _("Linked. What follows is recorded in the consultation."))
        return redirect(form.cleaned_data["consultation"])
    return _detail(request, note, link_form=form)


@require_POST
@needs(Permission.OUTREACH_WRITE)
def outreach_end(request: Request, pk: int) -> HttpResponse:
    note = _note(pk)
    form = EndForm(request.POST)
    data = form.cleaned_data if form.is_valid() else {}
    if data and form.run(
        actions.end, note, data["closing_reason"], by=request.membership, recontact_on=data["recontact_on"]
    ):
        messages.success(request, _("Ended. It can be put back on the roster from its page."))
        return redirect("casework:outreach_list")
    return _detail(request, note, end_form=form)


@require_POST
@needs(Permission.OUTREACH_WRITE)
def outreach_reopen(request: Request, pk: int) -> HttpResponse:
    note = _note(pk)
    form = ActionForm(request.POST)
    form.is_valid()
    if form.run(actions.reopen, note, by=request.membership):
        messages.success(request, _("Back on the roster."))
        return redirect(note)
    return _detail(request, note, reopen_form=form)
