"""Keeping what is typed: the end that static/js/draft.js speaks to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.http import Request, number_in
from accounts.roles import Permission
from casework.actions import drafts
from casework.models import Draft

PAGES = {
    "consultation": "casework:consultation_draft",
    "contacts": "casework:contact_bulk_draft",
    "hand_over": "casework:referral_draft",
    "local_report": "casework:local_report_draft",
    "meeting": "meetings:meeting_draft",
    "plan": "casework:plan_draft",
    "sheet": "casework:sheet_draft",
    "survey": "casework:survey_draft",
}
NOT_KEPT = {"csrfmiddlewaretoken", "draft-version", "draft"}


@require_POST
@needs(Permission.DRAFT_KEEP)
def draft_save(request: Request, pk: int) -> HttpResponse:
    """200 {saved_at, version}; 409 with the other window's draft; 410 where the record was saved meanwhile."""
    draft = Draft.objects.filter(pk=pk, form__in=PAGES).first()
    if draft is None:
        return JsonResponse({}, status=410)
    content = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    try:
        draft = drafts.save(draft, content, number_in(request.POST.get("draft-version")) or 0)
    except Draft.DoesNotExist:
        return JsonResponse({}, status=410)
    except drafts.DraftMovedOn as moved_on:
        other = moved_on.draft
        return JsonResponse(_told(other) | {"url": reverse(PAGES[other.form], args=[other.pk])}, status=409)
    return JsonResponse(_told(draft))


@require_POST
@needs(Permission.DRAFT_KEEP)
def draft_discard(request: Request, pk: int) -> HttpResponse:
    """Throws a draft away; goes back to the page that it was pressed on."""
    get_object_or_404(Draft, pk=pk).delete()
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "accounts:home")


def _told(draft: Draft) -> dict[str, Any]:
    return {"saved_at": timezone.localtime(draft.saved_at).strftime("%H:%M"), "version": draft.version}
