"""The first page: what waits for this person, what happened, and what to press."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, desk
from accounts.acting import acting_as
from accounts.http import Request
from accounts.middleware import RESTRICTED
from accounts.models import Job, Membership, Notice
from accounts.roles import Reach

SHOWN_NOTICES = 12
SHOWN_WAITING = 30


def home(request: Request) -> HttpResponse:
    membership = request.membership
    waiting = desk.waiting_for(membership)
    panels = desk.panels_of(membership)
    told = list(Notice.objects.of(membership).unread()[:SHOWN_NOTICES])
    families = desk.families(told)
    if waiting:
        audit.record(audit.Verb.LISTED, by=membership, kind="waiting", count=len(waiting))
    if families:
        audit.record(audit.Verb.LISTED, by=membership, kind="notices", ids=sorted(families))
    context = {
        "waiting": waiting[:SHOWN_WAITING],
        "waiting_count": len(waiting),
        "may_wait": desk.may_wait(membership),
        "alone": next((each for each in panels if each.alone), None),
        "wide_panels": [each for each in panels if each.wide],
        "panels": [each for each in panels if not each.wide],
        "notices": [(each, families.get(each.pk, "")) for each in told],
        "jobs": [each for each in Job.objects.of(membership)[:5] if each.open or each.state == Job.State.FAILED],
        "hour": timezone.localtime().hour,
    }
    return render(request, "accounts/home.html", context)


def notice(request: Request, pk: int) -> HttpResponse:
    """Opens what a notice is about, and takes it off the list. What the person may not see any more is said in a
    sentence: with a page that is not found the reading would be taken back, and the notice stand there for good."""
    told = get_object_or_404(Notice.objects.of(request.membership), pk=pk)
    if told.read_at is None:
        told.read_at = timezone.now()
        told.save(update_fields=["read_at"])
    url = _url_of(told, request.membership)
    if not url:
        messages.info(request, _("What this was about is not shown to you any more."))
    return HttpResponseRedirect(url or reverse("accounts:home"))


def _url_of(told: Notice, by: Membership) -> str:
    """Of the page of what it is about, as far as the person sees it; whoever is named on a restricted family is led to
    the pages where they see it."""
    model: Any = next((each for each in apps.get_models() if each._meta.model_name == told.about_type), None)
    if model is None:
        return ""
    if about := model._default_manager.filter(pk=told.about_id).first():
        return about.get_absolute_url()
    if by.reach is Reach.ALL:
        with acting_as(by, reach=Reach.OWN):
            if about := model._default_manager.filter(pk=told.about_id).first():
                return RESTRICTED + about.get_absolute_url()
    return ""


@login_not_required
def health(request: Request) -> HttpResponse:
    """For the proxy and the container's health check: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")
