"""Signing in and out, whom one acts as, the language."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.forms import SignInForm
from accounts.http import Request
from accounts.models import Staff


def _next(request: Request, otherwise: str) -> HttpResponseRedirect:
    """Back to where the person came from, never to another site."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(url if safe else resolve_url(otherwise))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: Request) -> HttpResponse:
    if request.membership:
        return _next(request, "accounts:home")
    form = SignInForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid() and form.staff:
            login(request, form.staff)
            audit.record(audit.Verb.SIGNED_IN, form.staff, by=form.staff.memberships.in_force().first())
            return _next(request, "accounts:home")
        audit.record(audit.Verb.SIGN_IN_FAILED, by=None, login=audit.hash_of(request.POST.get("login", "")))
        return render(
            request, "accounts/sign_in.html", {"form": form, "next": request.POST.get("next", "")}, status=422
        )
    return render(request, "accounts/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


@require_POST
def sign_out(request: Request) -> HttpResponse:
    audit.record(audit.Verb.SIGNED_OUT, request.membership.staff, by=request.membership)
    logout(request)
    return redirect("accounts:sign_in")


@require_POST
def switch(request: Request) -> HttpResponse:
    """Acts as another of one's memberships; what does not belong to the person is not found."""
    chosen = next((each for each in request.memberships if str(each.pk) == request.POST.get("membership")), None)
    if chosen:
        request.session["membership"] = chosen.pk
        audit.record(audit.Verb.SWITCHED, chosen, by=chosen)
    return redirect("accounts:home")


@login_not_required
@require_POST
def set_language(request: Request) -> HttpResponse:
    """The person's language from now on; before sign-in, this browser's."""
    language = request.POST.get("language")
    response = _next(request, "accounts:home")
    if language in ("ja", "en"):
        if not isinstance(request.user, AnonymousUser):
            Staff.objects.filter(pk=request.user.pk).update(language=language)
        response.set_cookie("language", language, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure())
    return response
