"""An agency's main and deputy contact for hand-overs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from agencies.models import Agency
from casework.actions import letters
from casework.forms.hand_over_contacts import ContactsForm
from casework.hand_overs import referral_access


@needs(Permission.DIRECTORY_READ)
def hand_over_contacts(request: Request, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=pk)
    referral_access.check_may_name_contacts(request.membership, agency)
    form = ContactsForm(agency, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        letters.name_contacts(agency, form.cleaned_data["main"], form.cleaned_data["deputy"], by=request.membership)
        messages.success(request, _("Saved. Hand-overs reach these people from now on."))
        return redirect(agency)
    context = {"agency": agency, "form": form, "anybody": referral_access.signs_in(agency)}
    return render(request, "casework/hand_over_contacts.html", context, status=422 if form.errors else 200)
