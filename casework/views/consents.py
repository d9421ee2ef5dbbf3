"""Consent of a household: taken and withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from agencies.models import Agency
from casework import access
from casework.actions import consents as actions
from casework.forms.consent import ConsentForm, WithdrawForm
from casework.models import Consent, Household


@needs(Permission.HOUSEHOLD_READ)
def consent_new(request: Request, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    access.check_may_take_consent(request.membership, household)
    form = ConsentForm(
        household, request.POST if request.method == "POST" else None, initial=_begun(request, household)
    )
    if form.is_valid() and form.run(
        actions.take_consent, form.given, form.shared_with, by=request.membership, given_for=form.persons
    ):
        messages.success(request, _("The consent is recorded and holds from now on."))
        return redirect(household.get_absolute_url() + "#consents")
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    context = {"form": form, "household": household}
    return render(request, "casework/consent_form.html", context, status=422 if form.errors else 200)


def _begun(request: Request, household: Household) -> dict[str, Any]:
    """What the form begins with: a consent that runs out and is renewed, or an agency that none covers."""
    renews, agency = (request.GET.get(each, "") for each in ("renews", "agency"))
    begun: dict[str, Any] = {}
    if renews.isdecimal() and (old := household.consents.filter(pk=renews).first()):
        same = ("given_by", "given_as", "reason", "categories", "agencies_concerned", "purpose", "evidence")
        begun = {name: getattr(old, name) for name in same}
        begun |= {"agencies": list(old.agencies.all()), "given_for": list(old.given_for.all())}
    if agency.isdecimal() and (found := Agency.objects.in_use().filter(pk=agency).first()):
        begun |= {"agencies": [found], "agencies_concerned": False}
    return begun


@needs(Permission.HOUSEHOLD_READ)
def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    found = Consent.objects.select_related("given_by", "household").prefetch_related(
        "agencies", "given_for", "household__members__person"
    )
    consent = get_object_or_404(found, pk=pk)
    access.check_may_take_consent(request.membership, consent.household)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["withdrawn_on"]
        if form.run(actions.withdraw_consent, consent, day, by=request.membership):
            messages.success(request, _("The consent is withdrawn. Agencies see nothing more by it."))
            return redirect(consent.household.get_absolute_url() + "#consents")
    audit.record(audit.Verb.VIEWED, consent, by=request.membership)
    context = {"form": form, "consent": consent}
    return render(request, "casework/consent_withdraw.html", context, status=422 if form.errors else 200)
