"""The paper by which a family agrees: blank, with what is typed in the form, and of a recorded consent."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from casework import access
from casework.forms.consent import ConsentForm
from casework.models import Household
from casework.views.consents import fetched
from reports.consents import Agreed, blank, paper, recorded, typed
from reports.views.downloads import PDF, file_answer


@needs(Permission.DIRECTORY_READ)
def consent_blank(request: Request) -> HttpResponse:
    """The form to be filled by hand. It holds nothing about anybody."""
    return _answer(blank(), "同意書_様式.pdf")


@require_POST
@needs(Permission.CONSENT_WRITE)
def consent_draft(request: Request, pk: int) -> HttpResponse:
    """What is typed, to be signed. Nothing is recorded by it."""
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    access.check_may_take_consent(request.membership, household)
    audit.record(audit.Verb.PRINTED, household, by=request.membership, paper="consent")
    return _answer(typed(ConsentForm(household, request.POST)), f"同意書_{household.number}.pdf")


@needs(Permission.CONSENT_WRITE)
def consent_pdf(request: Request, pk: int) -> HttpResponse:
    consent = fetched(request, pk)
    access.check_may_take_consent(request.membership, consent.household)
    audit.record(audit.Verb.PRINTED, consent, by=request.membership)
    address = request.build_absolute_uri(consent.get_absolute_url())
    return _answer(recorded(consent), f"同意書_{consent.household.number}_{consent.pk}.pdf", address=address)


def _answer(agreed: Agreed, name: str, *, address: str = "") -> HttpResponse:
    return file_answer(paper(agreed, address=address), PDF, name)
