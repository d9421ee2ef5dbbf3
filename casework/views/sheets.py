"""The tsunagu sheet: as a paper to read, as a page to write on, and as it was when it was handed over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from agencies.models import Concern
from casework import access, relations
from casework.actions import drafts
from casework.actions import sheets as actions
from casework.forms.drafted import typed
from casework.forms.sheet import AttachmentForm, SheetPaper
from casework.hand_overs import referral_access
from casework.models import Attachment, Consultation, Draft, HouseholdMember, SheetAgency, SheetCopy, TsunaguSheet
from casework.own_consents import lacking_own
from casework.sheet_content import content_of, shown, was_asked

FORM = "sheet"
CONCERNS = Concern.objects.for_list()


def fetched(pk: int) -> TsunaguSheet:
    """A sheet with all that stands on it."""
    members = HouseholdMember.objects.select_related("person").prefetch_related(Prefetch("concerns", CONCERNS))
    found = TsunaguSheet.objects.select_related("agency", "household", "consultation__person").prefetch_related(
        Prefetch("household__members", members),
        Prefetch("consultation__concerns", CONCERNS),
        Prefetch("agencies_involved", SheetAgency.objects.select_related("agency")),
        Prefetch("attachments", Attachment.objects.select_related("added_by__staff")),
        Prefetch("copies", SheetCopy.objects.defer("content").select_related("made_by__staff")),
        "copies__referrals__to",
    )
    return get_object_or_404(found, pk=pk)


@require_POST
@needs(Permission.CONSULTATION_READ)
def sheet_begin(request: Request, pk: int) -> HttpResponse:
    """The consultation's sheet, to be written on; begun where there is none."""
    consultation = get_object_or_404(Consultation, pk=pk)
    access.check_may_write_sheet(request.membership, consultation)
    return redirect("casework:sheet_edit", actions.begin(consultation, by=request.membership).pk)


@needs(Permission.CONSULTATION_READ)
def sheet_detail(request: Request, pk: int) -> HttpResponse:
    return sheet_page(request, fetched(pk))


def sheet_page(request: Request, sheet: TsunaguSheet, wrong: AttachmentForm | None = None) -> HttpResponse:
    """The paper with what is beside it; with a form that was sent and is wrong, its sentences."""
    by, consultation = request.membership, sheet.consultation
    audit.record(audit.Verb.VIEWED, sheet, by=by)
    shared = access.shared_categories(by, sheet.household)
    may_write = access.may_write_sheet(by, consultation)
    consents = sheet.household.consents.in_force().prefetch_related("agencies", "given_for")
    lacking = lacking_own(sheet.household.members.all(), consents)
    context: dict[str, Any] = {
        "sheet": sheet,
        "consultation": consultation,
        "paper": shown(content_of(sheet), shared),
        "unasked": _unasked(sheet) if may_write else [],
        "relations_offered": len(relations.shown(sheet.household, by, shared).offers),
        "may_write": may_write,
        "household": sheet.household,
        "shared": shared,
        "lacking": lacking if access.is_shared("household.members", shared) else [],
        "may_take_consent": access.may_take_consent(by, sheet.household),
        "may_hand_over": referral_access.may_hand_over(by, consultation) and not consultation.restricted,
        "may_read_scans": access.may_read_scans(by, sheet.household),
        "attachments": [each for each in sheet.attachments.all() if each.removed_at is None],
        "form": wrong or AttachmentForm(initial={"kind": Attachment.Kind.SIGNED}),
    }
    return render(request, "casework/sheet_detail.html", context, status=422 if wrong else 200)


def _unasked(sheet: TsunaguSheet) -> list[HouseholdMember]:
    """Members of the household whose own troubles nobody wrote down, nor that there are none."""
    here = [each for each in sheet.household.members.all() if each.left_on is None]
    return [each for each in here if not was_asked(each, sheet.consultation)]


@needs(Permission.CONSULTATION_READ)
def sheet_edit(request: Request, pk: int) -> HttpResponse:
    sheet = fetched(pk)
    access.check_may_write_sheet(request.membership, sheet.consultation)
    members = [each for each in sheet.household.members.all() if each.left_on is None]
    mine = drafts.mine(FORM, by=request.membership, about=sheet.pk)
    draft = mine.first()
    if request.method == "POST":
        paper = SheetPaper(sheet, members, request.POST)
        saved = paper.save_by(request.membership)
        if saved is not None:
            mine.delete()
            messages.success(request, _("Saved."))
            return redirect(saved)
    else:
        kept = typed(draft) if draft and draft.content else None
        draft = draft or drafts.start(FORM, by=request.membership, about=sheet.pk)
        paper = SheetPaper(sheet, members, kept, judged=False)
    audit.record(audit.Verb.VIEWED, sheet, by=request.membership)
    context = {
        "sheet": sheet,
        "consultation": sheet.consultation,
        "form": paper.form,
        "involved": paper.involved,
        "draft": draft,
        "restored": request.method != "POST" and bool(draft and draft.content),
        "members": members,
        "may_edit_household": access.may_edit_household(request.membership, sheet.household),
    }
    return render(request, "casework/sheet_form.html", context, status=422 if request.method == "POST" else 200)


@needs(Permission.CONSULTATION_READ)
def sheet_draft(request: Request, pk: int) -> HttpResponse:
    """The page in which a draft was typed, for another window that is asked to compare."""
    draft = get_object_or_404(Draft, pk=pk, form=FORM)
    return redirect("casework:sheet_edit", draft.about_id)


@needs(Permission.CONSULTATION_READ)
def sheet_copy(request: Request, pk: int) -> HttpResponse:
    """What was handed over, as it was then: as much of it as is shared with the reader today."""
    copies = SheetCopy.objects.select_related("sheet__consultation", "household", "made_by__staff")
    copy = get_object_or_404(copies.filter(sheet__consultation__isnull=False), pk=pk)  # of a sheet that is seen
    audit.record(audit.Verb.VIEWED, copy, by=request.membership)
    shared = access.shared_categories(request.membership, copy.household)
    context = {
        "copy": copy,
        "sheet": copy.sheet,
        "paper": shown(copy, shared),
        "handed": list(copy.referrals.live().select_related("to").order_by("sent_at")),
    }
    return render(request, "casework/sheet_copy.html", context)
