"""Who of an agency hears first of a hand-over: a main and a deputy contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from agencies.models import Agency
from casework.hand_overs.referral_access import answering


class ContactsForm(forms.Form):
    main = forms.ModelChoiceField(Membership.objects.none(), label=_("Main contact"), required=False, empty_label="—")
    deputy = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Deputy contact"), required=False, empty_label="—"
    )

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = answering().filter(agency=agency).for_acting().order_by("staff__kana", "pk")
        for name in ("main", "deputy"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = lambda each: each.staff.name  # type: ignore[attr-defined]
            held = next((each for each in people if each.contact == name), None)
            self.initial.setdefault(name, held.pk if held else None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("deputy") and not data.get("main"):
            self.add_error("main", _("A main contact is needed before a deputy."))
        elif data.get("deputy") and data["deputy"] == data.get("main"):
            self.add_error("deputy", _("Name two different people."))
        return data
