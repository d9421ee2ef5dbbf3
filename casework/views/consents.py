"""Consent of a household: taken, looked at, withdrawn; and whose own is missing."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.roles import Permission
from agencies.models import Agency
from casework import access
from casework.actions import consents as actions
from casework.forms.consent import ConsentForm, WithdrawForm
from casework.forms.consent_begun import begun
from casework.models import Attachment, Consent, Household, TsunaguSheet
from casework.own_consents import lacking_own
from casework.running_out import running_out_for


@needs(Permission.HOUSEHOLD_READ)
def consent_new(request: Request, pk: int) -> HttpResponse:
    """Goes back to the page that it was pressed on, where one is named."""
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    access.check_may_take_consent(request.membership, household)
    data = request.POST if request.method == "POST" else None
    form = ConsentForm(household, data, initial=begun(household, request.GET))
    back = request.GET.get("next", "")
    back = back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""
    if form.is_valid() and form.run(
        actions.take_consent, form.given, form.shared_with, by=request.membership, given_for=form.persons
    ):
        messages.success(request, _("The consent is recorded and holds from now on."))
        return redirect(back or household.get_absolute_url() + "#consents")
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    context = {"form": form, "household": household, "back": back or household.get_absolute_url()}
    return render(request, "casework/consent_form.html", context, status=422 if form.errors else 200)


@needs(Permission.HOUSEHOLD_READ)
def consent_own(request: Request, pk: int) -> HttpResponse:
    """A piece of the hand-over's page, asked for as an agency is chosen there: whose own consent does not cover it."""
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    shared = access.shared_categories(request.membership, household)
    chosen = next((str(key) for name, key in request.GET.items() if name.endswith("-to")), "")
    agency = Agency.objects.filter(pk=number_in(chosen) or 0).first()
    consents = household.consents.in_force().prefetch_related("agencies", "given_for")
    told = agency is not None and access.is_shared("household.members", shared)
    audit.record(audit.Verb.VIEWED, household, by=request.membership, page="own_consents")
    context = {
        "lacking": lacking_own(household.members.all(), consents, agency) if told else [],
        "household": household,
        "shared": shared,
        "agency": agency,
        "back": (request.htmx.current_url_abs_path or "").partition("?")[0],
        "may_take_consent": access.may_take_consent(request.membership, household),
    }
    return render(request, "casework/_own_consents.html", context)


def fetched(request: Request, pk: int) -> Consent:
    """A consent that the reader learns of."""
    found = Consent.objects.select_related("given_by", "household").prefetch_related(
        "agencies", "given_for", "household__members__person"
    )
    consent = get_object_or_404(found, pk=pk)
    shared = access.shared_categories(request.membership, consent.household)
    if not access.shown_consents(request.membership, [consent], shared):
        raise Http404
    return consent


@needs(Permission.HOUSEHOLD_READ)
def consent_detail(request: Request, pk: int) -> HttpResponse:
    consent = fetched(request, pk)
    audit.record(audit.Verb.VIEWED, consent, by=request.membership)
    signed = Attachment.objects.kept().filter(sheet=OuterRef("pk"), kind=Attachment.Kind.SIGNED)
    sheets = TsunaguSheet.objects.filter(household=consent.household_id).select_related("consultation")
    context = {
        "consent": consent,
        "household": consent.household,
        "sheets": sheets.annotate(signed=Exists(signed)) if consent.evidence == Consent.Evidence.PAPER else [],
        "shared": access.shared_categories(request.membership, consent.household),
        "may_take_consent": access.may_take_consent(request.membership, consent.household),
    }
    return render(request, "casework/consent_detail.html", context)


@needs(Permission.HOUSEHOLD_READ)
def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    consent = fetched(request, pk)
    access.check_may_take_consent(request.membership, consent.household)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["withdrawn_on"]
        if form.run(actions.withdraw_consent, consent, day, by=request.membership):
            messages.success(request, _("The consent is withdrawn. Agencies see nothing more by it."))
            return redirect(consent.household.get_absolute_url() + "#consents")
    audit.record(audit.Verb.VIEWED, consent, by=request.membership)
    others = consent.household.consents.in_force().exclude(pk=consent.pk)
    context = {
        "form": form,
        "consent": consent,
        "others": others.select_related("given_by").prefetch_related("agencies"),
        "shared": access.EVERYTHING,
    }
    return render(request, "casework/consent_withdraw.html", context, status=422 if form.errors else 200)


@needs(Permission.CONSENT_WRITE)
def consent_expiring(request: Request) -> HttpResponse:
    """Consents whose last day comes within two weeks, for who may renew them."""
    rows = running_out_for(request.membership)
    audit.listed([each for each, _family in rows], by=request.membership, page="expiring")
    return render(request, "casework/consent_expiring.html", {"rows": rows})
