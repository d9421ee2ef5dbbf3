"""Restricted families: the list of those one is named on, restricting, lifting."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.middleware import RESTRICTED
from accounts.roles import Permission
from casework import access
from casework.actions import restriction as actions
from casework.forms.consent import RestrictForm
from casework.models import Case, Household, PersonPair

MOST = 200


@needs(Permission.CASE_READ)
def restricted_list(request: Request) -> HttpResponse:
    """Outside the restricted desk: goes to it. There: the families that one is named on."""
    if not request.restricted_desk:
        return HttpResponseRedirect(RESTRICTED + request.path)
    cases = Prefetch("cases", Case.objects.select_related("coordinator"))
    found = Household.objects.filter(restricted=True).prefetch_related("members__person", cases, "consultations")
    households = list(found[:MOST])
    audit.listed(households, by=request.membership)
    pairs = list(PersonPair.objects.waiting()[:MOST]) if access.may_merge(request.membership) else []
    return render(request, "casework/restricted_list.html", {"households": households, "pairs": pairs})


@needs(Permission.CASE_RESTRICT)
def household_restrict(request: Request, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    access.check_may_restrict(request.membership)
    form = RestrictForm(request.membership, household, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(actions.restrict, household, form.cleaned_data["named"], by=request.membership):
        messages.success(request, _("The family is restricted. Those named find it under “restricted families”."))
        if len(form.cleaned_data["named"]) < 2:
            messages.warning(request, _("Only one person may open it. Name a second, for when the first is away."))
        return redirect("casework:restricted_list")
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    context = {"form": form, "household": household}
    return render(request, "casework/household_restrict.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CASE_RESTRICT)
def household_lift(request: Request, pk: int) -> HttpResponse:
    household = get_object_or_404(Household, pk=pk)
    actions.lift(household, by=request.membership)
    messages.success(request, _("The restriction is lifted. The family is found as any other."))
    if get_script_prefix() != "/":
        set_script_prefix("/")  # out of the restricted desk, where it is seen no more
    return redirect(household)
