"""Signing in, and what forms that run an action share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff


class ActionForm(forms.Form):
    """A form that hands what was sent to one action. `form.run(action, …)` is the action's result, or None where the
    action raised a ValidationError, which then stands beside the fields like any other mistake."""

    def run(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return action(*args, **kwargs)
        except ValidationError as error:
            known = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
            for name, problems in known.items():
                self.add_error(name if name in self.fields else None, problems)
            return None


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Sign-in name"), widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    staff: Staff | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("login") and data.get("password"):
            staff = authenticate(username=data["login"].strip(), password=data["password"])
            if staff is None:
                raise ValidationError(
                    _("Sign-in name and password do not go together. Check capitals and the keyboard's language.")
                )
            if not staff.memberships.in_force().exists():
                raise ValidationError(_("Your membership has ended. Ask your administrator."))
            self.staff = staff
        return data
