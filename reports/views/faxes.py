"""The FAX of a hand-over, for an agency that no network reaches."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit, jobs
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from casework.hand_overs import referral_access
from casework.models import Referral
from reports.faxes import FAX_JOB, nothing_to_send


@require_POST
@needs(Permission.REFERRAL_SEND)
def fax_cover(request: Request, pk: int) -> HttpResponse:
    """Cover and sheet as one PDF, by a job."""
    referral = get_object_or_404(Referral.objects.live().select_related("to"), pk=pk)
    referral_access.check_may_follow_referral(request.membership, referral)
    if nothing_to_send(referral, by=request.membership):
        messages.error(request, _("No consent covers this agency: there is nothing that may be sent."))
        return redirect(referral)
    job = jobs.ask(FAX_JOB, by=request.membership, referral=referral.pk, restricted=request.restricted_desk)
    audit.record(audit.Verb.PRINTED, referral, by=request.membership, kind=FAX_JOB)
    return redirect(job)
