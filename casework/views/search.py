"""Searching comes before creating. Words are sent by POST: no name stands in an address or a log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import audit
from accounts.access import needs
from accounts.roles import Permission
from casework import access
from casework.models import Case, Consultation, Household

MOST = 30


@needs(Permission.HOUSEHOLD_READ)
def search(request: HttpRequest) -> HttpResponse:
    words = request.POST.get("q", "").strip()[:100]
    if not words:
        return render(request, "casework/search.html", {"searched": ""})
    number = Consultation.objects.filter(number=words).first() or Case.objects.filter(number=words).first()
    audit.record(audit.Verb.SEARCHED, by=request.membership, words=audit.hash_of(words))
    if number:
        return redirect(number)
    households = list(
        Household.objects.found_by(words)
        .prefetch_related("members__person", "cases", "consultations")
        .order_by("-pk")[: MOST + 1]
    )
    audit.listed(households, by=request.membership)
    context = {
        "searched": words,
        "households": households[:MOST],
        "more": len(households) > MOST,
        "may_take_in": access.may_take_in(request.membership),
    }
    return render(request, "casework/search.html", context)
