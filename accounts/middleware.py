"""What every request passes: the restricted desk's prefix, who acts, their language, and the wall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from accounts import audit
from accounts.acting import acting_as
from accounts.models import Membership
from accounts.roles import Reach

Handler = Callable[[Any], HttpResponse]
RESTRICTED = "/restricted"


def restricted_prefix(get_response: Handler) -> Handler:
    """Everything under /restricted/ is the same program acting with the person's own grants only (docs/access.md):
    the prefix becomes the script's name, so that every link made there stays there."""

    def middleware(request: Any) -> HttpResponse:
        request.restricted_desk = request.path_info.startswith(RESTRICTED + "/")
        if not request.restricted_desk:
            return get_response(request)
        request.path_info = request.path_info.removeprefix(RESTRICTED)
        before = get_script_prefix()
        set_script_prefix(RESTRICTED + "/")
        try:
            return get_response(request)
        finally:
            set_script_prefix(before)  # it is the thread's: what it does next is not at the restricted desk

    return middleware


def membership(get_response: Handler) -> Handler:
    """Whom the signed-in person acts as: the membership chosen, or else the first that is in force."""

    def middleware(request: Any) -> HttpResponse:
        request.membership = None
        if request.user.is_authenticated:
            held = list(Membership.objects.for_acting().in_force().filter(staff=request.user))
            chosen = request.session.get("membership")
            request.memberships = held
            request.membership = next((each for each in held if each.pk == chosen), held[0] if held else None)
            if request.membership is None:  # the last membership ended while signed in
                request.session.flush()
                request.user = AnonymousUser()
            else:
                request.membership.staff = request.user
        return get_response(request)

    return middleware


def language(get_response: Handler) -> Handler:
    """The person's own language; before sign-in the cookie's, else Japanese."""

    def middleware(request: Any) -> HttpResponse:
        code = request.user.language if request.user.is_authenticated else request.COOKIES.get("language", "ja")
        with translation.override(code if code in ("ja", "en") else "ja"):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or "ja")
        return response

    return middleware


def plain_text(get_response: Handler) -> Handler:
    """What is sent with a NUL in it is no text, and the database keeps none: a bad request, no failure of ours."""

    def middleware(request: Any) -> HttpResponse:
        for sent in (request.GET, request.POST):
            if any("\0" in value for _name, values in sent.lists() for value in values):
                raise BadRequest
        return get_response(request)

    return middleware


def acting(get_response: Handler) -> Handler:
    """Runs the view inside the wall, in one transaction. What a refused or failed request wrote is rolled back, and the
    refusal is recorded after it. Django turns exceptions into responses below this point, so the status tells."""

    def middleware(request: Any) -> HttpResponse:
        who: Membership | None = request.membership
        reach = Reach.OWN if request.restricted_desk and who and who.reach is Reach.ALL else None
        with acting_as(who, reach=reach):
            response = get_response(request)
            undone = response.status_code in (403, 404) or response.status_code >= 500
            if undone:
                transaction.set_rollback(True)
        if undone and who and response.status_code in (403, 404):
            match = request.resolver_match
            with acting_as(who):
                audit.record(
                    audit.Verb.REFUSED,
                    by=who,
                    status=response.status_code,
                    page=match.view_name if match else "",
                    ids=[value for value in (match.kwargs.values() if match else []) if isinstance(value, int)],
                )
        if who:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
