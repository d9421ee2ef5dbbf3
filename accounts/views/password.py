"""One's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts import audit
from accounts.http import Request


@sensitive_post_parameters()
def password(request: Request) -> HttpResponse:
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            form.save()
            update_session_auth_hash(request, form.user)
            audit.record(audit.Verb.CHANGED, form.user, by=request.membership, password=True)
            messages.success(request, _("Your password is changed."))
            return redirect("accounts:home")
        return render(request, "accounts/password.html", {"form": form}, status=422)
    return render(request, "accounts/password.html", {"form": form})
