"""Keeping what is typed: the end that static/js/draft.js speaks to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.actions import drafts
from casework.models import Draft

PAGES = {
    "consultation": "casework:consultation_draft",
    "contacts": "casework:contact_bulk_draft",
    "meeting": "meetings:meeting_draft",
}
NOT_KEPT = {"csrfmiddlewaretoken", "draft-version", "draft"}


@require_POST
def draft_save(request: HttpRequest, pk: int) -> HttpResponse:
    """200 {saved_at, version}; 409 with the other window's draft; 410 where the record was saved meanwhile."""
    draft = Draft.objects.filter(pk=pk).first()
    if draft is None:
        return JsonResponse({}, status=410)
    content = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    try:
        draft = drafts.save(draft, content, int(request.POST.get("draft-version") or 0))
    except (drafts.DraftMovedOn, ValueError) as error:
        other = error.draft if isinstance(error, drafts.DraftMovedOn) else draft
        return JsonResponse(_told(other) | {"url": reverse(PAGES[other.form], args=[other.pk])}, status=409)
    return JsonResponse(_told(draft))


@require_POST
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Draft, pk=pk).delete()
    return redirect(request.POST.get("next") if request.POST.get("next") in ALLOWED_NEXT else "accounts:home")


ALLOWED_NEXT = {"/consultations/"}


def _told(draft: Draft) -> dict[str, Any]:
    return {"saved_at": timezone.localtime(draft.saved_at).strftime("%H:%M"), "version": draft.version}


def typed(draft: Draft) -> QueryDict:
    """The draft's fields as the browser had sent them."""
    data = QueryDict(mutable=True)
    for name, values in draft.content.items():
        data.setlist(name, values)
    return data


def initial_of(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """What a draft holds for a form, to be shown without being judged."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name))
    }
