"""What was typed of a section so far, kept by static/js/draft.js while somebody types."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from reports.annual import sections
from reports.models import ReportSection, SectionDraft
from reports.views.annual import year_or_404


@require_POST
@needs(Permission.REPORT_WRITE)
def annual_section_draft(request: Request, year: int, key: str) -> HttpResponse:
    fiscal = year_or_404(year)
    if key not in sections.BY_KEY:
        raise Http404
    with transaction.atomic():
        return _keep(request, fiscal.year, key)


def _keep(request: Request, year: int, key: str) -> HttpResponse:
    saved = ReportSection.objects.filter(report__fiscal_year=year, key=key, changed_by=request.membership.staff).first()
    if saved and saved.version > _number(request.POST.get("version")):
        return HttpResponse(status=410)  # this very person saved it since: a late draft would come back as a ghost
    draft, fresh = SectionDraft.objects.select_for_update().get_or_create(
        owner=request.membership.staff, fiscal_year=year, key=key, defaults={"text": "", "version": 0}
    )
    known = _number(request.POST.get("draft-version"))
    if not fresh and known != draft.version:
        url = reverse("reports:annual_section", args=[year, key])
        return JsonResponse({"saved_at": draft.saved_at.isoformat(), "version": draft.version, "url": url}, status=409)
    draft.text = request.POST.get("text", "")[:20_000]
    draft.version += 1
    draft.save()
    return JsonResponse({"saved_at": draft.saved_at.isoformat(), "version": draft.version})


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
