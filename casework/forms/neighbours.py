"""Emergency tubes and neighbour teams of a household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import era_text, today
from agencies.forms import AgencyField, EraDateField
from agencies.models import Agency
from casework.forms.versioned import Difference, VersionedForm
from casework.models import EmergencyTube, NeighbourTeam, NeighbourTeamMember
from casework.versions import changed_meanwhile

TOLD = ("name", "role", "telephone", "since", "until")  # of a member


def _in_order(form: forms.ModelForm, first: str, last: str, sentence: Any) -> None:
    """The models hold it too; said here, the sentence stands beside its box."""
    begin, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begin and end and end < begin:
        form.add_error(last, sentence)


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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("renewed_on", "ended_on"):
            _in_order(self, "handed_on", name, _("The tube was handed over after that day."))
        return data


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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _in_order(self, "began_on", "ended_on", _("It cannot end before it began."))
        return data


class TeamMemberForm(forms.ModelForm):
    since = EraDateField(label=_("Since"), required=False)
    until = EraDateField(label=_("Until"), required=False)

    class Meta:
        model = NeighbourTeamMember
        fields = TOLD
        labels = {"name": _("Name"), "role": _("Role"), "telephone": _("Telephone")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["telephone"].widget.attrs["inputmode"] = "tel"

    def clean(self) -> None:
        super().clean()
        _in_order(self, "since", "until", _("It cannot end before it began."))


TeamMembers: Any = inlineformset_factory(
    NeighbourTeam, NeighbourTeamMember, form=TeamMemberForm, extra=0, can_delete=True, max_num=30
)


def changed_by_others(form: TeamForm, rows: Any) -> bool:
    """Whether somebody else changed the members since the form was opened. Both stand in the form then."""
    if not form.instance.pk or rows.data.get("version") == str(form.stored_version):
        return False
    kept = NeighbourTeamMember.objects.filter(team=form.instance)
    theirs = _told(kept.values(*TOLD))
    mine = _told(row.cleaned_data for row in rows.forms if row.cleaned_data and not row.cleaned_data.get("DELETE"))
    if theirs == mine:
        return False
    if not form.differences:
        form.add_error(None, changed_meanwhile())
    form.differences.append(Difference(gettext("Members of the team"), theirs, mine))
    return True


def _told(members: Iterable[Mapping[str, Any]]) -> str:
    """One a line, as they are read."""
    lines = [[member[name] for name in TOLD if member.get(name)] for member in members]
    return "\n".join("　".join(era_text(each) if isinstance(each, date) else each for each in line) for line in lines)
