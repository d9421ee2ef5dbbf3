"""The audit log, for the auditor: who looked at what, newest first. It shows ids; the auditor reads no records."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import needs
from accounts.http import Request
from accounts.models import AuditEvent
from accounts.paging import keyset_page
from accounts.roles import Permission


@needs(Permission.AUDIT_READ)
def audit_log(request: Request) -> HttpResponse:
    events = AuditEvent.objects.select_related("by__staff", "by__agency")
    household = request.GET.get("household", "")
    if household.isdecimal() and len(household) < 19:
        events = events.filter(household_id=int(household))
    return render(
        request,
        "accounts/audit_log.html",
        {"page": keyset_page(events, request, order=["-pk"]), "household": household},
    )
