"""What is written of a household as a whole."""

from __future__ import annotations

from django import forms

from accounts.forms import ActionForm
from accounts.models import Membership
from agencies.models import District
from casework.actions.households import change_household
from casework.forms.versioned import VersionedForm
from casework.models import Household


class HouseholdForm(VersionedForm, ActionForm):
    class Meta:
        model = Household
        fields = ["district", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = District.objects.all()  # type: ignore[attr-defined]

    def save_by(self, by: Membership) -> Household | None:
        self.instance.version = self.stored_version
        return self.run(change_household, self.instance, by=by)
