"""What was typed of a section so far, kept by static/js/draft.js while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.http import Request, number_in
from accounts.roles import Permission
from reports.actions import annual as actions
from reports.annual import sections
from reports.models import SectionDraft
from reports.views.annual import year_or_404

LONGEST = 20_000


@require_POST
@needs(Permission.REPORT_WRITE)
def annual_section_draft(request: Request, year: int, key: str) -> HttpResponse:
    """200 {saved_at, version}; 409 with the other window's draft; 410 where the section was saved meanwhile."""
    fiscal = year_or_404(year)
    if key not in sections.BY_KEY:
        raise Http404
    versions = [number_in(request.POST.get(name)) or 0 for name in ("version", "draft-version")]
    text = request.POST.get("text", "")[:LONGEST]
    try:
        draft = actions.keep_draft(
            fiscal, key, text, written_over=versions[0], known=versions[1], by=request.membership
        )
    except actions.DraftOver:
        return HttpResponse(status=410)
    except actions.DraftMovedOn as moved_on:
        url = reverse("reports:annual_section", args=[year, key])
        return JsonResponse(_told(moved_on.draft) | {"url": url}, status=409)
    return JsonResponse(_told(draft))


def _told(draft: SectionDraft) -> dict[str, Any]:
    return {"saved_at": draft.saved_at.isoformat(), "version": draft.version}
