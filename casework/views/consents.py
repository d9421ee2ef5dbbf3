"""Consent of a household: taken and withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import audit
from accounts.access import needs
from accounts.roles import Permission
from casework import access
from casework.actions import consents as actions
from casework.forms.household import ConsentForm, WithdrawForm
from casework.models import Consent, Household


@needs(Permission.HOUSEHOLD_READ)
def consent_new(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    access.check_may_take_consent(request.membership)
    form = ConsentForm(household, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        agencies = [] if data["agencies_concerned"] else data["agencies"]
        if form.run(actions.take_consent, form.instance, agencies, by=request.membership):
            messages.success(request, _("The consent is recorded and holds from now on."))
            return redirect(household)
    else:
        audit.record(audit.Verb.VIEWED, household, by=request.membership)
    status = 422 if form.errors else 200
    return render(request, "casework/consent_form.html", {"form": form, "household": household}, status=status)


@needs(Permission.HOUSEHOLD_READ)
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    consent = get_object_or_404(Consent.objects.select_related("given_by", "household"), pk=pk)
    access.check_may_take_consent(request.membership)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.run(actions.withdraw_consent, consent, form.cleaned_data["withdrawn_on"], by=request.membership):
            messages.success(request, _("The consent is withdrawn. Agencies see nothing more by it."))
            return redirect(consent.household)
    else:
        audit.record(audit.Verb.VIEWED, consent, by=request.membership)
    status = 422 if form.errors else 200
    return render(request, "casework/consent_withdraw.html", {"form": form, "consent": consent}, status=status)
