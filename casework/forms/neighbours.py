"""Emergency tubes and neighbour teams of a household."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField
from agencies.models import Agency
from casework.forms.versioned import VersionedForm
from casework.models import EmergencyTube, NeighbourTeam, NeighbourTeamMember


class TubeForm(VersionedForm, ActionForm):
    handed_on = EraDateField(label=_("Handed over on"), initial=today)
    consent_on = EraDateField(
        label=_("Consent given on"), required=False, help_text=_("To keep it, and to let it be opened in an emergency")
    )
    renewed_on = EraDateField(label=_("Renewed on"), required=False)
    ended_on = EraDateField(label=_("Given back on"), required=False)

    class Meta:
        model = EmergencyTube
        fields = ["handed_on", "consent_on", "kept_at", "renewed_on", "ended_on", "note"]
        labels = {"kept_at": _("Where it is kept"), "note": _("Note")}
        help_texts = {"kept_at": _("The fridge; a sticker inside the front door")}


class TeamForm(VersionedForm, ActionForm):
    began_on = EraDateField(label=_("Since"), initial=today)
    ended_on = EraDateField(label=_("Until"), required=False)
    calls = AgencyField(label=_("Whom they call on a change"), required=False)

    class Meta:
        model = NeighbourTeam
        fields = ["name", "began_on", "ended_on", "calls", "calls_words", "note"]
        labels = {
            "name": _("Name of the team"), "calls_words": _("Who there, or another number"), "note": _("Note"),
        }  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calls"].queryset = Agency.objects.in_use(self.instance.calls_id)  # type: ignore[attr-defined]


class TeamMemberForm(forms.ModelForm):
    since = EraDateField(label=_("Since"), required=False)
    until = EraDateField(label=_("Until"), required=False)

    class Meta:
        model = NeighbourTeamMember
        fields = ["name", "role", "telephone", "since", "until"]
        labels = {"name": _("Name"), "role": _("Role"), "telephone": _("Telephone")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["telephone"].widget.attrs["inputmode"] = "tel"


TeamMembers: Any = inlineformset_factory(
    NeighbourTeam, NeighbourTeamMember, form=TeamMemberForm, extra=0, can_delete=True, max_num=30
)
