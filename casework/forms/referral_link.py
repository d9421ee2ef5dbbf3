"""What somebody without an account fills in: their name to open a one-time link, and the agency's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.calendar import today
from agencies.forms import EraDateField, not_to_come
from agencies.models import Agency
from casework.forms.referral import NAMES_ANOTHER
from casework.models import Referral


class OpenForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know who answers.")},
    )  # fmt: skip


class LinkAnswerForm(forms.Form):
    """Takes it, alone or with another agency, names who does after speaking with them, or asks to be called."""

    answer = forms.ChoiceField(
        label=_("Your agency's answer"),
        choices=[
            (Referral.Answer.TAKEN, _("We take the family on")),
            (Referral.Answer.TOGETHER, _("We take the family on together with another agency, we have spoken with it")),
            (Referral.Answer.PASSED_ON, _("Not ours: another agency takes it, we have spoken with it")),
            (Referral.Answer.COORDINATOR, _("Please call us")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    telephone = forms.CharField(label=_("Telephone under which you are reached"), max_length=60, required=False)
    other = forms.ModelChoiceField(Agency.objects.in_use(), label=_("Which agency"), required=False, empty_label="—")
    spoken_to = forms.CharField(label=_("Whom you spoke with"), max_length=60, required=False)
    spoken_on = EraDateField(label=_("Spoken on"), required=False, initial=today, validators=[not_to_come])
    words = forms.CharField(
        label=_("A word to the sender"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") in NAMES_ANOTHER:
            if not data.get("other"):
                self.add_error("other", _("Name the agency. If you know none, choose “Please call us”."))
            if not data.get("spoken_to"):
                self.add_error("spoken_to", _("Write whom of that agency you spoke with."))
            if not data.get("spoken_on") and "spoken_on" not in self.errors:
                self.add_error("spoken_on", _("Write when you spoke with them."))
        if data.get("answer") == Referral.Answer.COORDINATOR and not data.get("telephone"):
            self.add_error("telephone", _("Write under which number we reach you."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        """As the link keeps it, until the system carries it out."""
        data = self.cleaned_data
        called = data["answer"] == Referral.Answer.COORDINATOR
        words = " ".join(
            filter(None, [_("Telephone: %(number)s.") % {"number": data["telephone"]} if called else "", data["words"]])
        )
        return {
            "answer": data["answer"],
            "words": words,
            "telephone": data["telephone"],
            "other": data["other"].pk if data["other"] else None,
            "spoken_to": data["spoken_to"],
            "spoken_on": data["spoken_on"].isoformat() if data["spoken_on"] else "",
        }
