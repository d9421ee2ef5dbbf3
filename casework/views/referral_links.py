"""One-time links: made and shut by staff; opened, read and answered by somebody without an account.

A scanner of e-mails that fetches the address opens nothing: that takes a press, with a name. Afterwards the address of
the page holds no secret any more, and nothing of it is kept by a browser, a proxy or a search engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from agencies.models import Municipality
from casework.actions import links as actions
from casework.forms.referral_link import LinkAnswerForm, OpenForm
from casework.hand_overs import referral_access
from casework.hand_overs.letters import letter_page
from casework.models import ReferralLink
from casework.views.referrals import fetched

OPENED, NAME = "hand_over_link", "hand_over_link_name"  # in the session of the browser that opened it
View = Callable[..., HttpResponse]


@require_POST
@needs(Permission.REFERRAL_SEND)
def link_make(request: Request, pk: int) -> HttpResponse:
    """The address is shown on this answer and never again."""
    referral = fetched(pk)
    referral_access.check_may_follow_referral(request.membership, referral)
    try:
        link, address = actions.make_link(referral, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(referral)
    return _private(
        render(request, "casework/referral_link_made.html", {"referral": referral, "link": link, "address": address})
    )


@require_POST
@needs(Permission.REFERRAL_SEND)
def link_revoke(request: Request, pk: int) -> HttpResponse:
    link = get_object_or_404(ReferralLink.objects.select_related("referral"), pk=pk)
    referral_access.check_may_follow_referral(request.membership, link.referral)
    actions.revoke_link(link, by=request.membership)
    messages.success(request, _("The link is shut. Whoever has it sees nothing more."))
    return redirect(link.referral)


# Without an account ---------------------------------------------------------------------------------------------------


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = (
        "same-origin"  # with none at all, the browser would not say where a form is from
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def outside(view: View) -> View:
    """A page for somebody without an account, where a network reaches it at all."""

    @wraps(view)
    def shown(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.OUTSIDE_URL:
            return _private(_gone(request, "none", status=410))
        return _private(view(request, *args, **kwargs))

    return login_not_required(shown)


@outside
@require_http_methods(["GET", "HEAD", "POST"])
def link_confirm(request: Any, token: str) -> HttpResponse:
    """Asks who opens it. A GET changes nothing."""
    origin, key = _origin(request), actions.hash_of(token)
    state = actions.state_of(key)
    if not state:
        if actions.asked_too_often(origin):
            return _gone(request, "often", status=429)
        actions.refuse(origin)
        return _gone(request, "none", status=410)
    if state != "new":
        return _gone(request, state, status=410)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if actions.open_link(key, name, request.headers.get("User-Agent", "")):
            request.session.cycle_key()
            request.session[OPENED], request.session[NAME] = key, name
            return redirect("casework:link_letter")
        return _gone(request, "opened", status=410)
    days = Municipality.current()
    context = {"form": form, "municipality": days}
    return render(request, "casework/link_confirm.html", context, status=422 if form.errors else 200)


@outside
@require_http_methods(["GET", "HEAD", "POST"])
def link_letter(request: Any) -> HttpResponse:
    """What was handed over, and the agency's answer. Every look asks the database anew: a consent that was withdrawn
    meanwhile shuts it."""
    key = request.session.get(OPENED, "")
    letter = actions.letter_of(key) if key else None
    if letter is None:
        return _gone(request, actions.state_of(key) if key else "none", status=410)
    form = LinkAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and letter["state"] == "opened" and form.is_valid():
        said = form.said | {"name": request.session.get(NAME, "")}
        if actions.say(key, said):
            return redirect("casework:link_letter")
        letter = actions.letter_of(key) or letter
    context = {"letter": letter, "form": form, **letter_page(letter)}
    return render(request, "casework/link_letter.html", context, status=422 if form.errors else 200)


def _gone(request: Any, state: str, *, status: int) -> HttpResponse:
    return render(request, "casework/link_gone.html", {"state": state}, status=status)


def _origin(request: Any) -> str:
    """Where a request comes from; behind a proxy, what that proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
