"""What the lead department edits: agencies, and the entries of the directory with their contacts by area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import AgencyField, EraDateField
from agencies.models import Agency, AgencyGroup, AgencyType, AreaContact, DirectoryEntry, District

UNCOUNTED = "uncounted"


class TypesByGroup(ModelChoiceIterator):
    """Types of agencies under their group, in the contact table's order; last, that it is not counted."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for group, types in groupby(self.queryset, key=lambda each: each.group):
            yield group.name, [self.choice(each) for each in types]
        yield UNCOUNTED, _("Not counted in the contact table")


class TypeField(forms.ModelChoiceField):
    """A type; None where it was chosen that the agency is not counted."""

    iterator = TypesByGroup

    def to_python(self, value: Any) -> AgencyType | None:
        return None if value == UNCOUNTED else super().to_python(value)


def next_code() -> str:
    """The code after the highest one: A043 → A044. Codes of another shape do not count."""
    taken = [re.fullmatch(r"([A-Za-z]*)(\d+)", code) for code in Agency.objects.values_list("code", flat=True)]
    highest = max((found for found in taken if found), key=lambda found: int(found[2]), default=None)
    return f"{highest[1]}{int(highest[2]) + 1:0{len(highest[2])}}" if highest else "A001"


class AgencyForm(forms.ModelForm):
    """An agency. Its type is one of the contact table's rows, or a new row of a group."""

    type = TypeField(
        AgencyType.objects.select_related("group"),
        label=_("Type"),
        required=False,
        empty_label="—",
        help_text=_("The row of the contact table under which contacts with it are counted."),
    )
    new_type = forms.CharField(
        label=_("Or a new type"), required=False, max_length=60, help_text=_("It becomes the last row of its group.")
    )
    new_type_group = forms.ModelChoiceField(
        AgencyGroup.objects.all(), label=_("Group of the new type"), required=False, empty_label="—"
    )

    class Meta:
        model = Agency
        fields = [
            "code",
            "name",
            "type",
            "district",
            "postal_code",
            "address",
            "telephone",
            "extension",
            "fax",
            "hours",
            "note",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("It stays: imported tables know the agency by it.")
            if self.instance.type_id is None:
                self.initial["type"] = UNCOUNTED
        else:
            self.initial.setdefault("code", next_code())
        self.fields["district"].empty_label = _("The whole municipality")  # type: ignore[attr-defined]
        self.fields["note"].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name, group = data.get("new_type"), data.get("new_type_group")
        if name and data.get("type") and data["type"].name != name:
            self.add_error("new_type", _("Choose a type or write a new one, not both."))
        elif name and group is None:
            self.add_error("new_type_group", _("Choose the group to which the new type belongs."))
        elif group and not name:
            self.add_error("new_type", _("Write the name of the new type."))
        elif not name and not self["type"].value() and "type" not in self.errors:
            self.add_error("type", _("Choose the type, or that it is not counted."))
        return data

    @property
    def chosen_type(self) -> AgencyType | None:
        """The type that was chosen; or the new one, which is not saved yet where the group does not have it."""
        name, group = self.cleaned_data["new_type"], self.cleaned_data["new_type_group"]
        if not name or group is None:
            return self.cleaned_data["type"]
        return AgencyType.objects.filter(group=group, name=name).first() or AgencyType(group=group, name=name)


class ClosingForm(forms.Form):
    """The day from which an agency is no longer there."""

    closed_on = EraDateField(label=_("Closed on"))


class DirectoryEntryForm(forms.ModelForm):
    """A line of the directory."""

    agency = AgencyField(label=_("Agency"), required=False, help_text=_("Empty: it depends on the area; see below."))

    class Meta:
        model = DirectoryEntry
        fields = ["topic", "number", "default", "matter", "agency", "main_contact", "deputy_contact", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]
        self.fields["topic"].empty_label = "—"  # type: ignore[attr-defined]
        self.fields["number"].widget.attrs["inputmode"] = "numeric"
        self.fields["note"].widget.attrs["rows"] = 2


class AreaContactForm(forms.ModelForm):
    """Which agency answers in one district."""

    district = forms.ModelChoiceField(District.objects.all(), label=_("District"), empty_label="—")
    agency = AgencyField(label=_("Agency"))

    class Meta:
        model = AreaContact
        fields = ["district", "agency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]


class _AreaContacts(forms.BaseInlineFormSet):
    def validate_unique(self) -> None:
        """Django's own sentence names the field and not the district."""
        districts = [form.cleaned_data.get("district") for form in self.forms if self._kept(form)]
        twice = {each for each in districts if each and districts.count(each) > 1}
        if twice:
            names = gettext(", ").join(str(each) for each in twice)
            raise ValidationError(_("A district has one agency only. Written twice: %(names)s.") % {"names": names})

    def _kept(self, form: forms.BaseForm) -> bool:
        return bool(getattr(form, "cleaned_data", None)) and not form.cleaned_data.get("DELETE")

    @property
    def kept(self) -> int:
        """How many rows say something and are not taken out."""
        return sum(1 for form in self.forms if self._kept(form) and form.cleaned_data.get("agency"))


AreaContacts = forms.inlineformset_factory(
    DirectoryEntry, AreaContact, form=AreaContactForm, formset=_AreaContacts, extra=0, can_delete=True, max_num=300
)
