"""Calling a meeting and writing its papers: one page, kept as a draft while it is filled."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.audit import Verb
from accounts.http import Request, number_in
from accounts.roles import Permission
from casework.actions import drafts
from casework.forms.drafted import typed
from casework.models import Consultation, Draft
from meetings import access
from meetings.actions.meetings import DRAFT as FORM
from meetings.actions.meetings import remove_meeting
from meetings.forms.sheet import MeetingSheet, as_typed
from meetings.models import Meeting


def _draft_of(request: Request, meeting: Meeting | None) -> Draft:
    """The person's own draft: of this meeting, or an empty one for a new meeting."""
    by = request.membership
    if meeting:
        return drafts.resume(FORM, by=by, about=meeting.pk)
    return drafts.mine(FORM, by=by).filter(content={}).first() or drafts.start(FORM, by=by)


@needs(Permission.MEETING_WRITE)
def meeting_create(request: Request) -> HttpResponse:
    """Begins a draft and goes to it; an empty one is used again."""
    about = request.GET.get("consultation", "")
    address = redirect("meetings:meeting_draft", _draft_of(request, None).pk)
    if number_in(about):
        address["Location"] += f"?consultation={about}"
    return address


@needs(Permission.MEETING_WRITE)
def meeting_draft(request: Request, pk: int) -> HttpResponse:
    """The form of a new meeting, with what was typed so far; sent, it makes the meeting."""
    draft = Draft.objects.filter(pk=pk, form=FORM).first()
    if draft and draft.about_id:
        return redirect("meetings:meeting_edit", draft.about_id)
    if draft is None and request.method == "GET":
        messages.info(request, _("This was saved or discarded. Begin a new one, or look at the list."))
        return redirect("meetings:meeting_list")
    return _answer(request, None, draft)


@needs(Permission.MEETING_WRITE)
def meeting_edit(request: Request, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.for_list(), pk=pk)
    access.check_may_write(request.membership, meeting)
    if request.method == "GET":
        audit.record(Verb.VIEWED, meeting, by=request.membership)
        audit.record_each(Verb.VIEWED, meeting.agenda.all(), by=request.membership, meeting=meeting.pk)
    return _answer(request, meeting, _draft_of(request, meeting))


def _answer(request: Request, meeting: Meeting | None, draft: Draft | None) -> HttpResponse:
    by = request.membership
    if request.method == "POST":
        sheet = MeetingSheet(by=by, meeting=meeting, data=request.POST)
        saved = sheet.save() if sheet.is_valid(restricted_desk=request.restricted_desk) else None
        if saved:
            if draft:
                draft.delete()
            messages.success(request, _("%(meeting)s is saved.") % {"meeting": saved})
            return redirect(saved)
        return render(request, "meetings/meeting_form.html", sheet.context | {"draft": draft}, status=422)
    if draft and draft.content:
        data = typed(draft)
        rules = MeetingSheet(by=by, meeting=meeting, data=data).rules  # judged apart, to say what the kind says
        context = MeetingSheet(by=by, meeting=meeting, data=data).unjudged().context | rules
    else:
        about = 0 if meeting else number_in(request.GET.get("consultation")) or 0
        context = MeetingSheet(by=by, meeting=meeting, about=tuple(Consultation.objects.filter(pk=about))).context
    return render(request, "meetings/meeting_form.html", context | {"draft": draft})


@require_POST
@needs(Permission.MEETING_WRITE)
def meeting_discard(request: Request, pk: int) -> HttpResponse:
    """Throws a draft away: the form begins anew, or shows again what is saved."""
    draft = get_object_or_404(Draft, pk=pk, form=FORM)
    about = draft.about_id
    draft.delete()
    messages.info(request, _("The draft is discarded."))
    return redirect("meetings:meeting_edit", about) if about else redirect("meetings:meeting_list")


@require_POST
@needs(Permission.MEETING_WRITE)
def meeting_remove(request: Request, pk: int) -> HttpResponse:
    """Takes out a meeting that was entered by mistake; in the form that follows it is put back with one press."""
    meeting = get_object_or_404(Meeting.objects.for_list(), pk=pk)
    access.check_may_remove(request.membership, meeting)
    try:
        draft = remove_meeting(meeting, as_typed(meeting), by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(meeting)
    messages.success(request, _("The meeting is removed. To put it back, save this form."))
    return redirect("meetings:meeting_draft", draft.pk)


@require_POST
@needs(Permission.MEETING_WRITE)
def meeting_rules(request: Request) -> HttpResponse:
    """What the form says of the kind and the agenda chosen so far, while it is being filled (htmx)."""
    pk = number_in(request.POST.get("meeting"))
    meeting = get_object_or_404(Meeting.objects.for_list(), pk=pk) if pk else None
    if meeting:
        access.check_may_write(request.membership, meeting)
    sheet = MeetingSheet(by=request.membership, meeting=meeting, data=request.POST)
    return render(request, "meetings/_rules.html", {"form": sheet.form, "live": True, **sheet.rules})
