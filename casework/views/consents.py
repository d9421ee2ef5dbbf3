"""Consent of a household: taken and withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from casework import access
from casework.actions import consents as actions
from casework.forms.consent import ConsentForm, WithdrawForm
from casework.models import Consent, Household


@needs(Permission.HOUSEHOLD_READ)
def consent_new(request: Request, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    access.check_may_take_consent(request.membership, household)
    form = ConsentForm(household, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(actions.take_consent, form.instance, form.shared_with, by=request.membership):
        messages.success(request, _("The consent is recorded and holds from now on."))
        return redirect(household.get_absolute_url() + "#consents")
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    context = {"form": form, "household": household}
    return render(request, "casework/consent_form.html", context, status=422 if form.errors else 200)


@needs(Permission.HOUSEHOLD_READ)
def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    found = Consent.objects.select_related("given_by", "household").prefetch_related(
        "agencies", "household__members__person"
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
